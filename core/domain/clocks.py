"""The two clocks of a blocker: response (C13) and solution (C14, C15), read at a moment.

What a clock counts follows from the policy that the blocker was set by: natural hours, or the
office hours of the department that leads. Without an office every clock counts natural hours.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum

from core.calendar.clock import zone
from core.calendar.sla import (
    Basis,
    Due,
    OfficeHours,
    Pause,
    Reading,
    State,
    natural_due,
    remaining,
    working_due,
)
from core.calendar.workdays import WorkCalendar
from core.domain.blocker import SETTLED, Blocker, BlockerStatus
from core.domain.people import Department
from core.domain.policy import PROCESS, Policy
from core.domain.project import Project

NEVER = datetime.max.replace(tzinfo=UTC)
"""The deadline of what has none."""
_SETTLED_LAST = NEVER.replace(microsecond=0)


class Clock(StrEnum):
    """What is counted."""

    RESPONSE = "response"
    """C13: from the report to the lead department's response."""
    SOLUTION = "solution"
    """C14, C15: from the report, or the green channel, to a solution."""


def office_of(policy: Policy, calendar: WorkCalendar, zone: tzinfo) -> OfficeHours | None:
    """The office hours that a policy counts; None where it counts natural hours."""
    if policy.basis is Basis.NATURAL:
        return None
    opens, closes = policy.hours
    return OfficeHours(calendar, zone, opens, closes)


def zone_of(blocker: Blocker, departments: Mapping[str, Department], project: Project) -> tzinfo:
    """Whose clock working time runs on: the lead department's, else the project's.

    `departments` are by name. A zone that this machine does not know gives way to the project's.
    """
    lead = departments.get(blocker.lead or project.lead_dept)
    if lead is not None and lead.timezone:
        with suppress(ValueError):
            return zone(lead.timezone)
    return zone(project.timezone)


def response_due(policy: Policy, since: datetime, office: OfficeHours | None) -> datetime:
    """C13: until when the lead department responds."""
    return _due(policy.response, since, office)


def solution_due(policy: Policy, since: datetime, office: OfficeHours | None) -> datetime:
    """C14: until when a solution is discussed."""
    return _due(policy.solution, since, office)


def green_due(policy: Policy, since: datetime) -> datetime:
    """C15: until when a solution stands once the green channel is open; natural hours always."""
    return _due(policy.green, since, None)


def _due(span: timedelta, since: datetime, office: OfficeHours | None) -> datetime:
    due = natural_due(since, span) if office is None else working_due(since, span, office)
    return due.at


def response(
    blocker: Blocker,
    now: datetime,
    policy: Policy = PROCESS,
    office: OfficeHours | None = None,
) -> Reading | None:
    """Time from the report, or from the last ring, to the lead department's response.

    It never stands still. An acknowledgement that nothing followed in its time reads as late.
    """
    if lapsed(blocker, now) and blocker.ack_until is not None:
        return _lapsed_reading(blocker, blocker.ack_until, now, policy, office)
    return _read(blocker, Clock.RESPONSE, now, policy, office)


def solution(
    blocker: Blocker,
    now: datetime,
    policy: Policy = PROCESS,
    office: OfficeHours | None = None,
) -> Reading | None:
    """Time to a solution; a green channel (R17) counts natural hours from its own start.

    It stands while the blocker is snoozed, until the moment that was named for its return.
    """
    return _read(blocker, Clock.SOLUTION, now, policy, office)


def reading(
    blocker: Blocker,
    clock: Clock,
    now: datetime,
    policy: Policy = PROCESS,
    office: OfficeHours | None = None,
) -> Reading | None:
    """Either clock; None where it was never set or goes on elsewhere (a merged blocker)."""
    read = response if clock is Clock.RESPONSE else solution
    return read(blocker, now, policy, office)


def state(
    blocker: Blocker,
    now: datetime,
    policy: Policy = PROCESS,
    office: OfficeHours | None = None,
) -> State:
    """The worse of both running clocks; `MET` where none runs."""
    if blocker.status in SETTLED:
        return State.MET
    clocks = [each for each in Clock if met_at(blocker, each) is None or lapsed(blocker, now)]
    found = [reading(blocker, each, now, policy, office) for each in clocks]
    running = [each.state for each in found if each and not each.paused]
    for worst in (State.LATE, State.SOON, State.OK):
        if worst in running:
            return worst
    return State.MET


def asleep(blocker: Blocker, now: datetime) -> bool:
    """Whether it is snoozed at a moment; one whose time has come is awake without a command."""
    if blocker.status is not BlockerStatus.SNOOZED:
        return False
    return blocker.snoozed_until is None or now < blocker.snoozed_until


def lapsed(blocker: Blocker, now: datetime) -> bool:
    """Whether its acknowledgement has run out with nothing done (受理过期)."""
    acked = blocker.status is BlockerStatus.ACKED and blocker.ack_until is not None
    return acked and blocker.ack_until is not None and now >= blocker.ack_until


