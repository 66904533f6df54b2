"""Months, quarters and years, and where in them: 月底, 下月初, 10月中旬, Q4末, 年底."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from core.capture.when.day import (
    LATE_AT_MOST,
    Basis,
    Day,
    add_months,
    back,
    forward,
    kept,
    month_day,
    month_end,
    of_year,
    past,
    rather,
)
from core.capture.when.numerals import number
from core.capture.when.rule import NUMERALS, Rule, rule

_QUARTERS = {
    char: int(char) if char.isascii() else "一二三四".index(char) + 1 for char in "1234一二三四"
}


def month_part(basis: Basis, year: int, month: int, part: str) -> tuple[Day, ...]:
    """The beginning (初), middle (中) or end (底) of a month, or the end of a third (上旬)."""
    first = date(year, month, 1)
    match part:
        case "初":
            return forward(basis, first, "month-start")
        case "中":
            return back(basis, first.replace(day=15), "month-middle")
        case "上旬":
            return back(basis, first.replace(day=10), "month-first-third")
        case "中旬":
            return back(basis, first.replace(day=20), "month-second-third")
        case _:
            return back(basis, month_end(year, month), "month-end")


def this_month(basis: Basis, months: int, part: str) -> tuple[Day, ...]:
    """A part of this month (0), the next (1) …; one that is over asks for the next month's."""
    first = add_months(basis.today.replace(day=1), months)
    found = month_part(basis, first.year, first.month, part)
    if found[0].day >= basis.today:
        return found
    later = add_months(first, 1)
    gone = past(basis, found[0].day, found[0].rule)
    return rather(month_part(basis, later.year, later.month, part), gone)


def of_month(basis: Basis, month: int, part: str, year: int = 0) -> tuple[Day, ...]:
    """A part of a month by number: this year's, or next year's once it is long past."""
    if not 1 <= month <= 12:
        return ()
    if year > basis.today.year:
        return month_part(basis, year, month, part)
    found = month_part(basis, basis.today.year, month, part)
    if found[0].day >= basis.today:
        return found
    later = month_part(basis, basis.today.year + 1, month, part)
    if basis.today - found[0].day > LATE_AT_MOST:
        return later
    return (past(basis, found[0].day, found[0].rule), *later)


def day_of_month(basis: Basis, day: int) -> tuple[Day, ...]:
    """A day by its number alone: this month's, or the next one's where that is over."""
    here = of_year(basis.today.year, basis.today.month, day)
    if here and here >= basis.today:
        return kept(basis, here, "day-of-month")
    for months in (1, 2):
        first = add_months(basis.today.replace(day=1), months)
        there = of_year(first.year, first.month, day)
        if there:
            found = kept(basis, there, "day-of-month")
            return rather(found, past(basis, here, "day-of-month")) if here else found
    return ()


def quarter_end(basis: Basis, quarter: int, year: int | None = None) -> tuple[Day, ...]:
    """The last working day of a quarter of a year; an earlier one's where that is over."""
    for each in (year or basis.today.year, basis.today.year + 1):
        last = month_end(each, quarter * 3)
        if last >= basis.today:
            return back(basis, last, "quarter-end")
    return ()


