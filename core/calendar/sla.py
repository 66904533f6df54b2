"""Clocks that run out: when something is due, how much is left, and what a pause does to it.

Natural hours run day and night; working time runs in office hours on working days. Working
time is reckoned on the wall clock, so the one hour that a change to summer time takes or gives
counts only where offices are open at that hour.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from core.calendar.workdays import WorkCalendar

_ZERO = timedelta(0)
_SOON_PART = 4
_SOON_LEAST = timedelta(minutes=60)


class Basis(StrEnum):
    """What a clock counts."""

    NATURAL = "natural"
    """Hours as they pass (自然小时)."""
    WORKING = "working"
    """Office hours on working days (工作时段, 工作日)."""


class State(StrEnum):
    """How a clock stands."""

    OK = "ok"
    SOON = "soon"
    LATE = "late"
    MET = "met"


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """When a team works: its calendar, its zone, and from when to when in the day."""

    calendar: WorkCalendar
    zone: tzinfo
    opens: time = time(9)
    closes: time = time(18)

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise ValueError("office-closes-before-it-opens")

    @property
    def day_length(self) -> timedelta:
        """Working time in one working day."""
        return datetime.combine(date.min, self.closes) - datetime.combine(date.min, self.opens)

    def elapsed(self, first: datetime, last: datetime) -> timedelta:
        """Working time between two instants; negative where `last` comes first."""
        if last < first:
            return -self.elapsed(last, first)
        first_day, before = self._position(first)
        last_day, until = self._position(last)
        days = self.calendar.working_days(first_day, last_day)
        if self.calendar.is_working(last_day):
            days -= 1
        return max(days * self.day_length - before + until, _ZERO)

    def after(self, since: datetime, span: timedelta) -> datetime:
        """The instant, in UTC, at which `span` of working time has passed since `since`.

        A span that ends with the office day ends that evening, not the next morning.
        """
        day, done = self._position(since)
        start = self.calendar.next_working(day)
        days, rest = divmod(done + span, self.day_length)
        if days and not rest:
            days, rest = days - 1, self.day_length
        return max(self._instant(self.calendar.add(start, days), rest), since.astimezone(UTC))

    def before(self, until: datetime, span: timedelta) -> datetime:
        """The instant, in UTC, from which `span` of working time passes until `until`.

        It lies in office hours, or where they end: nobody can tell how long before that a
        clock was started.
        """
        day, done = self._position(until)
        if done >= span:
            return self._instant(day, done - span)
        days, rest = divmod(span - done, self.day_length)
        if rest:
            return self._instant(self.calendar.add(day, -days - 1), self.day_length - rest)
        return self._instant(self.calendar.add(day, -days), timedelta(0))

    def _position(self, moment: datetime) -> tuple[date, timedelta]:
        """The local day of an instant, and the working time that day has seen by then."""
        local = moment.astimezone(self.zone).replace(tzinfo=None)
        day = local.date()
        if not self.calendar.is_working(day):
            return day, _ZERO
        passed = local - datetime.combine(day, self.opens)
        return day, min(max(passed, _ZERO), self.day_length)

    def _instant(self, day: date, into: timedelta) -> datetime:
        local = datetime.combine(day, self.opens) + into
        return local.replace(tzinfo=self.zone).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline: the instant, what was counted to reach it, and from when."""

    at: datetime
    basis: Basis
    since: datetime


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch in which a clock stands; without an end it still stands."""

    start: datetime
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a clock shows at a moment."""

    state: State
    at: datetime
    """When it runs out, pauses so far taken into account."""
    left: timedelta
    """Time left on the clock's basis; negative once late."""
    used: timedelta
    """Time used on the clock's basis, pauses left out; never negative."""
    kept: bool
    """Whether it has not run out, or was met before it did."""
    paused: bool = False
    """Whether it stands at this moment."""


def natural_due(since: datetime, span: timedelta) -> Due:
    """Due when `span` has passed by the clock, whatever summer time does to the wall clock.

    Raises:
        ValueError: `since` has no offset.
    """
    start = _utc(since)
    return Due(start + span, Basis.NATURAL, start)


def working_due(since: datetime, span: timedelta, office: OfficeHours) -> Due:
    """Due when `span` of office hours has passed.

    Raises:
        ValueError: `since` has no offset.
    """
    start = _utc(since)
    return Due(office.after(start, span), Basis.WORKING, start)


def remaining(
    due: Due,
    now: datetime,
    *,
    pauses: Sequence[Pause] = (),
    met: datetime | None = None,
    office: OfficeHours | None = None,
) -> Reading:
    """Read a clock at `now`, or at the moment it was `met`.

    `office` must be given for deadlines in working time. A clock of the machine that was set
    back behind the start reads as the start.

    Raises:
        ValueError: a moment has no offset, or `office` is missing.
    """
    if due.basis is Basis.WORKING and office is None:
        raise ValueError("working-time-without-office")
    hours = office if due.basis is Basis.WORKING else None
    moment = max(_utc(now if met is None else met), due.since)
    stood = _merged(pauses, due.since, moment)
    lost = sum((_passed(start, end, hours) for start, end in stood), _ZERO)
    at = hours.after(due.at, lost) if hours and lost else due.at + lost
    left = _passed(moment, at, hours)
    running = met is None and any(_covers(pause, moment) for pause in pauses)
    return Reading(
        state=State.MET if met is not None else _state(left, moment > at, _span(due, hours)),
        at=at,
        left=left,
        used=_passed(due.since, moment, hours) - lost,
        kept=moment <= at,
        paused=running,
    )


def days_late(due: date, today: date, calendar: WorkCalendar) -> int:
    """Working days since a due date, the first working day after it being 1; 0 if not late."""
    return max(calendar.working_days(due, today) - calendar.working_days(due, due), 0)


def soon_within(span: timedelta) -> timedelta:
    """How much may be left of a clock of that span for it to count as nearly run out.

    A quarter of it, at least an hour, but never more than half.
    """
    return min(max(span / _SOON_PART, _SOON_LEAST), span / 2)


def _state(left: timedelta, late: bool, span: timedelta) -> State:
    if late:
        return State.LATE
    return State.SOON if left < soon_within(span) else State.OK


def _span(due: Due, hours: OfficeHours | None) -> timedelta:
    return _passed(due.since, due.at, hours)


def _passed(first: datetime, last: datetime, hours: OfficeHours | None) -> timedelta:
    return last - first if hours is None else hours.elapsed(first, last)


def _merged(
    pauses: Iterable[Pause], since: datetime, until: datetime
) -> list[tuple[datetime, datetime]]:
    """The stretches in which the clock stood, cut to its run, without overlaps."""
    merged: list[tuple[datetime, datetime]] = []
    for pause in sorted(pauses, key=lambda each: _utc(each.start)):
        start = max(_utc(pause.start), since, merged[-1][1] if merged else since)
        end = until if pause.end is None else min(_utc(pause.end), until)
        if start < end:
            merged.append((start, end))
    return merged


def _covers(pause: Pause, moment: datetime) -> bool:
    return pause.start <= moment and (pause.end is None or moment < pause.end)


def _utc(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError("moment-without-offset")
    return moment.astimezone(UTC)
