"""Days in English: tomorrow, next Friday, end of next week, the 3rd, Oct 23, EOM."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from core.capture.when.day import Basis, Day, kept, month_day, of_year, told
from core.capture.when.hours import part_end
from core.capture.when.months import (
    before_month,
    day_of_month,
    of_month,
    quarter_end,
    this_month,
    this_quarter,
    year_part,
)
from core.capture.when.numerals import ENGLISH, number
from core.capture.when.rule import Rule, rule
from core.capture.when.weeks import ahead, in_week, on_weekday, week_end, whole_week

_AHEAD = {"today": 0, "tomorrow": 1, "tmr": 1, "tmrw": 1, "tmw": 1}
_SLIPS = {
    "tomorrow": "tommorow tommorrow tomorow tomorro tomrrow tomorrrow tommrow",
    "mon": "monady mondy munday", "tue": "tusday teusday tuseday tuesady",
    "wed": "wensday wednsday wendsday wedensday wednesdy wednseday",
    "thu": "thrusday thurday thursady thusday", "fri": "firday fridya frday",
    "sat": "saterday satuday saturdy", "sun": "sundy sunady",
}  # fmt: skip
"""Days as they are often mistyped: understood, and asked about."""
_MEANT = {slip: day for day, slips in _SLIPS.items() for slip in slips.split()}
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _ahead(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    if match[0] == "tonight":
        return (Day(basis.today, "today", hour=part_end("evening", basis)),)
    return ahead(basis, _AHEAD.get(match[0], 2))


def _weekday(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    weekday = _DAYS.index(match["day"][:3])
    if not match["prefix"]:
        return on_weekday(basis, weekday)
    return in_week(basis, _weeks(match["prefix"]), weekday)


def _slip(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    meant = _MEANT[match["slip"]]
    if meant in _DAYS:
        weekday, weeks = _DAYS.index(meant), _weeks(match["prefix"])
        days = in_week(basis, weeks, weekday) if match["prefix"] else on_weekday(basis, weekday)
    else:
        days = ahead(basis, 1)
    first = told(days[0], text=match["slip"])
    return (replace(first, amber=first.amber or "misspelt"), *days[1:])


def _weeks_from(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    if match["day"]:
        base = _weekday(match, basis)[0].day
    else:
        base = basis.today + timedelta(days=int(match["ahead"] == "tomorrow"))
    return kept(basis, base + timedelta(weeks=number(match["count"]) or 0), "weekday")


def _weeks(prefix: str | None) -> int:
    return 1 if prefix and prefix.strip() in ("next", "nxt") else 0


def _end(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    return _end_of(basis, match["unit"], _weeks(match["prefix"]))


def _end_of(basis: Basis, unit: str, later: int) -> tuple[Day, ...]:
    match unit[0]:
        case "w":
            return week_end(basis, later)
        case "m":
            return this_month(basis, later, "底")
        case "q":
            return this_quarter(basis, later)
        case _:
            return year_part(basis, basis.today.year + later, "底")


def _span(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    later = _weeks(match["prefix"])
    if match["unit"] == "week":
        return whole_week(basis, later)
    return _end_of(basis, match["unit"], later)


def _month(match: re.Match[str]) -> int:
    return _MONTHS.index(match["month"][:3]) + 1


def _end_of_month(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    if match["quarter"]:
        return quarter_end(basis, int(match["quarter"]))
    part = {"mid": "中", "ear": "初"}.get(match[0][:3], "底")
    return of_month(basis, _month(match), part)


def _month_day(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    if year := match["year"]:
        day = of_year(int(year), _month(match), int(match["day"]))
        return kept(basis, day, "date") if day else ()
    return month_day(basis, _month(match), int(match["day"]))


def _day_number(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    return day_of_month(basis, int(match["day"]))


def _before_month(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    return before_month(basis, _month(match))


_END = "(?![a-z0-9])"
_DAY = (
    r"(?P<day>mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)"
)
_NAME = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_NTH = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_WHICH = "(?P<prefix>this |next |nxt |coming )"
_COUNTS = "|".join(sorted((*ENGLISH, "[0-9]{1,2}"), key=len, reverse=True))
_YEAR = r"(?:,? (?P<year>20[0-9]{2}))?"
_STARTS = "jfmasond"
RULES: tuple[Rule, ...] = (
    rule(
        rf"(?:the )?(?:day after tomorrow|today|tonight|tomorrow|tmrw?|tmw){_END}",
        "td",
        _ahead,
        loose=True,
    ),
    rule(rf"{_WHICH}?{_DAY}{_END}", "tncmwfs", _weekday, loose=True),
    rule(rf"{_WHICH}?(?P<slip>{'|'.join(_MEANT)}){_END}", "tncmwfs", _slip, loose=True),
    rule(
        rf"(?P<count>{_COUNTS}) weeks? (?:from|after) "
        rf"(?:{_WHICH}?{_DAY}|(?P<ahead>today|tomorrow)){_END}",
        "0123456789aotfsen",
        _weeks_from,
    ),
    rule(
        r"(?:the )?end of (?:the |this )?(?P<prefix>next )?"
        rf"(?P<unit>week|month|quarter|year){_END}",
        "te",
        _end,
    ),
    rule(rf"(?P<prefix>next )?(?P<unit>month|week|year)[ -]end{_END}", "nmwy", _end, loose=True),
    rule(rf"(?P<prefix>)eo(?P<unit>[wmqy]){_END}", "e", _end),
    rule(
        rf"(?P<prefix>this |next )(?P<unit>week|month|quarter|year){_END}", "tn", _span, loose=True
    ),
    rule(rf"(?P<prefix>this |next )?(?P<unit>week)end{_END}", "tnw", _end, loose=True),
    rule(
        rf"(?:the )?(?:end of|mid|early|late)[ -](?:{_NAME}|q(?P<quarter>[1-4])){_END}",
        "teml",
        _end_of_month,
    ),
    rule(rf"{_NAME} ?{_NTH}{_YEAR}{_END}", _STARTS, _month_day, loose=True),
    rule(rf"(?:the )?{_NTH} (?:of )?{_NAME}{_YEAR}{_END}", "t0123456789", _month_day, loose=True),
    rule(rf"the (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th){_END}", "t", _day_number, loose=True),
    rule(rf"{_NAME}{_END}", _STARTS, _before_month, span=True),
)
