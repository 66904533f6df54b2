"""The queue of a triage: it keeps still while verbs are pressed, whatever others write meanwhile.

A line names a record in the reading it had when it was shown; a verb acts on just that reading.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.record import Record

USUAL = 45.0
"""Seconds that a record takes while nothing is known of the pace."""
_LIGHTS = ("red", "amber", "green")


@dataclass(frozen=True, slots=True)
class Queue:
    """What is to be gone through, in the order in which it was when it was last taken in."""

    order: tuple[str, ...] = ()
    records: Mapping[str, Record] = field(default_factory=dict)
    """Each record as the screen shows it: its version is what a verb says it has seen."""
    known: Mapping[str, int] = field(default_factory=dict)
    """By record: the revision of the board that it was read from."""
    handled: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()

    @property
    def left(self) -> tuple[str, ...]:
        """What still waits to be looked at."""
        gone = self.handled | self.skipped
        return tuple(each for each in self.order if each not in gone)

    def after(self, key: str) -> str | None:
        """What comes next: the first that waits behind a record, else the first of all."""
        at = self.order.index(key) + 1 if key in self.order else 0
        left = frozenset(self.left) - {key}
        ahead = (*self.order[at:], *self.order[:at])
        return next((each for each in ahead if each in left), None)

    def done(self, keys: Collection[str]) -> Queue:
        """The queue once something was done to these."""
        known = frozenset(keys).intersection(self.order)
        return replace(self, handled=self.handled | known, skipped=self.skipped - known)

    def back(self, keys: Collection[str]) -> Queue:
        """The queue once what was done to these was taken back."""
        gone = frozenset(keys)
        return replace(self, handled=self.handled - gone, skipped=self.skipped - gone)

    def passed_over(self, key: str) -> Queue:
        """The queue once a record was left as it is."""
        if key in self.handled:
            return self
        return replace(self, skipped=self.skipped | {key})

    def behind(self, board: Board) -> frozenset[str]:
        """What others changed, added or settled since it was shown."""
        fresh = set(order_of(board, board.read_at)) - set(self.order)
        return frozenset(fresh.union(each for each in self.order if self._differs(board, each)))

    def _differs(self, board: Board, key: str) -> bool:
        found = board.record(key)
        if found is None:
            return key not in self.handled
        return found.version != self.records[key].version

    def taken_in(self, board: Board, keys: Collection[str]) -> Queue:
        """The queue with these records as they read now, each in its old place."""
        fresh = {each: found for each in keys if (found := board.record(each)) is not None}
        if not fresh:
            return self
        known = {**self.known, **dict.fromkeys(fresh, board.revision)}
        return replace(self, records={**self.records, **fresh}, known=known)

    def merged(self, board: Board, now: datetime, keep: str | None = None) -> Queue:
        """The queue in today's order with all that others did; `keep` stays in any case."""
        order = order_of(board, now)
        if keep is not None and keep in self.records and keep not in order:
            order = (*order, keep)
        found = {each: board.record(each) or self.records[each] for each in order}
        known = frozenset(order)
        return replace(
            self,
            order=order,
            records=found,
            known=dict.fromkeys(found, board.revision),
            handled=self.handled & known,
            skipped=self.skipped & known,
        )


def queue_of(board: Board, now: datetime) -> Queue:
    """A queue that begins."""
    order = order_of(board, now)
    found = {each: record for each in order if (record := board.record(each)) is not None}
    return Queue(tuple(found), found, dict.fromkeys(found, board.revision))


def order_of(board: Board, now: datetime) -> tuple[str, ...]:
    """Unsettled blockers, the tightest clock first; then the risks that nobody looked at today."""
    return (*board.blockers_at(now), *_risks(board))


def _risks(board: Board) -> Iterator[str]:
    """Open risks, the red ones first; what was reviewed today need not be again."""
    waiting = [
        each
        for each in board.risks.values()
        if each.status.value == "open"
        and (
            each.reviewed_at is None or each.reviewed_at.astimezone(board.zone).date() < board.today
        )
    ]
    found = sorted(waiting, key=lambda each: (_LIGHTS.index(each.light.value), each.id.zfill(12)))
    yield from (each.id for each in found)


def minutes_left(left: int, done: int, seconds: float) -> int:
    """How many minutes the rest will take at the pace so far, or at the usual one."""
    pace = seconds / done if done else USUAL
    return ceil(left * pace / 60)
