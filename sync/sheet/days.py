"""Days in the cells of a sheet. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from statistics import median_low
from unicodedata import normalize

from sync.sheet.grid import Raw
from sync.written import day_in, full_day, numbered_day, spoken_day

_YEAR = re.compile(
    r"(20[0-9]{2})\s*(?:年|[-./](?=[0-9]{1,2}(?![0-9])))|(?<![0-9])(20[0-9]{2})(?![0-9])"
)


def looks_like_day(value: Raw) -> bool:
    """Whether a cell is a day whatever its column is called: `1.2` or `10/16` alone may be none."""
    if isinstance(value, datetime):
        return True
    return isinstance(value, str) and (full_day(value) is not None or spoken_day(value))


def day_of(value: Raw, near: date, *, from_1904: bool = False) -> date | None:
    """The day in a cell of a column of days; one without a year is the one nearest to `near`."""
    match value:
        case datetime():
            return value.date()
        case bool():
            return None
        case float() | int():
            return numbered_day(value, from_1904=from_1904)
        case str():
            return day_in(value, near, from_1904=from_1904)
        case _:
            return None


def year_near(days: Sequence[date], texts: Iterable[str], saved: date) -> date:
    """The day around which days without a year lie.

    The middle one of the days written in full, else a year named in `texts` (titles, the file's
    name), else the day the file was saved: never today, for the same file must read the same next
    year.
    """
    if days:
        return median_low(days)
    for text in texts:
        if found := _YEAR.search(normalize("NFKC", text)):
            return date(int(found[1] or found[2]), 7, 1)
    return saved
