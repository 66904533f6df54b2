"""What a rule may look at while it decides: values only, loaded by the service beforehand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from core.calendar.sla import OfficeHours
from core.calendar.workdays import WorkCalendar
from core.domain.clock_kind import ClockKind
from core.domain.event import Event, Recorded, apply, begin
from core.domain.form_kind import FormKind
from core.domain.ids import SYSTEM, Kind, RecordId, kind_of, number_of, record_id
from core.domain.kinds import RECORDS
from core.domain.meeting import Meeting
from core.domain.people import Department, Person, Role
from core.domain.policy import Policy, in_force
from core.domain.project import Project
from core.domain.record import Record
from core.domain.refusal import Conflict, Gone, Refused
from core.domain.regions import office_in

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Scene:
    """The records a command names, the people, and whose wish it is."""

    now: datetime
    actor: str
    project: Project
    people: Mapping[RecordId, Person] = field(default_factory=dict)
    departments: Mapping[str, Department] = field(default_factory=dict)
    """By name."""
    records: Mapping[RecordId, Record] = field(default_factory=dict)
    dependencies: Mapping[RecordId, tuple[RecordId, ...]] = field(default_factory=dict)
    """Which task waits for which; loaded for commands that change it."""
    parents: frozenset[RecordId] = frozenset()
    """The tasks that have subtasks; loaded for commands that make one a subtask."""
    taken: Mapping[Kind, int] = field(default_factory=dict)
    """The highest number given out for each kind that the command creates."""
    policies: tuple[Policy, ...] = ()
    """All of the project's; loaded for commands whose rules look at clocks."""
    calendar: WorkCalendar | None = None
    """The project's working days; loaded where a policy counts working time."""
    calendars: Mapping[str, WorkCalendar] = field(default_factory=dict)
    """By department: those with days of rest of their own; loaded with the project's."""
    meeting: Meeting | None = None
    """The meeting that is going on."""
    signs: Mapping[str, datetime] = field(default_factory=dict)
    """When each name's board was last heard of; loaded for who takes the chair."""
    forms: Mapping[str, FormKind] = field(default_factory=dict)
    """What each kind of form is like; loaded for commands about forms."""
    clocks: Mapping[str, ClockKind] = field(default_factory=dict)
    """What each clock of the process is like in this project; loaded with the forms."""
    heard: datetime | None = None
    """When the log last heard of somebody in a meeting; loaded for what is to be kept."""
    log: tuple[Recorded, ...] = ()
    """What happened to tasks and action items; loaded for forms that are filled from it."""
    language: str = ""
    """In which language a form is filled; empty where nobody said."""
    undoing: tuple[Recorded, ...] = ()
    """The events of the command that is to be taken back."""
    agreed: Mapping[RecordId, Mapping[str, Any] | None] = field(default_factory=dict)
    """By clash: what its record and its source last agreed on, in the words of the exchange; None
    where their link has ended. Loaded for undoing."""

    @property
    def today(self) -> date:
        """The project's day."""
        return self.now.astimezone(ZoneInfo(self.project.timezone)).date()

    def record(self, kind: type[R], identity: str, seen: int | None = None) -> R:
        """The record a command names.

        Raises:
            Gone: there is none.
            Conflict: its version is not the one that the person saw.
        """
        found = self.records.get(RecordId(identity))
        if not isinstance(found, kind) or getattr(found, "removed", False):
            raise Gone(identity)
        if seen is not None and getattr(found, "version", seen) != seen:
            raise Conflict(identity)
        return found

    def person(self, identity: str) -> Person:
        """The person behind an id.

        Raises:
            Refused: there is none in this project, or they left it.
        """
        person = self.somebody(identity)
        if person.left_at is not None:
            raise Refused("person-left", name=person.name, day=self.day_of(person.left_at))
        return person

    def day_of(self, moment: datetime) -> str:
        """The day of a moment on the project's clock, as it is written in a refusal."""
        return moment.astimezone(ZoneInfo(self.project.timezone)).date().isoformat()

    def stranger(self) -> Refused:
        """Why whoever acts has no say here: nobody goes by that name, or they left, and when."""
        gone = (each for each in self.people.values() if each.goes_by(self.actor) and each.left_at)
        person = next((each for each in gone if not each.removed), None)
        if person is None or person.left_at is None:
            return Refused("actor-unknown", name=self.actor)
        return Refused("actor-left", name=person.name, day=self.day_of(person.left_at))

    def somebody(self, identity: str) -> Person:
        """The person behind an id, also one who left: sources go on naming them.

        Raises:
            Refused: there is none.
        """
        person = self.people.get(RecordId(identity))
        if person is None or person.removed:
            raise Refused("no-such-person", name=identity)
        return person

    def next_id(self, kind: Kind, ahead: int = 1) -> RecordId:
        """The id for the next record of a kind (or the one `ahead` after it)."""
        return record_id(kind, self.taken.get(kind, 0) + ahead)

    def after(self, events: Sequence[Event]) -> Scene:
        """The scene as it is once these facts hold."""
        records, taken = dict(self.records), dict(self.taken)
        for event in events:
            kind = kind_of(event.subject)
            if event.creates:
                records[event.subject] = begin(RECORDS[kind], event, self.now)
                taken[kind] = max(taken.get(kind, 0), number_of(event.subject))
            else:
                records[event.subject] = apply(records[event.subject], event, self.now)
        people = {each.id: each for each in records.values() if isinstance(each, Person)}
        depts = [each for each in records.values() if isinstance(each, Department)]
        known = {each.name: each for each in depts if not each.removed}
        return replace(
            self,
            records=records,
            taken=taken,
            people=people or self.people,
            departments=known or self.departments,
        )

    @property
    def steps_off(self) -> frozenset[str]:
        """The steps of forms that the project leaves out."""
        return frozenset(in_force(self.policies, self.now).steps_off)

    def clock_due(self, clock: str, dept: str = "") -> datetime | None:
        """When a clock of the process that starts now runs out; None where none is named.

        Working days are the department's, by its name, and end when its offices close (R27);
        without one, the project's.
        """
        kind = self.clocks.get(clock)
        if kind is None or not kind.on or kind.span is None or self.calendar is None:
            return None
        office = self.office(dept)
        return kind.span.due(self.now, office.calendar, office.zone, office.closes)

    def office(self, dept: str = "") -> OfficeHours:
        """When a department works now, or the project.

        Raises:
            ValueError: the scene has no calendar.
        """
        calendar = self.calendars.get(dept, self.calendar)
        if calendar is None:
            raise ValueError("scene-without-calendar")
        policy = in_force(self.policies, self.now)
        return office_in(dept, self.departments, self.project, policy, calendar)

    def said_in(self) -> RecordId | None:
        """The meeting that is going on, where the actor sits in it.

        Whom the project does not know is a guest in it: what they take down was said there, and
        is in the minutes under the name they gave.
        """
        if self.meeting is None or self.actor == SYSTEM:
            return None
        person = self.myself()
        if person is None:
            return self.meeting.id
        chairs = (self.meeting.facilitator, self.meeting.recorder)
        return self.meeting.id if person.id in (*chairs, *self.meeting.present()) else None

    def myself(self) -> Person | None:
        """The person who acts, where the project knows one by that name."""
        return next(
            (each for each in self.people.values() if each.goes_by(self.actor)),
            None,
        )

    def may_write(self) -> None:
        """Process 1.8: visitors read.

        Raises:
            Refused: the actor is a viewer.
        """
        person = self.myself()
        if person is not None and person.role is Role.VIEWER:
            raise Refused("viewer-may-not", name=person.name)


def named(scene: Scene, people: tuple[str, ...], owner: Any) -> tuple[RecordId, ...]:
    """Collaborators once each, without the owner (R01: one owner, the others beside)."""
    return tuple(
        dict.fromkeys(scene.person(each).id for each in people if each != owner),
    )
