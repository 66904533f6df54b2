"""Before and after something named: 国庆前, 节后, 项目结束后5个工作日, 双十一前, 例会前.

The days of the project (its start and end, its milestones by name) come with the `Basis`; their
rule is made for the names that there are.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from core.calendar.workdays import Feast
from core.capture.when.counts import days_on
from core.capture.when.day import LATE_AT_MOST, Basis, Day, back, forward, past, told
from core.capture.when.numerals import number
from core.capture.when.rule import Rule, rule

_FEASTS = {
    "国庆": "国庆节", "十一": "国庆节", "春节": "春节", "过年": "春节", "年": "春节",
    "元旦": "元旦",
    "端午": "端午节", "中秋": "中秋节", "五一": "劳动节", "劳动": "劳动节", "清明": "清明节",
    "national day": "国庆节", "spring festival": "春节", "new year": "元旦", "holiday": "",
    "": "",
}  # fmt: skip
"""How feasts are spoken of, and what the calendar calls them."""
_FIXED = {
    "双十一": (11, 11), "双11": (11, 11), "双十二": (12, 12), "双12": (12, 12), "618": (6, 18),
    "平安夜": (12, 24), "圣诞节": (12, 25), "圣诞": (12, 25), "christmas": (12, 25),
}  # fmt: skip
"""Days of trade and custom that are no holidays."""


def feasts(basis: Basis, name: str, after: bool, year: int = 0) -> tuple[Feast, ...]:
    """The feasts of a name (of a year): the last one that began or is over, then the next ones."""
    named = [each for each in basis.calendar.feasts if name in ("", each.name)]
    own = [each for each in named if year in (0, (each.day or each.last).year)]
    ahead = [
        each for each in own if (each.last >= basis.today if after else each.first > basis.today)
    ]
    gone = [each for each in own if each not in ahead] if name else []
    return (*gone[-1:], *ahead[:1])


def beside(basis: Basis, first: date, last: date, match: re.Match[str]) -> tuple[Day, ...]:
    """So many days or working days before `first` or after `last`; one working day where unsaid."""
    after = _after(match)
    start, sign = (last, 1) if after else (first, -1)
    kind = "after" if after else "before"
    count = number(match["count"] or "") or 1
    if match["count"] is None or match["unit"] == "个工作日" or "工作日" in match["unit"]:
        return (Day(basis.calendar.add(start, sign * count), kind, {"count": count}),)
    days = count * (7 if match["unit"] in ("周", "星期") else 1)
    reckon = forward if after else back
    return reckon(basis, start + timedelta(days=sign * days), kind, count=count)


def _after(match: re.Match[str]) -> bool:
    return "后" in match["side"] or "after" in match["side"]


def _feast(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    said = match["name"]
    name = _FEASTS[said if said in _FEASTS else said.removesuffix("节")]
    year = basis.today.year + "今明".index(match["year"][0]) if match["year"] else 0
    found = feasts(basis, name, _after(match), year)
    return _latest(basis, [_beside_feast(basis, each, match) for each in found], bool(year))


def _beside_feast(basis: Basis, found: Feast, match: re.Match[str]) -> tuple[Day, ...]:
    """The days before a feast or after it, with its own day and since when one is off for it."""
    own = found.day or found.first
    rest = {"off_from": found.first.isoformat()} if found.first != own else {}
    days = beside(basis, found.first, found.last, match)
    return tuple(told(each, anchor=found.name, anchor_day=own.isoformat(), **rest) for each in days)


def _latest(basis: Basis, times: list[tuple[Day, ...]], named: bool = False) -> tuple[Day, ...]:
    """Of the same thing in several years: one that is over is asked about while it is fresh."""
    first, *later = times or [()]
    if not first or first[0].day >= basis.today:
        return first
    if later and basis.today - first[0].day > LATE_AT_MOST and not named:
        return later[0]
    gone = past(basis, first[0].day, first[0].rule)
    gone = replace(gone, values={**first[0].values, **gone.values})
    return (gone, *(later[0] if later else ()))


def _fixed(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    years = (basis.today.year, basis.today.year + 1)
    own = [date(year, *_FIXED[match["name"]]) for year in years]
    times = [
        tuple(
            told(each, anchor=match["name"], anchor_day=day.isoformat())
            for each in beside(basis, day, day, match)
        )
        for day in own
    ]
    return _latest(basis, times)


def _project(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    day = basis.anchors[match["name"]]
    if match["count"] is None and not _after(match):
        found = back(basis, day, "before")
    else:
        found = beside(basis, day, day, match)
    return tuple(told(each, anchor=match["name"], anchor_day=day.isoformat()) for each in found)


def _meeting(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    at = basis.next_meeting
    return (Day(at.date(), "next-meeting", hour=at.time()),) if at else ()


def _half(match: re.Match[str], basis: Basis) -> tuple[Day, ...]:
    return days_on(basis, 1, "周", within=False)


_COUNT = r"(?:第?(?P<count>{N}){_}(?P<unit>{G}{_}工作日|天|周|星期))?"
_SIDE = r"(?P<side>(?:之|以)?前|(?:之|以)?后(?![台端勤续备面])|结束后)" + _COUNT
_BEFORE = r"(?P<year>(?!))?(?P<side>before|after) (?:the )?"
_ENGLISH_FEAST = (
    rf"{_BEFORE}(?P<name>{'|'.join(each for each in _FEASTS if each.isascii() and each)})"
)
_ENGLISH_FIXED = rf"{_BEFORE}(?P<name>christmas)"
_NO_COUNT = "(?P<count>(?!))?(?P<unit>(?!))?(?![a-z])"
_NAMES = "|".join(each for each in _FEASTS if each and not each.isascii())
RULES: tuple[Rule, ...] = (
    rule(
        rf"(?:(?P<year>今年|明年)的?)?(?P<name>(?:{_NAMES}|(?=节))节?)(?:假期|长假|放假|假)?{_SIDE}",
        "国十春过年元端中五劳清节今明",
        _feast,
        glue=True,
    ),
    rule(rf"{_ENGLISH_FEAST}{_NO_COUNT}", "ba", _feast),
    rule(rf"(?P<name>{'|'.join(_FIXED)}){_SIDE}", "双6平圣", _fixed, glue=True),
    rule(rf"{_ENGLISH_FIXED}{_NO_COUNT}", "ba", _fixed),
    rule(
        r"(?:下次|下一次)?(?:例会|会议|站会|周会)(?:之|以)?前|下次(?:例会|会议|站会|周会)",
        "下例会站周",
        _meeting,
        timed=True,
    ),
    rule(r"(?:before |by )?(?:the )?next meeting(?![a-z])", "btn", _meeting, timed=True),
)


@lru_cache(maxsize=8)
def project_rules(names: tuple[str, ...]) -> tuple[Rule, ...]:
    """The rule of a project's own days: 项目结束后5个工作日, a milestone's name and 前."""
    if not names:
        return ()
    longest = sorted(names, key=len, reverse=True)
    starts = "".join({each[0] for each in names})
    return (
        rule(rf"(?P<name>{'|'.join(map(re.escape, longest))}){_SIDE}", starts, _project, glue=True),
    )
