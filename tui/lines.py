"""From a line typed for a purpose to the command it means. Pure but for the board it reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from core.domain.delay import REASONS
from core.domain.refusal import Refused
from tui import blocker_lines
from tui.blocker_lines import NOTHING, Answers, Place
from tui.typed import read_progress
from tui.widgets.entry_bar import Purpose

if TYPE_CHECKING:
    from core.capture.chips import Reading
    from core.domain.board import Board
    from core.domain.command import Command
    from tui.words import Words

PLAN: Final = "plan:"
"""The beginning of the purpose of a line on which a meeting's time is typed."""
CAPTURES = frozenset({"action", "blocker", "decision", "risk", "task"})
"""Purposes for which a line is read as a new record."""


def no_maker(reading: Reading) -> bool:
    """Whether a line is a decision that nobody made (R26): that is asked about once."""
    return reading.type.value == "decision" and reading.owner is None and not reading.each


def hint_of(kind: str, words: Words) -> str:
    """What an empty line for a record of this kind says it may hold."""
    own = f"board.entry.capture_{kind}"
    return words.say(own if words.has(own) else "board.entry.capture")


@dataclass(frozen=True, slots=True)
class Asked:
    """The line needs one more answer: why the task is behind."""

    actual: int


def command_of(
    purpose: Purpose, text: str, place: Place, answers: Answers = NOTHING
) -> Command | Asked:
    """What a line asks for.

    Raises:
        Refused: it cannot be read.
    """
    if purpose.subject.startswith(("B-", "K-")):
        found = blocker_lines.command_of(purpose, text, place, answers)
        if found is not None:
            return found
    return _plain(purpose, text, place)


def _plain(purpose: Purpose, text: str, place: Place) -> Command | Asked:
    from core.domain.decision import WriteNote
    from core.domain.ids import RecordId
    from core.domain.task import LightLevel, SetLight

    subject = RecordId(purpose.subject)
    if purpose.id == "progress":
        return _progress(purpose, text, place.board, place.words)
    if purpose.id == "note":
        return WriteNote(subject=subject, text=text)
    if purpose.id == "link":
        url, _, label = text.strip().partition(" ")
        return WriteNote(subject=subject, url=url, text=label.strip())
    if purpose.id.startswith("light:"):
        level = LightLevel(purpose.id.partition(":")[2])
        return SetLight(task=subject, light=level, reason=text, seen=purpose.seen)
    if purpose.id == "due":
        return _due(purpose, text, place.board, place.now)
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
    from core.domain.action import MoveAction
    from core.domain.ids import RecordId
    from core.domain.task import MoveTask

    due, reason = moment_of(text, board, now)
    subject = RecordId(purpose.subject)
    if purpose.subject.startswith("A-"):
        return MoveAction(action=subject, due=due, seen=purpose.seen)
    return MoveTask(task=subject, due=due.date(), reason=reason, seen=purpose.seen)


def moment_of(text: str, board: Board, now: datetime) -> tuple[datetime, str]:
    """A deadline as the capture line reads it (`下周三 等素材`), and the reason behind it.

    Raises:
        Refused: it does not begin with one.
    """
    from core.capture.ground import Anchors, Ground
    from core.capture.line import without
    from core.capture.reading import read

    days = {each.title: each.day for each in board.milestones.values()}
    anchors = Anchors(board.project.start, board.project.end, days)
    ground = Ground(now=now, zone=board.zone, calendar=board.calendar, anchors=anchors)
    line = f">{text.strip().lstrip('>》')}"
    reading = read(line, ground)
    chip = next((each for each in reading.chips if each.kind == "due"), None)
    if reading.due is None or chip is None or chip.start != 0:
        raise Refused("day-form", text=text)
    return reading.due, without(line, [chip.span])


def _delivery(purpose: Purpose, text: str) -> Command:
    from core.domain.action import ActionStatus, SetActionStatus
    from core.domain.ids import RecordId

    words = {
        "submit": ActionStatus.SUBMITTED,
        "cancel": ActionStatus.CANCELLED,
        "reopen": ActionStatus.OPEN,
    }
    if purpose.id not in words:
        raise Refused("unknown-purpose", purpose=purpose.id)
    return SetActionStatus(
        action=RecordId(purpose.subject), status=words[purpose.id], remark=text, seen=purpose.seen
    )