def deadline(
    blocker: Blocker,
    clock: Clock,
    policy: Policy = PROCESS,
    office: OfficeHours | None = None,
) -> datetime | None:
    """When a clock runs out, its pauses taken in; a snooze counts to the moment it ends by itself.

    What happened after it was met moves it no more. None where the clock was never set.
    """
    at = blocker.response_due if clock is Clock.RESPONSE else blocker.solution_due
    stood = pauses(blocker, clock)
    due = due_of(blocker, clock, policy, office) if stood else None
    if due is None:
        return at
    ends = [each.end for each in stood if each.end is not None]
    moment, met = max([due.at, *ends]), met_at(blocker, clock)
    hours = counted(blocker, clock, office)
    return remaining(due, moment, met=met, pauses=stood, office=hours).at


def next_deadline(
    blocker: Blocker,
    now: datetime,
    policy: Policy = PROCESS,
    office: OfficeHours | None = None,
) -> datetime:
    """The deadline that runs at a moment; the end of time where none does, the asleep last."""
    if asleep(blocker, now):
        return NEVER
    running = []
    if lapsed(blocker, now):
        running.append(blocker.ack_until)
    if blocker.responded_at is None:
        running.append(deadline(blocker, Clock.RESPONSE, policy, office))
    if blocker.solved_at is None:
        running.append(deadline(blocker, Clock.SOLUTION, policy, office))
    return min((each for each in running if each is not None), default=_SETTLED_LAST)


def turning(blocker: Blocker) -> datetime | None:
    """The moment at which its place among the others changes by itself, if there is one."""
    if blocker.status is BlockerStatus.SNOOZED:
        return blocker.snoozed_until
    return blocker.ack_until if blocker.status is BlockerStatus.ACKED else None


def counted(blocker: Blocker, clock: Clock, office: OfficeHours | None) -> OfficeHours | None:
    """The office hours that one clock of a blocker counts; None for natural hours."""
    return None if clock is Clock.SOLUTION and blocker.green_since else office


def due_of(
    blocker: Blocker, clock: Clock, policy: Policy, office: OfficeHours | None
) -> Due | None:
    """What a clock was set to, pauses left out; None where it was not."""
    at = blocker.response_due if clock is Clock.RESPONSE else blocker.solution_due
    since = _since(blocker, clock, policy, office)
    if at is None or since is None:
        return None
    basis = Basis.WORKING if counted(blocker, clock, office) else Basis.NATURAL
    return Due(at, basis, since.astimezone(UTC))


def met_at(blocker: Blocker, clock: Clock) -> datetime | None:
    """When a clock was met; closing meets what still ran."""
    met = blocker.responded_at if clock is Clock.RESPONSE else blocker.solved_at
    return met or (blocker.closed_at if blocker.status is BlockerStatus.CLOSED else None)


def pauses(blocker: Blocker, clock: Clock) -> list[Pause]:
    """The stretches in which a clock stood or stands: the response clock never does."""
    if clock is Clock.RESPONSE:
        return []
    marks = blocker.pauses
    stood = [Pause(start, end) for start, end in zip(marks[::2], marks[1::2], strict=False)]
    start = blocker.snoozed_at or blocker.updated_at or blocker.reported_at
    if blocker.status is BlockerStatus.SNOOZED and start is not None:
        end = blocker.snoozed_until
        stood.append(Pause(start, None if end is None else max(start, end)))
    return stood


def _since(
    blocker: Blocker, clock: Clock, policy: Policy, office: OfficeHours | None
) -> datetime | None:
    """From when a clock counts: the report, a ring, the green channel, or the opening anew."""
    if clock is Clock.RESPONSE:
        return blocker.response_since or blocker.reported_at
    if blocker.green_since is not None or not blocker.reopened or blocker.solution_due is None:
        return blocker.green_since or blocker.reported_at
    if office is None:
        return blocker.solution_due - policy.solution
    return office.before(blocker.solution_due, policy.solution)


def _read(
    blocker: Blocker, clock: Clock, now: datetime, policy: Policy, office: OfficeHours | None
) -> Reading | None:
    due, met = due_of(blocker, clock, policy, office), met_at(blocker, clock)
    if due is None or (met is None and blocker.status is BlockerStatus.MERGED):
        return None
    hours = counted(blocker, clock, office)
    return remaining(due, now, met=met, pauses=pauses(blocker, clock), office=hours)


def _lapsed_reading(
    blocker: Blocker, until: datetime, now: datetime, policy: Policy, office: OfficeHours | None
) -> Reading | None:
    """The reading of an acknowledgement that has run out: late since then, in natural hours."""
    due = due_of(blocker, Clock.RESPONSE, policy, office)
    if due is None:
        return None
    used = remaining(due, now, office=office).used
    return Reading(State.LATE, at=until, left=until - now, used=used, kept=False)
