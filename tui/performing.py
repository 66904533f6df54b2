"""What threads do for the app: carry a wish out, ask the log; the answer is always a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.ids import logged_as
from core.domain.refusal import Conflict, Refused, Unreachable
from tui.messages import (
    CommandDone,
    CommandIssued,
    CommandLost,
    CommandRefused,
    HistoryRead,
    UndoIssued,
)

if TYPE_CHECKING:
    from core.service import Service

Answer = CommandDone | CommandRefused | CommandLost


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
        return CommandRefused(name, problem.reason, dict(problem.values))
    except Conflict as problem:
        at = problem.at.astimezone() if problem.at else None
        values = {
            "id": problem.subject,
            "who": problem.actor or "—",
            "at": f"{at:%H:%M}" if at else "—",
        }
        return CommandRefused(name, "stale", values)
    except Unreachable as problem:
        return CommandLost(wish, problem.reason, dict(problem.values))
    return CommandDone(name, events)


def history_of(service: Service | None, identity: str) -> HistoryRead | None:
    """What the log says of a record, with its notes; None while the database is away."""
    if service is None:
        return None
    try:
        notes = service.notes_on(identity)
        events = service.history(logged_as(identity), limit=100)
    except (Unreachable, Refused):
        return None
    return HistoryRead(identity, events, notes)
