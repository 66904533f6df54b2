"""Where a blocker stands: what a verb may start from, what is missing, how it is once awake."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from core.domain.blocker import SETTLED, Blocker, BlockerStatus
from core.domain.policy import PROCESS, Policy
from core.domain.task import Task

_UNSETTLED = frozenset(BlockerStatus) - SETTLED
_UNSOLVED = frozenset({BlockerStatus.OPEN, BlockerStatus.ACKED, BlockerStatus.WORKING})
_SOLVED = frozenset({BlockerStatus.PROPOSED, BlockerStatus.VERIFYING})

STARTS: Final[Mapping[str, frozenset[BlockerStatus]]] = {
    "ack": frozenset({BlockerStatus.OPEN}),
    "assign": _UNSETTLED,
    "start": frozenset({BlockerStatus.OPEN, BlockerStatus.ACKED}),
    "escalate": _UNSETTLED,
    "decide": _UNSETTLED,
    "submit": _UNSETTLED - {BlockerStatus.OPEN, BlockerStatus.VERIFYING},
    "verify": _SOLVED,
    "snooze": _UNSETTLED,
    "wake": frozenset({BlockerStatus.SNOOZED}),
    "green": _UNSOLVED,
    "to-action": _UNSETTLED,
    "merge": _UNSETTLED,
    "reopen": SETTLED,
    "edit": _UNSETTLED,
}
"""Process 1.6: from which status each verb may start. A snoozed blocker counts as awake here,
save for `wake` itself: every later verb ends the snooze."""

FACTS: Final = ("description", "impact_scope", "attempted_measures")
"""R08: what a blocker must say before it is solved or verified; not at capture."""


def missing_facts(blocker: Blocker) -> tuple[str, ...]:
    """The names of the R08 fields that are still empty."""
    return tuple(name for name in FACTS if not getattr(blocker, name).strip())


def departments(blocker: Blocker, tasks: Iterable[Task]) -> tuple[str, ...]:
    """The departments that a blocker touches (R02): those of its tasks, and the responsible one."""
    named = [each.dept for each in tasks if each.id in blocker.tasks]
    return tuple(dict.fromkeys(each for each in (*named, blocker.responsible_dept) if each))


def policy_of(blocker: Blocker, policies: Iterable[Policy]) -> Policy:
    """The policy that a blocker's clocks were set by; the process's own where it is none."""
    return next((each for each in policies if each.id == blocker.policy), PROCESS)


def woken(blocker: Blocker, now: datetime, policy: Policy) -> Blocker:
    """The blocker once its snooze is over, its pause accounted for; itself where it is awake.

    A snooze ends by itself at its moment, however late that is noticed. An acknowledgement holds
    anew from then on.
    """
    if blocker.status is not BlockerStatus.SNOOZED:
        return blocker
    start = blocker.snoozed_at or blocker.updated_at or blocker.reported_at or now
    end = max(start, now if blocker.snoozed_until is None else min(now, blocker.snoozed_until))
    status = blocker.snoozed_from or _before(blocker)
    holds = policy.acknowledged if status is BlockerStatus.ACKED else None
    return replace(
        blocker,
        status=status,
        snoozed_until=None,
        snoozed_at=None,
        snooze_reason="",
        snoozed_from=None,
        pauses=(*blocker.pauses, start, end) if start < end else blocker.pauses,
        ack_until=end + holds if holds else None,
    )


def _before(blocker: Blocker) -> BlockerStatus:
    """What a blocker that came in snoozed from elsewhere goes back to."""
    return BlockerStatus.PROPOSED if blocker.solved_at else BlockerStatus.ACKED
