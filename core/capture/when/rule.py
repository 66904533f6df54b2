"""The form of a rule: a pattern, the characters it begins with, and what it means."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from core.capture.when.day import Basis, Day
from core.capture.when.numerals import BELOW_100, NUMBER

Meaning = Callable[[re.Match[str], Basis], tuple[Day, ...]]
"""The days that a match may mean, the likeliest first; none where it means no day."""

NUMERALS: Final = "0123456789零一二两三四五六七八九十百廿卅"
"""What a number begins with."""

_PIECES = {
    "{N}": NUMBER,
    "{D}": BELOW_100,
    "{W}": "(?:周|星期|礼拜)",
    "{G}": "个?",
    "{_}": "[ ]?",
}


class Written:
    """A pattern as it is written down, compiled where it is first tried: a line tries few."""

    __slots__ = ("_pattern", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._pattern: re.Pattern[str] | None = None

    def match(self, text: str, at: int) -> re.Match[str] | None:
        """What it fits from a place on."""
        if self._pattern is None:
            self._pattern = re.compile(self.text, re.ASCII)
        return self._pattern.match(text, at)


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to say a day."""

    pattern: Written
    starts: str
    """The characters it can begin with."""
    meaning: Meaning
    glue: bool = False
    """Whether text may follow it at once where the line begins with it: 周三补访."""
    timed: bool = False
    """Whether it is an instant, so that neither an hour nor 前 belongs to it."""
    loose: bool = False
    """Whether it may as well be no day (10/8, 3点): it counts only at an edge of the text."""
    span: bool = False
    """Whether it is a stretch of time that is no deadline by itself (11月, Q4)."""
    open: bool = False
    """Whether it asks to be confirmed where nothing hints at a deadline (11.5)."""


def rule(  # noqa: PLR0913 - a table's columns
    pattern: str,
    starts: str,
    meaning: Meaning,
    *,
    glue: bool = False,
    timed: bool = False,
    loose: bool = False,
    span: bool = False,
    open: bool = False,  # noqa: A002 - the column's name
) -> Rule:
    """A rule whose pattern may use {N} (count), {D} (below 100), {W} (周), {G} (个), {_}."""
    return Rule(written(pattern), starts, meaning, glue, timed, loose, span, open)


def written(pattern: str) -> Written:
    """A pattern with the short forms written out."""
    for short, full in _PIECES.items():
        pattern = pattern.replace(short, full)
    return Written(pattern)
