"""Numbers as they are written in a line: 12, 十二, 廿三, 两, twelve."""

from __future__ import annotations

import re
from typing import Final

NUMBER: Final = r"(?:[0-9]{1,3}|[一二两三四五六七八九十百廿卅][零一二三四五六七八九十百]{0,5})"
"""A count, to be put into a pattern."""
BELOW_100: Final = (
    r"(?:[0-9]{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[廿卅][一二三四五六七八九]?"
    r"|[零〇一二两三四五六七八九])"
)
"""A month, a day, an hour or a minute."""
ENGLISH: Final = {
    word: number
    for number, words in enumerate(
        [
            "a/an/one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ],
        1,
    )
    for word in words.split("/")
}

_VALUES = {"〇": 0, "零": 0, "两": 2} | {char: n for n, char in enumerate("一二三四五六七八九", 1)}
_PARTS = re.compile(
    r"(?:(?P<hundred>[一二两三四五六七八九])百零?)?"
    r"(?:(?P<score>[廿卅])|(?P<ten>[一二三四五六七八九])?(?P<tens>十))?"
    r"(?P<one>[零〇一二两三四五六七八九])?"
)


def number(text: str) -> int | None:
    """The number that digits, Chinese numerals or an English number word stand for.

    None where they make no number. Only ASCII digits count as digits.
    """
    if text.isascii() and text.isdecimal():
        return int(text)
    if text in ENGLISH:
        return ENGLISH[text]
    parts = _PARTS.fullmatch(text)
    if not text or parts is None:
        return None
    hundreds = _VALUES.get(parts["hundred"] or "", 0) * 100
    score = {"廿": 20, "卅": 30}.get(parts["score"] or "", 0)
    tens = _VALUES.get(parts["ten"] or "", 1) * 10 if parts["tens"] else 0
    return hundreds + score + tens + _VALUES.get(parts["one"] or "", 0)
