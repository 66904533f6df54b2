"""Action items: what somebody promised in a meeting (F15, F21)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.ids import RecordId
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

    def overdue(self, now: datetime) -> bool:
        """Whether its deadline is past and its owner has not delivered."""
        return self.due is not None and self.due < now and self.status not in DELIVERED


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
class SetActionStatus:
    """An action item goes its way: submit, accept, done, cancel with a reason (R13)."""

    action: RecordId
    status: ActionStatus
    remark: str = ""
    seen: int | None = None
