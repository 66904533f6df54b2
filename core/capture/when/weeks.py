"""Weeks and their days: 周三, 本周一, 下下周, 周末前, 今天, 大后天."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from core.capture.when.day import (
    Basis,
    Day,
    forward,
    kept,
    last_workday,
    monday,
    past,
    rather,
    told,
)
from core.capture.when.rule import Rule, rule

WEEKDAYS = {
    char: day
    for day, chars in enumerate(["一1", "二2", "三3", "四4", "五5", "六6", "日天7"])
    for char in chars
}
"""The day of the week, Monday being 0, by what follows 周."""
_AHEAD = {"今": 0, "明": 1, "后": 2, "大后": 3}
_RULES_AHEAD = ("today", "tomorrow", "day-after-tomorrow", "days-after")
_NOT_A_DAY = r"(?![次个天]|[日]报)"
"""周三次 counts times, 周日报 is a paper."""


def on_weekday(basis: Basis, weekday: int) -> tuple[Day, ...]:
    """The next such day after today; on that very day the next week's, or today."""
    ahead = (weekday - basis.today.weekday()) % 7
    if ahead == 0:
        next_one = kept(basis, basis.today + timedelta(days=7), "weekday-next")
        return (*next_one, Day(basis.today, "today"))
    return kept(basis, basis.today + timedelta(days=ahead), "weekday")


def in_week(basis: Basis, weeks: int, weekday: int) -> tuple[Day, ...]:
    """A day of this natural week (0), the next (1), …; one that is over gives the next week's."""
    day = monday(basis.today) + timedelta(weeks=weeks, days=weekday)
    if day >= basis.today:
        return kept(basis, day, ("this-weekday", "next-weekday", "later-weekday")[min(weeks, 2)])
    next_one = kept(basis, day + timedelta(days=7), "next-weekday")
    return rather(next_one, past(basis, day, "this-weekday"))


def week_end(basis: Basis, weeks: int, rule_id: str = "week-end") -> tuple[Day, ...]:
    """The last working day of a week, with its Sunday to choose."""
    day = last_workday(basis, basis.today + timedelta(weeks=weeks))
    sunday = monday(day) + timedelta(days=6)
    if day < basis.today:
        return (Day(sunday, rule_id),)
    return (Day(day, rule_id), Day(sunday, "sunday"))


def whole_week(basis: Basis, weeks: int) -> tuple[Day, ...]:
    """A week by itself: its last working day, with its Monday to choose."""
    last, *_ = week_end(basis, weeks, ("this-week", "next-week", "later-week")[min(weeks, 2)])
    first = monday(last.day)
    return (last, Day(first, "next-weekday")) if first > basis.today else (last,)


def ahead(basis: Basis, days: int) -> tuple[Day, ...]:
    """Today, tomorrow, …: reckoned days, which move on from a rest day."""
    day = basis.today + timedelta(days=days)
    found = forward(basis, day, _RULES_AHEAD[min(days, 3)])
    return tuple(told(each, count=days) for each in found) if days > 2 else found


def weeks_ahead(prefix: str) -> int:
    """How many weeks 本, 下, 下下 … lie ahead."""
    return prefix.count("下")


def _weekday(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    if match["prefix"]:
        return in_week(basis, weeks_ahead(match["prefix"]), WEEKDAYS[match["day"]])
    return on_weekday(basis, WEEKDAYS[match["day"]])


def _either(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    weeks = weeks_ahead(match["prefix"] or "")
    said = [WEEKDAYS[each] for each in match["pair"] if each in WEEKDAYS]
    named = bool(match["prefix"])
    days = [(in_week(basis, weeks, day) if named else on_weekday(basis, day))[0] for day in said]
    return (replace(days[0], amber="due-either"), *days[1:])


def _weekend(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    return week_end(basis, weeks_ahead(match["prefix"] or ""))


def _week(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    weeks = weeks_ahead(match["prefix"])
    if match["part"]:
        return in_week(basis, weeks, 0 if match["part"] == "初" else 2)
    return whole_week(basis, weeks)


def _ahead(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    return ahead(basis, _AHEAD[match["word"].rstrip("天日儿个")])


_PREFIX = r"(?P<prefix>(?:本|这|下{1,3}){G})"
_ORDER = "一二三四五六日"
_PAIRS = "|".join(
    f"{one}[、或]?{two}(?:[、或]?{three})?"
    for one, two, three in zip(_ORDER, _ORDER[1:], _ORDER[2:] + "天", strict=False)
)
RULES: tuple[Rule, ...] = (
    rule(
        rf"{_PREFIX}?{{W}}(?P<day>[一二三四五六日天1-7]){_NOT_A_DAY}",
        "本这下周星礼",
        _weekday,
        glue=True,
    ),
    rule(
        rf"{_PREFIX}?{{W}}(?P<pair>{_PAIRS})(?:(?=[前之以交提给])|(?![一-鿿0-9]))",
        "本这下周星礼",
        _either,
        glue=True,
    ),
    rule(rf"{_PREFIX}?(?:周末|{{W}}结束(?=(?:之|以)?前))", "本这下周星礼", _weekend, glue=True),
    rule(rf"{_PREFIX}{{W}}(?P<part>[初中])?(?![一二三四五六日天末1-7])", "本这下", _week),
    rule(
        r"(?P<word>今天|今日|明天|明日|明儿个?|大?后天|后日|[今明](?=[早晚]))",
        "今明大后",
        _ahead,
        glue=True,
    ),
)
