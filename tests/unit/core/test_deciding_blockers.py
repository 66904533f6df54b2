"""What wishes about blockers come to."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.blocker import (
    Acknowledge,
    AssignBlocker,
    Blocker,
    BlockerStatus,
    EditBlocker,
    RaiseBlocker,
)
from core.domain.command import Command
from core.domain.ids import Kind, RecordId, record_id
from core.domain.refusal import Conflict, Gone, Refused
from core.domain.task import Priority
from tests.unit.core.world import LI, WANG, ZHANG, World, task

ONE, TWO = (record_id(Kind.BLOCKER, number) for number in (1, 2))
TASK = record_id(Kind.TASK, 1)
NOBODY = record_id(Kind.PERSON, 99)


@pytest.fixture
def world() -> World:
    """An open blocker B-01 that nobody owns, B-02 that is closed, and two tasks."""
    return World.of(
        Blocker(id=ONE, version=1, title="缺料", collaborators=(WANG, LI)),
        Blocker(id=TWO, version=1, title="旧", status=BlockerStatus.CLOSED),
        task(1, dept="研发部"),
        task(2),
    )


def blocker(world: World, command: Command) -> Blocker:
    """The blocker that a command writes."""
    (written,) = world.perform(command)
    assert isinstance(written, Blocker)
    return written


def test_a_report_starts_both_clocks(world: World) -> None:
    raised = blocker(world, RaiseBlocker(title="产线停了", owner=LI, collaborators=(LI, WANG)))

    assert raised.id == "B-03"
    assert raised.reported_at == world.now
    assert raised.response_due == world.now + timedelta(hours=2)
    assert raised.solution_due == world.now + timedelta(hours=24)
    assert (raised.reporter, raised.lead) == ("张伟", "市场部")
    assert (raised.owner, raised.collaborators) == (LI, (WANG,))


def test_the_department_of_the_stopped_task_is_responsible(world: World) -> None:
    two = record_id(Kind.TASK, 2)

    assert blocker(world, RaiseBlocker(title="x", tasks=(two, TASK))).responsible_dept == "研发部"
    told = RaiseBlocker(title="x", tasks=(TASK,), responsible_dept="法务部")
    assert blocker(world, told).responsible_dept == "法务部"


def test_who_acknowledges_owns_what_nobody_owns(world: World) -> None:
    acked = blocker(world, Acknowledge(blocker=ONE))

    assert acked.status is BlockerStatus.ACKED
    assert acked.responded_at == world.now
    assert acked.owner == ZHANG


def test_acknowledging_leaves_an_owner_in_place(world: World) -> None:
    world.put(Blocker(id=ONE, version=1, title="缺料", owner=LI))

    assert blocker(world, Acknowledge(blocker=ONE)).owner == LI


def test_a_stranger_raises_but_does_not_acknowledge(world: World) -> None:
    world.actor = "飞书"

    assert blocker(world, RaiseBlocker(title="x")).reporter == "飞书"
    with pytest.raises(Refused, match="actor-unknown"):
        world.decide(Acknowledge(blocker=ONE))


def test_a_new_owner_is_no_longer_a_collaborator(world: World) -> None:
    assigned = blocker(world, AssignBlocker(blocker=ONE, owner=WANG))

    assert (assigned.owner, assigned.collaborators) == (WANG, (LI,))


def test_triage_fills_in_the_facts(world: World) -> None:
    wish = EditBlocker(
        blocker=ONE,
        title="缺芯片",
        priority=Priority.URGENT,
        description="三天没货",
        impact_scope="两条产线",
        attempted_measures="换供应商",
        responsible_dept="研发部",
        lead="销售部",
        tasks=(TASK,),
    )
    edited = blocker(world, wish)

    for name in ("title", "priority", "description", "impact_scope", "attempted_measures"):
        assert getattr(edited, name) == getattr(wish, name)
    assert (edited.responsible_dept, edited.lead, edited.tasks) == ("研发部", "销售部", (TASK,))


@pytest.mark.parametrize(
    "command",
    [AssignBlocker(blocker=ONE, owner=LI), EditBlocker(blocker=ONE, title="缺料")],
    ids=["assign", "edit"],
)
def test_what_reads_so_already_is_no_event(world: World, command: Command) -> None:
    world.put(Blocker(id=ONE, version=1, title="缺料", owner=LI))

    assert world.decide(command) == ()


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (RaiseBlocker(title=""), "title-missing"),
        (RaiseBlocker(title="x", owner=NOBODY), "no-such-person"),
        (RaiseBlocker(title="x", collaborators=(NOBODY,)), "no-such-person"),
        (Acknowledge(blocker=TWO), "blocker-settled"),
        (AssignBlocker(blocker=TWO, owner=LI), "blocker-settled"),
        (EditBlocker(blocker=TWO, title="x"), "blocker-settled"),
        (EditBlocker(blocker=ONE, title=""), "title-missing"),
        (AssignBlocker(blocker=ONE, owner=NOBODY), "no-such-person"),
        (RaiseBlocker(title="x", tasks=(RecordId("T-09"),)), "no-such-record"),
        (EditBlocker(blocker=ONE, tasks=(RecordId("T-09"),)), "no-such-record"),
        (Acknowledge(blocker=RecordId("B-09")), "no-such-record"),
        (Acknowledge(blocker=TASK), "no-such-record"),
    ],
    ids=lambda each: each if isinstance(each, str) else type(each).__name__,
)
def test_the_rules_say_no(world: World, command: Command, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        world.decide(command)

    assert refused.value.reason == reason


def test_nobody_acknowledges_twice(world: World) -> None:
    world.perform(Acknowledge(blocker=ONE))

    with pytest.raises(Refused, match="blocker-acknowledged"):
        world.decide(Acknowledge(blocker=ONE))


def test_a_removed_blocker_is_gone(world: World) -> None:
    world.put(replace(world.records[ONE], removed=True))

    with pytest.raises(Gone):
        world.decide(Acknowledge(blocker=ONE))


@pytest.mark.parametrize(
    "command",
    [
        Acknowledge(blocker=ONE, seen=2),
        AssignBlocker(blocker=ONE, owner=LI, seen=2),
        EditBlocker(blocker=ONE, title="x", seen=2),
    ],
    ids=lambda command: type(command).__name__,
)
def test_a_screen_that_is_out_of_date_is_a_conflict(world: World, command: Command) -> None:
    with pytest.raises(Conflict):
        world.decide(command)
