"""The two clocks of a blocker: response (C13) and solution (C14, C15), read at a moment."""

from __future__ import annotations

from datetime import datetime

from core.calendar.sla import Basis, Due, Pause, Reading, State, remaining
from core.domain.blocker import SETTLED, Blocker, BlockerStatus


def response(blocker: Blocker, now: datetime) -> Reading | None:
    """Time from the report to the lead department's response, in natural hours."""
    return _read(blocker, blocker.response_due, blocker.reported_at, blocker.responded_at, now)


def solution(blocker: Blocker, now: datetime) -> Reading | None:
    """Time to a solution; a green channel (R17) counts from its own start.

    It stands while the blocker is snoozed.
    """
    since = blocker.green_since or blocker.reported_at
    return _read(blocker, blocker.solution_due, since, blocker.solved_at, now)


def _read(
    blocker: Blocker,
    due: datetime | None,
    since: datetime | None,
    met: datetime | None,
    now: datetime,
) -> Reading | None:
    if due is None or since is None:
        return None
    snoozed = blocker.status is BlockerStatus.SNOOZED and met is None
    pauses = [Pause(max(blocker.updated_at or since, since))] if snoozed else []
    return remaining(Due(due, Basis.NATURAL, since), now, met=met, pauses=pauses)


def state(blocker: Blocker, now: datetime) -> State:
    """The worse of both running clocks; `MET` where none runs."""
    if blocker.status in SETTLED:
        return State.MET
    found = [each for each in (response(blocker, now), solution(blocker, now)) if each]
    running = [each.state for each in found if not each.paused]
    for worst in (State.LATE, State.SOON, State.OK):
        if worst in running:
            return worst
    return State.MET
