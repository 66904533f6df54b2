"""People and titles found the way Chinese is typed: characters, pinyin, initials, any mix.

A text is spelled as a row of syllables, each with all that may be typed for it; what was typed
becomes one pattern that walks along that row. Spelling costs once for each text, walking about
a microsecond. The pinyin table loads (about 0.2 s) with the first Chinese text spelled.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise, product
from typing import Final, TypeVar

from core.domain.pinyin import initials, name_readings, readings, syllables
from core.domain.text import search_key

Id = TypeVar("Id")

EXACT: Final = 0
"""The query is the name or one of its other names."""
WHOLE: Final = 1
"""The query spells all of it, in full or by initials."""
PREFIX: Final = 2
"""The name begins with it."""
INSIDE: Final = 3
"""The name has it further on: a given name without the surname."""
RARE: Final = 4
"""It fits only by a reading that the characters seldom have."""

_MOST_KEYS = 64
_LONGEST_QUERY = 40
_APOSTROPHE = re.compile(r"(?<=[a-z])['’]")
"""Typed between syllables that would otherwise read as one: `xi'an`."""
_TYPED = re.compile(r"[a-z0-9]")

# A syllable is written as READ + what may be typed, as often as there are ways, then END + its
# character. The marks are control characters, which no stored text contains. The ways are all
# different, so that the pattern never comes to one place by two paths.
_READ = "\x01"
_END = "\x02"
_MARKS = str.maketrans("", "", f"{_READ}{_END}")
_REST = f"[^{_END}]*"
_LEAVE = f"(?:{_READ}{_REST})?{_END}."


@dataclass(frozen=True, slots=True)
class _Query:
    key: str
    inside: re.Pattern[str] | None
    """Finds it anywhere along a row; None where characters alone decide."""
    begins: re.Pattern[str] | None
    whole: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class _Name:
    key: str
    usual: str
    every: str


def keys(name: str) -> frozenset[str]:
    """Every form in which a name is typed whole: characters, full pinyin, initials; ü as v and u.

    Mixed forms (`wang敏`) are for `matches`. Of full and of short forms at most 64 are listed.
    """
    spoken = name_readings(syllables(name))
    full = islice(product(*spoken), _MOST_KEYS)
    short = islice(product(*({each[:1] for each in ways} for ways in spoken)), _MOST_KEYS)
    typed = {"".join(each) for forms in (full, short) for each in forms}
    return frozenset({search_key(name)} | typed) - {""}


def matches(query: str, name: str, aliases: Iterable[str] = ()) -> int | None:
    """How well a query fits a person: `EXACT` (0) to `RARE` (4), None where it does not.

    An empty query fits everybody, as `INSIDE`.
    """
    wanted = _query(query)
    ranks = (_rank(wanted, _name(each)) for each in (name, *aliases))
    return min((rank for rank in ranks if rank is not None), default=None)


def find(query: str, people: Iterable[tuple[Id, str, Iterable[str]]]) -> list[Id]:
    """The ids of the people (id, name, aliases) that a query fits, best first.

    Among equals the order given is kept, so callers sort by who is likelier.
    """
    ranked = [
        (rank, identity)
        for identity, name, aliases in people
        if (rank := matches(query, name, aliases)) is not None
    ]
    return [identity for _, identity in sorted(ranked, key=lambda each: each[0])]


def fits(query: str, text: str) -> bool:
    """Whether a text has the query in it: as characters, pinyin, initials or any mix of them.

    What fits a query fits every beginning of that query too. Answers are fast from memory; the
    first pass over many new texts belongs in a thread.
    """
    wanted = _query(query)
    key, row = _title(text)
    return wanted.key in key or (wanted.inside is not None and bool(wanted.inside.search(row)))


def _rank(wanted: _Query, name: _Name) -> int | None:
    if wanted.key == name.key:
        return EXACT
    if wanted.whole is not None and wanted.whole.match(name.usual):
        return WHOLE
    if _found(wanted.begins, name.usual) or (wanted.key and name.key.startswith(wanted.key)):
        return PREFIX
    if _found(wanted.inside, name.usual) or wanted.key in name.key:
        return INSIDE
    return RARE if _found(wanted.inside, name.every) else None


def _found(pattern: re.Pattern[str] | None, row: str) -> bool:
    return pattern is not None and pattern.search(row) is not None


@lru_cache(maxsize=65_536)
def _title(text: str) -> tuple[str, str]:
    parts = syllables(text.translate(_MARKS))
    return search_key(text), "".join(map(_spelled, parts))


@lru_cache(maxsize=4_096)
def _name(name: str) -> _Name:
    parts = syllables(name.translate(_MARKS))
    usual = map(_row, parts, name_readings(parts))
    return _Name(search_key(name), "".join(usual), "".join(map(_spelled, parts)))


@lru_cache(maxsize=32_768)
def _spelled(syllable: str) -> str:
    return _row(syllable, readings(syllable))


def _row(syllable: str, spoken: tuple[str, ...]) -> str:
    ways = dict.fromkeys((*spoken, *initials(spoken)))
    return "".join(f"{_READ}{way}" for way in ways) + f"{_END}{syllable[0]}"


@lru_cache(maxsize=256)
def _query(query: str) -> _Query:
    key = search_key(query)
    typed = _APOSTROPHE.sub("", key.replace("ü", "v")).translate(_MARKS)
    if not _TYPED.search(typed) or len(typed) > _LONGEST_QUERY:
        return _Query(key, None, None, None)
    steps = [_step(before, here) for before, here in pairwise(typed)]
    walk = _enter(typed[0]) + "".join(steps)
    leave = _LEAVE if _TYPED.match(typed[-1]) else ""
    return _Query(
        key,
        re.compile(walk),
        re.compile(rf"\A{_REST}?{walk}"),
        re.compile(rf"\A{_REST}?{walk}{leave}\Z"),
    )


def _enter(char: str) -> str:
    """Into a syllable: by the first letter of a way to type it, or by its character."""
    return f"{_READ}{char}" if _TYPED.match(char) else f"{_END}{re.escape(char)}"


def _step(before: str, here: str) -> str:
    """From one thing typed to the next, within a syllable or into the one that follows."""
    onward = f"{_REST}?{_enter(here)}"
    if not _TYPED.match(before):
        return onward
    within = f"{here}|" if _TYPED.match(here) else ""
    return f"(?:{within}{_LEAVE}{onward})"
