"""From a phrase that was found to the instants it may mean."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Final

from core.capture.when.day import Basis, Day, forward, kept, of_year, past, rather, told
from core.capture.when.hours import close
from core.capture.when.numerals import number
from core.capture.when.phrase import Phrase

_EVENING: Final = (time(22), time(23, 59))
"""How late today still is, once the day's work is over."""
_ENDS: Final = frozenset(
    {"week-end", "sunday", "this-week", "next-week", "later-week", "month-end", "quarter-end"}
    | {"year-end", "month-middle", "month-start", "close-of-business", "before-month", "today"}
)
"""Where 前 means the end itself and never the day before it."""


def meanings(phrase: Phrase, basis: Basis) -> tuple[Day, ...]:
    """The instants that a phrase may mean, the likeliest first; none where it means none.

    Each has its hour; one that is over by then is asked about.
    """
    if phrase.first is not None:
        return _joined(phrase, phrase.first, basis)
    days = phrase.rule.meaning(phrase.match, basis) if phrase.rule and phrase.match else None
    if days is None:
        closing = phrase.hour is not None and phrase.hour[1] is close
        days = (Day(basis.today, "close-of-business" if closing else "time"),)
    hour = phrase.hour[1](phrase.hour[0], basis) if phrase.hour else None
    if not days or (phrase.hour and hour is None):
        return ()
    days = _asked(phrase, days)
    if phrase.closing == "before":
        days = _before(days, basis)
    if days[0].day < basis.today and not days[0].amber:
        gone = past(basis, days[0].day, days[0].rule)
        days = (replace(gone, values={**days[0].values, **gone.values}), *days[1:])
    timed = tuple(replace(each, hour=hour or each.hour or basis.closes) for each in days)
    return _published(_ahead(timed, phrase, basis), basis)


def instant(day: Day, basis: Basis) -> datetime:
    """The day at its hour, in local time."""
    return datetime.combine(day.day, day.hour or basis.closes, basis.now.tzinfo)


def _joined(phrase: Phrase, first: Phrase, basis: Basis) -> tuple[Day, ...]:
    """Two days: the last of a range is the deadline; which of two is asked about."""
    starts = meanings(first, basis)
    ends = meanings(replace(phrase, first=None, joint=""), basis)
    if not starts or not ends:
        return ()
    ends = _same_month(phrase, starts[0], ends, basis)
    start = next((each for each in starts if each.day <= ends[0].day), None)
    if start is not None and phrase.joint == "range":
        return tuple(told(each, **{"from": start.day.isoformat()}) for each in ends)
    days = {(each.day, each.hour): each for each in (start or starts[0], *ends, *starts)}
    one, *others = days.values()
    return (replace(one, amber="due-either"), *others)


def _same_month(phrase: Phrase, start: Day, ends: tuple[Day, ...], basis: Basis) -> tuple[Day, ...]:
    """11月18日—22日: the second number is a day of the first one's month."""
    if ends[0].rule != "day-of-month" or phrase.match is None:
        return ends
    day = of_year(start.day.year, start.day.month, number(phrase.match["day"]) or 0)
    if day is None or day < start.day:
        return ends
    return tuple(replace(each, hour=ends[0].hour) for each in kept(basis, day, "date"))


def _asked(phrase: Phrase, days: tuple[Day, ...]) -> tuple[Day, ...]:
    """Asks about a weekday that is not the date's, and about figures that may be no date."""
    first = days[0]
    if phrase.weekday is not None and first.day.weekday() != phrase.weekday:
        told_first = told(first, weekday=phrase.weekday)
        return (replace(told_first, amber="weekday-mismatch"), *days[1:])
    if phrase.rule and phrase.rule.open and not phrase.hinted:
        return (replace(first, amber="number-or-date"), *days[1:])
    return days


def _before(days: tuple[Day, ...], basis: Basis) -> tuple[Day, ...]:
    """前 counts the day itself; the working day before it may be chosen."""
    first = days[0]
    day = basis.calendar.add(first.day, -1)
    if first.rule in _ENDS or first.amber == "due-past" or day < basis.today:
        return days
    return (first, Day(day, "day-before"), *days[1:])


def _ahead(days: tuple[Day, ...], phrase: Phrase, basis: Basis) -> tuple[Day, ...]:
    """Today's hours that are over become tonight's or tomorrow's; a bare hour may be tomorrow's."""
    first = days[0]
    if first.day != basis.today:
        return days
    over = instant(first, basis) <= basis.now
    if over and phrase.hour is None and first.rule != "hours":
        late = next((each for each in _EVENING if each > basis.now.time()), _EVENING[-1])
        return (replace(first, hour=late), *days[1:])
    if not over and phrase.rule is not None:
        return days
    next_day = basis.today + timedelta(days=1)
    later = tuple(replace(each, hour=first.hour) for each in forward(basis, next_day, first.rule))
    if not over:
        return (*days, later[0])
    gone = replace(past(basis, first.day, first.rule), hour=first.hour)
    return (*rather(later[:1], gone), *days[1:])


def _published(days: tuple[Day, ...], basis: Basis) -> tuple[Day, ...]:
    """Notes where a later year's rest days are not known yet; drops what was given before."""
    found: dict[tuple[object, object], Day] = {}
    for each in days:
        known = each.day.year <= basis.today.year or basis.calendar.published(each.day.year)
        noted = each if known else told(each, unpublished=each.day.year)
        found.setdefault((each.day, each.hour), noted)
    return tuple(found.values())
