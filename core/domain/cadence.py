"""When the next meeting is (C06–C10, C28): planned ones, and the rhythm of each kind. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from core.calendar.workdays import WorkCalendar
from core.domain.ids import RecordId
from core.domain.meeting import AHEAD, Cadence, Meeting, MeetingKind, Series

_AHEAD = 100
"""How many days are looked through."""


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A meeting to come."""

    at: datetime
    kind: MeetingKind
    planned: RecordId | None = None
    """The planned meeting; None where the rhythm says it."""


def next_meeting(
    series: Iterable[Series],
    meetings: Iterable[Meeting],
    now: datetime,
    zone: tzinfo,
    calendar: WorkCalendar,
) -> Upcoming | None:
    """The first meeting after `now`; at the same moment the planned one.

    A meeting that began on a day of its rhythm was that day's, though it may have begun early.
    """
    known = tuple(meetings)
    found = [*_planned(known, now), *_in_rhythm(series, known, now, zone, calendar)]
    return min(found, key=lambda each: (each.at, each.planned is None), default=None)


def _planned(meetings: Iterable[Meeting], now: datetime) -> Iterator[Upcoming]:
    for each in meetings:
        if each.status in AHEAD and each.starts_at is not None and each.starts_at > now:
            yield Upcoming(each.starts_at, each.kind, each.id)


def _in_rhythm(
    series: Iterable[Series],
    meetings: Iterable[Meeting],
    now: datetime,
    zone: tzinfo,
    calendar: WorkCalendar,
) -> Iterator[Upcoming]:
    begun = {
        (each.kind, each.started_at.astimezone(zone).date()) for each in meetings if each.started_at
    }
    for each in series:
        at = upcoming(each, now, zone, calendar)
        if at is not None and (each.kind, at.date()) in begun:
            at = upcoming(each, at, zone, calendar)
        if at is not None and not each.removed:
            yield Upcoming(at, each.kind)


def upcoming(
    series: Series, now: datetime, zone: tzinfo, calendar: WorkCalendar
) -> datetime | None:
    """The next moment of a rhythm, on a day that is worked; None for one that is never held.

    A day of rest is passed over: who meets on Mondays does not meet on a holiday.
    """
    clock = time.fromisoformat(series.at)
    today = now.astimezone(zone).date()
    for ahead in range(_AHEAD):
        day = today + timedelta(days=ahead)
        if calendar.is_working(day) and _held(series, day, zone):
            at = datetime.combine(day, clock, zone)
            if at > now:
                return at
    return None


def last_held(
    series: Series, now: datetime, zone: tzinfo, calendar: WorkCalendar
) -> datetime | None:
    """The last moment of a rhythm up to now, on a day that is worked; None where there is none."""
    clock = time.fromisoformat(series.at)
    today = now.astimezone(zone).date()
    for back in range(_AHEAD):
        day = today - timedelta(days=back)
        if calendar.is_working(day) and _held(series, day, zone):
            at = datetime.combine(day, clock, zone)
            if at <= now:
                return at
    return None


def _held(series: Series, day: date, zone: tzinfo) -> bool:
    """Whether the rhythm falls on a day."""
    if series.cadence is Cadence.WORKDAYS:
        return True
    if series.cadence is Cadence.NEVER or day.weekday() != series.weekday:
        return False
    if series.cadence is Cadence.MONTHLY:
        return day.day <= 7
    if series.cadence is Cadence.FORTNIGHTLY and series.since is not None:
        first = series.since.astimezone(zone).date()
        weeks = (_monday(day) - _monday(first)).days // 7
        return weeks % 2 == 0
    return True


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
