"""Blockers (卡点): what stops a task now, with its response and solution clocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.ids import RecordId
from core.domain.record import Record
from core.domain.task import Priority

RESPONSE = timedelta(hours=2)
"""C13: the lead department responds within 2 natural hours."""
SOLUTION = timedelta(hours=24)
"""C14: a solution is discussed within 24 natural hours."""


class BlockerStatus(StrEnum):
    """Process 1.6."""

    OPEN = "open"
    ACKED = "acked"
    WORKING = "working"
    PROPOSED = "proposed"
    VERIFYING = "verifying"
    CLOSED = "closed"
    SNOOZED = "snoozed"
    MERGED = "merged"


SETTLED = frozenset({BlockerStatus.CLOSED, BlockerStatus.MERGED})


class Tier(StrEnum):
    """R16: a general problem is the project manager's, a key one needs a meeting."""

    GENERAL = "general"
    KEY = "key"


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocker(Record):
    """One entry of the blocker log (F16)."""

    title: str
    priority: Priority = Priority.NORMAL
    tier: Tier = Tier.GENERAL
    status: BlockerStatus = BlockerStatus.OPEN
    owner: RecordId | None = None
    collaborators: tuple[RecordId, ...] = ()
    reporter: str = ""
    responsible_dept: str = ""
    lead: str = ""
    """R02: the department that leads where several are touched."""
    tasks: tuple[RecordId, ...] = ()
    description: str = ""
    impact_scope: str = ""
    attempted_measures: str = ""
    reported_at: datetime | None = None
    response_due: datetime | None = None
    responded_at: datetime | None = None
    solution_due: datetime | None = None
    solved_at: datetime | None = None
    closed_at: datetime | None = None
    green_since: datetime | None = None
    """When the green channel (R17) was opened; it sets the solution clock anew."""
    rung: int = 0
    """How far it was escalated: 0 nobody, 1 project manager, 2 department head, 3 executive."""
    snoozed_until: datetime | None = None
    decision: RecordId | None = None
    raw_text: str = ""
    """The line it was typed as; empty where it was made otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseBlocker:
    """Somebody is stuck (F16). Description, impact and measures may follow at triage (R08)."""

    title: str
    priority: Priority = Priority.NORMAL
    owner: RecordId | None = None
    collaborators: tuple[RecordId, ...] = ()
    tasks: tuple[RecordId, ...] = ()
    responsible_dept: str = ""
    description: str = ""
    impact_scope: str = ""
    attempted_measures: str = ""
    raw_text: str = ""
    """The line it was typed as; empty where it was made otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledge:
    """The response clock stops; who acknowledges owns it where nobody does."""

    blocker: RecordId
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignBlocker:
    """A blocker gets its one owner."""

    blocker: RecordId
    owner: RecordId
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditBlocker:
    """Facts of a blocker change; None leaves one as it is."""

    blocker: RecordId
    title: str | None = None
    priority: Priority | None = None
    description: str | None = None
    impact_scope: str | None = None
    attempted_measures: str | None = None
    responsible_dept: str | None = None
    lead: str | None = None
    tasks: tuple[RecordId, ...] | None = None
    seen: int | None = None
