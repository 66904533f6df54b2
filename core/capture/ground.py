"""What a line is read against: the moment, the people, the records and where the line is typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, tzinfo

from core.calendar.workdays import WorkCalendar
from core.capture.library import Library, library
from core.capture.people import Directory, directory
from core.capture.when.day import Basis
from core.domain.ids import RecordId
from core.domain.people import Person, stem_of

PROJECT_START = ("项目开始", "项目启动", "启动", "project start")
PROJECT_END = ("项目结束", "项目完成", "项目结项", "project end")
"""How the first and the last day of the project are spoken of."""


@dataclass(frozen=True, slots=True)
class Context:
    """Where the line is typed: what fills in what it does not say."""

    speaker: RecordId | None = None
    """The person whose turn it is."""
    selected: RecordId | None = None
    """The record under the cursor."""
    agenda: RecordId | None = None
    """The record that the current agenda item is about."""
    due: datetime | None = None
    """The deadline where none is named: the next meeting."""
    due_label: str = ""
    """The name of that meeting."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """The project's own days, which phrases may count from."""

    start: date | None = None
    end: date | None = None
    milestones: Mapping[str, date] = field(default_factory=dict)
    """By name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """All that the reader may look at. Made when the line opens, not at every key."""

    now: datetime
    """Aware."""
    zone: tzinfo
    calendar: WorkCalendar
    people: tuple[Person, ...] = ()
    present: frozenset[RecordId] = frozenset()
    """Who is at the meeting."""
    members: frozenset[RecordId] = frozenset()
    """Of the project; empty where everybody is."""
    parts: frozenset[RecordId] = frozenset()
    """Who has a part in the project: a letter of the grid, a task, a function in the process."""
    recent: tuple[RecordId, ...] = ()
    """Who was named of late, the latest first."""
    departments: Mapping[str, tuple[RecordId, ...]] = field(default_factory=dict)
    """The liaisons (对接人) of each department, by its name."""
    records: Mapping[RecordId, str] = field(default_factory=dict)
    """The titles of what can be linked: tasks, blockers, action items, decisions, risks."""
    responsible: Mapping[RecordId, tuple[RecordId, ...]] = field(default_factory=dict)
    """Who is R of a record."""
    accountable: Mapping[RecordId, tuple[RecordId, ...]] = field(default_factory=dict)
    """Who is A of a record."""
    myself: RecordId | None = None
    context: Context = Context()
    anchors: Anchors = Anchors()
    opens: time = time(9)
    closes: time = time(18)
    next_meeting: datetime | None = None

    basis: Basis = field(init=False, repr=False, compare=False)
    directory: Directory = field(init=False, repr=False, compare=False)
    library: Library = field(init=False, repr=False, compare=False)
    persons: Mapping[RecordId, Person] = field(init=False, repr=False, compare=False)
    """The people by id."""

    def __post_init__(self) -> None:
        names = tuple((each.id, each.name, _others(each)) for each in self.people)
        departments = tuple((name, tuple(ids)) for name, ids in self.departments.items())
        object.__setattr__(self, "persons", {each.id: each for each in self.people})
        object.__setattr__(self, "basis", self._basis())
        object.__setattr__(self, "directory", directory(names, departments))
        object.__setattr__(self, "library", library(tuple(self.records.items())))

    def name_of(self, person: str | None) -> str:
        """A person's name; the id itself where nobody is known by it, empty for None."""
        known = self.persons.get(RecordId(person or ""))
        return known.name if known else person or ""

    def _basis(self) -> Basis:
        meeting = self.next_meeting or self.context.due
        return Basis(
            now=self.now.astimezone(self.zone),
            calendar=self.calendar,
            opens=self.opens,
            closes=self.closes,
            next_meeting=meeting.astimezone(self.zone) if meeting else None,
            anchors=_anchors(self.anchors),
        )


def _anchors(anchors: Anchors) -> dict[str, date]:
    found = {name.lower(): day for name, day in anchors.milestones.items() if name.strip()}
    for names, day in ((PROJECT_START, anchors.start), (PROJECT_END, anchors.end)):
        found.update((name, day) for name in names if day is not None)
    return found


def _others(person: Person) -> tuple[str, ...]:
    """What else somebody may be called: 王敏 who is on the list as 王敏(财务部), as one of two."""
    stem = stem_of(person.name)
    return (*person.aliases, stem) if stem else person.aliases
