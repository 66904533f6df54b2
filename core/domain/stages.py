"""Where a project stands in its sixteen stages (process 1.2, S0–S15). Pure.

Each stage is read from records that are there anyway: nobody ticks a stage off.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from core.domain.clocks import NEVER
from core.domain.ids import RecordId
from core.domain.process_clocks import Ticking, wall
from core.domain.rights import archived
from core.domain.stage import Stage, StageState
from core.domain.stage_clocks import with_clocks
from core.domain.stage_look import Look
from core.domain.stages_after import AFTER
from core.domain.stages_before import BEFORE

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.scene import Scene

__all__ = ["STAGES", "Page", "Stage", "StageState", "page"]

_STAGES: Final = {**BEFORE, **AFTER}
STAGES: Final = tuple(_STAGES)
"""The stages of the process, in its order."""


@dataclass(frozen=True, slots=True)
class Page:
    """The process of a project at a moment."""

    stages: tuple[Stage, ...]
    clocks: tuple[Ticking, ...]
    me: RecordId | None = None
    """Who looks."""
    archived_at: datetime | None = None
    """Since when the project is archived: nobody is waited for any more."""

    @property
    def current(self) -> Stage | None:
        """The stage to go on with; none once the project is archived.

        It is one whose next step waits for who looks, else for anybody: what is late comes first,
        then, of one's own, what is due first.
        """
        over = self.stages and self.stages[-1].state is StageState.DONE
        if over or self.archived_at is not None:
            return None
        open_ = [each for each in self.stages if each.state is not StageState.DONE]
        able = [each for each in open_ if each.next] or open_
        mine = [each for each in able if self.me in each.people]
        if mine:
            return min(mine, key=_urgency)
        return min(able, key=lambda each: each.state is not StageState.LATE, default=None)


def _urgency(stage: Stage) -> tuple[bool, datetime]:
    return stage.state is not StageState.LATE, stage.due or NEVER


def page(board: Board, scene: Scene) -> Page:
    """Stages and clocks of a project."""
    clocks = wall(board, scene)
    look = Look(board, scene, clocks)
    me = scene.myself()
    stages = tuple(with_clocks(read(each, look), look) for each, read in _STAGES.items())
    since = board.project.updated_at if archived(board.project) else None
    if since is not None:
        stages = tuple(map(_at_rest, stages))
    return Page(stages, clocks, me.id if me is not None else None, since)


def _at_rest(stage: Stage) -> Stage:
    """A stage of an archived project: as far as it came, with nobody and nothing to wait for."""
    ended = stage.state in (StageState.NOT_BEGUN, StageState.DONE)
    state = stage.state if ended else StageState.LEFT
    return replace(stage, state=state, people=(), due=None, step="", next=())
