"""Whose changes one may take back, how many at once, and what nobody takes back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.domain.action import AddAction
from core.domain.batch import Batch
from core.domain.event import Event, Recorded
from core.domain.ids import RecordId
from core.domain.intake import TakeBack
from core.domain.people import Function, Role
from core.domain.reach import of_substance
from core.domain.refusal import Refused
from core.domain.task import AddTask, SetProgress
from tests.unit.core.world import PEOPLE, World, task

ONE = RecordId("T-01")


def progressed() -> World:
    """张伟 wrote the progress of one task."""
    world = World.of(*PEOPLE, task())
    world.perform(SetProgress(task=ONE, actual=50))
    return world


def refused(world: World, actor: str, wish: TakeBack) -> Refused:
    world.actor = actor
    with pytest.raises(Refused) as caught:
        world.decide(wish)
    return caught.value


@pytest.mark.parametrize("actor", ["王敏", "钱进"])
def test_somebody_elses_change_is_not_ones_own_to_take_back(actor: str) -> None:
    world = progressed()
    world.put(replace(PEOPLE[2], functions=(Function.PROJECT_MANAGER,)))

    problem = refused(world, actor, TakeBack(command="c0"))

    assert problem.reason == "undo-not-yours"
    assert problem.values == {"who": "张伟", "names": ("张伟", "李强")}


@pytest.mark.parametrize(
    "values", [{"functions": (Function.PROJECT_MANAGER,)}, {"role": Role.ADMIN}]
)
def test_who_runs_the_project_takes_back_anybodys(values: dict[str, object]) -> None:
    world = progressed()
    world.put(replace(PEOPLE[1], **values))  # type: ignore[arg-type]
    world.actor = "王敏"

    assert world.decide(TakeBack(command="c0"))


def test_a_stranger_takes_back_what_they_captured_themselves() -> None:
    world = World.of(*PEOPLE)
    world.actor = "钱进"
    world.perform(AddAction(title="问一下"))

    assert world.decide(TakeBack(command="c0"))


def test_what_a_source_did_is_everybodys_where_nobody_runs_the_project() -> None:
    world = World.of(*PEOPLE)
    world.actor = "feishu"
    world.perform(AddTask(title="新"))
    world.actor = "王敏"

    assert world.decide(TakeBack(command="c0"))


def merged(*, by: str = "feishu") -> World:
    """A source changed the progress of a task; 李强 manages the project and 王敏 only reads."""
    world = World.of(
        replace(PEOPLE[0], functions=()),
        replace(PEOPLE[1], role=Role.VIEWER),
        replace(PEOPLE[2], functions=(Function.PROJECT_MANAGER,)),
        task(),
    )
    world.perform(SetProgress(task=ONE, actual=50))
    (made,) = world.log
    world.log[:] = [replace(made, actor=by, event=replace(made.event, kind="task.synced"))]
    return world


def test_a_merge_is_every_members_to_take_back_though_somebody_runs_the_project() -> None:
    world = merged()
    world.actor = "张伟"

    (back,) = world.decide(TakeBack(command="c0"))

    assert back.after["actual"] != 50


@pytest.mark.parametrize(("actor", "reason"), [("王敏", "viewer-may-not"), ("钱进", "undo-source")])
def test_who_may_not_write_takes_no_merge_back(actor: str, reason: str) -> None:
    problem = refused(merged(), actor, TakeBack(command="c0"))

    assert problem.reason == reason


def test_who_may_take_a_merge_back_are_named_and_the_source_is_none_of_them() -> None:
    problem = refused(merged(), "钱进", TakeBack(command="c0"))

    assert problem.values == {"origin": "feishu", "names": ("张伟", "李强")}


def test_what_a_member_wrote_is_theirs_though_it_looks_like_a_merge() -> None:
    assert refused(merged(by="李强"), "张伟", TakeBack(command="c0")).reason == "undo-not-yours"


def test_the_making_of_the_project_stays() -> None:
    world = progressed()
    (made,) = world.log
    world.log[:] = [replace(made, event=replace(made.event, kind="project.created"))]

    assert refused(world, "张伟", TakeBack(command="c0")).reason == "undo-founding"


@pytest.mark.parametrize("number", [10, 11])
def test_more_than_ten_records_want_a_yes(number: int) -> None:
    world = World.of(*PEOPLE)
    world.perform(Batch(commands=tuple(AddTask(title=f"第{each}项") for each in range(number))))

    if number > 10:
        problem = refused(world, "张伟", TakeBack(command="c0"))
        assert (problem.reason, problem.values["n"]) == ("undo-many", number)
    assert len(world.decide(TakeBack(command="c0", many=number > 10))) == number


def recorded(kind: str, subject: str, command: str = "c0") -> Recorded:
    world = World.of()
    event = Event(kind, RecordId(subject), {"x": 1}, {"x": 2})
    return Recorded(1, world.now, "张伟", command, event)


@pytest.mark.parametrize(
    ("kinds", "stops"),
    [
        ((("meeting.turned", "M-01"), ("agenda.timed", "G-01")), False),
        ((("meeting.paused", "M-01"),), False),
        ((("agenda.skipped", "G-01"), ("meeting.turned", "M-01")), False),
        ((("message.sent", "X-01"),), False),
        ((("meeting.ended", "M-01"), ("agenda.timed", "G-01")), True),
        ((("blocker.escalated", "B-01"), ("message.queued", "X-01")), True),
    ],
)
def test_an_undo_passes_over_what_only_steers_a_meeting(
    kinds: tuple[tuple[str, str], ...], stops: bool
) -> None:
    assert of_substance([recorded(*each) for each in kinds]) is stops


def test_an_undo_passes_over_what_was_brought_in() -> None:
    assert not of_substance([recorded("task.added", "T-01", "brought:1")])
