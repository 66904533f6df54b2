"""Who hears of a blocker (R22), and what taking back does to a message."""

from __future__ import annotations

from dataclasses import replace

from core.domain.batch import Batch
from core.domain.blocker import (
    Acknowledge,
    Escalate,
    RaiseBlocker,
    SolveBlocker,
    StartWork,
    VerifyBlocker,
)
from core.domain.ids import RecordId
from core.domain.intake import TakeBack
from core.domain.message import GRACE, Message
from core.domain.people import Function
from core.domain.raci import RaciRow
from tests.unit.core.stuck import (
    CAST,
    HEAD,
    LEADER,
    MANAGER,
    ONE,
    OUTSIDER,
    OWNER,
    RESPONSIBLE,
    SECOND,
    TASK,
    TWO,
    act,
    later,
    sent,
    standing,
    stuck,
    the,
)
from tests.unit.core.world import World

ACK = Acknowledge(blocker=ONE)


def grid(world: World, **cells: str) -> World:
    """T-01's row, by person id or department."""
    world.put(RaciRow(id=RecordId("R-01"), version=2, cells=cells))
    return world


def test_c_and_i_hear_of_acknowledgement_solution_and_closing() -> None:
    world = grid(stuck(), **{RESPONSIBLE: "R", HEAD: "A", OUTSIDER: "C", SECOND: "I"})
    act(world, LEADER, ACK, SolveBlocker(blocker=ONE, text="换料"))
    act(world, SECOND, VerifyBlocker(blocker=ONE))

    told = [sent(world, f"blocker.{each}") for each in ("acknowledged", "solved", "verified")]
    assert [message.to for (message,) in told] == [
        (OUTSIDER, SECOND),
        (OUTSIDER, SECOND),
        (OUTSIDER,),
    ]
    (message,) = told[0]
    assert message.values == {"who": "张伟", "id": ONE, "title": "缺料"}
    assert (message.subject, message.queued_at) == (ONE, world.now)
    assert message.send_after == world.now + GRACE


def test_nobody_is_told_what_they_did_themselves_and_nothing_goes_to_nobody() -> None:
    world = grid(stuck(), **{LEADER: "I"})
    act(world, LEADER, ACK)

    assert sent(world, "blocker.acknowledged") == []


def test_a_department_hears_through_its_liaisons_else_its_heads_else_all_of_it() -> None:
    world = grid(stuck(), 研发部="I", 销售部="C")
    act(world, LEADER, ACK)
    assert sent(world, "blocker.acknowledged")[0].to == (HEAD, OUTSIDER)

    world = grid(stuck(), 研发部="I")
    world.put(replace(CAST[1], functions=(Function.LIAISON,)))
    act(world, LEADER, ACK)
    assert sent(world, "blocker.acknowledged")[0].to == (RESPONSIBLE,)


def test_the_other_verbs_are_nobody_elses_news() -> None:
    world = grid(stuck(), **{OUTSIDER: "I"})
    act(world, OWNER, StartWork(blocker=ONE))

    assert not [each for each in world.records.values() if isinstance(each, Message)]


def test_in_a_batch_each_change_has_its_own_message() -> None:
    world = grid(stuck(), **{OUTSIDER: "I"})
    act(world, OWNER, RaiseBlocker(title="缺样机", tasks=(TASK,)))
    act(world, LEADER, Batch(commands=(ACK, Acknowledge(blocker=TWO))))

    assert [each.subject for each in sent(world, "blocker.acknowledged")] == [ONE, TWO]


def test_a_message_that_has_not_left_is_taken_back_with_its_change() -> None:
    world = stuck()
    before = standing(world)
    act(world, OWNER, Escalate(blocker=ONE))
    later(world, seconds=9)
    world.perform(TakeBack(command=world.commands()[-1]))

    assert standing(world) == before


def test_a_message_that_has_left_stays_while_its_change_goes() -> None:
    world = stuck()
    act(world, OWNER, Escalate(blocker=ONE))
    later(world, seconds=10)
    world.perform(TakeBack(command=world.commands()[-1]))

    assert the(world).rung == 0
    assert [each.to for each in sent(world, "blocker.escalated")] == [(MANAGER,)]


def test_after_that_the_change_is_made_and_taken_back_again_all_the_same() -> None:
    world = stuck()
    act(world, OWNER, Escalate(blocker=ONE))
    first = world.commands()[-1]
    later(world, seconds=10)
    world.perform(TakeBack(command=first))
    world.perform(TakeBack(command=world.commands()[-1], forward=True))
    assert the(world).rung == 1
    assert len(sent(world, "blocker.escalated")) == 1

    world.perform(TakeBack(command=first))
    assert the(world).rung == 0


def test_a_message_that_is_queued_again_can_be_called_back_again() -> None:
    world = stuck()
    act(world, OWNER, Escalate(blocker=ONE))
    first = world.commands()[-1]
    world.perform(TakeBack(command=first))
    later(world, minutes=5)
    world.perform(TakeBack(command=world.commands()[-1], forward=True))
    (again,) = sent(world, "blocker.escalated")
    assert again.send_after == world.now + GRACE

    world.perform(TakeBack(command=first))
    assert sent(world, "blocker.escalated") == []
