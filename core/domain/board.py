"""The one picture that panels show: frozen, replaced whole, made anew from what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo

from core.calendar.workdays import WorkCalendar
from core.domain.action import DELIVERED, ActionItem
from core.domain.action import SETTLED as ACTION_SETTLED
from core.domain.blocker import Blocker, BlockerStatus
from core.domain.decision import Decision, Milestone
from core.domain.health import Standing
from core.domain.people import Department, Person
from core.domain.project import Project
from core.domain.raci import Finding, RaciRow
from core.domain.record import Record
from core.domain.task import LightLevel, Task

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class SourceState:
    """How a source's exchange stands."""

    name: str
    synced_at: datetime | None = None
    """When a pull last ended well."""
    failed: str = ""
    """The id of what went wrong since (`sync.<id>`); empty when nothing did."""
    running: str = ""
    """Who is syncing now."""
    clashes: int = 0


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody who has the board open."""

    name: str
    view: str = ""


@dataclass(frozen=True, eq=False, slots=True)
class Board:
    """All that is on screen, read in one transaction. Compared by identity, never walked."""

    revision: int
    read_at: datetime
    project: Project
    zone: tzinfo
    calendar: WorkCalendar
    people: Mapping[str, Person] = field(default_factory=dict)
    departments: Mapping[str, Department] = field(default_factory=dict)
    tasks: Mapping[str, Task] = field(default_factory=dict)
    standings: Mapping[str, Standing] = field(default_factory=dict)
    blockers: Mapping[str, Blocker] = field(default_factory=dict)
    raci: Mapping[str, RaciRow] = field(default_factory=dict)
    """By the id of the task."""
    actions: Mapping[str, ActionItem] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    milestones: Mapping[str, Milestone] = field(default_factory=dict)
    task_order: tuple[str, ...] = ()
    """By urgency: light, distance to plan, due day."""
    blocker_order: tuple[str, ...] = ()
    """Unsettled ones, the tightest clock first."""
    action_order: tuple[str, ...] = ()
    """By deadline; what was delivered comes last."""
    findings: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    """What is wrong with the RACI row of each task, where something is."""
    raci_load: Mapping[tuple[str, str], int] = field(default_factory=Counter)
    overloads: tuple[Finding, ...] = ()
    lights: Mapping[LightLevel, int] = field(default_factory=Counter)
    silent: int = 0
    """Tasks that owe today's report (C04)."""
    sources: tuple[SourceState, ...] = ()
    present: tuple[Presence, ...] = ()
    news: int = 0
    """How many changes it has taken in over the board before it."""

    @property
    def today(self) -> date:
        """The project's day on which the board was read."""
        return self.read_at.astimezone(self.zone).date()

    @property
    def reading(self) -> tuple[object, ...]:
        """Equal for two boards of a project that differ in nothing but the moment of the read."""
        return (self.revision, self.today, self.present, self.sources)

    def name_of(self, person: str | None) -> str:
        """A person's name; the id itself where nobody is known by it, empty for None."""
        if person is None:
            return ""
        known = self.people.get(person)
        return known.name if known else person

    def record(self, identity: str) -> Record | None:
        """Any record of the board by its id."""
        shelves: tuple[Mapping[str, Record], ...] = (
            self.tasks,
            self.blockers,
            self.actions,
            self.decisions,
            self.milestones,
        )
        return next((shelf[identity] for shelf in shelves if identity in shelf), None)


def next_deadline(blocker: Blocker) -> datetime:
    """The deadline that runs now; the end of time where none does."""
    if blocker.status is BlockerStatus.SNOOZED:
        return _NEVER
    if blocker.responded_at is None and blocker.response_due is not None:
        return min(blocker.response_due, blocker.solution_due or blocker.response_due)
    if blocker.solved_at is None and blocker.solution_due is not None:
        return blocker.solution_due
    return _NEVER.replace(microsecond=0)


def blocker_urgency(blocker: Blocker) -> tuple[datetime, str]:
    """What sorts blockers: the deadline that runs out first."""
    return (next_deadline(blocker), blocker.id.zfill(12))


def action_urgency(item: ActionItem) -> tuple[bool, bool, datetime, str]:
    """What sorts action items: the open ones by deadline, then the delivered, then the settled."""
    return (
        item.status in ACTION_SETTLED,
        item.status in DELIVERED,
        item.due or _NEVER,
        item.id.zfill(12),
    )
