"""A day that a phrase may mean, and what becomes of it on a rest day or in the past."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from core.calendar.workdays import WorkCalendar

Value = str | int
"""What words are filled with: an ISO day, a name, a count."""

LATE_AT_MOST: Final = timedelta(days=60)
"""A day of this year that is past by no more than this may be meant; else next year's is."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What days are reckoned from."""

    now: datetime
    """Local to the project."""
    calendar: WorkCalendar
    opens: time = time(9)
    closes: time = time(18)
    """When a day's work ends: the hour of every deadline that names none."""
    next_meeting: datetime | None = None
    anchors: Mapping[str, date] = field(default_factory=dict)
    """Days of the project by the name they are spoken of (`项目结束`, a milestone)."""

    @property
    def today(self) -> date:
        """The local day."""
        return self.now.date()


@dataclass(frozen=True, slots=True)
class Day:
    """One day that a phrase may mean."""

    day: date
    rule: str
    """The id of how it was reckoned."""
    values: Mapping[str, Value] = field(default_factory=dict)
    """`moved_from`, `passed`, `anchor_day` (ISO days), `anchor`, `count`, … by the rule."""
    amber: str = ""
    """`due-past`, `rest-day` or another question it leaves open."""
    hour: time | None = None
    """The hour it names; None for the end of the day's work."""


def told(day: Day, **values: Value) -> Day:
    """The same day with more said about it."""
    return replace(day, values={**day.values, **values})


def kept(basis: Basis, day: date, rule: str) -> tuple[Day, ...]:
    """A day said outright is never moved; on a rest day that is asked about."""
    if day < basis.today:
        return (past(basis, day, rule),)
    if day == basis.today or basis.calendar.is_working(day):
        return (Day(day, rule),)
    moved = told(Day(basis.calendar.next_working(day), rule), moved_from=day.isoformat())
    return (Day(day, rule, amber="rest-day"), moved)


def forward(basis: Basis, day: date, rule: str, **values: Value) -> tuple[Day, ...]:
    """A reckoned day moves on to the next working day (顺延); the day itself may be chosen."""
    own = Day(day, rule, values)
    if day <= basis.today or basis.calendar.is_working(day):
        return (own,)
    moved = replace(own, day=basis.calendar.next_working(day))
    return (told(moved, moved_from=day.isoformat()), own)


def back(basis: Basis, day: date, rule: str, **values: Value) -> tuple[Day, ...]:
    """An end moves back to the last working day before it (回退); the day may be chosen."""
    own = Day(day, rule, values)
    earlier = basis.calendar.previous_working(day)
    if earlier == day or earlier < basis.today <= day:
        return (own,)
    return (told(replace(own, day=earlier), moved_from=day.isoformat()), own)


def past(basis: Basis, day: date, rule: str) -> Day:
    """A day that is over: asked about, never taken silently."""
    return Day(day, rule, {"days_ago": (basis.today - day).days}, "due-past")


def rather(later: tuple[Day, ...], gone: Day) -> tuple[Day, ...]:
    """The later day instead of one that is over: asked about, with the past one to choose."""
    first = told(later[0], passed=gone.day.isoformat())
    if first.amber:
        first = told(first, rest_day=1)
    return (replace(first, amber="due-past"), gone, *later[1:])


def of_year(year: int, month: int, day: int) -> date | None:
    """The day with that number, if there is one."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_day(basis: Basis, month: int, day: int, rule: str = "date") -> tuple[Day, ...]:
    """A month and a day without a year: this year's, or next year's once it is long past."""
    this = of_year(basis.today.year, month, day)
    next_one = of_year(basis.today.year + 1, month, day)
    later = kept(basis, next_one, rule) if next_one else ()
    if this is None:
        return later
    if this >= basis.today:
        return kept(basis, this, rule)
    if basis.today - this <= LATE_AT_MOST:
        return (past(basis, this, rule), *later[:1])
    return later


def add_months(day: date, count: int) -> date:
    """The same day some months on, or the last one of a shorter month."""
    months = day.year * 12 + day.month - 1 + count
    year, month = divmod(months, 12)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), month_end(year, month + 1))


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def monday(day: date) -> date:
    """The first day of the natural week."""
    return day - timedelta(days=day.weekday())


def last_workday(basis: Basis, any_day: date) -> date:
    """The last working day of the week of a day; its Friday where none is worked."""
    sunday = monday(any_day) + timedelta(days=6)
    found = basis.calendar.previous_working(sunday)
    return found if found >= monday(any_day) else sunday - timedelta(days=2)
