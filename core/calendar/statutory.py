"""What the `holidays` package knows of a country: its rest days, make-up days and feasts."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

_ANNOUNCED_YEARLY = frozenset({"CN", "HU", "RU"})
"""Countries whose government moves working days about by a notice for each year."""

_DAY = timedelta(days=1)


class UnknownCalendar(ValueError):
    """No calendar goes by that code; `reason` is the id to word it by."""

    reason = "unknown-calendar"

    def __init__(self, code: str) -> None:
        super().__init__(f"{self.reason}: {code}")
        self.code = code


@dataclass(frozen=True, slots=True)
class Feast:
    """A named holiday and the unbroken rest around it, weekend days included."""

    name: str
    """In the country's own language, such as 国庆节."""
    first: date
    last: date
    day: date | None = field(default=None, compare=False)
    """The holiday's own first day (中秋节 2025: 10-06, at rest from 10-01); None where unknown."""


@dataclass(frozen=True, slots=True)
class Statutory:
    """The rest of the given years, as far as it has been published."""

    weekend: frozenset[int]
    """Days of the week that are not worked, Monday being 0."""
    off: frozenset[date]
    """Rest days that are not in the weekend."""
    on: frozenset[date]
    """Weekend days that are worked."""
    published: frozenset[int]
    """The years whose arrangement is known."""
    feasts: tuple[Feast, ...]
    """In order of time; in a year not yet published, the legal days alone."""


def read_statutory(code: str, years: range) -> Statutory:
    """Read the years of a country or region, by codes such as `CN`, `DE` and `DE-BY`.

    Loads the `holidays` package (about 70 ms).

    Raises:
        UnknownCalendar: the package does not know the code.
    """
    book = _book(code, years)
    weekend = frozenset(book.weekend)
    last_known = _last_published(book)
    published = frozenset(year for year in years if book.start_year <= year <= last_known)
    off = frozenset(day for day in book if day.year in published and day.weekday() not in weekend)
    on = frozenset(day for day in book.weekend_workdays if day.year in published)
    feasts = tuple(sorted(_feasts(book, years, weekend, off, on), key=_when))
    return Statutory(weekend, off, on, published, feasts)


def _when(feast: Feast) -> tuple[date, date, str]:
    return feast.first, feast.last, feast.name


def _load_one_by_one() -> None:
    """Countries are loaded as they are asked for: their package would load all 250 of them."""
    name = "holidays.countries"
    if name not in sys.modules and (spec := find_spec(name)) is not None:
        package = ModuleType(name)
        package.__spec__, package.__path__ = spec, list(spec.submodule_search_locations or ())
        sys.modules[name] = package


def _book(code: str, years: range) -> HolidayBase:
    import holidays

    _load_one_by_one()
    country, _, region = code.partition("-")
    if len(country) != 2:
        raise UnknownCalendar(code)
    try:
        language = holidays.country_holidays(country, subdiv=region or None).default_language
        # The last December's make-up days are written down under the year that follows.
        written = range(years.start, years.stop + 1)
        return holidays.country_holidays(
            country, subdiv=region or None, years=written, language=language
        )
    except NotImplementedError as problem:
        raise UnknownCalendar(code) from problem


def _last_published(book: HolidayBase) -> int:
    if book.country in _ANNOUNCED_YEARLY:
        return int(max(book.special_public_holidays))
    return int(book.end_year)


def _feasts(
    book: HolidayBase,
    years: range,
    weekend: frozenset[int],
    off: frozenset[date],
    on: frozenset[date],
) -> Iterator[Feast]:
    def rests(day: date) -> bool:
        return day in off or (day.weekday() in weekend and day not in on)

    for name, day, last in _runs(_named(book, years)):
        first = day
        while rests(first - _DAY):
            first -= _DAY
        while rests(last + _DAY):
            last += _DAY
        yield Feast(name, first, last, day)


def _named(book: HolidayBase, years: range) -> list[tuple[str, date]]:
    """The legal days themselves: neither those given instead, nor those made up for."""
    labels = (getattr(book, kind, "") for kind in ("substituted_label", "observed_label"))
    instead = [book.tr(label).partition("%s") for label in labels if label not in ("", "%s")]

    def given_instead(name: str) -> bool:
        return any(name.startswith(head) and name.endswith(tail) for head, _, tail in instead)

    named = [(day, name) for day in book if day.year in years for name in book.get_list(day)]
    return [(name, day) for day, name in sorted(named) if not given_instead(name)]


def _runs(named: Iterable[tuple[str, date]]) -> Iterator[tuple[str, date, date]]:
    """Consecutive days of one name, drawn together."""
    open_runs: dict[str, tuple[date, date]] = {}
    for name, day in named:
        first, last = open_runs.get(name, (day, day))
        if day - last > _DAY:
            yield name, first, last
            first = day
        open_runs[name] = (first, day)
    for name, (first, last) in open_runs.items():
        yield name, first, last
