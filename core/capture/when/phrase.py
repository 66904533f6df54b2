"""A whole phrase about time at a place of the line: hint, day, hour, closing word.

    phrase  := time | day ( to | or ) time               10-25至10-28, 周三或周四
    time    := [hint] ( day [hour] | hour [day] ) [closing]
    hint    := by before due until on at 截止 截至 最晚 最迟 不晚于 于 在
    closing := 前 之前 以前 截止 截至 为止 内 之内 以内

A closing word must not begin another word (前端, 内部), which its pattern looks at. A phrase with a
hint (other than on, at, 于, 在) or a closing word is *hinted*: it speaks of a deadline by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from core.capture.when import anchors, codes, counts, dates, english, hours, months, weeks
from core.capture.when.anchors import project_rules
from core.capture.when.hours import AFTER_DAY, ALONE, Hour, hour_at
from core.capture.when.rule import Rule

_HINT = re.compile(
    r"(?P<weak>(?:on|at)[ ]|请?[于在][ ]?)"
    r"|(?:(?:by|before|due|until|till|deadline|ddl)(?:[ ]by|[ ]on)?(?:[ ]|:[ ]?)"
    r"|截止到?:?|截至|最晚|最迟|不晚于|期限:?)[ ]?",
    re.ASCII,
)
_CLOSING = re.compile(
    r"[ ]?(?:之前|以前|(?P<before>前)(?![端台期置景往沿面缘言任辈列途方排者锋])|截止|截至|为止"
    r"|(?P<within>之内|以内|内(?![容部测网审存外饰景页参])))"
)
_WEEKDAY = re.compile(r"[ ]?[(]?(?:周|星期|礼拜)(?P<day>[一二三四五六日天1-7])[)]?(?![次个])")
_ISO = re.compile(r"20[0-9]{2}-[0-9]", re.ASCII)
"""Nothing else that can be said of time begins like this."""
_HINT_STARTS = "bdutoa截最不期请于在"
_JOINTS: Final = (
    ("range", re.compile(r"[ ]?(?:--?|—{1,2}|–|~|到|至|(?:to|through|until)(?=[ ]))[ ]?")),
    ("either", re.compile(r"[ ]?(?:或者?|还是|/|or(?=[ ]))[ ]?")),
)
"""What joins two days: the first and the last, or one of two."""
_LINK = re.compile(r",?[ ]?(?:on[ ])?|的?")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as it was found; what it means is reckoned only where it is wanted."""

    start: int
    end: int
    rule: Rule | None
    match: re.Match[str] | None
    hour: tuple[re.Match[str], Hour] | None
    hinted: bool
    closing: str = ""
    """`before`, `within` or nothing."""
    weekday: int | None = None
    """The day of the week said beside a date."""
    first: Phrase | None = None
    """The day before it, where two are joined."""
    joint: str = ""
    """How they are: `range` or `either`."""

    @property
    def glue(self) -> bool:
        """Whether text may follow at once at the beginning of a line; how long it takes may not."""
        if self.rule is None or self.match is None or self.joint == "range":
            return False
        return self.rule.glue and (not self.rule.timed or self.match[0].endswith(("后", "内")))

    @property
    def loose(self) -> bool:
        """Whether it may as well be no deadline inside of a text."""
        own = self.rule is None or self.rule.loose
        return own and (self.first is None or self.first.loose)


def _by_start(rules: Iterable[Rule]) -> dict[str, tuple[Rule, ...]]:
    found: dict[str, list[Rule]] = {}
    for each in rules:
        for char in dict.fromkeys(each.starts):
            found.setdefault(char, []).append(each)
    return {char: tuple(each) for char, each in found.items()}


_RULES: Final = _by_start(
    (*weeks.RULES, *months.RULES, *dates.RULES, *counts.RULES, *anchors.RULES, *english.RULES)
)
_CODES: Final = _by_start(codes.RULES)
STARTS: Final = frozenset({*_RULES, *hours.STARTS, *_HINT_STARTS})
"""The characters with which a phrase can begin, names of milestones aside."""


def phrase_at(
    text: str, at: int, names: tuple[str, ...] = (), *, code: bool = False
) -> Phrase | None:
    """The longest phrase that begins at a place; with `code`, short codes count too.

    `names` are those of the project's own days.
    """
    found = _time(text, at, names, code)
    if found is None or not _plain(found):
        return found
    for joint, pattern in _JOINTS:
        match = pattern.match(text, found.end)
        other = _time(text, match.end(), names, False) if match else None
        if other is not None and _plain(other):
            hinted = found.hinted or other.hinted
            return replace(other, start=at, first=found, joint=joint, hinted=hinted)
    return found


