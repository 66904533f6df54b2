"""Who a name in a line is: the longest beginning that fits somebody, and whom it fits.

A name fits *whole* as characters, full pinyin, initials, a mix of them, an alias, a department
(for its liaison) or one of the words for oneself and for everybody. Where nothing fits whole, the
beginning or the inside of a name does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from core.domain.ids import RecordId
from core.domain.names import RARE, WHOLE, keys, matches
from core.domain.text import search_key

EVERYBODY = frozenset(
    {"all", "everyone", "everybody", "所有人", "全体", "全体成员", "全员", "大家", "各位"}
)
MYSELF = frozenset({"me", "我", "myself"})

_STOPS = re.compile(r"[\s@#>!+,;。、:?()\[\]{}【】《》“”\"…\x00/]")
_LONGEST = 32
_MOST_PARTS = 4
"""How long a name that fits only in part may be, in pieces."""


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a piece of a line names."""

    length: int
    """Of the name, in characters."""
    people: tuple[RecordId, ...] = ()
    """Whom it fits equally well, in the order they were given."""
    department: str = ""
    """The department named, where these are its liaisons."""
    word: str = ""
    """`everyone` or `me`, where it is one of those."""
    whole: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Directory:
    """The people and departments, ready to be looked up."""

    names: tuple[tuple[RecordId, str, tuple[str, ...]], ...]
    whole: dict[str, tuple[RecordId, ...]]
    """By every form in which a name may be typed whole."""
    departments: dict[str, tuple[str, tuple[RecordId, ...]]]
    """Name and liaisons, by every form."""
    characters: frozenset[str]
    """Those of all the names."""
    seen: dict[str, tuple[RecordId, ...]] = field(default_factory=dict)
    """Forms looked up before."""

    def named(self, text: str, at: int) -> Named | None:
        """Whom the text names from a place on (folded, so that case and width do not matter)."""
        stop = _STOPS.search(text, at, at + _LONGEST)
        run = text[at : stop.start() if stop else at + _LONGEST]
        parts = [run[:end] for end in range(1, len(run) + 1) if _cut(run, end)]
        for part in reversed(parts):
            if found := self._whole(part):
                return found
        for part in reversed(parts[:_MOST_PARTS]):
            if found := self._partly(part):
                return found
        return None

    def called(self, text: str, at: int) -> Named | None:
        """Whose full name stands at a place, of two characters or more; departments left out."""
        for end in (4, 3, 2):
            part = text[at : at + end]
            people = self.whole.get(search_key(part), ()) if len(part) == end else ()
            if people and not any(char.isspace() for char in part):
                return Named(end, people)
        return None

    def _whole(self, part: str) -> Named | None:
        if part in EVERYBODY or part in MYSELF:
            return Named(len(part), word="everyone" if part in EVERYBODY else "me")
        key = search_key(part)
        if people := self.whole.get(key) or self._mixed(part):
            return Named(len(part), people)
        if key in self.departments:
            name, liaisons = self.departments[key]
            return Named(len(part), liaisons, department=name)
        return None

    def _mixed(self, part: str) -> tuple[RecordId, ...]:
        """Latin letters and characters of one name: wang敏."""
        han = [char for char in part if not char.isascii()]
        if part.isascii() or len(han) == len(part) or not self.characters.issuperset(han):
            return ()
        return tuple(each for rank, each in self._ranked(part) if rank <= WHOLE)

    def _partly(self, part: str) -> Named | None:
        if part not in self.seen:
            if len(self.seen) > 512:
                self.seen.clear()
            self.seen[part] = self._best(part)
        people = self.seen[part]
        return Named(len(part), people, whole=False) if people else None

    def _best(self, part: str) -> tuple[RecordId, ...]:
        han = {char for char in part if not char.isascii()}
        if not self.characters.issuperset(han):
            return ()
        ranked = list(self._ranked(part))
        best = min((rank for rank, _ in ranked), default=RARE)
        return tuple(each for rank, each in ranked if rank == best)

    def _ranked(self, part: str) -> Iterator[tuple[int, RecordId]]:
        for identity, name, aliases in self.names:
            rank = matches(part, name, aliases)
            if rank is not None:
                yield rank, identity


def _cut(run: str, end: int) -> bool:
    """Whether a name may end here: a Latin word is cut only where figures follow it."""
    before, here = run[end - 1], run[end : end + 1]
    if not (here and before.isascii() and here.isascii() and before.isalnum() and here.isalnum()):
        return True
    return before.isalpha() and here.isdecimal()


@lru_cache(maxsize=8)
def directory(
    names: tuple[tuple[RecordId, str, tuple[str, ...]], ...],
    departments: tuple[tuple[str, tuple[RecordId, ...]], ...],
) -> Directory:
    """The directory of people (id, name, aliases) and of departments (name, liaisons)."""
    whole: dict[str, tuple[RecordId, ...]] = {}
    for identity, name, aliases in names:
        for key in frozenset().union(*(keys(each) for each in (name, *aliases))):
            whole[key] = (*whole.get(key, ()), identity)
    exact: dict[str, tuple[RecordId, ...]] = {}
    for identity, name, aliases in names:
        for key in {search_key(each) for each in (name, *aliases)}:
            exact[key] = (*exact.get(key, ()), identity)
    whole.update(exact)
    by_form = {form: (name, ids) for name, ids in reversed(departments) for form in _forms(name)}
    characters = frozenset(char for _, name, more in names for char in "".join((name, *more)))
    return Directory(names, whole, by_form, characters)


def _forms(department: str) -> frozenset[str]:
    short = department.removesuffix("部").removesuffix("分公司").removesuffix("中心")
    return keys(department) | (keys(short) if len(short) > 1 else frozenset())
