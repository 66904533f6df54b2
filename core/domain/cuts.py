"""From where on something counts as changed: the end of a meeting, or a day. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from core.domain.board import Board
from core.domain.ids import RecordId
from core.domain.meeting import OVER, Meeting, MeetingKind


@dataclass(frozen=True, slots=True)
class Cut:
    """A moment between two states of the project."""

    at: datetime
    meeting: RecordId | None = None
    """The meeting that ended there: what was said in it lies before the cut."""


def end_of(meeting: Meeting, now: datetime) -> Cut:
    """The end of a meeting; one that is not over ends now."""
    if meeting.ended_at is None:
        return Cut(now)
    return Cut(meeting.ended_at, meeting.id)


def held(board: Board) -> tuple[Meeting, ...]:
    """The meetings that are over, the last one first."""
    over = [each for each in board.meetings.values() if each.status in OVER and each.ended_at]
    return tuple(sorted(over, key=_when, reverse=True))


def _when(meeting: Meeting) -> tuple[str, str]:
    """What sorts meetings by their end; of two at one moment the later number is the later."""
    ended = meeting.ended_at.astimezone(UTC).isoformat() if meeting.ended_at else ""
    return ended, meeting.id.zfill(12)


def last_day(board: Board, now: datetime) -> Cut:
    """The beginning of the last working day before today."""
    day = now.astimezone(board.zone).date() - timedelta(days=1)
    return day_cut(board.calendar.previous_working(day), board)


def day_cut(day: date, board: Board) -> Cut:
    """The beginning of a day: the last moment of the one before.

    Lights are read by the plan of that day, since the day itself owes nothing yet.
    """
    midnight = datetime.combine(day, time(), board.zone)
    return Cut(midnight.astimezone(UTC) - timedelta(microseconds=1))


def day_of(cut: Cut, board: Board) -> date:
    """The first day of which something counts."""
    return (cut.at + timedelta(microseconds=1)).astimezone(board.zone).date()


def last_cut(board: Board, now: datetime) -> Cut:
    """Since when people want to know what changed.

    In a meeting: since the last one of its kind. Else since the last meeting of any kind. Where
    there was none, since the last working day.
    """
    if board.meeting is not None:
        return before(board, board.meeting, now)
    last = next(iter(held(board)), None)
    return end_of(last, now) if last is not None else last_day(board, now)


def before(board: Board, meeting: Meeting, now: datetime) -> Cut:
    """What a meeting looks back to: the end of the last one of its kind before it.

    A standup looks back to the last working day at least, so that Monday counts Friday.
    """
    began = min(meeting.started_at or now, now)
    earlier = [
        each
        for each in held(board)
        if each.kind is meeting.kind and each.id != meeting.id and _ended_by(each, began)
    ]
    last = next(iter(earlier), None)
    if meeting.kind is not MeetingKind.STANDUP:
        return end_of(last, now) if last is not None else last_day(board, began)
    return _standup(board, last, began)


def _ended_by(meeting: Meeting, moment: datetime) -> bool:
    return meeting.ended_at is not None and meeting.ended_at <= moment


def _standup(board: Board, last: Meeting | None, began: datetime) -> Cut:
    """The last standup, or the last working day where that came before it."""
    day = last_day(board, began)
    if last is None or last.ended_at is None:
        return day
    of_last = last.ended_at.astimezone(board.zone).date()
    return end_of(last, began) if of_last <= day_of(day, board) else day
