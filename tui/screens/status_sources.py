"""The sources in the status line: as much of them as there is room for. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from tui.widgets.line_cells import Span, fit

if TYPE_CHECKING:
    from core.domain.board import Board, SourceState
    from tui.words import Words

Line = list[Span]
STALE: Final = 30
"""A source that was synced so many minutes before the freshest one tells its own age."""
LONG: Final = 16
SHORT: Final = 8
"""Cells of a title, where there is room and where there is less."""


def source_spans(board: Board, now: datetime | None, words: Words, room: int) -> Line:
    """Each source's sign and conflicts, and how old the freshest of those is that did not fail.

    Where their titles do not fit, the services' names stand for them; then those that need a
    person are named and the others counted, with their ages and without; then all are counted.
    """
    if not board.sources:
        return []
    told = _Told(board, now, words)
    forms = (
        *(told.each(), told.each(short=True), told.folded(2), told.folded(1)),
        *(told.folded(1, ages=False), told.folded(0), told.counts()),
    )
    return next((each for each in forms if _cells(each) <= room), forms[-1])


def _cells(spans: Sequence[Span]) -> int:
    return sum(cell_len(each.text) for each in spans)


class _Told:
    """The sources of one board, in words."""

    def __init__(self, board: Board, now: datetime | None, words: Words) -> None:
        from tui.exchange import open_counts
        from tui.source_names import names, services

        self._sources, self._now, self._words = board.sources, now, words
        self._names, self._services = names(board, words), services(board, words)
        self._clashes = open_counts(board)
        well = [each for each in board.sources if self._standing(each) != "failed"]
        ages = [age for each in well if (age := self._age(each)) is not None]
        self._freshest = min(ages, default=None)

    def each(self, *, short: bool = False) -> Line:
        """All of them by their names."""
        found = self._head()
        for source in self._sources:
            found += [*self._one(source, short=short), Span(" ")]
        return found + self._foot()

    def folded(self, named: int, *, ages: bool = True) -> Line:
        """Only so many by name, of those that need a person; the others are counted by sign."""
        from tui.source_marks import MARKS, TROUBLES

        by_standing = {each.name: self._standing(each) for each in self._sources}
        order = list(MARKS)
        wanting = [each for each in self._sources if by_standing[each.name] in TROUBLES]
        wanting.sort(key=lambda each: order.index(by_standing[each.name]))
        shown = wanting[:named]
        found = self._head()
        for source in shown:
            told = self._one(source, short=True, conflicts=False, ages=ages)
            found += [*told, Span(" ")]
        rest = Counter(by_standing[each.name] for each in self._sources if each not in shown)
        for name in order:
            if n := rest[name]:
                mark, role = MARKS[name]
                found.append(Span(f"{mark}{n if len(self._sources) > 1 else ''} ", role))
        return found + self._conflicts() + self._foot()

    def counts(self) -> Line:
        """The least there is: without the word before and the age behind."""
        _, *rest = self.folded(0)
        age = self._foot()
        return [Span(" "), *(rest[: -len(age)] if age else rest)]

    def _head(self) -> Line:
        return [Span(" " + self._words.say("board.sync") + " ", "muted")]

    def _foot(self) -> Line:
        if self._freshest is None:
            return []
        return [Span(self._words.ago(self._freshest) + " ", "muted")]

    def _conflicts(self) -> Line:
        n = sum(self._clashes[each.name] for each in self._sources)
        return [Span(self._words.say("board.conflicts", n=n) + " ", "sla-soon")] if n else []

    def _one(
        self, source: SourceState, *, short: bool, conflicts: bool = True, ages: bool = True
    ) -> Iterator[Span]:
        from tui.source_marks import MARKS

        name, longest = self._names[source.name], LONG
        if short:
            name, longest = self._services.get(source.name, name), SHORT
        yield from fit(Span(name), min(cell_len(name), longest))
        standing, age = self._standing(source), self._age(source)
        yield Span(*MARKS[standing])
        if ages and age is not None:
            yield from self._aged(age, source, standing)
        if conflicts and (n := self._clashes[source.name]):
            yield Span(self._words.say("board.conflicts", n=n), "sla-soon")

    def _aged(self, age: float, source: SourceState, standing: str) -> Iterator[Span]:
        """When it last went well, where that is not what the end of the line says."""
        told = self._words.ago(age)
        if standing == "failed":
            yield Span(self._words.say("board.sync_well", ago=told), "sla-soon")
        elif self._behind(age):
            yield Span(told, "sla-soon" if source.failed else "muted")

    def _behind(self, age: float) -> bool:
        return self._freshest is not None and age - self._freshest >= STALE

    def _standing(self, source: SourceState) -> str:
        from tui.source_marks import standing

        return standing(source)

    def _age(self, source: SourceState) -> float | None:
        """Minutes since a sync of it last ended well; None where none ever did."""
        if source.synced_at is None or self._now is None:
            return None
        return max((self._now - source.synced_at).total_seconds() / 60, 0)
