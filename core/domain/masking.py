"""What a wall must not show: amounts, phone numbers, numbers of people, named customers.

What is covered becomes stars that take the same room, so that a column stays where it stands.
Rather too much is covered than too little: a long number in a title is seldom a sum of steps.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

AMOUNTS, PHONES, CUSTOMERS = "amounts", "phones", "customers"
HIDDEN: Final = (AMOUNTS, PHONES, CUSTOMERS)
"""What can be hidden, by the name that the configuration calls it."""
WIDE_STAR, STAR = "＊", "*"
"""What covers two cells, and what covers the odd one."""

_DIGIT = "[0-9０-９]"
_NUMBER = rf"{_DIGIT}(?:[{_DIGIT[1:-1]},，.．]*{_DIGIT})?"
_TIMES = "(?:[kKmMwW](?![A-Za-z])|[十百千万亿]+|thousand|million|billion|bn)"
_COIN = "(?:元(?![旦素月宵件])|块钱|美元|美金|欧元|港币|港元|人民币|日元|英镑|圆)"
_SIGN = "[¥￥$＄€£]|(?<![A-Za-z])(?:RMB|CNY|USD|EUR|HKD|GBP)(?![A-Za-z])|人民币|美元|美金|欧元|港币"
_CODE = "(?:RMB|CNY|USD|EUR|HKD|GBP|yuan|dollars?|euros?|pounds?)"
_SPELT = "[一二两三四五六七八九十百千万亿零〇半壹贰叁肆伍陆柒捌玖拾佰仟]+"
_AMOUNTS: Final = (
    rf"(?:{_SIGN})\s*{_NUMBER}(?:\s*{_TIMES})?(?:\s*{_COIN})?",
    rf"{_NUMBER}(?:\s*{_TIMES})?\s*(?:{_COIN}|{_CODE}(?![A-Za-z]))",
    rf"{_NUMBER}\s*(?:[百千]?[万亿]+{_DIGIT}*|thousand|million|billion|bn(?![A-Za-z]))",
    rf"{_SPELT}余?{_COIN}",
)
_APART = r"[ \-－–.·]?"
_PHONES: Final = (
    rf"(?<!{_DIGIT})(?:[+＋]?(?:86|８６){_APART})?[1１]{_APART}[3-9３-９](?:{_APART}{_DIGIT}){{9}}",
    rf"[+＋]{_DIGIT}{{1,3}}(?:{_APART}{_DIGIT}){{6,14}}",
    rf"[(（]?[0０]{_DIGIT}{{2,3}}[)）]?{_APART}{_DIGIT}{{3,4}}{_APART}{_DIGIT}{{4}}",
    rf"(?<!{_DIGIT})[48４８][0０]{{2}}{_APART}{_DIGIT}{{3,4}}{_APART}{_DIGIT}{{3,4}}",
    rf"{_DIGIT}{{4}}(?:[ \-]{_DIGIT}{{4}}){{2,4}}(?:[ \-]{_DIGIT}{{1,3}})?",
    rf"{_DIGIT}{{7,}}[xX]?",
)
"""Mobile, abroad, landline, service lines, cards in fours, and any run of seven digits or more."""


@dataclass(frozen=True, slots=True)
class Mask:
    """The rules by which texts are covered; without rules nothing is."""

    patterns: tuple[re.Pattern[str], ...] = ()
    kinds: tuple[str, ...] = ()
    """What they cover, of `HIDDEN`; for the line that says so."""

    def cover(self, text: str, cells: Callable[[str], int]) -> str:
        """The text with everything covered that must not be seen.

        `cells` measures a text in terminal cells; the result measures what the text did.
        """
        spans = _joined(self._found(text))
        if not spans:
            return text
        kept, end = [], 0
        for start, stop in spans:
            kept += [text[end:start], _stars(cells(text[start:stop]))]
            end = stop
        return "".join((*kept, text[end:]))

    def _found(self, text: str) -> Iterator[tuple[int, int]]:
        for pattern in self.patterns:
            yield from (found.span() for found in pattern.finditer(text) if found[0])


def mask_of(hide: Iterable[str], customers: Iterable[str] = (), more: Iterable[str] = ()) -> Mask:
    """The mask for what the configuration wants hidden.

    `customers` are names, found in any spelling of case and blanks; `more` are regular expressions,
    which hold whatever else is hidden. Raises `re.error` for one that is none.
    """
    wanted = frozenset(hide)
    names = [each.strip() for each in customers if each.strip()] if CUSTOMERS in wanted else []
    known = {AMOUNTS: _AMOUNTS, PHONES: _PHONES}
    patterns = [
        re.compile(each, re.IGNORECASE) for name in known if name in wanted for each in known[name]
    ]
    patterns += [_named(each) for each in names]
    patterns += [re.compile(each) for each in more if each]
    kinds = {AMOUNTS: AMOUNTS in wanted, PHONES: PHONES in wanted, CUSTOMERS: bool(names)}
    return Mask(tuple(patterns), tuple(kind for kind in HIDDEN if kinds[kind]))


def _named(name: str) -> re.Pattern[str]:
    """A name, whatever blanks are typed between its characters."""
    letters = "".join(name.split())
    return re.compile(r"\s*".join(map(re.escape, letters)), re.IGNORECASE)


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Overlapping spans as one."""
    found: list[tuple[int, int]] = []
    for start, stop in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], stop))
        else:
            found.append((start, stop))
    return found


def _stars(width: int) -> str:
    return WIDE_STAR * (width // 2) + STAR * (width % 2)
