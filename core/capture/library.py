"""Which record a `#` in a line means: an id, a bare number, a piece of a title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from core.domain.ids import Kind, RecordId, parse_id, record_id
from core.domain.names import fits
from core.domain.text import search_key

_ID = re.compile(r"([a-z]{1,2})-?([0-9]{1,9})(?![0-9a-z])")
_NUMBER = re.compile(r"[0-9]{1,9}(?![0-9a-z.-])")
_STOPS = re.compile(r"[\s@#>!+,;。、:?()\[\]{}【】《》“”\"…\x00]")
_LINKED = (Kind.TASK, Kind.BLOCKER, Kind.ACTION, Kind.DECISION)
"""What a bare number may mean, the likeliest first."""
_LONGEST = 24
_MOST = 8
_REMEMBERED = 512
_SEPARATOR = "\n"


@dataclass(frozen=True, slots=True)
class Linked:
    """The records that a piece of a line may mean."""

    length: int
    ids: tuple[RecordId, ...]
    """The likeliest first; none where there is no such record."""
    way: str
    """`id`, `number` or `title`."""


@dataclass(frozen=True, slots=True, eq=False)
class Library:
    """The records that can be linked, ready to be looked up."""

    titles: dict[RecordId, str]
    keys: tuple[tuple[RecordId, str], ...]
    """The titles as they are compared."""
    all: str
    """All of them at once, which tells most fragments from none in one search."""
    seen: dict[str, tuple[RecordId, ...]]
    """Fragments looked up before."""

    def linked(self, text: str, at: int) -> Linked | None:
        """What the text means from a place on; None where it is no link at all."""
        match = _ID.match(text, at)
        found = parse_id(f"{match[1]}-{match[2]}") if match else None
        if match and found and (found in self.titles or "-" in match[0]):
            there = (found,) if found in self.titles else ()
            return Linked(len(match[0]), there, "id")
        if match := _NUMBER.match(text, at):
            ids = (record_id(kind, int(match[0])) for kind in _LINKED)
            return Linked(
                len(match[0]), tuple(each for each in ids if each in self.titles), "number"
            )
        return self._titled(text, at)

    def _titled(self, text: str, at: int) -> Linked | None:
        stop = _STOPS.search(text, at, at + _LONGEST)
        run = text[at : stop.start() if stop else at + _LONGEST]
        if not run:
            return None
        for end in range(len(run), min(2, len(run)) - 1, -1):
            if (
                run[end - 1 : end + 1].isascii()
                and run[end - 1 : end + 1].isalnum()
                and end < len(run)
            ):
                continue
            if ids := self._with(run[:end]):
                return Linked(end, ids, "title")
        return Linked(len(run), (), "title")

    def _with(self, fragment: str) -> tuple[RecordId, ...]:
        key = search_key(fragment)
        latin = fragment.isascii() and fragment.isalpha() and len(fragment) > 1
        if not key or not (latin or key in self.all):
            return ()
        if fragment not in self.seen:
            if len(self.seen) > _REMEMBERED:
                self.seen.clear()
            self.seen[fragment] = self._written(key) or (self._spelled(fragment) if latin else ())
        return self.seen[fragment]

    def _written(self, key: str) -> tuple[RecordId, ...]:
        """Titles that are it, then those that begin with it, then those that have it."""
        found = [
            (title != key, not title.startswith(key), one)
            for one, title in self.keys
            if key in title
        ]
        return tuple(each for *_, each in sorted(found, key=lambda one: one[:2]))[:_MOST]

    def _spelled(self, fragment: str) -> tuple[RecordId, ...]:
        found = (each for each, title in self.titles.items() if fits(fragment, title))
        return tuple(islice(found, _MOST))


@lru_cache(maxsize=4)
def library(records: tuple[tuple[RecordId, str], ...]) -> Library:
    """The library of records (id, title); tasks first, then blockers, action items, decisions."""
    order = {kind.value: place for place, kind in enumerate(_LINKED)}
    ranked = sorted(records, key=lambda each: order.get(each[0].partition("-")[0], len(order)))
    keys = tuple((each, search_key(title).replace(_SEPARATOR, "")) for each, title in ranked)
    return Library(dict(ranked), keys, _SEPARATOR.join(key for _, key in keys), {})
