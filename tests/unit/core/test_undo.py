"""Taking back, and taking back the taking back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.action import ActionStatus as Status
from core.domain.action import AddAction, SetActionStatus
from core.domain.blocker import Acknowledge, EditBlocker, RaiseBlocker
from core.domain.command import Command
from core.domain.ids import Kind, RecordId, record_id
from core.domain.intake import TakeBack, TakeIn, Taken
from core.domain.people import AddPerson
from core.domain.raci import FillRaci, Letter
from core.domain.record import Record
from core.domain.refusal import Refused
from core.domain.task import AddTask, AssignTask, EditTask, SetProgress, SetStatus, TaskStatus
from tests.unit.core.world import LI, WANG, World, task

ONE, TWO = (record_id(Kind.TASK, number) for number in (1, 2))
tasks = st.sampled_from([ONE, TWO, record_id(Kind.TASK, 3)])
people = st.sampled_from([LI, WANG, record_id(Kind.PERSON, 4)])
blockers = st.just(record_id(Kind.BLOCKER, 1))
actions = st.just(record_id(Kind.ACTION, 1))
commands: st.SearchStrategy[Command] = st.one_of(
    st.builds(AddTask, title=st.just("新"), dept=st.sampled_from(["", "法务部"]), owner=people),
    st.builds(SetProgress, task=tasks, actual=st.integers(0, 100), reason=st.sampled_from("甲乙")),
    st.builds(SetStatus, task=tasks, status=st.sampled_from(TaskStatus)),
    st.builds(AssignTask, task=tasks, owner=people),
    st.builds(EditTask, task=tasks, title=st.sampled_from("甲乙"), depends_on=st.tuples(tasks)),
    st.builds(
        FillRaci,
        task=tasks,
        party=people,
        letter=st.none() | st.sampled_from(Letter),
    ),
    st.builds(AddPerson, name=st.sampled_from(["赵六", "孙七"]), dept=st.just("财务部")),
    st.builds(RaiseBlocker, title=st.just("卡"), tasks=st.tuples(tasks)),
    st.builds(Acknowledge, blocker=blockers),
    st.builds(EditBlocker, blocker=blockers, description=st.sampled_from("甲乙")),
    st.builds(AddAction, title=st.just("交")),
    st.builds(SetActionStatus, action=actions, status=st.sampled_from(Status), remark=st.just("x")),
    st.builds(
        TakeIn,
        source=st.just("feishu"),
        items=st.tuples(st.builds(Taken, st.just("r"), st.just({"title": "远", "actual": 7}))),
    ),
)


def try_all(world: World, wishes: list[Command]) -> None:
    """Performs what the rules allow."""
    for wish in wishes:
        try:
            world.perform(wish)
        except Refused:
            continue


def standing(world: World) -> dict[RecordId, Record]:
    """What is there to be seen, without the bookkeeping."""
    return {
        each.id: replace(each, version=0, updated_at=None)
        for each in world.records.values()
        if not each.removed
    }


def start() -> World:
    return World.of(task(1), task(2))


@given(st.lists(commands, max_size=12))
def test_as_many_undos_as_commands_give_back_the_first_state(wishes: list[Command]) -> None:
    world = start()
    try_all(world, wishes)
    for name in reversed(world.commands()):
        world.perform(TakeBack(command=name))

    assert standing(world) == standing(start())


@given(st.lists(commands, max_size=8))
def test_redoing_every_undo_gives_back_the_last_state(wishes: list[Command]) -> None:
    world = start()
    try_all(world, wishes)
    last, done = standing(world), world.commands()
    for name in reversed(done):
        world.perform(TakeBack(command=name))
    for name in reversed(world.commands()[len(done) :]):
        world.perform(TakeBack(command=name, forward=True))

    assert standing(world) == last


def test_an_undo_is_an_event_that_names_what_it_takes_back() -> None:
    world = start()
    world.perform(SetStatus(task=ONE, status=TaskStatus.DONE))
    (event,) = world.decide(TakeBack(command="c0"))

    assert (event.kind, event.undoes) == ("task.undone", 1)
    assert (event.before, event.after) == ({"status": "done"}, {"status": "todo"})
    world.perform(TakeBack(command="c0"))
    (again,) = world.decide(TakeBack(command="c1", forward=True))
    assert (again.kind, again.undoes, again.after) == ("task.redone", 2, {"status": "done"})


def test_taking_back_a_creation_removes_the_record() -> None:
    world = start()
    world.perform(AddTask(title="x"))
    (written,) = world.perform(TakeBack(command="c0"))

    assert written.removed
    assert "T-03" not in world.board().tasks


def test_what_somebody_changed_since_is_not_overwritten_and_both_readings_are_told() -> None:
    world = start()
    world.perform(SetProgress(task=ONE, actual=30))
    world.actor = "王敏"
    world.perform(SetProgress(task=ONE, actual=60))

    world.actor = "张伟"
    with pytest.raises(Refused) as refused:
        world.decide(TakeBack(command="c0"))

    assert refused.value.reason == "undo-overtaken"
    assert {key: refused.value.values[key] for key in ("field", "mine", "now", "seq")} == {
        "field": "actual",
        "mine": 30,
        "now": 60,
        "seq": 1,
    }


def test_a_change_of_another_field_since_is_no_hindrance() -> None:
    world = start()
    world.perform(SetStatus(task=ONE, status=TaskStatus.DONE))
    world.perform(EditTask(task=ONE, title="竞品"))

    world.perform(TakeBack(command="c0"))

    assert standing(world)[ONE] == replace(task(1), version=0, title="竞品")


def test_nothing_is_taken_back_twice() -> None:
    world = start()
    world.perform(SetStatus(task=ONE, status=TaskStatus.DONE))
    world.perform(TakeBack(command="c0"))

    with pytest.raises(Refused, match="undone-already"):
        world.decide(TakeBack(command="c0"))


def test_what_was_redone_can_be_taken_back_again() -> None:
    world = start()
    world.perform(SetStatus(task=ONE, status=TaskStatus.DONE))
    world.perform(TakeBack(command="c0"))
    world.perform(TakeBack(command="c1", forward=True))

    assert world.decide(TakeBack(command="c0"))[0].after == {"status": "todo"}


def test_a_command_that_never_was_cannot_be_taken_back() -> None:
    with pytest.raises(Refused, match="nothing-to-undo"):
        start().decide(TakeBack(command="c9"))


def test_a_command_of_several_events_is_taken_back_whole_and_backwards() -> None:
    world = start()
    world.perform(AddTask(title="合同", dept="法务部", due=date(2026, 12, 1)))

    undone = world.decide(TakeBack(command="c0"))

    assert [each.subject for each in undone] == ["T-03", "O-04"]


def test_a_redo_never_makes_tasks_wait_for_each_other() -> None:
    world = start()
    world.perform(EditTask(task=ONE, depends_on=(TWO,)))
    world.perform(TakeBack(command="c0"))
    world.perform(EditTask(task=TWO, depends_on=(ONE,)))

    with pytest.raises(Refused, match="dependency-cycle"):
        world.decide(TakeBack(command="c1", forward=True))
