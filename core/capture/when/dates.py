"""Days written in figures: 11-10, 10/8, 11.5, 25/10, 2024-10-23, 2024年10月23日, 明年1月5日."""

from __future__ import annotations

import re
from dataclasses import replace

from core.capture.when.day import Basis, Day, kept, month_day, of_year, told
from core.capture.when.numerals import number
from core.capture.when.rule import NUMERALS, Rule, rule

_YEARS = {"今": 0, "明": 1, "后": 2}
_MEASURES = (
    r"(?![ ]?(?:[人个次份台套家名页条版倍度元%~万]|小时|[天月](?!前)|周(?![一二三四五六日天末])"
    r"|公里|版本|以上))"
)
"""What makes figures a quantity: 2-3 人."""
_EDGE = rf"(?![0-9.:/-]*[0-9])(?![a-z]){_MEASURES}"


def _dated(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    day = of_year(int(match["year"]), int(match["month"]), int(match["day"]))
    return kept(basis, day, "date") if day else ()


def _spoken_year(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    year = basis.today.year + _YEARS[match["year"]]
    day = of_year(year, number(match["month"]) or 0, number(match["day"]) or 0)
    return kept(basis, day, "date") if day else ()


def _month_day(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    return month_day(basis, int(match["month"]), int(match["day"]))


def _day_month(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    days = month_day(basis, int(match["month"]), int(match["day"]))
    if not days or days[0].amber:
        return days
    return (replace(days[0], amber="day-month"), *days[1:])


def _range(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    days = month_day(basis, int(match["month"]), int(match["day"]))
    start = of_year(days[0].day.year, int(match["first"]), int(match["from"])) if days else None
    if start is None or start > days[0].day:
        return ()
    first, *others = (told(each, **{"from": start.isoformat()}) for each in days)
    if match["between"] == "." and not first.amber:
        first = replace(first, amber="number-or-date")
    return (first, *others)


_YEAR = "(?P<year>20[0-9]{2})"
_FIGURES = "(?P<month>[0-9]{1,2})%s(?P<day>[0-9]{1,2})"
_SAME = r"(?P=between)"
RULES: tuple[Rule, ...] = (
    rule(rf"{_YEAR}(?P<between>[-/.]){_FIGURES % _SAME}(?![0-9])", "2", _dated),
    rule(rf"{_YEAR}年{_FIGURES % '月'}[日号]?(?![0-9])", "2", _dated, glue=True),
    rule(
        r"(?P<year>[今明后])年(?P<month>{D})月(?P<day>{D})[日号]?",
        "今明后",
        _spoken_year,
        glue=True,
    ),
    rule(
        rf"(?P<first>[0-9]{{1,2}})(?P<between>[/.])(?P<from>[0-9]{{1,2}})[ ]?[-~—][ ]?"
        rf"{_FIGURES % _SAME}{_EDGE}",
        NUMERALS,
        _range,
        loose=True,
    ),
    rule(
        rf"(?P<day>1[3-9]|2[0-9]|3[01])/(?P<month>1[0-2]|0?[1-9]){_EDGE}",
        "123",
        _day_month,
        loose=True,
    ),
    rule(_FIGURES % "[-/]" + _EDGE, NUMERALS, _month_day, loose=True),
    rule(_FIGURES % "[.]" + _EDGE, NUMERALS, _month_day, loose=True, open=True),
)
