"""Which class each kind of record is of."""

from __future__ import annotations

from core.domain.action import ActionItem
from core.domain.blocker import Blocker
from core.domain.decision import Decision, Milestone, Note
from core.domain.ids import Kind
from core.domain.people import Department, Person
from core.domain.project import Project
from core.domain.raci import RaciRow
from core.domain.record import Record
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
}
"""The class of each kind of record."""
