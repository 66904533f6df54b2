"""What a clock has to say for itself: what it counts, from when, how long, and what held it up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.calendar.sla import Basis, OfficeHours, Reading, remaining
from core.domain.blocker import Blocker
from core.domain.clocks import (
    Clock,
    asleep,
    counted,
    deadline,
    due_of,
    lapsed,
    met_at,
    pauses,
    reading,
)
from core.domain.policy import PROCESS, Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A clock in full, at a moment."""

    clock: Clock
    reading: Reading
    basis: Basis
    green: bool
    """Whether it is the green channel's (C15)."""
    since: datetime
    span: timedelta
    """How long it may run, on its basis."""
    due: datetime
    """When it runs out, pauses taken in; a snooze to the moment at which it ends by itself."""
    paused: timedelta
    """How long it stood so far, on its basis."""
    paused_until: datetime | None
    """When it goes on by itself; None where it runs, or waits for somebody."""
    met: datetime | None
    met_by: str
    """Who says that it is solved; empty where nobody said so by name."""
    lapsed: datetime | None
    """Since when the acknowledgement counts for nothing; None where it holds."""
    effective: datetime | None
    """From when the policy holds that it was set by; None for the process's own."""
    office: OfficeHours | None
    """Whose hours it counts; None for natural hours."""
    unpublished: tuple[int, ...]
    """Years on its way whose rest and make-up days are not known: plain weekends count there."""


def explain(
    blocker: Blocker,
    clock: Clock,
    now: datetime,
    policy: Policy = PROCESS,
    office: OfficeHours | None = None,
) -> Explanation | None:
    """What one clock of a blocker has to say; None where there is none to read."""
    shown = reading(blocker, clock, now, policy, office)
    set_to = due_of(blocker, clock, policy, office)
    due = deadline(blocker, clock, policy, office)
    if shown is None or set_to is None or due is None:
        return None
    hours = counted(blocker, clock, office)
    met = met_at(blocker, clock)
    return Explanation(
        clock=clock,
        reading=shown,
        basis=set_to.basis,
        green=clock is Clock.SOLUTION and blocker.green_since is not None,
        since=set_to.since,
        span=_passed(set_to.since, set_to.at, hours),
        due=due,
        paused=_stood(blocker, clock, now, policy, office),
        paused_until=blocker.snoozed_until if shown.paused and asleep(blocker, now) else None,
        met=met,
        met_by=blocker.solved_by if met and clock is Clock.SOLUTION else "",
        lapsed=blocker.ack_until if clock is Clock.RESPONSE and lapsed(blocker, now) else None,
        effective=policy.effective_at,
        office=hours,
        unpublished=_unpublished(set_to.since, due, hours),
    )


def _passed(since: datetime, until: datetime, hours: OfficeHours | None) -> timedelta:
    return until - since if hours is None else hours.elapsed(since, until)


def _stood(
    blocker: Blocker, clock: Clock, now: datetime, policy: Policy, office: OfficeHours | None
) -> timedelta:
    """What the pauses took so far: the time that went by less the time that was used."""
    due = due_of(blocker, clock, policy, office)
    if due is None:
        return timedelta(0)
    hours, met = counted(blocker, clock, office), met_at(blocker, clock)
    whole = remaining(due, now, met=met, office=hours)
    real = remaining(due, now, met=met, office=hours, pauses=pauses(blocker, clock))
    return whole.used - real.used


def _unpublished(since: datetime, until: datetime, hours: OfficeHours | None) -> tuple[int, ...]:
    if hours is None:
        return ()
    first, last = (each.astimezone(hours.zone).year for each in (since, until))
    years = range(first, last + 1)
    return tuple(each for each in years if not hours.calendar.published(each))
