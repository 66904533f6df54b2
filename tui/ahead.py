"""Meetings that are planned, as a list to choose from; and the one that ended last. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.meeting import AHEAD, OVER
from tui.known import agenda_by, agenda_span
from tui.screens.picker import Choice

if TYPE_CHECKING:
    from datetime import datetime

    from core.domain.board import Board
    from core.domain.meeting import Meeting
    from tui.words import Words


def planned(board: Board, kind: str = "") -> list[Meeting]:
    """The meetings that have not begun, the next one first; of one kind, where it is named."""
    found = [
        each
        for each in board.meetings.values()
        if each.status in AHEAD and not each.removed and kind in ("", each.kind.value)
    ]
    return sorted(found, key=lambda each: (str(each.starts_at), each.id.zfill(12)))


def last_over(board: Board) -> Meeting | None:
    """The meeting that ended last."""
    found = [each for each in board.meetings.values() if each.status in OVER and not each.removed]
    return max(found, key=lambda each: str(each.ended_at), default=None)


def agenda_state(meeting: Meeting, board: Board, now: datetime, words: Words) -> str:
    """C02: whether its agenda is out, and whether there is still time for it."""
    if meeting.agenda_sent_at is not None:
        return words.say("agenda.is_out")
    by = agenda_by(meeting.starts_at, board) if meeting.starts_at is not None else None
    if by is not None and by < now:
        return words.say("agenda.is_late", span=agenda_span(board, words))
    return words.say("agenda.is_due")


def begins(meeting: Meeting, board: Board) -> str:
    """`10-18 10:00`, on the project's clock."""
    at = meeting.starts_at
    return f"{at.astimezone(board.zone):%m-%d %H:%M}" if at is not None else ""


def choices(board: Board, now: datetime, words: Words) -> list[Choice]:
    """All of them."""
    found = []
    for each in planned(board):
        kind = words.say(f"term.meeting.{each.kind.value}")
        name = " ".join(filter(None, (each.id, begins(each, board), each.title or kind)))
        found.append(Choice(each.id, name, agenda_state(each, board, now, words)))
    return found
