"""Action items: what somebody promised in a meeting (F15, F21)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum

from core.domain.ids import Kind, RecordId, kind_of
from core.domain.record import Record
from core.domain.task import Priority


class ActionStatus(StrEnum):
    """Process 1.6: 待办, 已提交, 验收通过, 已完成, 已取消."""

    OPEN = "open"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    DONE = "done"
    CANCELLED = "cancelled"


SETTLED = frozenset({ActionStatus.DONE, ActionStatus.CANCELLED})
DELIVERED = SETTLED | {ActionStatus.SUBMITTED, ActionStatus.ACCEPTED}
"""From here on its owner has done their part: it cannot be overdue."""
STUCK = 2
"""Carried over so often, it is no promise any more: it had better become a blocker (建议转阻塞)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionItem(Record):
    """One promise, with one owner and a deadline (R10)."""

    title: str
    owner: RecordId | None = None
    """None: unclaimed (待认领)."""
    collaborators: tuple[RecordId, ...] = ()
    due: datetime | None = None
    """The instant it is due."""
    status: ActionStatus = ActionStatus.OPEN
    carried: int = 0
    """How many meetings it was carried over."""
    priority: Priority = Priority.NORMAL
    links: tuple[RecordId, ...] = ()
    meeting: RecordId | None = None
    origin: str = ""
    """Where it was promised, in words, where that was no meeting of the board's own."""
    remark: str = ""
    """What was handed in, or why it was cancelled."""
    created_by: str = ""
    created_at: datetime | None = None
    raw_text: str = ""
    """The line it was typed as; empty where it was made otherwise."""

    def overdue(self, now: datetime, zone: tzinfo) -> bool:
        """Whether its day is past where the project is, and its owner has not delivered (C20)."""
        if self.due is None or self.status in DELIVERED:
            return False
        return self.due.astimezone(zone).date() < now.astimezone(zone).date()

    @property
    def stuck(self) -> bool:
        """Whether it was carried over so often that it had better become a blocker."""
        return self.carried >= STUCK and self.status not in DELIVERED


def tasks_of(item: ActionItem) -> tuple[RecordId, ...]:
    """The tasks among what an action item is linked to."""
    return tuple(each for each in item.links if kind_of(each) is Kind.TASK)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddAction:
    """Somebody promises something."""

    title: str
    owner: RecordId | None = None
    collaborators: tuple[RecordId, ...] = ()
    due: datetime | None = None
    priority: Priority = Priority.NORMAL
    links: tuple[RecordId, ...] = ()
    origin: str = ""
    raw_text: str = ""
    """The line it was typed as; empty where it was made otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignAction:
    """An action item gets its one owner (R01)."""

    action: RecordId
    owner: RecordId
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveAction:
    """An action item's deadline moves."""

    action: RecordId
    due: datetime
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryOver:
    """A meeting ended and these were still open: each is carried over once more (结转)."""

    actions: tuple[RecordId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetActionStatus:
    """An action item goes its way: submit, accept, done (R13); cancel and reopen with a reason."""

    action: RecordId
    status: ActionStatus
    remark: str = ""
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnAction:
    """It is stuck: a blocker is raised for it, and a note on each names the other."""

    action: RecordId
    tasks: tuple[RecordId, ...] = ()
    """What is blocked."""
    note: str = ""
    """Why, in the words of whoever asks; the id of the other record is put behind it."""
    seen: int | None = None
