"""Which days are worked: weekends, statutory rest, make-up days (调休), own exceptions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from itertools import accumulate
from typing import Any

from core.calendar.statutory import Feast, UnknownCalendar, read_statutory

__all__ = [
    "Feast",
    "UnknownCalendar",
    "WorkCalendar",
    "from_json",
    "work_calendar",
    "years_around",
]

_PLAIN = ("", "NONE")
"""Codes of the calendar that knows weekends and nothing else."""


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """A country's working days over some years. Outside of them, and in years that are not
    published yet, every weekday counts as worked."""

    code: str
    """`CN`, `DE-BY`, or empty for weekends alone."""
    years: range
    """The years that were read."""
    weekend: frozenset[int] = frozenset({5, 6})
    """Days of the week that are not worked, Monday being 0."""
    off: tuple[date, ...] = ()
    """Rest days that are not in the weekend, in order."""
    on: tuple[date, ...] = ()
    """Weekend days that are worked, in order."""
    unpublished: frozenset[int] = frozenset()
    """Years that were read and whose arrangement is not known yet."""
    feasts: tuple[Feast, ...] = ()
    """Named holidays with the rest around them, in order."""

    _in_week: int = field(init=False, repr=False, compare=False)
    _week: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _exceptions: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _shifts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if len(self.weekend) > 6:
            raise ValueError("week-without-workday")
        # Ordinals count from a Monday, so that a remainder of 0 is a Sunday, the week complete.
        worked = (0, *(int(day not in self.weekend) for day in range(6)))
        shifts = sorted(
            [(day.toordinal(), -1) for day in self.off] + [(day.toordinal(), 1) for day in self.on]
        )
        object.__setattr__(self, "_in_week", 7 - len(self.weekend))
        object.__setattr__(self, "_week", tuple(accumulate(worked)))
        object.__setattr__(self, "_exceptions", tuple(ordinal for ordinal, _ in shifts))
        object.__setattr__(self, "_shifts", (0, *accumulate(shift for _, shift in shifts)))

    def published(self, year: int) -> bool:
        """Whether the rest and make-up days of the year are known.

        The plain calendar has none to publish.
        """
        if self.code in _PLAIN:
            return True
        return year in self.years and year not in self.unpublished

    def is_working(self, day: date) -> bool:
        """Whether the day is worked."""
        ordinal = day.toordinal()
        return self._worked(ordinal) > self._worked(ordinal - 1)

    def working_days(self, first: date, last: date) -> int:
        """How many days from `first` to `last`, both counted, are worked; 0 if none lie there."""
        if last < first:
            return 0
        return self._worked(last.toordinal()) - self._worked(first.toordinal() - 1)

    def add(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`, or before it where `count` is negative.

        0 gives the day back, worked or not.

        Raises:
            OverflowError: the date lies beyond the calendar of this world.
        """
        start = day.toordinal()
        before = self._worked(start if count >= 0 else start - 1)
        back = 0 if count >= 0 else 1
        end = start + count
        while missing := count - (self._worked(end - back) - before):
            end += missing
        return date.fromordinal(end)

    def next_working(self, day: date) -> date:
        """The day itself if it is worked, else the next one that is (顺延)."""
        return day if self.is_working(day) else self.add(day, 1)

    def previous_working(self, day: date) -> date:
        """The day itself if it is worked, else the last one before that is (回退)."""
        return day if self.is_working(day) else self.add(day, -1)

    def with_own(self, off: Iterable[date], on: Iterable[date]) -> WorkCalendar:
        """This calendar with somebody's own exceptions on top; a day both off and on is on."""
        own_on = frozenset(on)
        own_off = frozenset(off) - own_on
        if not own_on and not own_off:
            return self
        rest = (own_off | set(self.off)) - own_on
        work = (own_on | set(self.on)) - own_off
        return replace(
            self,
            off=tuple(sorted(day for day in rest if day.weekday() not in self.weekend)),
            on=tuple(sorted(day for day in work if day.weekday() in self.weekend)),
        )

    def to_json(self) -> dict[str, Any]:
        """This calendar as plain values; `from_json` gives it back without reading it anew."""
        return {
            "code": self.code,
            "years": [self.years.start, self.years.stop],
            "weekend": sorted(self.weekend),
            "off": [day.isoformat() for day in self.off],
            "on": [day.isoformat() for day in self.on],
            "unpublished": sorted(self.unpublished),
            "feasts": [
                [each.name, *(day.isoformat() for day in (each.first, each.last, each.day) if day)]
                for each in self.feasts
            ],
        }

    def _worked(self, ordinal: int) -> int:
        """Working days from the beginning of time to this one, counted with it."""
        return (
            ordinal // 7 * self._in_week
            + self._week[ordinal % 7]
            + self._shifts[bisect_right(self._exceptions, ordinal)]
        )


def years_around(*days: date) -> range:
    """The years to read for these days: one before the first, two after the last."""
    return range(min(days).year - 1, max(days).year + 3)


def work_calendar(
    code: str,
    years: range,
    *,
    extra_off: Iterable[date] = (),
    extra_on: Iterable[date] = (),
) -> WorkCalendar:
    """The calendar of a country or region, with the project's own exceptions on top of it.

    An empty code or `none` gives weekends alone. The first call for other codes loads the
    `holidays` package; the same call again is answered from memory. A day both off and on is on.

    Raises:
        UnknownCalendar: no country or region has that code.
    """
    base = _statutory_calendar(code.strip().upper(), years)
    return base.with_own(extra_off, extra_on)


def from_json(data: Mapping[str, Any]) -> WorkCalendar:
    """The calendar that `to_json` wrote down.

    Raises:
        ValueError: the data was not written by `to_json`.
    """
    try:
        return WorkCalendar(
            str(data["code"]),
            range(*data["years"]),
            frozenset(data["weekend"]),
            tuple(map(date.fromisoformat, data["off"])),
            tuple(map(date.fromisoformat, data["on"])),
            frozenset(data["unpublished"]),
            tuple(Feast(name, *map(date.fromisoformat, days)) for name, *days in data["feasts"]),
        )
    except (KeyError, TypeError) as problem:
        raise ValueError("damaged-calendar") from problem


@lru_cache(maxsize=16)
def _statutory_calendar(code: str, years: range) -> WorkCalendar:
    if code in _PLAIN:
        return WorkCalendar("", years)
    read = read_statutory(code, years)
    return WorkCalendar(
        code,
        years,
        read.weekend,
        tuple(sorted(read.off)),
        tuple(sorted(read.on)),
        frozenset(years) - read.published,
        read.feasts,
    )
