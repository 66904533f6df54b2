"""So much time from now: 3天后, 两个工作日内, 一个半小时, 半个月后, in two weeks."""

from __future__ import annotations

import re
from datetime import UTC, date, timedelta

from core.capture.when.day import Basis, Day, add_months, back, forward
from core.capture.when.numerals import ENGLISH, number
from core.capture.when.rule import NUMERALS, Rule, rule

_DAY_UNITS = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7, "day": 1, "week": 7, "d": 1, "w": 7}
_MONTH_UNITS = {"月": 1, "年": 12, "month": 1, "year": 12}
_MINUTES = {"小时": 60, "钟头": 60, "分钟": 1, "hour": 60, "hr": 60, "h": 60, "minute": 1, "min": 1}


def hours_on(basis: Basis, minutes: int) -> tuple[Day, ...]:
    """Natural time from now, to the minute."""
    end = (basis.now.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(basis.now.tzinfo)
    values = {"minutes": minutes}
    return (Day(end.date(), "hours", values, hour=end.time().replace(second=0, microsecond=0)),)


def days_on(basis: Basis, count: int, unit: str, within: bool) -> tuple[Day, ...]:
    """Calendar days, weeks, months or years from now: 后 moves on from a rest day, 内 back."""
    if unit in _MONTH_UNITS:
        return _by(basis, add_months(basis.today, count * _MONTH_UNITS[unit]), count, within)
    return _by(basis, basis.today + timedelta(days=count * _DAY_UNITS[unit]), count, within)


def _by(basis: Basis, day: date, count: int, within: bool) -> tuple[Day, ...]:
    if within:
        return back(basis, day, "within", count=count)
    return forward(basis, day, "days-after", count=count)


def workdays_on(basis: Basis, count: int) -> tuple[Day, ...]:
    """Working days by the calendar, today not counted."""
    return (Day(basis.calendar.add(basis.today, count), "workdays", {"count": count}),)


def _count(match: re.Match[str]) -> int:
    return number(match["count"]) or 0


def _days(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    return days_on(basis, _count(match), match["unit"], "内" in (match["way"] or ""))


def _workdays(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    return workdays_on(basis, _count(match))


def _minutes(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    unit = _MINUTES[match["unit"]]
    return hours_on(basis, _count(match) * unit + (unit // 2 if match["half"] else 0))


def _half_hour(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    return hours_on(basis, 30)


def _half_month(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    days = 15 if match["month"] else 182
    return days_on(basis, days, "天", "内" in match["way"])


def _english(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    if match["half"]:
        return hours_on(basis, 30)
    unit = match["unit"].removesuffix("s")
    within = match[0].startswith("within")
    if match["work"]:
        return workdays_on(basis, _count(match))
    if unit in _MINUTES:
        return hours_on(basis, _count(match) * _MINUTES[unit])
    return days_on(basis, _count(match), unit, within)


_WAY = r"(?P<way>(?:之|以)?[后内](?![台端勤续容部测面备遗]))"
_ENGLISH = "|".join(sorted((*ENGLISH, "[0-9]{1,3}"), key=len, reverse=True))
_WORK = "(?P<work>(?:working|business|work) )"
_UNITS = "minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?"
_SPAN = "(?P<unit>天|日|周|星期|礼拜|年)"
RULES: tuple[Rule, ...] = (
    rule(
        rf"(?:再?过)?(?P<count>{{N}}){{_}}个?{_SPAN}{_WAY}",
        NUMERALS + "再过",
        _days,
        glue=True,
    ),
    rule(rf"(?P<count>{{N}}){{_}}个(?P<unit>月){_WAY}", NUMERALS, _days, glue=True),
    rule(
        r"再?过(?P<count>{N}){_}个?(?P<unit>天|周|星期|礼拜)(?P<way>)",
        "再过",
        _days,
        glue=True,
    ),
    rule(
        r"(?P<count>{N}){_}(?P<unit>天)(?P<way>)(?![0-9一-鿿])",
        NUMERALS,
        _days,
        timed=True,
        loose=True,
    ),
    rule(rf"(?P<count>{{N}}){{_}}{{G}}{{_}}工作日{_WAY}?(?!前)", NUMERALS, _workdays, glue=True),
    rule(
        rf"(?P<count>{{N}}){{_}}{{G}}(?P<half>半)?(?P<unit>小时|钟头|分钟){_WAY}?",
        NUMERALS,
        _minutes,
        timed=True,
        glue=True,
    ),
    rule(rf"半{{G}}(?:小时|钟头){_WAY}?", "半", _half_hour, timed=True, glue=True),
    rule(rf"半(?:(?P<month>个月)|年){_WAY}", "半", _half_month, timed=True, glue=True),
    rule(
        rf"(?:in|within) (?:(?P<half>half an hour)|(?P<count>{_ENGLISH}) ?{_WORK}?"
        rf"(?P<unit>{_UNITS}|h))(?![a-z0-9])",
        "iw",
        _english,
        timed=True,
    ),
    rule(
        rf"(?P<half>)(?P<count>{_ENGLISH}) {_WORK}(?P<unit>days?)(?: later)?(?![a-z])",
        NUMERALS + "aotfsen",
        _english,
        timed=True,
        loose=True,
    ),
    rule(
        rf"(?P<half>)(?P<count>{_ENGLISH}) (?P<work>)(?P<unit>{_UNITS})"
        r" (?:later|from now)(?![a-z])",
        NUMERALS + "aotfsen",
        _english,
        timed=True,
    ),
)
