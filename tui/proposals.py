"""Times for a meeting, from a board and in words: see `core.domain.proposing`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from core.domain.meeting import AHEAD, MeetingKind
from core.domain.policy import in_force
from core.domain.proposing import Off, Proposal, Slot, Wanted, proposed
from core.domain.regions import office_in, zone_of_dept, zone_of_person
from tui.known import agenda_ready
from tui.words import WEEKDAYS

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.people import Person
    from tui.words import Words

_NOTICE = timedelta(minutes=15)
"""Nobody is asked to a meeting that has begun by the time they read of it."""


@dataclass(frozen=True, slots=True)
class Sought:
    """The meeting that times are looked for."""

    length: timedelta
    days: int
    """Within so many working days."""
    kind: MeetingKind | None = None
    """None where nobody said; then it is one with an agenda."""


def concerned(board: Board) -> tuple[str, ...]:
    """The departments to think of: those that people of the project are in, else all."""
    staffed = {each.dept for each in board.people.values() if each.here}
    found = tuple(each for each in board.departments if each in staffed)
    return found or tuple(board.departments)


def asked(board: Board, people: Iterable[str]) -> tuple[str, ...]:
    """The departments of those who are asked to come; where nobody is, all to think of (R27)."""
    own = (board.people[each].dept for each in people if each in board.people)
    depts = tuple(each for each in dict.fromkeys(own) if each in board.departments)
    return depts or concerned(board)


def found(board: Board, depts: Sequence[str], sought: Sought, now: datetime) -> Proposal:
    """Times within so many working days from now, beside the meetings that are planned.

    Those early enough for the agenda come first (C02); a standup sends none.
    """
    policy = in_force(board.policies.values(), now)
    offices = {
        name: office_in(name, board.departments, board.project, policy, board.calendar_of(name))
        for name in depts
    }
    today = now.astimezone(board.zone).date()
    last = board.calendar.add(today, sought.days)
    until = datetime.combine(last, time.max, board.zone)
    since = now + _NOTICE
    ready = agenda_ready(since, board) if sought.kind is not MeetingKind.STANDUP else None
    return proposed(offices, Wanted(since, until, sought.length, tuple(_taken(board)), ready))


def _taken(board: Board) -> Iterator[tuple[datetime, datetime]]:
    for each in board.meetings.values():
        if each.status in AHEAD and each.starts_at is not None:
            yield each.starts_at, each.starts_at + timedelta(minutes=each.minutes or 30)


def here(slot: Slot, board: Board, words: Words) -> str:
    """`11-19 周四 16:00–16:30`, on the project's clock."""
    starts, ends = (each.astimezone(board.zone) for each in (slot.starts, slot.ends))
    weekday = words.say(f"time.weekday.{WEEKDAYS[starts.weekday()]}")
    return f"{starts:%m-%d} {weekday} {starts:%H:%M}–{ends:%H:%M}"


def there(
    moment: datetime,
    depts: Sequence[str],
    board: Board,
    words: Words,
    viewer: Person | None = None,
) -> list[str]:
    """A moment on other clocks that differ from the project's: the viewer's, the departments'."""
    local = moment.astimezone(board.zone)
    zones = {} if viewer is None else {words.say("region.of_viewer"): zone_of_person(viewer, board)}
    zones |= {name: zone_of_dept(name, board.departments, board.project) for name in depts}
    found = []
    for name, zone in zones.items():
        other = moment.astimezone(zone)
        if other.replace(tzinfo=None) != local.replace(tzinfo=None):
            at = f"{other:%H:%M}" if other.date() == local.date() else f"{other:%m-%d %H:%M}"
            found.append(words.say("region.there", whose=name, at=at))
    return found


def told(slot: Slot, depts: Sequence[str], board: Board, words: Words) -> str:
    """`11-19 周四 16:00–16:30(伦敦办 08:00)`: on the project's clock, and on others that differ."""
    at, more = here(slot, board, words), there(slot.starts, depts, board, words)
    return words.say("region.also", at=at, more=words.join(more)) if more else at


def outside(slot: Slot, words: Words) -> str:
    """Who would not be at work, and by how much; and that it is too early for the agenda."""
    from tui.clock_words import span_told

    pieces = [words.say("region.hasty")] if slot.hasty else []
    for name, one in slot.outside.items():
        span = span_told(one.by, words) if one.how is not Off.REST else ""
        how = words.say(f"region.off.{one.how.value}", span=span)
        pieces.append(words.say("region.outside", dept=name, how=how))
    return words.join(pieces)
