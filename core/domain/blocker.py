"""Blockers (卡点): what stops a task now, with its response and solution clocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.ids import RecordId
from core.domain.record import Record
from core.domain.task import Priority


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
    """When the solution clock runs out, pauses left out of account."""
    solved_at: datetime | None = None
    closed_at: datetime | None = None
    green_since: datetime | None = None
    """When the green channel (R17) was opened; it sets the solution clock anew."""
    rung: int = 0
    """How far it was escalated: 0 nobody, 1 project manager, 2 department head, 3 executive."""
    snoozed_until: datetime | None = None
    snoozed_at: datetime | None = None
    """Since when the solution clock stands, while it is snoozed."""
    snooze_reason: str = ""
    snoozed_from: BlockerStatus | None = None
    """What it goes back to once it is awake."""
    pauses: tuple[datetime, ...] = ()
    """Earlier stretches in which the solution clock stood: start, end, start, end …"""
    response_since: datetime | None = None
    """When the response clock began anew; None where it runs from the report."""
    ack_until: datetime | None = None
    """Until when an acknowledgement holds that nothing followed; then the blocker rings again."""
    alarms: tuple[str, ...] = ()
    """The breaches that were acted upon: `<clock>:<due>`; none is acted upon twice."""
    solved_by: str = ""
    """Who says that it is solved; they do not verify it (R14)."""
    verified_by: str = ""
    merged_into: RecordId | None = None
    reopened: int = 0
    """How many times it was opened again."""
    risk: RecordId | None = None
    """The risk that came true."""
    policy: RecordId | None = None
    """The policy its clocks were set by; None is the process's own: natural hours."""
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
    reporter: RecordId | None = None
    """Who reports it; None is who acts. In a standup whoever speaks does, whoever types (R14)."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class StartWork:
    """Somebody is on it: acknowledged becomes working (处理中)."""

    blocker: RecordId
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalate:
    """One rung up the ladder (R16); a rung is skipped only with a reason (R23)."""

    blocker: RecordId
    to: int | None = None
    """1 project manager (or the task's A), 2 department head, 3 executive; None is the next."""
    reason: str = ""
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SolveBlocker:
    """A decision settles how it is solved (F17): the solution clock stops."""

    blocker: RecordId
    text: str
    maker: RecordId | None = None
    grounds: str = ""
    consulted: tuple[RecordId, ...] = ()
    """Who of the task's C was asked (R29)."""
    raw_text: str = ""
    """The line it was typed as; empty where it was made otherwise."""
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitBlocker:
    """The responsible department says that it is solved (R14); somebody else verifies."""

    blocker: RecordId
    remark: str = ""
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyBlocker:
    """The lead department verifies and closes it (R14); never who raised or solved it."""

    blocker: RecordId
    remark: str = ""
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SnoozeBlocker:
    """It waits until a moment, for a reason; its solution clock stands meanwhile."""

    blocker: RecordId
    until: datetime
    reason: str
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WakeBlocker:
    """A snoozed blocker is back: by hand at any time, by itself when its time has come."""

    blocker: RecordId
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenGreenChannel:
    """R17: a solution within two hours from now (C15)."""

    blocker: RecordId
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeBlocker:
    """It is the same as another one, which goes on for both."""

    blocker: RecordId
    into: RecordId
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenBlocker:
    """What was closed or merged is not over: why is part of it, and its clocks begin anew."""

    blocker: RecordId
    reason: str
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RingBlocker:
    """An acknowledgement that nothing followed has run out: the response clock begins anew.

    Anybody's program may send it: before its time it comes to nothing.
    """

    blocker: RecordId


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundAlarm:
    """A clock has run out: one rung up, once for each deadline, whoever notices.

    Anybody's program may send it: before its time it comes to nothing.
    """

    blocker: RecordId
    clock: str
    """`response` or `solution`."""
