"""Days as people and Excel write them. Pure.

What is not one whole day (`10月中旬`, `Q4`, a span) is no day here: it is left as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from statistics import median_low
from unicodedata import normalize

from sync.sheet.grid import Raw

_AFTER = (
    r"(?:\s*[(]?(?:周|星期|礼拜)[一二三四五六日天][)]?)?"
    r"(?:[T\s]*[0-9]{1,2}[:时点][0-9]{0,2}分?(?::[0-9]{2}(?:\.[0-9]+)?)?)?(?:\s*[之以]?前)?"
)
"""A weekday and a time of day may follow, and `前`: a day by which."""
_FULL = re.compile(r"([0-9]{4}|[0-9]{2})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})[日号]?"
                   + _AFTER)  # fmt: skip
_RUN = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_AMERICAN = re.compile(r"([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4})" + _AFTER)
_SHORT = re.compile(r"([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})[日号]?" + _AFTER)
_SPOKEN = re.compile(r"[0-9]{1,2}\s*月\s*[0-9]{1,2}[日号]?" + _AFTER)
_YEAR = re.compile(
    r"(20[0-9]{2})\s*(?:年|[-./](?=[0-9]{1,2}(?![0-9])))|(?<![0-9])(20[0-9]{2})(?![0-9])"
)
_SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
_FIRST, _LAST = date(1990, 1, 1), date(2099, 12, 31)
"""Days outside of these are slips of the pen, or numbers that are no days."""
_EXCEL, _MAC = date(1899, 12, 30), date(1904, 1, 1)


def full_day(text: str) -> date | None:
    """A day that is written with its year."""
    text = normalize("NFKC", text).strip()
    if found := _FULL.fullmatch(text) or _RUN.fullmatch(text):
        year, month, day = map(int, found.groups())
        return _day(year if year > 99 else 2000 + year, month, day)
    if found := _AMERICAN.fullmatch(text):
        first, second, year = map(int, found.groups())
        return _day(year, first, second) or _day(year, second, first)
    return None


def looks_like_day(value: Raw) -> bool:
    """Whether a cell is a day whatever its column is called: `1.2` or `10/16` alone may be none."""
    if isinstance(value, datetime):
        return True
    if not isinstance(value, str):
        return False
    return full_day(value) is not None or bool(_SPOKEN.fullmatch(normalize("NFKC", value).strip()))


def numbered_day(number: float, *, from_1904: bool = False) -> date | None:
    """A day as Excel counts them: 45581 is 2024-10-16."""
    if not 0 < number < 100_000:
        return None
    found = (_MAC if from_1904 else _EXCEL) + timedelta(days=int(number))
    return found if _FIRST <= found <= _LAST else None


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
            return full_day(value) or _short_day(value, near, from_1904)
        case _:
            return None


def _short_day(text: str, near: date, from_1904: bool) -> date | None:
    text = normalize("NFKC", text).strip()
    if _SERIAL.fullmatch(text):
        return numbered_day(float(text), from_1904=from_1904)
    found = _SHORT.fullmatch(text)
    if not found:
        return None
    month, day = map(int, found.groups())
    years = (near.year - 1, near.year, near.year + 1)
    days = [each for year in years if (each := _day(year, month, day))]
    return min(days, key=lambda each: abs(each - near), default=None)


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


def _day(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if _FIRST <= found <= _LAST else None
