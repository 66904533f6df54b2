"""A meeting that nobody ended: when that is asked about, and when it is kept as it stands. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from core.domain.meeting import AgendaItem, Meeting

if TYPE_CHECKING:
    from core.domain.board import Board

ASKED_AFTER: Final = timedelta(minutes=20)
"""A meeting in which nothing was written for so long may have been forgotten."""
KEPT_AFTER: Final = timedelta(minutes=30)
"""Where nobody answers for ten minutes more, it is kept as a draft: paused, never ended."""


def stirred(meeting: Meeting, items: Iterable[AgendaItem]) -> datetime | None:
    """When its own clocks were moved last; None before it began."""
    moments = [meeting.started_at, meeting.paused_at, meeting.recapped_at, *meeting.pauses]
    moments += [at for each in items for at in each.turns]
    return max((at for at in moments if at is not None), default=None)


def forgotten(board: Board, now: datetime) -> Meeting | None:
    """The meeting that may be kept, by what its own records say; the log has the last word."""
    meeting = board.meeting
    if meeting is None or meeting.paused_at is not None:
        return None
    said = [each.said_at for each in board.points.values() if each.meeting == meeting.id]
    said += [each.created_at for each in board.actions.values() if each.meeting == meeting.id]
    said.append(stirred(meeting, board.items_of(meeting.id)))
    last = max((at for at in said if at is not None), default=now)
    return meeting if now - last >= KEPT_AFTER else None
