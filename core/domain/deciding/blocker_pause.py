"""Deciding about pauses and new beginnings of a blocker's clocks: snooze, wake, ring, green."""

from __future__ import annotations

from core.domain.blocker import (
    BlockerStatus,
    OpenGreenChannel,
    RingBlocker,
    SnoozeBlocker,
    WakeBlocker,
)
from core.domain.clocks import green_due, lapsed, response_due
from core.domain.deciding.blocker_step import asleep, ground, look, step, taken_on
from core.domain.event import Event
from core.domain.refusal import Refused
from core.domain.rights import hindrance
from core.domain.scene import Scene


def snooze(command: SnoozeBlocker, scene: Scene) -> tuple[Event, ...]:
    """It waits, which counts as the response; the solution clock stands until then.

    Whoever lets wait what nobody owns answers for it from then on.
    """
    found = step("snooze", command, scene)
    if not command.reason:
        raise Refused("reason-missing", id=found.blocker.id)
    if command.until <= scene.now:
        raise Refused("snooze-past", id=found.blocker.id)
    was = found.blocker.status
    return found.comes_to(
        "blocker.snoozed",
        status=BlockerStatus.SNOOZED,
        snoozed_from=BlockerStatus.ACKED if was is BlockerStatus.OPEN else was,
        snoozed_at=scene.now,
        snoozed_until=command.until,
        snooze_reason=command.reason,
        responded_at=found.blocker.responded_at or scene.now,
        ack_until=None,
        **taken_on(found),
    )


def wake(command: WakeBlocker, scene: Scene) -> tuple[Event, ...]:
    """By hand for those who may; for anybody once its time has come."""
    found = look(scene, command.blocker, command.seen)
    myself = scene.myself()
    person = myself.id if myself and myself.here else None
    problem = hindrance("wake", found.stored, person, ground(found.stored, scene))
    over = found.stored.status is BlockerStatus.SNOOZED and not asleep(found)
    if problem is not None and not over:
        raise problem
    return found.comes_to("blocker.woken")


def ring(command: RingBlocker, scene: Scene) -> tuple[Event, ...]:
    """An acknowledgement that nothing followed: it is open again since that moment."""
    found = look(scene, command.blocker)
    since = found.stored.ack_until
    if since is None or not lapsed(found.stored, scene.now):
        return ()
    return found.comes_to(
        "blocker.rang",
        status=BlockerStatus.OPEN,
        responded_at=None,
        response_since=since,
        response_due=response_due(found.policy, since, found.office),
        ack_until=None,
    )


def open_green(command: OpenGreenChannel, scene: Scene) -> tuple[Event, ...]:
    """R17, C15: the solution clock begins anew, in natural hours; earlier pauses are over."""
    found = step("green", command, scene)
    if found.blocker.green_since is not None:
        raise Refused("blocker-green-already", id=found.blocker.id)
    return found.comes_to(
        "blocker.greened",
        green_since=scene.now,
        solution_due=green_due(found.policy, scene.now),
        pauses=(),
    )
