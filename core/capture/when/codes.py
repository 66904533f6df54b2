"""Short codes behind `>`: z5, x3, xx1, 3d, 3g, 2w, 4h, mt, yd: ASCII, for the English state."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from core.capture.when.counts import days_on, hours_on, workdays_on
from core.capture.when.day import Basis, Day
from core.capture.when.months import this_month, this_quarter, year_part
from core.capture.when.rule import Rule, rule
from core.capture.when.weeks import ahead, in_week, on_weekday, whole_week


def _word(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    return _WORDS[match[0]](basis)


def _meeting(basis: Basis) -> tuple[Day, ...]:
    at = basis.next_meeting
    return (Day(at.date(), "next-meeting", hour=at.time()),) if at else ()


_WORDS: Mapping[str, Callable[[Basis], tuple[Day, ...]]] = {
    "jt": lambda basis: ahead(basis, 0),
    "mt": lambda basis: ahead(basis, 1),
    "ht": lambda basis: ahead(basis, 2),
    "xb": lambda basis: (Day(basis.today, "close-of-business"),),
    "xz": lambda basis: whole_week(basis, 1),
    "yd": lambda basis: this_month(basis, 0, "底"),
    "jd": lambda basis: this_quarter(basis, 0),
    "nd": lambda basis: year_part(basis, basis.today.year, "底"),
    "lh": _meeting,
}


def _weekday(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    weekday = int(match["day"]) - 1
    if match["prefix"] == "z":
        return on_weekday(basis, weekday)
    return in_week(basis, match["prefix"].count("x"), weekday)


def _count(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    count = int(match["count"])
    match match["unit"]:
        case "h":
            return hours_on(basis, count * 60)
        case "g":
            return workdays_on(basis, count)
        case "m":
            return days_on(basis, count, "月", within=False)
        case unit:
            return days_on(basis, count, unit, within=False)


_END = "(?![a-z0-9])"
RULES: tuple[Rule, ...] = (
    rule(rf"(?:{'|'.join(_WORDS)}){_END}", "jmhxynl", _word),
    rule(rf"(?P<prefix>z|b|x{{1,2}})(?P<day>[1-7]){_END}", "zbx", _weekday),
    rule(rf"(?P<count>[0-9]{{1,3}})(?P<unit>[dghwm]){_END}", "0123456789", _count, timed=True),
)
"""They count only behind the mark."""