def this_quarter(basis: Basis, ahead: int) -> tuple[Day, ...]:
    """The end of this quarter (0) or of a later one."""
    later = add_months(basis.today.replace(day=1), ahead * 3)
    return quarter_end(basis, (later.month + 2) // 3, later.year)


def year_part(basis: Basis, year: int, part: str) -> tuple[Day, ...]:
    """The beginning, middle or end of a year; a beginning or middle that is over: the next's."""
    where = {"初": date(year, 1, 31), "中": date(year, 6, 30)}.get(part, date(year, 12, 31))
    ids = {"初": "year-start", "中": "year-middle"}
    if where < basis.today and year == basis.today.year:
        where = where.replace(year=year + 1)
    return back(basis, where, ids.get(part, "year-end"))


def before_month(basis: Basis, month: int) -> tuple[Day, ...]:
    """The last working day before a month begins."""
    found = of_month(basis, month, "初")
    first = [replace(each, day=each.day.replace(day=1)) for each in found[:1]]
    return tuple(
        Day(basis.calendar.previous_working(each.day - timedelta(days=1)), "before-month")
        for each in first
        if each.day > basis.today
    )


def _this_month(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    return this_month(basis, (match["prefix"] or "").count("下"), match["part"])


def _whole_month(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    return this_month(basis, match["prefix"].count("下"), "底")


def _of_month(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    year = named_year(match["year"] or "", basis)
    return of_month(basis, number(match["month"]) or 0, match["part"], year)


def named_year(text: str, basis: Basis) -> int:
    """The year that 今年, 明年, 后年 or 2025年 is; 0 for none."""
    if not text:
        return 0
    return int(text[:4]) if text[0] == "2" else basis.today.year + "今明后".index(text[0])


def _spoken_day(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    first = add_months(basis.today.replace(day=1), match["prefix"].count("下"))
    day = of_year(first.year, first.month, number(match["day"]) or 0)
    return kept(basis, day, "date") if day else ()


def _day_number(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    return day_of_month(basis, number(match["day"]) or 0)


def _month_day(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    return month_day(basis, number(match["month"]) or 0, number(match["day"]) or 0)


def _quarter(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    if match["part"]:
        return _quarter_start(match, basis)
    if named := match["number"]:
        return quarter_end(basis, _QUARTERS[named])
    return this_quarter(basis, (match["prefix"] or "").count("下"))


def _quarter_start(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    """The first working day of a quarter."""
    if named := match["number"]:
        found = of_month(basis, _QUARTERS[named] * 3 - 2, "初")
    else:
        ahead = (match["prefix"] or "").count("下") * 3
        later = add_months(basis.today.replace(day=1), ahead)
        found = of_month(basis, (later.month - 1) // 3 * 3 + 1, "初", later.year)
    return tuple(replace(each, rule="quarter-start") for each in found)


def _year(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    year = named_year((match["prefix"] or "").replace("本", "今"), basis)
    return year_part(basis, year or basis.today.year, match["part"])


def _month_span(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    month = number(match["month"]) or 0
    return before_month(basis, month) if match["before"] else of_month(basis, month, "底")


_THIS = "(?P<prefix>(?:本|这|当|下{1,2}){G})"
_OVER = "结束(?=(?:之|以)?前)"
_PART = f"(?P<part>上旬|中旬|下旬|[底末初中]|{_OVER})"
_UNIT = "[号日](?![楼线会室门院机店仓桌厅位馆车柜文])"
RULES: tuple[Rule, ...] = (
    rule(rf"{_THIS}?月份?{_PART}", "本这当下月", _this_month, glue=True),
    rule(rf"{_THIS}月(?!份?[0-9底末初中上下度])", "本这当下", _whole_month),
    rule(
        rf"(?P<year>20[0-9]{{2}}年|[今明后]年)?(?P<month>{{D}})月份?{_PART}",
        NUMERALS + "今明后",
        _of_month,
        glue=True,
    ),
    rule(rf"{_THIS}月份?(?P<day>{{D}}){_UNIT}", "本这当下", _spoken_day, glue=True),
    rule(
        rf"(?P<month>{{D}})月(?P<day>{{D}})(?:{_UNIT}|(?![0-9一-鿿])|(?=(?:之|以)?前|截[止至]|[交提给]))",
        NUMERALS,
        _month_day,
        glue=True,
    ),
    rule(rf"(?P<day>{{D}}){_UNIT}", NUMERALS, _day_number, loose=True),
    rule(
        rf"(?:(?P<prefix>本|这|下{{1,2}}){{G}})?(?:第?(?P<number>[一二三四1-4]))?季度?(?:[末底]|{_OVER}|(?P<part>初))",
        "本这下第一二三四1季234",
        _quarter,
        glue=True,
    ),
    rule(
        rf"q(?P<number>[1-4])(?P<prefix>)(?:季度?)?[ ]?(?:[末底]|{_OVER}|(?P<part>初))",
        "q",
        _quarter,
        glue=True,
    ),
    rule(r"q(?P<number>[1-4])(?P<prefix>)(?P<part>)(?![0-9a-z])", "q", _quarter, span=True),
    rule(
        r"(?P<prefix>今年|明年|后年|本年|20[0-9]{2}年)?年?(?P<part>[底末初中](?<=年.)|(?<=年)结束(?=(?:之|以)?前))",
        "今明后本年2",
        _year,
        glue=True,
    ),
    rule(
        r"(?P<month>{D})月份?(?:(?P<before>(?:之|以)?前)|(?=之?内))",
        NUMERALS,
        _month_span,
        span=True,
    ),
)
