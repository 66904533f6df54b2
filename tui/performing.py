"""What threads do for the app: carry a wish out, ask the log; the answer is always a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.intake import TakeBack
from core.domain.refusal import SHUT, Conflict, Refused, Unreachable
from tui.messages import (
    CommandDone,
    CommandIssued,
    CommandLost,
    CommandRefused,
    HistoryRead,
    UndoContested,
    UndoIssued,
)

if TYPE_CHECKING:
    from core.domain.ids import RecordId
    from core.service import Service

Answer = CommandDone | CommandRefused | CommandLost | UndoContested
PAGE = 100
"""So many events of a history are read at once."""


def carry_out(service: Service | None, wish: CommandIssued | UndoIssued) -> Answer:
    """Carries a wish out and says how it went."""
    name = wish.command_id
    if service is None:
        return CommandLost(wish)
    try:
        if isinstance(wish, CommandIssued):
            events = service.perform(wish.command, command_id=name)
        elif wish.redo:
            events = service.redo(command_id=name)
        else:
            events = service.undo(command_id=name)
    except Refused as problem:
        return _refused(service, wish, problem)
    except Conflict as problem:
        at = problem.at.astimezone() if problem.at else None
        values = {
            "id": problem.subject,
            "who": problem.actor or "—",
            "at": f"{at:%H:%M}" if at else "—",
        }
        return CommandRefused(name, "stale", values)
    except Unreachable as problem:
        if problem.reason in SHUT:
            return CommandRefused(name, problem.reason, dict(problem.values))
        return CommandLost(wish, problem.reason, dict(problem.values))
    return CommandDone(name, events)


def _refused(
    service: Service, wish: CommandIssued | UndoIssued, problem: Refused
) -> CommandRefused | CommandLost | UndoContested:
    """An undo that stands against somebody's later change is a question, not a refusal."""
    name, values = wish.command_id, dict(problem.values)
    if problem.reason != "undo-overtaken" or not _asks(wish):
        return CommandRefused(name, problem.reason, values)
    try:
        command, forward = str(values["command"]), bool(values["forward"])
        contest = service.contest(command, forward=forward, only=_meant(wish))
    except Unreachable as away:
        return CommandLost(wish, away.reason, dict(away.values))
    return UndoContested(name, contest)


def _meant(wish: CommandIssued | UndoIssued) -> tuple[RecordId, ...]:
    """The records that an undo is of, where it is not of all."""
    command = wish.command if isinstance(wish, CommandIssued) else None
    return command.only if isinstance(command, TakeBack) else ()


def _asks(wish: CommandIssued | UndoIssued) -> bool:
    """Whether a person pressed undo; a line that replaces another takes back beside that."""
    if isinstance(wish, UndoIssued):
        return True
    return isinstance(wish.command, TakeBack) and bool(wish.command.seen)


def history_of(
    service: Service | None, identity: str, before: int | None = None, limit: int = PAGE
) -> HistoryRead | None:
    """What the log says of a record, with its notes; None while the database is away.

    From the newest on, or only what is older than the event numbered `before`.
    """
    if service is None:
        return None
    try:
        notes = service.notes_on(identity)
        events = service.story(identity, before=before, limit=limit + 1)
    except (Unreachable, Refused):
        return None
    return HistoryRead(identity, events[:limit], notes, before, more=len(events) > limit)
