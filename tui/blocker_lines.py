"""From a line typed about a blocker or a risk to the command it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from core.domain.refusal import Refused
from tui.widgets.entry_bar import Purpose

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.command import Command
    from core.domain.ids import RecordId
    from tui.words import Words


@dataclass(frozen=True, slots=True)
class Answers:
    """What was asked and answered before the line itself."""

    facts: Mapping[str, str] = field(default_factory=dict)
    """Fields of the blocker that were missing (R08, R02), by name."""
    consulted: tuple[RecordId, ...] = ()
    """Who of the task's C was asked (R29)."""


NOTHING = Answers()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line was typed: what it is read against."""

    board: Board
    now: datetime
    words: Words
    actor: str = ""


def command_of(
    purpose: Purpose, text: str, place: Place, answers: Answers = NOTHING
) -> Command | None:
    """What the line asks for; None where it is no line of this kind.

    Raises:
        Refused: it cannot be read.
    """
    name, _, detail = purpose.id.partition(":")
    match name:
        case "decide":
            return _with_facts(purpose, answers, _solve(purpose, text, place, answers))
        case "verify" | "submit" | "reopen" | "close":
            return _with_facts(purpose, answers, _remark(purpose, name, text))
        case "rung":
            return _escalate(purpose, int(detail), text)
        case "edit":
            return edited(purpose, {detail: text})
        case "snooze":
            return _snooze(purpose, text, place)
        case _:
            return None


def edited(purpose: Purpose, facts: Mapping[str, Any]) -> Command:
    """Fields of a blocker or a risk as they were typed."""
    from core.domain.blocker import EditBlocker
    from core.domain.ids import RecordId
    from core.domain.risk import EditRisk

    subject = RecordId(purpose.subject)
    if subject.startswith("K-"):
        return EditRisk(risk=subject, seen=purpose.seen, **facts)
    return EditBlocker(blocker=subject, seen=purpose.seen, **facts)


def _with_facts(purpose: Purpose, answers: Answers, command: Command) -> Command:
    """The facts that were asked for first are written with it: both or neither, one undo."""
    from dataclasses import replace

    from core.domain.batch import Batch

    if not answers.facts:
        return command
    free: Any = command
    return Batch(commands=(edited(purpose, answers.facts), replace(free, seen=None)))


def _solve(purpose: Purpose, text: str, place: Place, answers: Answers) -> Command:
    """F17: the text reads as a decision's line: `改用备用件 @郑洁 依据:测试报告`."""
    from core.capture.chips import Type
    from core.capture.command import command_for
    from core.capture.gathering import ground_of
    from core.capture.reading import read
    from core.domain.blocker import SolveBlocker
    from core.domain.decision import RecordDecision
    from core.domain.ids import RecordId

    reading = read(text, ground_of(place.board, place.now, place.actor), Type.DECISION)
    line = command_for(reading)
    if not isinstance(line, RecordDecision):
        raise Refused("no-decision", text=text)
    if not line.title:
        raise Refused("title-missing")
    return SolveBlocker(
        blocker=RecordId(purpose.subject),
        text=line.title,
        maker=line.maker,
        grounds=line.grounds,
        consulted=answers.consulted,
        raw_text=line.raw_text,
        seen=purpose.seen,
    )


def _remark(purpose: Purpose, name: str, text: str) -> Command:
    from core.domain.blocker import ReopenBlocker, SubmitBlocker, VerifyBlocker
    from core.domain.ids import RecordId
    from core.domain.risk import CloseRisk

    subject, seen = RecordId(purpose.subject), purpose.seen
    match name:
        case "verify":
            return VerifyBlocker(blocker=subject, remark=text, seen=seen)
        case "submit":
            return SubmitBlocker(blocker=subject, remark=text, seen=seen)
        case "close":
            return CloseRisk(risk=subject, reason=text, seen=seen)
        case _:
            return ReopenBlocker(blocker=subject, reason=text, seen=seen)


def _escalate(purpose: Purpose, rung: int, text: str) -> Command:
    from core.domain.blocker import Escalate
    from core.domain.ids import RecordId

    return Escalate(
        blocker=RecordId(purpose.subject), to=rung, reason=text.strip(), seen=purpose.seen
    )


def _snooze(purpose: Purpose, text: str, place: Place) -> Command:
    from core.domain.blocker import SnoozeBlocker
    from core.domain.ids import RecordId
    from tui.lines import moment_of

    until, reason = moment_of(text, place.board, place.now)
    if not reason:
        raise Refused("reason-missing", id=purpose.subject)
    return SnoozeBlocker(
        blocker=RecordId(purpose.subject), until=until, reason=reason, seen=purpose.seen
    )
