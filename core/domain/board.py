"""The one picture that panels show: frozen, replaced whole, made anew from what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from core.calendar.sla import Basis, OfficeHours, Reading, State
from core.calendar.workdays import WorkCalendar
from core.domain import clocks
from core.domain.action import DELIVERED, ActionItem
from core.domain.action import SETTLED as ACTION_SETTLED
from core.domain.blocker import Blocker
from core.domain.clash import Clash
from core.domain.clocks import NEVER, Clock
from core.domain.decision import Decision, Milestone
from core.domain.form import Form
from core.domain.health import Standing
from core.domain.meeting import AgendaItem, Meeting, Minutes, Point, Series
from core.domain.message import Message
from core.domain.people import Department, Person
from core.domain.policy import PROCESS, Policy
from core.domain.project import Project
from core.domain.raci import Finding, RaciRow
from core.domain.record import Record
from core.domain.risk import Risk
from core.domain.task import LightLevel, Task


@dataclass(frozen=True, slots=True)
class SourceState:
    """How a source's exchange stands."""

    name: str
    synced_at: datetime | None = None
    """When a pull last ended well."""
    failed: str = ""
    """The id of what went wrong since, or what is asked (`sync.<id>`); empty when nothing is."""
    running: str = ""
    """Who is syncing now."""
    clashes: int = 0
    tried_at: datetime | None = None
    """When it was last begun, however it ended."""
    failures: int = 0
    """How often in a row it went wrong."""
    title: str = ""
    """What people call it: the file or the table that it reads."""
    type: str = ""
    """`feishu`, `teambition` or `sheet`."""
    failed_with: Mapping[str, object] = field(default_factory=dict, hash=False)
    """The values that the sentence of `failed` mentions; of a question, the records in `gone`."""


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
    """The project's working days."""
    calendars: Mapping[str, WorkCalendar] = field(default_factory=dict)
    """By department: those that have days of rest of their own (R27)."""
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
    risks: Mapping[str, Risk] = field(default_factory=dict)
    clashes: Mapping[str, Clash] = field(default_factory=dict)
    """The open ones, and those settled lately."""
    forms: Mapping[str, Form] = field(default_factory=dict)
    policies: Mapping[str, Policy] = field(default_factory=dict)
    messages: Mapping[str, Message] = field(default_factory=dict)
    """The outbox of the last days."""
    meetings: Mapping[str, Meeting] = field(default_factory=dict)
    """Those ahead, the one going on, and those of the last weeks."""
    agenda: Mapping[str, AgendaItem] = field(default_factory=dict)
    """The agenda items of these meetings."""
    points: Mapping[str, Point] = field(default_factory=dict)
    """What was said in these meetings, and whatever is still parked."""
    minutes: Mapping[str, Minutes] = field(default_factory=dict)
    series: Mapping[str, Series] = field(default_factory=dict)
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
    gone: frozenset[str] = frozenset()
    """Records that came from a source which has them no more: they stay here."""
    present: tuple[Presence, ...] = ()
    news: int = 0
    """How many changes it has taken in over the board before it."""

    @property
    def meeting(self) -> Meeting | None:
        """The meeting that is going on."""
        return next((each for each in self.meetings.values() if each.on), None)

    def items_of(self, meeting: str) -> tuple[AgendaItem, ...]:
        """A meeting's agenda in its order."""
        found = [each for each in self.agenda.values() if each.meeting == meeting]
        return tuple(sorted(found, key=lambda each: (each.position, each.id.zfill(12))))

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
            self.risks,
            self.forms,
        )
        return next((shelf[identity] for shelf in shelves if identity in shelf), None)

    def calendar_of(self, dept: str) -> WorkCalendar:
        """The working days of a department, by its name: its own, else the project's."""
        return self.calendars.get(dept, self.calendar)

    def policy_of(self, blocker: Blocker) -> Policy:
        """The policy that a blocker's clocks were set by."""
        return self.policies.get(blocker.policy or "", PROCESS)

    def office_of(self, blocker: Blocker) -> OfficeHours | None:
        """The office hours that its clocks count; None where they count natural hours."""
        policy = self.policy_of(blocker)
        if policy.basis is Basis.NATURAL:
            return None
        zone = clocks.zone_of(blocker, self.departments, self.project)
        lead = blocker.lead or self.project.lead_dept
        return clocks.office_of(policy, self.calendar_of(lead), zone)

    def reading_of(self, blocker: Blocker, clock: Clock, now: datetime) -> Reading | None:
        """What one of its clocks shows; None where there is none to read."""
        policy, office = self.policy_of(blocker), self.office_of(blocker)
        return clocks.reading(blocker, clock, self.project.clock_at(now), policy, office)

    def state_of(self, blocker: Blocker, now: datetime) -> State:
        """The worse of its running clocks; `MET` where none runs."""
        policy, office = self.policy_of(blocker), self.office_of(blocker)
        return clocks.state(blocker, self.project.clock_at(now), policy, office)

    def deadline_of(self, blocker: Blocker, clock: Clock) -> datetime | None:
        """When one of its clocks runs out, pauses taken in; None where it was never set."""
        policy, office = self.policy_of(blocker), self.office_of(blocker)
        return clocks.deadline(blocker, clock, policy, office)

    def blockers_at(self, now: datetime) -> tuple[str, ...]:
        """The unsettled blockers, the tightest clock at a moment first.

        It is `blocker_order` until a snooze or an acknowledgement runs out after the read.
        """
        turned = (clocks.turning(self.blockers[each]) for each in self.blocker_order)
        if any(each and self.read_at < each <= now for each in turned):
            return tuple(sorted(self.blocker_order, key=lambda each: self._urgency(each, now)))
        return self.blocker_order

    def _urgency(self, blocker: str, now: datetime) -> tuple[datetime, str]:
        return self.urgency_of(self.blockers[blocker], now)

    def urgency_of(self, blocker: Blocker, now: datetime) -> tuple[datetime, str]:
        """What sorts blockers: the deadline that runs out first."""
        policy, office = self.policy_of(blocker), self.office_of(blocker)
        at = clocks.next_deadline(blocker, now, policy, office)
        return (at, blocker.id.zfill(12))


def action_urgency(item: ActionItem) -> tuple[bool, bool, datetime, str]:
    """What sorts action items: the open ones by deadline, then the delivered, then the settled."""
    return (
        item.status in ACTION_SETTLED,
        item.status in DELIVERED,
        item.due or NEVER,
        item.id.zfill(12),
    )
