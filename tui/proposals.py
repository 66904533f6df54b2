"""Times for a meeting, from a board and in words: see `core.domain.proposing`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from core.domain.meeting import AHEAD
from core.domain.policy import in_force
from core.domain.proposing import Off, Proposal, Slot, Wanted, proposed
from core.domain.regions import office_in, zone_of_dept
from tui.words import WEEKDAYS

if TYPE_CHECKING:
    from core.domain.board import Board
    from tui.words import Words

_NOTICE = timedelta(minutes=15)
"""Nobody is asked to a meeting that has begun by the time they read of it."""


def concerned(board: Board) -> tuple[str, ...]:
    """The departments to think of: those that people of the project are in, else all."""
    staffed = {each.dept for each in board.people.values() if not each.removed}
    found = tuple(each for each in board.departments if each in staffed)
    return found or tuple(board.departments)


def found(
    board: Board, depts: Sequence[str], length: timedelta, days: int, now: datetime
) -> Proposal:
    """Times within so many working days from now, beside the meetings that are planned."""
    policy = in_force(board.policies.values(), now)
    offices = {
        name: office_in(name, board.departments, board.project, policy, board.calendar)
        for name in depts
    }
    today = now.astimezone(board.zone).date()
    last = board.calendar.add(today, days)
    until = datetime.combine(last, time.max, board.zone)
    since = now + _NOTICE
    return proposed(offices, Wanted(since, until, length, tuple(_taken(board))))


def _taken(board: Board) -> Iterator[tuple[datetime, datetime]]:
    for each in board.meetings.values():
        if each.status in AHEAD and each.starts_at is not None:
            yield each.starts_at, each.starts_at + timedelta(minutes=each.minutes or 30)


def told(slot: Slot, depts: Sequence[str], board: Board, words: Words) -> str:
    """`11-19 周四 16:00–16:30(伦敦办 08:00)`: on the project's clock, and on others that differ."""
    starts, ends = (each.astimezone(board.zone) for each in (slot.starts, slot.ends))
    weekday = words.say(f"time.weekday.{WEEKDAYS[starts.weekday()]}")
    at = f"{starts:%m-%d} {weekday} {starts:%H:%M}–{ends:%H:%M}"
    more = []
    for name in depts:
        there = slot.starts.astimezone(zone_of_dept(name, board.departments, board.project))
        if there.replace(tzinfo=None) != starts.replace(tzinfo=None):
            other = f"{there:%H:%M}" if there.date() == starts.date() else f"{there:%m-%d %H:%M}"
            more.append(words.say("region.there", whose=name, at=other))
    return words.say("region.also", at=at, more=words.join(more)) if more else at


def outside(slot: Slot, words: Words) -> str:
    """Who would not be at work, and by how much."""
    from tui.clock_words import span_told

    pieces = []
    for name, one in slot.outside.items():
        span = span_told(one.by, words) if one.how is not Off.REST else ""
        how = words.say(f"region.off.{one.how.value}", span=span)
        pieces.append(words.say("region.outside", dept=name, how=how))
    return words.join(pieces)
