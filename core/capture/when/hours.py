"""Hours: 下午3点, 十一点半, 15:30, 3pm, 早上, 下班前, tonight's evening."""

from __future__ import annotations

import re
from datetime import time

from core.capture.when.day import Basis
from core.capture.when.numerals import number
from core.capture.when.rule import NUMERALS, written

_PARTS = {
    "凌晨": "night", "清晨": "morning", "早上": "morning", "早晨": "morning", "早": "morning",
    "上午": "forenoon", "中午": "noon", "午前": "noon", "下午": "afternoon", "午后": "afternoon",
    "傍晚": "afternoon", "晚上": "evening", "晚间": "evening", "夜里": "evening", "晚": "evening",
    "morning": "forenoon", "noon": "noon", "midday": "noon", "afternoon": "afternoon",
    "evening": "evening", "night": "evening", "midnight": "midnight",
}  # fmt: skip
_ENDS = {
    "night": time(6), "morning": time(10), "forenoon": time(12), "noon": time(12),
    "afternoon": time(18), "evening": time(22), "midnight": time(23, 59),
}  # fmt: skip
"""When a part of the day is over, as a deadline."""
_LATE = {"afternoon", "evening", "midnight"}
_FRACTIONS = {"半": 30, "一刻": 15, "三刻": 45}
_LAST = time(23, 59)


def part_end(word: str, basis: Basis) -> time:
    """The end of a part of the day: 下午 ends with the day's work."""
    part = _PARTS[word]
    return basis.closes if part == "afternoon" else _ENDS[part]


def clock(hour: int, minute: int, part: str, basis: Basis) -> tuple[time, ...]:
    """An hour of the clock, by the part of the day it was named with; none where there is none.

    Without one, an hour up to 12 is that of the two which lies in office hours, else the next.
    """
    if minute > 59 or hour > 24:
        return ()
    if hour == 24:
        return (_LAST,)
    if part:
        return (_in_part(hour, minute, _PARTS.get(part, part)),)
    if hour > 12 or hour == 0:
        return (time(hour, minute),)
    both = [time(hour % 24, minute), time((hour + 12) % 24, minute)]
    both.sort(key=lambda each: (not basis.opens <= each <= basis.closes, each < basis.now.time()))
    return tuple(both[:1])


def _in_part(hour: int, minute: int, part: str) -> time:
    if part in _LATE or (part == "noon" and hour < 10):
        if hour == 12 and part != "afternoon":
            return _LAST
        return time(hour + 12 if hour < 12 else hour, minute)
    return time(0 if hour == 12 and part == "night" else hour, minute)


def meaning(match: re.Match[str], basis: Basis) -> tuple[time, ...]:
    """The hours that a match of `AFTER_DAY` or `ALONE` may mean, the likeliest first."""
    found = match.groupdict()
    if found["close"]:
        return (basis.closes,)
    if found["hour"]:
        minute = _FRACTIONS.get(found["minute"] or "", number(found["minute"] or "0") or 0)
        return clock(number(found["hour"]) or 0, minute, found["part"] or "", basis)
    if found["figures"]:
        return clock(int(found["figures"]), int(found["past"] or 0), found["half"] or "", basis)
    return (part_end(found["part"] or found["word"] or "noon", basis),)


_PART = r"(?P<part>凌晨|清晨|早上|早晨|上午|中午|午前|下午|午后|傍晚|晚上|晚间|夜里%s)"
_HOUR = (
    r"(?P<hour>{D}){_}(?:点钟?(?![心评击名赞子])|时(?=[0-9一二三四五]?[0-9十]))"
    r"(?P<minute>半|[一三]刻|{D}(?=分)|[0-9]{2}|[一二三四五]?十[一二三四五六七八九]?)?分?"
)
_FIGURES = r"(?P<figures>[0-9]{1,2})[:](?P<past>[0-5][0-9])(?![0-9:])"
_ENGLISH = r"(?P<word>morning|midday|noon|afternoon|evening|night|midnight)(?![a-z])"
_CLOSE = (
    r"(?P<close>(?:下班|收工)(?:之?前)?|(?:eod|cob|end of (?:the )?day|close of business)(?![a-z0-9]))"
)
_HALF = {"am": "forenoon", "pm": "afternoon"}


def _pattern(single: str, english: str) -> re.Pattern[str]:
    part = _PART % single
    return written(
        rf"{_CLOSE}|(?:{part}{{_}})?(?:{_HOUR}|{_FIGURES.replace('figures', 'figures')}"
        rf"(?: ?(?P<half>[ap])\.?m\.?(?![a-z]))?)|(?P<word>{english})(?![a-z])"
        rf"|{part.replace('part', 'bare')}"
    )


AFTER_DAY = _pattern("", "")
ALONE = _pattern("", "")
STARTS = NUMERALS + "凌清早上中午下傍晚夜收ecmn"