def _plain(phrase: Phrase) -> bool:
    """Whether it names a day that may be joined with another."""
    return phrase.rule is not None and not (phrase.rule.timed or phrase.rule.span)


def _time(text: str, at: int, names: tuple[str, ...], code: bool) -> Phrase | None:
    hint = _HINT.match(text, at) if text[at : at + 1] in _HINT_STARTS else None
    after = hint.end() if hint else at
    hinted = hint is not None and hint["weak"] is None
    found = _body(text, after, names, code, hinted)
    if found is None and hint is not None:
        return _body(text, at, names, code, False)
    return replace(found, start=at) if found else None


def _body(text: str, at: int, names: tuple[str, ...], code: bool, hinted: bool) -> Phrase | None:
    found = _day(text, at, names, code)
    lone = None if _ISO.match(text, at) else hour_at(text, at, ALONE)
    if lone is not None and (found is None or lone[0].end() > found[1].end()):
        return _hour_first(text, at, lone, names, hinted)
    if found is None:
        return None
    day, match = found
    phrase = Phrase(at, match.end(), day, match, None, hinted or _closes(day, match))
    return _closed(text, phrase if day.timed else _with_hour(text, _with_weekday(text, phrase)))


def _closes(day: Rule, match: re.Match[str]) -> bool:
    """Whether a count or an anchor is a hint by its own words: 3天内, 国庆前."""
    return match[0].endswith(("内", "前")) or match[0].startswith(("in ", "within "))


def _day(
    text: str, at: int, names: tuple[str, ...], code: bool
) -> tuple[Rule, re.Match[str]] | None:
    if _ISO.match(text, at):
        return _longest(text, at, dates.RULES)
    return _longest(text, at, _candidates(text[at : at + 1], names, code))


def _longest(text: str, at: int, rules: Iterable[Rule]) -> tuple[Rule, re.Match[str]] | None:
    best: tuple[Rule, re.Match[str]] | None = None
    for each in rules:
        match = each.pattern.match(text, at)
        if match and match.end() > (best[1].end() if best else at):
            best = each, match
    return best


def _candidates(char: str, names: tuple[str, ...], code: bool) -> Iterator[Rule]:
    if code:
        yield from _CODES.get(char, ())
    yield from _RULES.get(char, ())
    for each in project_rules(names):
        if char and char in each.starts:
            yield each


def _with_weekday(text: str, phrase: Phrase) -> Phrase:
    beside = _WEEKDAY.match(text, phrase.end)
    if beside is None or phrase.rule is None or phrase.rule not in DATED:
        return phrase
    return replace(phrase, end=beside.end(), weekday=weeks.WEEKDAYS[beside["day"]])


DATED: Final = frozenset(
    {*dates.RULES, *(each for each in months.RULES if "(?P<day>" in each.pattern.text)}
)
"""The rules that name a day by its number: 11-10, 十一月五号."""


def _with_hour(text: str, phrase: Phrase) -> Phrase:
    for at in (phrase.end, phrase.end + 1):
        if at > phrase.end and text[phrase.end : at] not in (" ", ","):
            break
        if hour := hour_at(text, at, AFTER_DAY):
            hinted = phrase.hinted or hour[0][0].endswith("前")
            return replace(phrase, end=hour[0].end(), hour=hour, hinted=hinted)
    return phrase


def _hour_first(
    text: str, at: int, hour: tuple[re.Match[str], Hour], names: tuple[str, ...], hinted: bool
) -> Phrase:
    end = hour[0].end()
    hinted = hinted or hour[0][0].endswith("前")
    phrase = Phrase(at, end, None, None, hour, hinted)
    link = _LINK.match(text, end)
    found = _day(text, link.end(), names, False) if link and link.end() > end else None
    if found and not (found[0].timed or found[0].span):
        phrase = replace(phrase, end=found[1].end(), rule=found[0], match=found[1])
    return _closed(text, phrase)


def _closed(text: str, phrase: Phrase) -> Phrase:
    closing = _CLOSING.match(text, phrase.end)
    if closing is None or (phrase.rule and phrase.rule.timed):
        return phrase
    kind = "within" if closing["within"] else "before"
    return replace(phrase, end=closing.end(), hinted=True, closing=kind)
