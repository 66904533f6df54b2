"""Who a name in a line is: the longest beginning that fits somebody, and whom it fits.

A name fits *whole* as characters, full pinyin, initials, a mix of them, an alias, a department
(for its liaison) or one of the words for oneself and for everybody. Where nothing fits whole, the
beginning or the inside of a name does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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
_CHINESE = "\u3400"
"""The first Chinese character: what has none before it is not spelled in letters."""
_MOST_PARTS = 4
"""How long a name that fits only in part may be, in pieces."""


Unit = tuple[str, tuple[RecordId, ...]]
"""A department: its name and its liaisons."""


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


@dataclass(frozen=True, slots=True)
class Sounds:
    """People and departments by full pinyin and by initials."""

    names: dict[str, tuple[RecordId, ...]]
    departments: dict[str, Unit]


@dataclass(frozen=True, slots=True, eq=False)
class Directory:
    """The people and departments, ready to be looked up."""

    names: tuple[tuple[RecordId, str, tuple[str, ...]], ...]
    written: dict[str, tuple[RecordId, ...]]
    """By name and alias as they are written."""
    departments: dict[str, Unit]
    """By name, in full and short."""
    characters: frozenset[str]
    """Those of all the names."""
    seen: dict[str, tuple[RecordId, ...]] = field(default_factory=dict)
    """Forms looked up before."""
    _sounds: list[Sounds] = field(default_factory=list)
    """What can be typed in Latin letters, made when it first is: that loads the pinyin table."""

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
            people = self.written.get(search_key(part), ()) if len(part) == end else ()
            if people and not any(char.isspace() for char in part):
                return Named(end, people)
        return None

    def _whole(self, part: str) -> Named | None:
        if part in EVERYBODY or part in MYSELF:
            return Named(len(part), word="everyone" if part in EVERYBODY else "me")
        key = search_key(part)
        spelled = any(char < _CHINESE for char in part)
        people = self.written.get(key) or self._mixed(part)
        if not people and spelled:
            people = self._sound().names.get(key, ())
        if people:
            return Named(len(part), people)
        unit = self.departments.get(key)
        if unit is None and spelled:
            unit = self._sound().departments.get(key)
        return Named(len(part), unit[1], department=unit[0]) if unit else None

    def _sound(self) -> Sounds:
        if not self._sounds:
            self._sounds.append(_sounds_of(self.names, self.departments.values()))
        return self._sounds[0]

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
    written: dict[str, tuple[RecordId, ...]] = {}
    for identity, name, aliases in names:
        for key in {search_key(each) for each in (name, *aliases)}:
            written[key] = (*written.get(key, ()), identity)
    units = {search_key(form): unit for unit in reversed(departments) for form in _forms(unit[0])}
    characters = frozenset(char for _, name, more in names for char in "".join((name, *more)))
    return Directory(names, written, units, characters)


def _sounds_of(
    names: Iterable[tuple[RecordId, str, tuple[str, ...]]], departments: Iterable[Unit]
) -> Sounds:
    people: dict[str, tuple[RecordId, ...]] = {}
    for identity, name, aliases in names:
        for key in frozenset().union(*(keys(each) for each in (name, *aliases))):
            people[key] = (*people.get(key, ()), identity)
    units = {key: unit for unit in departments for form in _forms(unit[0]) for key in keys(form)}
    return Sounds(people, units)


def _forms(department: str) -> frozenset[str]:
    short = department.removesuffix("部").removesuffix("分公司").removesuffix("中心")
    return frozenset({department, short} if len(short) > 1 else {department})
