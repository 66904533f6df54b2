"""The projector's pages: which records stand on which page, and when a page is turned. Pure.

A page keeps its records while it is looked at, whatever changes on the board: what they read
changes at once, which records there are only with the turn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from core.domain.action import ActionItem
    from core.domain.board import Board

TURN: Final = 15
"""Seconds that a page stands (screens.md 4.7)."""
MOST: Final = 8
"""Rows of a page at most: what is read at a glance from eight metres."""


class Kind(StrEnum):
    """What a page lists."""

    TASKS = "tasks"
    BLOCKERS = "blockers"
    ACTIONS = "actions"
    MILESTONES = "milestones"


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the records of one kind."""

    kind: Kind
    keys: tuple[str, ...] = ()
    part: int = 0
    """Which of the pages of its kind it is, from 0."""


@dataclass(frozen=True, slots=True)
class Reel:
    """All pages, the one that stands, and for how long it has stood."""

    pages: tuple[Page, ...] = (Page(Kind.TASKS),)
    at: int = 0
    seconds: int = 0
    stopped: bool = False

    @property
    def page(self) -> Page:
        """The page that stands."""
        return self.pages[self.at]

    @property
    def following(self) -> Page:
        """The page that comes next."""
        return self.pages[(self.at + 1) % len(self.pages)]

    @property
    def due(self) -> bool:
        """Whether the page has stood long enough."""
        return self.seconds >= TURN

    def later(self) -> Reel:
        """A second later."""
        return replace(self, seconds=self.seconds + 1)

    def held(self) -> Reel:
        """Stopped, or going on where it was stopped."""
        return replace(self, stopped=not self.stopped, seconds=0)

    def over(self, pages: Sequence[Page], step: int = 0) -> Reel:
        """The pages as they are by now, so many pages further on; `pages` has one at least."""
        here = self._again(pages)
        return replace(self, pages=tuple(pages), at=(here + step) % len(pages), seconds=0)

    def _again(self, pages: Sequence[Page]) -> int:
        """Where among other pages the one that stands is: by its first record, else by its kind."""
        old = self.page
        alike = [at for at, page in enumerate(pages) if page.kind is old.kind]
        first = old.keys[:1]
        holding = [at for at in alike if first and first[0] in pages[at].keys]
        near = alike[min(old.part, len(alike) - 1) :] if alike else []
        return next(iter((*holding, *near)), min(self.at, len(pages) - 1))


def pages(board: Board, now: datetime, rows: int) -> tuple[Page, ...]:
    """Everything that must be talked about, at most so many rows a page; one page at least."""
    found = [page for kind in Kind for page in _pages(kind, listed(kind, board, now), rows)]
    return tuple(found) or (Page(Kind.TASKS),)


def _pages(kind: Kind, keys: Sequence[str], rows: int) -> Iterator[Page]:
    """Records on as few pages as hold them, each about as full as the others."""
    count = -(-len(keys) // max(rows, 1))
    for part in range(count):
        start, stop = (len(keys) * n // count for n in (part, part + 1))
        yield Page(kind, tuple(keys[start:stop]), part)


def listed(kind: Kind, board: Board, now: datetime) -> Sequence[str]:
    """The records of a kind that a wall shows, the most urgent first."""
    match kind:
        case Kind.TASKS:
            green = ("green",)
            lights = board.standings
            return [key for key in board.task_order if lights[key].light.value not in green]
        case Kind.BLOCKERS:
            return board.blockers_at(now)
        case Kind.ACTIONS:
            return [key for key in board.action_order if _presses(board.actions[key], board, now)]
        case Kind.MILESTONES:
            today = now.astimezone(board.zone).date()
            ahead = [m for m in board.milestones.values() if m.day >= today and not m.reached]
            return [each.id for each in sorted(ahead, key=lambda each: (each.day, each.id))]


def _presses(item: ActionItem, board: Board, now: datetime) -> bool:
    """Whether it is overdue or due today."""
    from core.domain.action import DELIVERED

    if item.due is None or item.status in DELIVERED:
        return False
    today = now.astimezone(board.zone).date()
    return item.overdue(now, board.zone) or item.due.astimezone(board.zone).date() == today
