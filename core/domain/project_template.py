"""A kind of project as data (process 1.1): departments, skeleton of tasks, rhythm, clocks. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.calendar.sla import Basis
from core.domain.meeting import Cadence, MeetingKind, Purpose
from core.domain.people import Function
from core.domain.raci import Letter
from core.domain.task import Priority

Texts = Mapping[str, str]
"""By language."""


def told(texts: Texts, language: str) -> str:
    """A text in a language, else in any."""
    return texts.get(language) or next(iter(texts.values()), "")


@dataclass(frozen=True, slots=True)
class TaskSketch:
    """A task of the skeleton; nobody owns it until somebody claims it (R01)."""

    id: str
    title: Texts
    dept: str
    """By its key in the template."""
    days: tuple[int, int]
    """From which to which working day of the project, the first being 1."""
    after: tuple[str, ...] = ()
    """R32: what it waits for."""
    deliverable: Texts = field(default_factory=dict)
    priority: Priority = Priority.NORMAL
    raci: Mapping[str, Letter] = field(default_factory=dict)
    """R29: by department, or by a function such as `project_manager`."""


@dataclass(frozen=True, slots=True)
class SlotSketch:
    """An item of an agenda."""

    purpose: Purpose
    title: Texts
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class MeetingSketch:
    """How a kind of meeting is held: a rhythm, or a first meeting on a day, or both."""

    kind: MeetingKind
    every: Cadence | None = None
    weekday: int = 0
    at: str = "10:00"
    """On the project's clock."""
    minutes: int = 30
    day: int = 0
    """The working day of the project on which one is planned; 0 for none."""
    goal: Texts = field(default_factory=dict)
    agenda: tuple[SlotSketch, ...] = ()
    """Empty takes the agenda of its kind."""


@dataclass(frozen=True, slots=True)
class FormSketch:
    """A form that is begun with the project."""

    kind: str
    values: Mapping[str, Texts] = field(default_factory=dict)
    """Texts to begin with, by field."""


@dataclass(frozen=True, slots=True)
class ProjectTemplate:
    """What a project of a kind begins with."""

    id: str
    names: Texts
    about: Texts
    depts: Mapping[str, Texts]
    """The departments that are asked, by key; the first of them leads where nobody says."""
    functions: tuple[Function, ...] = ()
    """What people are to be found for; who begins the project is its manager."""
    tasks: tuple[TaskSketch, ...] = ()
    milestones: tuple[tuple[Texts, int], ...] = ()
    """Each with its working day."""
    meetings: tuple[MeetingSketch, ...] = ()
    forms: tuple[FormSketch, ...] = ()
    basis: Basis | None = None
    spans: Mapping[str, int] = field(default_factory=dict)
    """Minutes, by the field of the policy (`response_minutes`)."""
    opens: str | None = None
    closes: str | None = None
    steps_off: tuple[str, ...] | None = None
    clocks: Mapping[str, str] = field(default_factory=dict)
    """See `core.domain.clock_choice`."""
    naming: Mapping[str, str] = field(default_factory=dict)
    """See `core.domain.naming`."""

    def dept(self, key: str, language: str) -> str:
        """What a department of it is called."""
        return told(self.depts[key], language)

    @property
    def days(self) -> int:
        """The last working day that anything of it is due."""
        ends = [each.days[1] for each in self.tasks] + [day for _, day in self.milestones]
        return max(ends, default=0)
