"""Hours: 下午3点, 十一点半, 15:30, 3pm, 早上, 下班前, EOD, noon."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import time

from core.capture.when.day import Basis
from core.capture.when.numerals import number
from core.capture.when.rule import NUMERALS, Written, written

Hour = Callable[[re.Match[str], Basis], time | None]
"""The hour that a match means; None where there is no such hour."""

_PARTS = {
    "凌晨": "night", "清晨": "morning", "早上": "morning", "早晨": "morning", "早": "morning",
    "上午": "forenoon", "中午": "noon", "午前": "noon", "下午": "afternoon", "午后": "afternoon",
    "傍晚": "afternoon", "晚上": "evening", "晚间": "evening", "夜里": "evening", "晚": "evening",
    "morning": "morning", "noon": "noon", "midday": "noon", "afternoon": "afternoon",
    "evening": "evening", "night": "evening", "midnight": "midnight", "am": "forenoon",
    "pm": "afternoon",
}  # fmt: skip
_ENDS = {
    "night": time(6), "morning": time(10), "forenoon": time(12), "noon": time(12),
    "evening": time(22), "midnight": time(23, 59),
}  # fmt: skip
"""When a part of the day is over, as a deadline; the afternoon ends with the day's work."""
_FRACTIONS = {"半": 30, "一刻": 15, "三刻": 45}
_LAST = time(23, 59)


def part_end(word: str, basis: Basis) -> time:
    """The end of a part of the day: 下午 ends with the day's work."""
    return _ENDS.get(_PARTS[word], basis.closes)


def clock(hour: int, minute: int, part: str, basis: Basis) -> time | None:
    """An hour of the clock, by the part of the day it was named with; None where there is none.

    Without one, an hour up to 12 is that of the two which lies in office hours, else the next.
    """
    if minute > 59 or hour > 24:
        return None
    if hour == 24:
        return _LAST
    if part:
        return _in_part(hour, minute, part)
    if hour > 12 or hour == 0:
        return time(hour, minute)
    both = [time(hour % 24, minute), time((hour + 12) % 24, minute)]
    now = basis.now.time()
    return min(both, key=lambda each: (not basis.opens <= each <= basis.closes, each < now))


def _in_part(hour: int, minute: int, part: str) -> time:
    if part == "evening" and hour == 12:
        return _LAST
    late = part in ("afternoon", "evening", "midnight") or (part == "noon" and hour < 10)
    if late and hour < 12:
        return time(hour + 12, minute)
    early = part in ("night", "forenoon", "morning") and hour == 12
    return time(0 if early and part == "night" else hour, minute)


def _spoken(match: re.Match[str], basis: Basis) -> time | None:
    said = match["minute"] or "0"
    minute = _FRACTIONS.get(said, number(said))
    hour = number(match["hour"])
    if hour is None or minute is None:
        return None
    return clock(hour, minute, _PARTS.get(match["part"] or "", ""), basis)


def _figures(match: re.Match[str], basis: Basis) -> time | None:
    half = {"a": "am", "p": "pm"}.get(match["half"] or "", match["part"] or "")
    hour = int(match["hour"])
    part = _PARTS.get(half, "") or ("forenoon" if len(match["hour"]) == 2 else "")
    return clock(hour, int(match["minute"]), part, basis)


def _half(match: re.Match[str], basis: Basis) -> time | None:
    return clock(int(match["hour"]), 0, _PARTS[f"{match['half']}m"], basis)


def _part(match: re.Match[str], basis: Basis) -> time | None:
    return part_end(match["part"], basis)


def close(match: re.Match[str], basis: Basis) -> time | None:
    """The end of the day's work."""
    return basis.closes


_PART = "(?:凌晨|清晨|早上|早晨|上午|中午|午前|下午|午后|傍晚|晚上|晚间|夜里)"
_SINGLE = f"(?:{_PART}|[早晚])"
_ENGLISH = "(?P<part>morning|midday|noon|afternoon|evening|night|midnight)(?![a-z])"
_AM_PM = r"[ ]?(?P<half>[ap])\.?m(?:\.(?=[ ]|$))?(?![a-z])"
_MINUTE = "(?P<minute>半|[一三]刻|{D}(?=分)|[0-9]{2}|[一二三四五]?十[一二三四五六七八九]?)?分?"
_CLOCKS: tuple[tuple[str, Hour], ...] = (
    (r"(?P<part>%s)?{_}(?P<hour>{D}){_}点钟?(?![心评击名赞子])" + _MINUTE, _spoken),
    (
        r"(?:at )?(?P<part>%s)?{_}(?P<hour>[0-9]{1,2}):(?P<minute>[0-5][0-9])(?![0-9:])"
        rf"(?:{_AM_PM})?",
        _figures,
    ),
    (rf"(?:at )?(?P<hour>[0-9]{{1,2}}){_AM_PM}", _half),
    ("(?P<part>%s)", _part),
    (
        "下班(?:之?前)?|收工前?|(?:eo[db]|cob|end of (?:the )?day|close of business)(?![a-z0-9])",
        close,
    ),
)
_WORDS_AFTER = ((rf"(?:in the |at )?{_ENGLISH}", _part),)
_WORDS_ALONE = (
    (r"(?:at |by )?(?P<part>noon|midday|midnight)(?![a-z])|", _part),
    (rf"(?:this |in the ){_ENGLISH}", _part),
)

Clocks = tuple[tuple[Written, Hour], ...]
AFTER_DAY: Clocks = tuple(
    (written(text.replace("%s", _SINGLE)), hour) for text, hour in (*_CLOCKS, *_WORDS_AFTER)
)
"""How an hour may follow a day."""
ALONE: Clocks = tuple(
    (written(text.replace("%s", _PART)), hour) for text, hour in (*_CLOCKS, *_WORDS_ALONE)
)
"""How an hour may stand by itself, today meant."""
STARTS = frozenset(NUMERALS + "凌清早上中午下傍晚夜收ecmntia")


def hour_at(text: str, at: int, clocks: Clocks) -> tuple[re.Match[str], Hour] | None:
    """The longest hour that begins at a place."""
    best: tuple[re.Match[str], Hour] | None = None
    if text[at : at + 1] not in STARTS:
        return None
    for pattern, hour in clocks:
        match = pattern.match(text, at)
        if match and match.end() > (best[0].end() if best else at):
            best = match, hour
    return best
