"""The wall of clocks (process 1.5): every time limit that runs, was met or was missed. Pure.

Which clocks there are is data (`core.clocks`); a watcher finds where one runs on a board.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final

from core.domain import clock_habits, clock_watchers
from core.domain.clock_reading import ClockState, Ticking, Wall
from core.domain.rights import archived

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.clock_kind import ClockKind
    from core.domain.scene import Scene

__all__ = ["ClockState", "Ticking", "Wall", "wall"]

_WATCHERS: Final[Mapping[str, Callable[[Wall], Iterator[Ticking]]]] = {
    **clock_watchers.WATCHERS,
    **clock_habits.WATCHERS,
}

_OPEN: Final = (ClockState.BREACHED, ClockState.RUNNING)


def wall(
    board: Board, scene: Scene, kinds: Mapping[str, ClockKind] | None = None
) -> tuple[Ticking, ...]:
    """Every clock of a project, or those of some kinds: those missed first, then those that run,
    then those met; in an archived project none is left to run."""
    found = [
        each
        for kind in (scene.clocks if kinds is None else kinds).values()
        if kind.on and kind.watch
        for each in _WATCHERS[kind.watch](Wall(board, scene, kind))
    ]
    if archived(board.project):
        found = [each for each in found if each.state not in _OPEN]
    return tuple(sorted(found, key=_urgency))


def _urgency(each: Ticking) -> tuple[int, datetime, str, str]:
    return list(ClockState).index(each.state), each.due, each.clock, str(each.subject).zfill(12)
