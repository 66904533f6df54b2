"""Snoozed, woken, ringing again, on the green channel: what that does to a blocker's clocks."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from core.calendar.sla import Basis
from core.domain.blocker import (
    Acknowledge,
    AssignBlocker,
    Blocker,
    BlockerStatus,
    EditBlocker,
    Escalate,
    OpenGreenChannel,
    RaiseBlocker,
    RingBlocker,
    SnoozeBlocker,
    SolveBlocker,
    StartWork,
    SubmitBlocker,
    WakeBlocker,
)
from core.domain.clocks import Clock, reading
from core.domain.command import Command
from core.domain.ids import SYSTEM, RecordId
from core.domain.policy import Policy
from tests.unit.core.stuck import (
    HEAD,
    LEADER,
    NAMES,
    ONE,
    OUTSIDER,
    OWNER,
    RESPONSIBLE,
    TWO,
    act,
    later,
    refused,
    stuck,
    the,
)
from tests.unit.core.world import World

HOUR = timedelta(hours=1)


def sleep(world: World, hours: float = 2) -> SnoozeBlocker:
    """A snooze from now on."""
    return SnoozeBlocker(blocker=ONE, until=world.now + hours * HOUR, reason="等回复")


def left(world: World) -> timedelta:
    """What the solution clock has left."""
    told = reading(the(world), Clock.SOLUTION, world.now)
    assert told is not None
    return told.left


def test_a_snooze_is_the_response_and_the_solution_clock_stands() -> None:
    world = stuck()
    snoozed = act(world, LEADER, sleep(world))
    before = left(world)
    later(world, hours=1)

    assert snoozed.responded_at == snoozed.snoozed_at
    assert left(world) == before == 24 * HOUR
    told = reading(the(world), Clock.SOLUTION, world.now)
    assert told is not None
    assert told.paused


def test_a_snooze_needs_a_reason_and_a_moment_ahead() -> None:
    world = stuck()

    for until, reason, why in (
        (world.now + HOUR, "", "reason-missing"),
        (world.now, "等", "snooze-past"),
    ):
        wish = SnoozeBlocker(blocker=ONE, until=until, reason=reason)
        assert refused(world, LEADER, wish).reason == why


@pytest.mark.parametrize(
    ("way", "back"),
    [
        ((), "acked"),
        ((Acknowledge(blocker=ONE),), "acked"),
        ((StartWork(blocker=ONE),), "working"),
        ((SolveBlocker(blocker=ONE, text="换料"),), "proposed"),
        ((StartWork(blocker=ONE), SubmitBlocker(blocker=ONE)), "verifying"),
    ],
    ids=["open", "acked", "working", "proposed", "verifying"],
)
def test_who_wakes_goes_back_to_where_it_was(way: tuple[Command, ...], back: str) -> None:
    world = stuck()
    act(world, OWNER, *way, sleep(world))
    later(world, hours=1)
    woken = act(world, OWNER, WakeBlocker(blocker=ONE))

    assert woken.status == back
    assert woken.pauses == (world.now - HOUR, world.now)
    assert (woken.snoozed_until, woken.snoozed_at, woken.snooze_reason) == (None, None, "")


def test_an_acknowledgement_holds_anew_from_the_waking() -> None:
    world = stuck()
    act(world, OWNER, Acknowledge(blocker=ONE), sleep(world, 12))
    later(world, hours=20)
    woken = act(world, OWNER, WakeBlocker(blocker=ONE))

    assert woken.ack_until == world.now  # it slept 12 of 20 hours, and holds for 8


def test_a_snooze_ends_by_itself_at_its_moment_however_late_that_is_noticed() -> None:
    world = stuck()
    act(world, OWNER, sleep(world, 2))
    later(world, hours=5)
    noticed = left(world)
    woken = act(world, SYSTEM, WakeBlocker(blocker=ONE))

    assert woken.pauses == (world.now - 5 * HOUR, world.now - 3 * HOUR)
    assert left(world) == noticed == 21 * HOUR


def test_before_its_time_only_those_who_may_wake_it() -> None:
    world = stuck()
    act(world, OWNER, sleep(world))

    assert refused(world, SYSTEM, WakeBlocker(blocker=ONE)).reason == "blocker-who-may"
    assert refused(stuck(), OWNER, WakeBlocker(blocker=ONE)).reason == "blocker-not-now"


@pytest.mark.parametrize(
    "verb",
    [
        AssignBlocker(blocker=ONE, owner=RESPONSIBLE),
        StartWork(blocker=ONE),
        Escalate(blocker=ONE),
        SolveBlocker(blocker=ONE, text="换料"),
        SubmitBlocker(blocker=ONE),
        OpenGreenChannel(blocker=ONE),
    ],
    ids=lambda each: type(each).__name__,
)
def test_every_later_verb_ends_the_snooze(verb: Command) -> None:
    world = stuck()
    act(world, OWNER, Acknowledge(blocker=ONE), sleep(world))
    later(world, hours=1)
    world.actor = NAMES[HEAD]
    (written, *_) = [each for each in world.perform(verb) if isinstance(each, Blocker)]

    assert written.status is not BlockerStatus.SNOOZED
    assert written.snoozed_until is None
    if not isinstance(verb, OpenGreenChannel):
        assert written.pauses == (world.now - HOUR, world.now)


def test_filling_in_a_fact_lets_it_sleep() -> None:
    world = stuck()
    act(world, OWNER, sleep(world))

    edited = act(world, OUTSIDER, EditBlocker(blocker=ONE, title="缺芯片"))

    assert edited.status is BlockerStatus.SNOOZED


def test_who_snoozes_what_nobody_owns_owns_it_from_then_on() -> None:
    world = stuck(owner=None)

    assert act(world, LEADER, sleep(world)).owner == LEADER
    assert act(stuck(), LEADER, sleep(world)).owner == OWNER


def test_snoozing_again_adds_up() -> None:
    world = stuck()
    act(world, OWNER, sleep(world))
    later(world, hours=1)
    act(world, OWNER, sleep(world))
    later(world, hours=1)
    woken = act(world, OWNER, WakeBlocker(blocker=ONE))
    later(world, hours=3)

    assert woken.pauses == tuple(world.now - n * HOUR for n in (5, 4, 4, 3))
    assert left(world) == 21 * HOUR


def test_what_came_in_snoozed_from_elsewhere_wakes_as_acknowledged() -> None:
    world = stuck(status=BlockerStatus.SNOOZED, responded_at=stuck().now)
    later(world, hours=1)

    assert act(world, OWNER, WakeBlocker(blocker=ONE)).status is BlockerStatus.ACKED


def test_an_acknowledgement_that_nothing_followed_rings_once() -> None:
    world = stuck()
    act(world, LEADER, Acknowledge(blocker=ONE))
    world.actor = SYSTEM
    later(world, hours=7, minutes=59)
    assert world.decide(RingBlocker(blocker=ONE)) == ()

    later(world, hours=1)
    rang = act(world, SYSTEM, RingBlocker(blocker=ONE))

    lapsed = world.now - timedelta(minutes=59)
    assert (rang.status, rang.responded_at, rang.ack_until) == (BlockerStatus.OPEN, None, None)
    assert (rang.response_since, rang.response_due) == (lapsed, lapsed + 2 * HOUR)
    assert rang.owner == OWNER
    assert world.decide(RingBlocker(blocker=ONE)) == ()


def test_what_was_started_on_does_not_ring() -> None:
    world = stuck()
    act(world, OWNER, Acknowledge(blocker=ONE), StartWork(blocker=ONE))
    later(world, days=1)

    assert world.decide(RingBlocker(blocker=ONE)) == ()


def test_the_green_channel_gives_two_hours_from_its_start() -> None:
    world = stuck()
    act(world, LEADER, sleep(world))
    later(world, hours=1)
    green = act(world, LEADER, OpenGreenChannel(blocker=ONE))

    assert (green.green_since, green.solution_due) == (world.now, world.now + 2 * HOUR)
    assert green.pauses == ()
    assert left(world) == 2 * HOUR
    assert refused(world, LEADER, OpenGreenChannel(blocker=ONE)).reason == "blocker-green-already"


def test_a_solution_that_stands_needs_no_green_channel() -> None:
    world = stuck()
    act(world, LEADER, SolveBlocker(blocker=ONE, text="换料"))

    assert refused(world, LEADER, OpenGreenChannel(blocker=ONE)).reason == "blocker-not-now"


def test_clocks_are_set_by_the_policy_in_force_and_stay_when_it_changes() -> None:
    world = stuck()
    friday = datetime.fromisoformat("2026-11-20T17:00+08:00")
    world.now = friday
    world.put(
        Policy(id=RecordId("CP-01"), effective_at=friday, basis=Basis.WORKING),
        Policy(id=RecordId("CP-02"), effective_at=friday + HOUR, response_minutes=5),
    )
    world.actor = NAMES[OUTSIDER]
    world.perform(RaiseBlocker(title="停线"))
    raised = the(world, TWO)

    assert raised.policy == "CP-01"
    assert raised.response_due == datetime.fromisoformat("2026-11-23T10:00+08:00")
    assert raised.solution_due == datetime.fromisoformat("2026-11-25T14:00+08:00")
    later(world, hours=1)
    act(world, LEADER, EditBlocker(blocker=TWO, title="停产"))
    assert the(world, TWO).response_due == raised.response_due
