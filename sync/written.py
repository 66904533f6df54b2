"""Days and shares as people write them into a text. Pure.

What is not one whole day (`10月中旬`, `Q4`, a span) is no day here, and what is not one number
(`30-40%`, `过半`) is no share: it is left as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from unicodedata import normalize

from sync.vocabulary import STATUSES, plain

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
_SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
_FIRST, _LAST = date(1990, 1, 1), date(2099, 12, 31)
"""Days outside of these are slips of the pen, or numbers that are no days."""
_EXCEL, _MAC = date(1899, 12, 30), date(1904, 1, 1)
_NUMBER = r"[-+]?[0-9]{1,15}(?:,[0-9]{3})*(?:\.[0-9]+)?"
_PLAIN = re.compile(rf"({_NUMBER})\s*(%)?")
_ABOUT = re.compile(
    rf"(?:(?:已完成|完成|进度|大约|大概|约为|约|近|≈|~|about|approx\.?|ca\.?)\s*[:：]?\s*)*"
    rf"({_NUMBER})\s*(%)?\s*(?:左右|上下|done|complete)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Part:
    """How far something is, as it was written."""

    value: float
    percent: bool = False
    """Whether it is out of 100 by its sign; else 1 may be all of it."""


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


def spoken_day(text: str) -> bool:
    """Whether a text names a month and a day with their words: `11月28日`."""
    return bool(_SPOKEN.fullmatch(normalize("NFKC", text).strip()))


def numbered_day(number: float, *, from_1904: bool = False) -> date | None:
    """A day as Excel counts them: 45581 is 2024-10-16."""
    if not 0 < number < 100_000:
        return None
    found = (_MAC if from_1904 else _EXCEL) + timedelta(days=int(number))
    return found if _FIRST <= found <= _LAST else None


def day_in(text: str, near: date | None, *, from_1904: bool = False) -> date | None:
    """The day that a text says; one without a year is the one nearest to `near`, if given."""
    if found := full_day(text):
        return found
    text = normalize("NFKC", text).strip()
    if _SERIAL.fullmatch(text):
        return numbered_day(float(text), from_1904=from_1904)
    short = _SHORT.fullmatch(text)
    if not short or near is None:
        return None
    month, day = map(int, short.groups())
    years = (near.year - 1, near.year, near.year + 1)
    days = [each for year in years if (each := _day(year, month, day))]
    return min(days, key=lambda each: abs(each - near), default=None)


def number_in(text: str) -> Part | None:
    """A number that stands alone: `65%`, `1,200`."""
    return _part(_PLAIN.fullmatch(normalize("NFKC", text).strip()))


def share_in(text: str) -> Part | None:
    """How far something is by a number: `约30%`, `完成80%`, `0.8`."""
    return _part(_ABOUT.fullmatch(normalize("NFKC", text).strip()))


def mostly_progress(numbers: int, texts: Iterable[str], filled: int) -> bool:
    """Whether `filled` cells are mostly progress: `numbers` of them, and words among `texts` that
    say as much as a number (done, not begun). Words alone are a status."""
    said = sum(STATUSES.get(plain(each)) in ("done", "todo") for each in texts)
    return numbers >= said and 2 * (numbers + said) > filled


def _part(found: re.Match[str] | None) -> Part | None:
    return Part(float(found[1].replace(",", "")), bool(found[2])) if found else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if _FIRST <= found <= _LAST else None
