"""The wishes that a template of projects comes to, on the board of a project just begun. Pure.

Nobody is named in a template: its tasks have a department and no owner until somebody claims them,
and a function in a RACI row is whoever has it by then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from core.calendar.workdays import WorkCalendar
from core.domain.batch import Batch
from core.domain.decision import SetMilestone
from core.domain.form import OpenForm
from core.domain.ids import Kind, record_id
from core.domain.ladder import with_function
from core.domain.meeting import MeetingKind
from core.domain.meeting_template import Template
from core.domain.meeting_wishes import PlanMeeting, SetSeries, Slot
from core.domain.opening import invited
from core.domain.people import AddDepartment, Function
from core.domain.policy import SetPolicy
from core.domain.project_template import MeetingSketch, ProjectTemplate, told
from core.domain.raci import FillRow, Letter
from core.domain.task import AddTask

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.command import Command

_STRONGEST = (Letter.R, Letter.A, Letter.C, Letter.I)
"""Which letter stays where two of a row would be one party's."""


@dataclass(frozen=True, slots=True)
class Begin:
    """A template, and the project it is for."""

    template: ProjectTemplate
    board: Board
    """The project's, with nothing on it but who began it."""
    language: str
    agenda_of: Callable[[MeetingKind], Template]
    """How each kind of meeting is held where the template says nothing."""

    @property
    def start(self) -> date:
        """The project's first day."""
        return self.board.project.start or self.board.today

    def day(self, number: int) -> date:
        """A working day of the project, the first being 1."""
        return working_day(self.start, number, self.board.calendar)

    def dept(self, key: str) -> str:
        """A department; the first of the template is the one that leads."""
        if key == next(iter(self.template.depts)) and self.board.project.lead_dept:
            return self.board.project.lead_dept
        return self.template.dept(key, self.language)

    def text(self, texts: Mapping[str, str]) -> str:
        """A text in the project's language."""
        return told(texts, self.language)


def working_day(start: date, number: int, calendar: WorkCalendar) -> date:
    """The `number`-th working day from a day on, that day counted where it is worked."""
    return calendar.add(start - timedelta(days=1), number)


def wishes(begin: Begin) -> Batch:
    """Everything as one wish: one undo takes all of it back."""
    return Batch(commands=tuple(_wishes(begin)))


def _wishes(begin: Begin) -> Iterator[Command]:
    if policy := _policy(begin.template):
        yield SetPolicy(**policy)
    known = {begin.board.project.lead_dept, *begin.board.departments}
    names = dict.fromkeys(begin.dept(key) for key in begin.template.depts)
    yield from (AddDepartment(name=name) for name in names if name not in known)
    yield from _tasks(begin)
    for title, number in begin.template.milestones:
        yield SetMilestone(title=begin.text(title), day=begin.day(number))
    for each in begin.template.meetings:
        yield from _meeting(each, begin)
    for form in begin.template.forms:
        values = {name: begin.text(each) for name, each in form.values.items()}
        yield OpenForm(kind=form.kind, values=values, language=begin.language)


def _policy(template: ProjectTemplate) -> dict[str, Any]:
    said: dict[str, Any] = {
        **template.spans,
        "basis": template.basis,
        "opens": template.opens,
        "closes": template.closes,
        "steps_off": template.steps_off,
        "clocks": template.clocks or None,
        "naming": template.naming or None,
    }
    return {name: value for name, value in said.items() if value is not None}


def _tasks(begin: Begin) -> Iterator[Command]:
    """The skeleton; on a project without tasks the first of them gets the number 1."""
    tasks = begin.template.tasks
    ids = {each.id: record_id(Kind.TASK, at) for at, each in enumerate(tasks, 1)}
    for each in tasks:
        yield AddTask(
            title=begin.text(each.title),
            dept=begin.dept(each.dept),
            start=begin.day(each.days[0]),
            due=begin.day(each.days[1]),
            priority=each.priority,
            depends_on=tuple(ids[one] for one in each.after),
            deliverable=begin.text(each.deliverable),
        )
    for each in tasks:
        if cells := _cells(each.raci, begin):
            yield FillRow(task=ids[each.id], cells=cells)


def _cells(letters: Mapping[str, Letter], begin: Begin) -> dict[str, str]:
    """By party: a function that nobody has yet leaves its cell out."""
    found: dict[str, str] = {}
    for letter in _STRONGEST:
        for who, said in letters.items():
            party = _party(who, begin) if said is letter else None
            if party is not None:
                found.setdefault(party, letter.value)
    return found


def _party(who: str, begin: Begin) -> str | None:
    if who in begin.template.depts:
        return begin.dept(who)
    return next(iter(with_function(begin.board.people, Function(who))), None)


def _meeting(each: MeetingSketch, begin: Begin) -> Iterator[Command]:
    if each.every is not None:
        yield SetSeries(
            kind=each.kind,
            cadence=each.every,
            weekday=each.weekday,
            at=each.at,
            minutes=each.minutes,
        )
    starts = _starts(each, begin)
    if starts is not None:
        usual = begin.agenda_of(each.kind)
        own = tuple(
            Slot(purpose=one.purpose, title=begin.text(one.title), seconds=one.seconds)
            for one in each.agenda
        )
        yield PlanMeeting(
            kind=each.kind,
            starts_at=starts,
            goal=begin.text(each.goal) or usual.goal_in(begin.language),
            minutes=each.minutes,
            agenda=own or usual.agenda(begin.language),
            invited=invited(begin.board, each.kind),
        )


def _starts(each: MeetingSketch, begin: Begin) -> datetime | None:
    """When the first one is; None where none is planned, or its moment is past."""
    if not each.day:
        return None
    at = datetime.combine(begin.day(each.day), time.fromisoformat(each.at), begin.board.zone)
    return at if at > begin.board.read_at else None
