"""Up the ladder: by hand one rung at a time, by itself where a clock has run out."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest

from core.domain.blocker import (
    Acknowledge,
    BlockerStatus,
    Escalate,
    SnoozeBlocker,
    SolveBlocker,
    SoundAlarm,
    WakeBlocker,
)
from core.domain.decision import Note
from core.domain.ids import SYSTEM
from tests.unit.core.stuck import (
    EXECUTIVE,
    HEAD,
    LEADER,
    MANAGER,
    ONE,
    OWNER,
    act,
    later,
    refused,
    sent,
    stuck,
    the,
)

RESPONSE, SOLUTION = (SoundAlarm(blocker=ONE, clock=each) for each in ("response", "solution"))


def test_it_goes_up_one_rung_at_a_time_and_each_rung_is_told() -> None:
    world = stuck()
    climbed = [act(world, OWNER, Escalate(blocker=ONE)).rung for _ in range(3)]

    assert climbed == [1, 2, 3]
    assert [each.to for each in sent(world, "blocker.escalated")] == [
        (MANAGER,),
        (HEAD,),
        (EXECUTIVE,),
    ]
    assert refused(world, OWNER, Escalate(blocker=ONE)).reason == "blocker-at-top"


def test_skipping_a_rung_needs_a_reason_which_stays_with_it() -> None:
    world = stuck()

    assert refused(world, OWNER, Escalate(blocker=ONE, to=3)).reason == "blocker-skips"
    assert act(world, OWNER, Escalate(blocker=ONE, to=3, reason="客户已停线")).rung == 3
    (note,) = (each for each in world.records.values() if isinstance(each, Note))
    assert (note.subject, note.text) == (ONE, "客户已停线")


@pytest.mark.parametrize("to", [0, 1, 2, 4])
def test_it_never_goes_down_nor_beyond_the_top(to: int) -> None:
    wish = Escalate(blocker=ONE, to=to, reason="x")

    assert refused(stuck(rung=2), OWNER, wish).reason == "blocker-rung"


def test_whoever_notices_a_breach_first_takes_it_up_and_nobody_again() -> None:
    world = stuck()
    world.actor = SYSTEM
    later(world, hours=2)
    assert world.decide(RESPONSE) == ()

    later(world, seconds=1)
    alarmed = act(world, SYSTEM, RESPONSE)

    due = the(world).response_due
    assert due is not None
    assert (alarmed.rung, alarmed.status) == (1, BlockerStatus.OPEN)
    assert alarmed.alarms == (f"response:{due.astimezone(UTC).isoformat()}",)
    assert [each.to for each in sent(world, "blocker.alarmed.response")] == [(MANAGER,)]
    assert world.decide(RESPONSE) == ()


def test_the_second_clock_goes_on_to_the_next_rung() -> None:
    world = stuck()
    later(world, hours=25)

    assert act(world, SYSTEM, RESPONSE, SOLUTION).rung == 2
    assert [each.to for each in sent(world, "blocker.alarmed.solution")] == [(HEAD,)]


def test_at_the_top_the_breach_is_noted_and_told_but_not_as_a_rung_up() -> None:
    world = stuck(rung=3)
    later(world, hours=3)
    alarmed = act(world, SYSTEM, RESPONSE)

    assert (alarmed.rung, len(alarmed.alarms)) == (3, 1)
    assert [each.event.kind for each in world.log if each.actor == SYSTEM] == [
        "blocker.overdue",
        "message.queued",
    ]
    assert [each.to for each in sent(world, "blocker.overdue.response")] == [(EXECUTIVE,)]
    assert act(world, SYSTEM, RESPONSE) == alarmed


def test_a_clock_that_was_met_sounds_no_alarm() -> None:
    world = stuck()
    act(world, LEADER, Acknowledge(blocker=ONE))
    later(world, hours=3)
    assert world.decide(RESPONSE) == ()

    act(world, LEADER, SolveBlocker(blocker=ONE, text="换料"))
    later(world, hours=30)
    assert world.decide(SOLUTION) == ()
    assert world.decide(SoundAlarm(blocker=ONE, clock="other")) == ()


def test_a_clock_that_stands_sounds_no_alarm_until_it_has_run_on() -> None:
    world = stuck()
    until = world.now + timedelta(hours=30)
    act(world, OWNER, SnoozeBlocker(blocker=ONE, until=until, reason="等"))
    later(world, hours=29)
    assert world.decide(SOLUTION) == ()

    act(world, OWNER, WakeBlocker(blocker=ONE))
    later(world, hours=24)
    assert world.decide(SOLUTION) == ()
    later(world, seconds=1)
    assert act(world, SYSTEM, SOLUTION).rung == 1


def test_an_alarm_after_a_snooze_that_ended_by_itself_wakes_it() -> None:
    world = stuck()
    until = world.now + timedelta(hours=1)
    act(world, OWNER, SnoozeBlocker(blocker=ONE, until=until, reason="等"))
    later(world, hours=26)
    alarmed = act(world, SYSTEM, SOLUTION)

    assert (alarmed.status, alarmed.rung) == (BlockerStatus.ACKED, 1)
    assert alarmed.pauses == (until - timedelta(hours=1), until)


def test_a_settled_one_sounds_no_alarm() -> None:
    world = stuck(status=BlockerStatus.CLOSED)
    later(world, days=3)

    assert world.decide(RESPONSE) == world.decide(SOLUTION) == ()
