"""From a line typed for a purpose to the command it means. Pure but for the board it reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from core.domain.delay import REASONS
from core.domain.refusal import Refused
from tui.typed import read_day, read_progress
from tui.widgets.entry_bar import Purpose

if TYPE_CHECKING:
    from core.capture.plain import Reading
    from core.domain.board import Board
    from core.domain.command import Command
    from tui.words import Words

CAPTURES = ("action", "blocker", "decision", "task")


@dataclass(frozen=True, slots=True)
class Asked:
    """The line needs one more answer: why the task is behind."""

    actual: int


def command_of(
    purpose: Purpose, text: str, board: Board, now: datetime, words: Words
) -> Command | Asked:
    """What a line asks for.

    Raises:
        Refused: it cannot be read.
    """
    from core.domain.decision import WriteNote
    from core.domain.ids import RecordId
    from core.domain.task import LightLevel, SetLight

    subject = RecordId(purpose.subject)
    if purpose.id == "progress":
        return _progress(purpose, text, board, words)
    if purpose.id == "note":
        return WriteNote(subject=subject, text=text)
    if purpose.id == "link":
        url, _, label = text.strip().partition(" ")
        return WriteNote(subject=subject, url=url, text=label.strip())
    if purpose.id.startswith("light:"):
        level = LightLevel(purpose.id.partition(":")[2])
        return SetLight(task=subject, light=level, reason=text, seen=purpose.seen)
    if purpose.id == "due":
        return _due(purpose, text, board, now)
    return _delivery(purpose, text)


def _progress(purpose: Purpose, text: str, board: Board, words: Words) -> Command | Asked:
    from core.domain.ids import RecordId
    from core.domain.task import SetProgress

    said = read_progress(text)
    reason = said.reason
    if said.code is not None:
        reason = words.say(f"term.delay.{REASONS[said.code - 1]}")
    task, stands = board.tasks.get(purpose.subject), board.standings.get(purpose.subject)
    behind = stands is not None and (stands.planned or 0) > said.actual
    if behind and not reason and task is not None:
        return Asked(said.actual)
    return SetProgress(
        task=RecordId(purpose.subject), actual=said.actual, reason=reason, seen=purpose.seen
    )


def _due(purpose: Purpose, text: str, board: Board, now: datetime) -> Command:
    from core.capture.wish import deadline
    from core.domain.action import MoveAction
    from core.domain.ids import RecordId
    from core.domain.task import MoveTask

    day, reason = read_day(text, now.astimezone(board.zone).date())
    subject = RecordId(purpose.subject)
    if purpose.subject.startswith("A-"):
        return MoveAction(action=subject, due=deadline(day, board.zone), seen=purpose.seen)
    return MoveTask(task=subject, due=day, reason=reason, seen=purpose.seen)


def _delivery(purpose: Purpose, text: str) -> Command:
    from core.domain.action import ActionStatus, SetActionStatus
    from core.domain.ids import RecordId

    words = {"submit": ActionStatus.SUBMITTED, "cancel": ActionStatus.CANCELLED}
    if purpose.id not in words:
        raise Refused("unknown-purpose", purpose=purpose.id)
    return SetActionStatus(
        action=RecordId(purpose.subject), status=words[purpose.id], remark=text, seen=purpose.seen
    )


def reading_of(purpose: Purpose, text: str, board: Board, now: datetime, myself: str) -> Reading:
    """What a capture line means on this board.

    Raises:
        Refused: it speaks to everybody (R01).
    """
    from core.capture.plain import Known, Type, mentioned, read_line

    known = Known(
        people=tuple(board.people.values()),
        departments=board.departments,
        records=frozenset(each for each in mentioned(text) if board.record(each) is not None),
        myself=myself,
    )
    kind = Type(purpose.id) if purpose.id in CAPTURES else None
    return read_line(text, known, now.astimezone(board.zone).date(), kind)
