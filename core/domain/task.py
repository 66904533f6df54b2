"""Tasks: the work breakdown, its progress, and who answers for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypeGuard

from core.domain.ids import RecordId
from core.domain.record import Record


class TaskStatus(StrEnum):
    """Process 1.6: 未开始, 进行中, 受阻, 待验收, 整改中, 已完成, 已取消."""

    TODO = "todo"
    DOING = "doing"
    BLOCKED = "blocked"
    IN_REVIEW = "in_review"
    REWORK = "rework"
    DONE = "done"
    CANCELLED = "cancelled"


FINISHED = frozenset({TaskStatus.DONE, TaskStatus.CANCELLED})


class Priority(StrEnum):
    """How much a record matters; blockers and action items share it."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class LightLevel(StrEnum):
    """Process 1.6: 红灯 needs solving now, 黄灯 needs attention, 绿灯 is normal."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Record):
    """One task; `parent` makes it a subtask, one level deep."""

    title: str
    dept: str = ""
    owner: RecordId | None = None
    """R01: the only one who answers for it."""
    collaborators: tuple[RecordId, ...] = ()
    status: TaskStatus = TaskStatus.TODO
    actual: int = 0
    """Actual progress in whole per cent."""
    start: date | None = None
    due: date | None = None
    plan: Mapping[str, int] = field(default_factory=dict)
    """A plan that is not a straight line: ISO days and the per cent due by them."""
    priority: Priority = Priority.NORMAL
    parent: RecordId | None = None
    depends_on: tuple[RecordId, ...] = ()
    deliverable: str = ""
    delay_reason: str = ""
    """R07: why it is behind plan."""
    remark: str = ""
    """What its owner last said of it."""
    light: LightLevel | None = None
    """A person's word against the rule's, with its reason beside it."""
    light_reason: str = ""
    progressed_at: datetime | None = None
    """When its progress was last reported (C04)."""
    source: str = ""
    """The name of the source it comes from; empty for our own."""
    source_id: str = ""
    source_url: str = ""
    raw_text: str = ""
    """The line it was typed as; empty where it was made otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddTask:
    """A task joins the plan."""

    title: str
    dept: str = ""
    owner: RecordId | None = None
    collaborators: tuple[RecordId, ...] = ()
    start: date | None = None
    due: date | None = None
    priority: Priority = Priority.NORMAL
    parent: RecordId | None = None
    depends_on: tuple[RecordId, ...] = ()
    deliverable: str = ""
    raw_text: str = ""
    """The line it was typed as; empty where it was made otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetProgress:
    """The daily report on a task (F07): actual progress, with the reason where it is behind."""

    task: RecordId
    actual: int
    """Whole per cent, 0 to 100."""
    reason: str = ""
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetStatus:
    """A task's status in a word."""

    task: RecordId
    status: TaskStatus
    seen: int | None = None


def finishes(command: object) -> TypeGuard[SetStatus]:
    """Whether it says that a task is done: only then its acceptance has a say."""
    return isinstance(command, SetStatus) and command.status is TaskStatus.DONE


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignTask:
    """A task gets its one owner (R01)."""

    task: RecordId
    owner: RecordId
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveTask:
    """A task's due day moves; why is part of it (R07, R15)."""

    task: RecordId
    due: date
    reason: str
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLight:
    """A person's light against the rule's, with a reason; None gives the rule its say again."""

    task: RecordId
    light: LightLevel | None
    reason: str = ""
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditTask:
    """Other facts of a task change; None leaves one as it is."""

    task: RecordId
    title: str | None = None
    dept: str | None = None
    collaborators: tuple[RecordId, ...] | None = None
    start: date | None = None
    priority: Priority | None = None
    parent: RecordId | None = None
    depends_on: tuple[RecordId, ...] | None = None
    deliverable: str | None = None
    remark: str | None = None
    seen: int | None = None
