"""Whom and what the words of a sheet mean: parties and tasks, found as people write them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from core.domain.board import Board
from core.domain.ids import parse_id
from core.domain.names import WHOLE, matches
from core.domain.text import search_key

_NEAR_ENOUGH = 40.0
"""Per cent of likeness below which nothing is called near."""

Known = Mapping[str, tuple[str, ...]]
"""Ids by the form in which texts are compared."""


@dataclass(frozen=True, slots=True)
class Index:
    """The parties and tasks of a board by what they are called."""

    board: Board
    parties: Known = field(init=False)
    tasks: Known = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "parties", _gathered(_party_names(self.board)))
        titles = ((each.title, each.id) for each in self.board.tasks.values())
        object.__setattr__(self, "tasks", _gathered(titles))

    def party(self, text: str) -> tuple[str, ...]:
        """The parties that a heading may mean: one when it is clear, none when nobody is known.

        Exactly as written, with the department (`王敏(市场部)`), or spelled in pinyin.
        """
        key = search_key(text)
        if found := self.parties.get(key):
            return found
        if not key.isascii() or not key:
            return ()
        people = self.board.people.values()
        ranks = ((matches(text, each.name, each.aliases), each.id) for each in people)
        return tuple(identity for rank, identity in ranks if rank is not None and rank <= WHOLE)

    def task(self, text: str) -> tuple[str, ...]:
        """The tasks that a cell may mean: by id (`T-06`, `T-06 销售话术`) or by title."""
        identity = parse_id(next(iter(text.split()), ""))
        if identity is not None and identity in self.board.tasks:
            return (identity,)
        return self.tasks.get(search_key(text), ())

    def near_party(self, text: str) -> str:
        """The party whose name is most like a text; empty where none is."""
        found = _nearest(search_key(text), self.parties)
        return self.board.name_of(found) if found else ""

    def near_task(self, text: str) -> str:
        """The task whose title is most like a text, with its id; empty where none is."""
        found = _nearest(search_key(text), self.tasks)
        return f"{found} {self.board.tasks[found].title}" if found else ""


def _party_names(board: Board) -> Iterable[tuple[str, str]]:
    for person in board.people.values():
        yield person.id, person.id
        for name in dict.fromkeys((person.name, *person.aliases)):
            yield name, person.id
        for written in (f"{person.name}({person.dept})", f"{person.dept}{person.name}"):
            yield written, person.id
    yield from ((name, name) for name in board.departments)


def _gathered(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for name, identity in pairs:
        found[search_key(name)][identity] = None
    return {name: tuple(ids) for name, ids in found.items()}


def _nearest(key: str, known: Known) -> str:
    from rapidfuzz import fuzz, process

    best = process.extractOne(key, tuple(known), scorer=fuzz.ratio, score_cutoff=_NEAR_ENOUGH)
    return known[best[0]][0] if best else ""
