"""Who a name in a line is: the longest beginning that fits somebody, and whom it fits.

A name fits *whole* as characters, full pinyin, initials, a mix of them, an alias, a department
(for its liaison) or one of the words for oneself and for everybody. Where nothing fits whole, the
beginning or the inside of a name does. Among Chinese characters a name ends only where the run
ends, where a day begins, or, being somebody's full name, where work or longer text follows: 王明
is not 王敏, and 王总 is nobody's name. Latin names may have blanks in them (Wang Min).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from core.capture.verbs import HONORIFIC, WORKS
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
_WORDS = re.compile(r"[a-z][a-z'’.-]*(?: [a-z][a-z'’.-]*){0,3}")
"""A Latin name: as many as four words."""
_AND = re.compile(r"[和与及]\Z")
_GLUED = re.compile(r"[\u3400-\u9fff]{2}")

Dated = Callable[[int], bool]
"""Whether a phrase about time begins at a place."""


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
    openings: frozenset[str]
    """With which names begin."""
    lengths: tuple[int, ...]
    """Of the names and aliases in Chinese, the longest first; two characters at least."""
    words: frozenset[str]
    """The first words of names in Latin letters."""
    units: dict[str, tuple[RecordId, ...]]
    """The liaisons of each department by its full name, the longest first."""
    seen: dict[str, tuple[RecordId, ...]] = field(default_factory=dict)
    """Forms looked up before."""
    nearby: dict[str, tuple[RecordId, ...]] = field(default_factory=dict)
    """Whom names that nobody has may have meant."""
    _sounds: list[Sounds] = field(default_factory=list)
    """What can be typed in Latin letters, made when it first is: that loads the pinyin table."""

    def named(self, text: str, at: int, dated: Dated = lambda _: False) -> Named | None:
        """Whom the text names from a place on (folded, so that case and width do not matter)."""
        if found := self._apart(text, at) or self._spaced(text, at, spelled=True):
            return found
        stop = _STOPS.search(text, at, at + _LONGEST)
        run = text[at : stop.start() if stop else at + _LONGEST]
        ends = [end for end in range(1, len(run) + 1) if _cut(run, end)]
        for end in reversed(ends):
            if (found := self._whole(run[:end])) and (whole := _ended(found, run, at, dated)):
                return whole
        for end in reversed(ends[:_MOST_PARTS]):
            ended = _free(run, end) or dated(at + end)
            if ended and (found := self._partly(run[:end])):
                return found
        return None

    def called(self, text: str, at: int) -> Named | None:
        """Whose full name stands at a place, of two characters or more; departments left out."""
        char = text[at : at + 1]
        if char not in self.openings:
            return None
        if char < _CHINESE:
            return self._spaced(text, at, spelled=False)
        for end in self.lengths:
            part = text[at : at + end]
            people = self.written.get(search_key(part), ()) if len(part) == end else ()
            if people and not any(each.isspace() for each in part):
                return Named(end, people)
        return None

    def liaisons_of(self, text: str, at: int) -> Named | None:
        """Whose department stands at a place, by its full name."""
        for name, ids in self.units.items():
            if ids and text.startswith(name, at):
                return Named(len(name), ids, department=name)
        return None

    def _apart(self, text: str, at: int) -> Named | None:
        """A name with what tells two namesakes apart: 王敏(财务部)."""
        end = text.find(")", at, at + _LONGEST) + 1
        people = self.written.get(search_key(text[at:end]), ()) if "(" in text[at:end] else ()
        return Named(end - at, people) if people else None

    def _spaced(self, text: str, at: int, *, spelled: bool) -> Named | None:
        """A Latin name as it is written; `spelled`: of several words, pinyin too (wang min)."""
        match = _WORDS.match(text, at)
        if match is None:
            return None
        words = match[0].split(" ")
        for count in range(len(words), 1 if spelled else 0, -1):
            part = " ".join(words[:count]).removesuffix("'s").rstrip(".'’-")
            key = search_key(part)
            people = self.written.get(key) or (self.sound().names.get(key, ()) if spelled else ())
            behind = text[at + len(part) : at + len(part) + 1]
            if people and len(key) > 1 and not (behind.isalnum() and behind.isascii()):
                return Named(len(part), people)
        return None

    def _whole(self, part: str) -> Named | None:
        if part in EVERYBODY or part in MYSELF:
            return Named(len(part), word="everyone" if part in EVERYBODY else "me")
        key = search_key(part)
        spelled = any(char < _CHINESE for char in part)
        people = self.written.get(key) or self._mixed(part)
        if not people and spelled:
            people = self.sound().names.get(key, ())
        if people:
            return Named(len(part), people)
        unit = self.departments.get(key)
        if unit is None and spelled:
            unit = self.sound().departments.get(key)
        return Named(len(part), unit[1], department=unit[0]) if unit else None

    def sound(self) -> Sounds:
        """What can be typed in Latin letters; the first call loads the pinyin table."""
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
        usual = sorted(
            ((rank, each) for rank, each in ranked if rank < RARE), key=lambda each: each[0]
        )
        return tuple(each for _, each in usual or ranked)

    def _ranked(self, part: str) -> Iterator[tuple[int, RecordId]]:
        for identity, name, aliases in self.names:
            rank = matches(part, name, aliases)
            if rank is not None:
                yield rank, identity


def _free(run: str, end: int) -> bool:
    """Whether no Chinese word is cut in two at a place of the run."""
    return end == len(run) or not (run[end - 1] >= _CHINESE and run[end] >= _CHINESE)


def _ended(found: Named, run: str, at: int, dated: Dated) -> Named | None:
    """The name where it may end there: 王敏 in 王敏周五前 and in 王敏老师, not in 王敏仪."""
    end = found.length
    if _free(run, end) or dated(at + end) or WORKS.match(run, end) or _AND.match(run, end):
        return found
    if end < 2:
        return None
    title = None if found.word or found.department else HONORIFIC.match(run, end)
    if title and (_free(run, title.end()) or dated(at + title.end())):
        return replace(found, length=title.end())
    return found if _GLUED.match(run, end) else None


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
    openings = frozenset(key[0] for key in written if key)
    lengths = {len(key) for key in written if key[:1] >= _CHINESE and len(key) > 1}
    whole = {name.lower(): ids for name, ids in sorted(departments, key=lambda one: -len(one[0]))}
    return Directory(
        names,
        written,
        units,
        characters,
        openings,
        tuple(sorted(lengths, reverse=True)),
        frozenset(name.lower().partition(" ")[0] for _, name, _ in names if name.isascii()),
        {name: ids for name, ids in whole.items() if len(name) > 1},
    )


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
