"""When all can meet inside their working hours (R27). Pure.

Moments are tried every quarter of an hour; a working day of a department is one of the calendar, on
its own clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from core.calendar.sla import OfficeHours

_STEP = timedelta(minutes=15)
_HALF_AN_HOUR = timedelta(minutes=30)
_MOST = 8


class Off(StrEnum):
    """How a meeting lies outside a department's hours."""

    EARLY = "early"
    LATE = "late"
    REST = "rest"
    """It is a day of rest there."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What a department is asked to bear."""

    how: Off
    by: timedelta = timedelta(0)
    """How long before they open, or after they close."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A time for a meeting."""

    starts: datetime
    """In UTC."""
    ends: datetime
    outside: Mapping[str, Stretch]
    """Which departments would not be at work."""
    hasty: bool = False
    """Whether it begins too early for the agenda to be out in time (C02)."""

    @property
    def good(self) -> bool:
        """Whether everybody is at work."""
        return not self.outside


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was found."""

    slots: tuple[Slot, ...]
    """Inside everybody's hours, the earliest first, at most two a day; hasty ones come last."""
    nearest: tuple[Slot, ...] = ()
    """Where there is none: those at which nobody has to stretch far; days of rest come last."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for."""

    since: datetime
    """No meeting begins before."""
    until: datetime
    """None ends after."""
    length: timedelta
    taken: Sequence[tuple[datetime, datetime]] = ()
    """When those who are asked sit in other meetings."""
    ready: datetime | None = None
    """From when on the agenda can be out in time (C02); None where none is sent."""


def proposed(offices: Mapping[str, OfficeHours], wanted: Wanted) -> Proposal:
    """Times inside everybody's working hours; where there is none, the nearest to one.

    Whole and half hours come before quarters: the earliest on each of them, morning and later.
    """
    tried = list(_tried(offices, wanted))
    if found := [each for each in tried if each.good]:
        calm, hasty = ([each for each in found if each.hasty is how] for how in (False, True))
        return Proposal((*_few(calm, offices), *_few(hasty, offices))[:_MOST])
    return Proposal((), tuple(_apart(sorted(tried, key=_strain))))


def _tried(offices: Mapping[str, OfficeHours], wanted: Wanted) -> Iterator[Slot]:
    at = _rounded_up(wanted.since.astimezone(UTC))
    while at + wanted.length <= wanted.until:
        ends = at + wanted.length
        if not any(begun < ends and at < over for begun, over in wanted.taken):
            hasty = wanted.ready is not None and at < wanted.ready
            yield Slot(at, ends, dict(_outside(offices, at, ends)), hasty)
        at += _STEP


def _outside(
    offices: Mapping[str, OfficeHours], starts: datetime, ends: datetime
) -> Iterator[tuple[str, Stretch]]:
    for name, office in offices.items():
        stretch = _stretch(office, starts.astimezone(office.zone), ends.astimezone(office.zone))
        if stretch is not None:
            yield name, stretch


def _stretch(office: OfficeHours, starts: datetime, ends: datetime) -> Stretch | None:
    """What a meeting asks of a department, on its own clock; None inside its hours."""
    day = starts.date()
    if not office.calendar.is_working(day):
        return Stretch(Off.REST)
    early = datetime.combine(day, office.opens, office.zone) - starts
    late = ends - datetime.combine(day, office.closes, office.zone)
    if max(early, late) <= timedelta(0):
        return None
    return Stretch(Off.EARLY, early) if early >= late else Stretch(Off.LATE, late)


def _rounded_up(moment: datetime) -> datetime:
    over = timedelta(
        minutes=moment.minute % 15, seconds=moment.second, microseconds=moment.microsecond
    )
    return moment + (_STEP - over) if over else moment


def _few(found: Sequence[Slot], offices: Mapping[str, OfficeHours]) -> Iterator[Slot]:
    """The first of each day, and the first of its second half; on the half hour where one is."""
    zone = next(iter(offices.values())).zone if offices else UTC
    seen: dict[tuple[object, bool], Slot] = {}
    for each in found:
        local = each.starts.astimezone(zone)
        part = (local.date(), local.hour >= 13)
        held = seen.get(part)
        if held is None or (_round(each) and not _round(held)):
            seen[part] = each
    yield from sorted(seen.values(), key=lambda each: each.starts)[:_MOST]


def _round(each: Slot) -> bool:
    return not (each.starts - datetime(1970, 1, 1, tzinfo=UTC)) % _HALF_AN_HOUR


def _strain(each: Slot) -> tuple[bool, int, timedelta, timedelta, bool, datetime]:
    """Fair before short: the longest stretch of one counts before the sum of all; the hasty
    come last."""
    resting = sum(one.how is Off.REST for one in each.outside.values())
    stretches = [one.by for one in each.outside.values()]
    total = sum(stretches, timedelta(0))
    longest = max(stretches, default=total)
    return each.hasty, resting, longest, total, not _round(each), each.starts


def _apart(found: Sequence[Slot]) -> Iterator[Slot]:
    """The first few that are not each other's neighbours."""
    kept: list[Slot] = []
    for each in found:
        if all(abs(each.starts - one.starts) >= timedelta(hours=12) for one in kept):
            kept.append(each)
        if len(kept) == 3:
            break
    yield from kept
