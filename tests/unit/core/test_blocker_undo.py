"""Taking a blocker's verbs back: exactly the record before, and never past the second person."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.domain.blocker import (
    Acknowledge,
    AssignBlocker,
    EditBlocker,
    Escalate,
    MergeBlocker,
    OpenGreenChannel,
    RaiseBlocker,
    ReopenBlocker,
    RingBlocker,
    SnoozeBlocker,
    SolveBlocker,
    SoundAlarm,
    StartWork,
    SubmitBlocker,
    VerifyBlocker,
    WakeBlocker,
)
from core.domain.command import Command
from core.domain.intake import TakeBack
from tests.unit.core.stuck import (
    HEAD,
    LEADER,
    ONE,
    OWNER,
    RESPONSIBLE,
    SECOND,
    TASK,
    TWO,
    act,
    later,
    refused,
    standing,
    stuck,
)

UNTIL = stuck().now + timedelta(hours=40)
SOLVE = SolveBlocker(blocker=ONE, text="换料")
SNOOZE = SnoozeBlocker(blocker=ONE, until=UNTIL, reason="等")
ACK = Acknowledge(blocker=ONE)


@pytest.mark.parametrize(
    ("way", "verb"),
    [
        ((), ACK),
        ((ACK,), AssignBlocker(blocker=ONE, owner=RESPONSIBLE)),
        ((ACK,), EditBlocker(blocker=ONE, title="缺芯片")),
        ((ACK,), StartWork(blocker=ONE)),
        ((), Escalate(blocker=ONE, to=3, reason="急")),
        ((ACK,), SOLVE),
        ((SNOOZE,), SOLVE),
        ((ACK,), SubmitBlocker(blocker=ONE, remark="好了")),
        ((SOLVE,), VerifyBlocker(blocker=ONE, remark="看过")),
        ((ACK,), SNOOZE),
        ((ACK, SNOOZE), WakeBlocker(blocker=ONE)),
        ((SNOOZE, WakeBlocker(blocker=ONE), SNOOZE), OpenGreenChannel(blocker=ONE)),
        ((ACK,), MergeBlocker(blocker=ONE, into=TWO)),
        ((MergeBlocker(blocker=ONE, into=TWO),), ReopenBlocker(blocker=ONE, reason="不是")),
        ((SOLVE, VerifyBlocker(blocker=ONE)), ReopenBlocker(blocker=ONE, reason="又断")),
        ((ACK,), RingBlocker(blocker=ONE)),
        ((), SoundAlarm(blocker=ONE, clock="solution")),
    ],
    ids=lambda each: f"{len(each)}" if isinstance(each, tuple) else type(each).__name__,
)
def test_undo_gives_back_exactly_the_record_before(way: tuple[Command, ...], verb: Command) -> None:
    world = stuck()
    act(world, OWNER, RaiseBlocker(title="缺样机", tasks=(TASK,), owner=HEAD))
    for each in way:
        act(world, LEADER if isinstance(each, VerifyBlocker) else HEAD, each)
    later(world, hours=30)
    before, count = standing(world), len(world.log)
    world.actor = "陈静" if isinstance(verb, VerifyBlocker | OpenGreenChannel) else "刘强"
    world.perform(verb)
    assert len(world.log) > count

    world.perform(TakeBack(command=world.commands()[-1]))
    assert standing(world) == before


def test_half_an_undo_never_makes_who_verified_it_the_one_who_solved_it() -> None:
    world = stuck()
    act(world, SECOND, SOLVE)
    act(world, RESPONSIBLE, SubmitBlocker(blocker=ONE))
    submitted = world.commands()[-1]
    act(world, SECOND, VerifyBlocker(blocker=ONE))

    half = TakeBack(command=submitted, keep=(f"{ONE}.status",))

    assert refused(world, RESPONSIBLE, half).reason == "undo-unverified"


def test_half_of_an_opening_anew_is_not_taken_back_into_a_closing_by_nobody() -> None:
    world = stuck()
    act(world, RESPONSIBLE, SOLVE)
    act(world, LEADER, VerifyBlocker(blocker=ONE), ReopenBlocker(blocker=ONE, reason="又断"))

    half = TakeBack(command=world.commands()[-1], keep=(f"{ONE}.verified_by",))

    assert refused(world, LEADER, half).reason == "undo-unverified"


def test_doing_a_merge_again_never_goes_in_a_circle() -> None:
    world = stuck()
    act(world, OWNER, RaiseBlocker(title="缺样机", tasks=(TASK,)))
    act(world, OWNER, MergeBlocker(blocker=ONE, into=TWO))
    world.perform(TakeBack(command=world.commands()[-1]))
    undo = world.commands()[-1]
    act(world, OWNER, MergeBlocker(blocker=TWO, into=ONE))

    again = refused(world, OWNER, TakeBack(command=undo, forward=True))

    assert (again.reason, again.values["id"]) == ("blocker-settled", TWO)
