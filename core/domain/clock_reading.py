"""A clock of the process where it runs on a board, and what watchers of clocks look at. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from core.domain.clock_kind import ClockKind
from core.domain.ids import RecordId
from core.domain.policy import in_force
from core.domain.regions import office_in

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.scene import Scene


class ClockState(StrEnum):
    """What a clock shows; the most urgent first."""

    BREACHED = "breached"
    """Its time is over and nothing was done."""
    RUNNING = "running"
    LATE = "late"
    """It was met, but after its time."""
    MET = "met"


@dataclass(frozen=True, slots=True)
class Ticking:
    """One clock where it runs, or ran."""

    clock: str
    dept: str
    """Whose it is."""
    state: ClockState
    due: datetime
    """Until when, in UTC."""
    subject: RecordId | None = None
    people: tuple[RecordId, ...] = ()
    """Who stops it."""
    since: datetime | None = None
    met: datetime | None = None
    """When it was stopped, where that is known."""


@dataclass(frozen=True, slots=True)
class Wall:
    """What watchers look at."""

    board: Board
    scene: Scene
    kind: ClockKind
    """The one that is looked for."""

    @property
    def clock(self) -> str:
        """Its id."""
        return self.kind.id

    def due(self, since: datetime, dept: str = "") -> datetime | None:
        """When the clock runs out that began at a moment, for a department or the project."""
        return replace(self.scene, now=since).clock_due(self.clock, dept)

    def closing(self, moment: datetime, dept: str = "") -> datetime:
        """When the offices of a department, or the project's, close on the project's day of a
        moment."""
        policy, board = in_force(self.scene.policies, self.scene.now), self.board
        calendar = board.calendar_of(dept)
        office = office_in(dept, board.departments, board.project, policy, calendar)
        day = moment.astimezone(board.zone).date()
        return datetime.combine(day, office.closes, office.zone)

    def dept_of(self, person: str | None) -> str:
        """The department of a person; empty where there is none."""
        found = self.board.people.get(person) if person else None
        return found.dept if found else ""

    def at(self, due: datetime, *, met: datetime | None = None, over: bool = False) -> ClockState:
        """What a clock with that deadline shows; `over` where it was met nobody knows when."""
        if met is not None:
            return ClockState.MET if met <= due else ClockState.LATE
        if over:
            return ClockState.MET
        return ClockState.BREACHED if due < self.scene.now else ClockState.RUNNING
