"""What happened before: settled blockers that look like one, how long they took, what helped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.domain.blocker import Blocker
    from core.domain.board import Board

_ALIKE = 45
"""From how many per cent on one reminds of another; the person judges, so a little is enough."""
_SAME_TASK = 50
"""What it counts that both stop the same task."""
_MOST = 3


@dataclass(frozen=True, slots=True)
class Precedent:
    """A settled blocker that looks like the one at hand."""

    id: str
    title: str
    raised: datetime | None
    took: timedelta | None
    """From the report to the solution."""
    how: str
    """What settled it."""


def precedents(blocker: Blocker, settled: Iterable[Blocker], board: Board) -> tuple[Precedent, ...]:
    """The likest of the settled ones; none where nothing looks like it."""
    scored = [(score(blocker, each), each) for each in settled if each.id != blocker.id]
    near = sorted(
        (pair for pair in scored if pair[0] >= _ALIKE), key=lambda pair: (-pair[0], pair[1].id)
    )
    return tuple(_precedent(each, board) for _, each in near[:_MOST])


def score(one: Blocker, other: Blocker) -> int:
    """How much one blocker reminds of another: by title, and by the tasks that it stops."""
    from core.capture.similar import alike

    same = not frozenset(one.tasks).isdisjoint(other.tasks)
    return min(100, alike(one.title, other.title) + (_SAME_TASK if same else 0))


def _precedent(blocker: Blocker, board: Board) -> Precedent:
    decision = board.decisions.get(blocker.decision or "")
    ended = blocker.solved_at or blocker.closed_at
    begun = blocker.reported_at
    return Precedent(
        id=blocker.id,
        title=blocker.title,
        raised=begun,
        took=ended - begun if ended and begun else None,
        how=decision.title if decision is not None else "",
    )
