"""Which class each kind of record is of."""

from __future__ import annotations

from core.domain.action import ActionItem
from core.domain.blocker import Blocker
from core.domain.clash import Clash
from core.domain.decision import Decision, Milestone, Note
from core.domain.form import Form
from core.domain.ids import Kind
from core.domain.meeting import AgendaItem, Meeting, Minutes, Point, Series
from core.domain.message import Message
from core.domain.people import Department, Person
from core.domain.policy import Policy
from core.domain.project import Project
from core.domain.raci import RaciRow
from core.domain.record import Record
from core.domain.risk import Risk
from core.domain.task import Task

RECORDS: dict[Kind, type[Record]] = {
    Kind.PROJECT: Project,
    Kind.DEPARTMENT: Department,
    Kind.PERSON: Person,
    Kind.TASK: Task,
    Kind.RACI: RaciRow,
    Kind.MILESTONE: Milestone,
    Kind.BLOCKER: Blocker,
    Kind.ACTION: ActionItem,
    Kind.DECISION: Decision,
    Kind.NOTE: Note,
    Kind.RISK: Risk,
    Kind.POLICY: Policy,
    Kind.MESSAGE: Message,
    Kind.MEETING: Meeting,
    Kind.AGENDA_ITEM: AgendaItem,
    Kind.POINT: Point,
    Kind.MINUTES: Minutes,
    Kind.SERIES: Series,
    Kind.CLASH: Clash,
    Kind.FORM: Form,
}
"""The class of each kind of record."""
