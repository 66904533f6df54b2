"""What wishes about tasks come to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.domain.command import Command
from core.domain.event import Event
from core.domain.ids import Kind, RecordId, record_id
from core.domain.people import Department, Role
from core.domain.raci import FillRaci, Letter, RaciRow
from core.domain.refusal import Conflict, Gone, Refused
from core.domain.task import (
    AddTask,
    AssignTask,
    EditTask,
    LightLevel,
    MoveTask,
    Priority,
    SetLight,
    SetProgress,
    SetStatus,
    Task,
    TaskStatus,
)
from tests.unit.core.world import LI, PEOPLE, WANG, ZHANG, World, task

ONE, TWO, THREE = (record_id(Kind.TASK, number) for number in (1, 2, 3))
NOBODY = record_id(Kind.PERSON, 99)
BLOCKER = record_id(Kind.BLOCKER, 1)


@pytest.fixture
def world() -> World:
    """T-01, its subtask T-02, and T-03 that waits for T-01."""
    return World.of(task(1, owner=WANG), task(2, parent=ONE), task(3, depends_on=(ONE,)))


def told(world: World, command: Command) -> dict[str, object]:
    (event,) = world.decide(command)
    return dict(event.after)


def test_a_new_task_gets_the_next_number_and_what_was_said(world: World) -> None:
    wish = AddTask(
        title="上线", owner=WANG, collaborators=(LI, WANG, LI), depends_on=(ONE, ONE), parent=ONE
    )

    (event,) = world.decide(wish)

    assert (event.kind, event.subject, dict(event.before)) == ("task.added", "T-04", {})
    assert event.after == {
        "title": "上线",
        "dept": "研发部",
        "owner": WANG,
        "collaborators": [LI],
        "depends_on": [ONE],
        "parent": ONE,
    }


def test_an_unknown_department_joins_with_its_first_task(world: World) -> None:
    joined, added = world.decide(AddTask(title="合同", dept="法务部"))

    assert (joined.kind, joined.after["name"]) == ("department.added", "法务部")
    assert added.after["dept"] == "法务部"
    assert len(world.decide(AddTask(title="合同", dept="市场部"))) == 1


def test_numbers_of_removed_tasks_are_not_given_out_again(world: World) -> None:
    world.put(task(9, removed=True))

    assert world.decide(AddTask(title="x"))[0].subject == "T-10"


@pytest.mark.parametrize(
    ("before", "actual", "after"),
    [
        (TaskStatus.TODO, 0, TaskStatus.TODO),
        (TaskStatus.TODO, 1, TaskStatus.DOING),
        (TaskStatus.DOING, 100, TaskStatus.IN_REVIEW),
        (TaskStatus.IN_REVIEW, 90, TaskStatus.DOING),
        (TaskStatus.DONE, 90, TaskStatus.DOING),
        (TaskStatus.DONE, 100, TaskStatus.DONE),
        (TaskStatus.BLOCKED, 50, TaskStatus.BLOCKED),
        (TaskStatus.REWORK, 50, TaskStatus.REWORK),
        (TaskStatus.REWORK, 100, TaskStatus.IN_REVIEW),
    ],
)
def test_a_report_moves_the_status_along(
    world: World, before: TaskStatus, actual: int, after: TaskStatus
) -> None:
    world.put(task(1, status=before))

    world.perform(SetProgress(task=ONE, actual=actual))

    written = world.records[ONE]
    assert isinstance(written, Task)
    assert (written.actual, written.status, written.progressed_at) == (actual, after, world.now)


def test_a_report_without_a_reason_keeps_the_old_one(world: World) -> None:
    world.put(task(1, delay_reason="缺人"))

    assert "delay_reason" not in told(world, SetProgress(task=ONE, actual=5))
    assert told(world, SetProgress(task=ONE, actual=5, reason="缺料"))["delay_reason"] == "缺料"


def test_a_new_owner_is_no_longer_a_collaborator(world: World) -> None:
    world.put(task(1, owner=ZHANG, collaborators=(WANG, LI)))

    (event,) = world.decide(AssignTask(task=ONE, owner=WANG))

    assert event.kind == "task.assigned"
    assert event.after == {"owner": WANG, "collaborators": [LI]}
    assert event.before == {"owner": ZHANG, "collaborators": [WANG, LI]}


def test_a_move_says_why(world: World) -> None:
    wish = MoveTask(task=ONE, due=date(2026, 11, 20), reason="等样品")

    assert told(world, wish) == {"due": "2026-11-20", "delay_reason": "等样品"}


def test_the_rule_gets_its_say_again_and_the_reason_goes(world: World) -> None:
    wish = SetLight(task=ONE, light=LightLevel.RED, reason="客户不满")
    assert told(world, wish) == {"light": "red", "light_reason": "客户不满"}
    world.perform(wish)

    assert told(world, SetLight(task=ONE, light=None)) == {"light": None, "light_reason": ""}


def test_an_edit_changes_what_it_names(world: World) -> None:
    wish = EditTask(
        task=ONE,
        title="竞品调研",
        dept="法务部",
        collaborators=(WANG, LI),
        start=date(2026, 11, 3),
        priority=Priority.HIGH,
        depends_on=(TWO,),
        deliverable="报告",
        remark="",
    )
    joined, edited = world.decide(wish)

    assert joined.kind == "department.added"
    assert set(edited.after) == {
        "title",
        "dept",
        "collaborators",
        "start",
        "priority",
        "depends_on",
        "deliverable",
    }
    assert edited.after["collaborators"] == [LI]


def test_the_first_letter_makes_the_row_and_the_next_ones_fill_it(world: World) -> None:
    (first,) = world.decide(FillRaci(task=ONE, party=WANG, letter=Letter.A))
    assert (first.subject, first.creates) == ("R-01", True)
    world.perform(FillRaci(task=ONE, party=WANG, letter=Letter.A))

    (second,) = world.decide(FillRaci(task=ONE, party="市场部", letter=Letter.A))

    assert second == Event(
        "raci.filled", RecordId("R-01"), {"cells": {WANG: "A"}}, {"cells": {"市场部": "A"}}
    )


def test_a_row_that_was_taken_back_begins_empty_again(world: World) -> None:
    world.put(RaciRow(id=record_id(Kind.RACI, 1), version=2, removed=True, cells={LI: "R"}))

    assert told(world, FillRaci(task=ONE, party=WANG, letter=Letter.A)) == {
        "cells": {WANG: "A"},
        "removed": False,
    }


@pytest.mark.parametrize(
    "command",
    [
        SetStatus(task=ONE, status=TaskStatus.TODO),
        AssignTask(task=ONE, owner=WANG),
        SetLight(task=ONE, light=None),
        EditTask(task=ONE, title="调研"),
        FillRaci(task=ONE, party=WANG, letter=None),
    ],
    ids=lambda command: type(command).__name__,
)
def test_what_reads_so_already_is_no_event(world: World, command: Command) -> None:
    assert world.decide(command) == ()


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (AddTask(title=""), "title-missing"),
        (AddTask(title="x", owner=NOBODY), "no-such-person"),
        (AddTask(title="x", collaborators=(NOBODY,)), "no-such-person"),
        (
            AddTask(title="x", start=date(2026, 11, 3), due=date(2026, 11, 2)),
            "due-before-start",
        ),
        (AddTask(title="x", parent=TWO), "subtask-too-deep"),
        (SetProgress(task=ONE, actual=101), "progress-range"),
        (SetProgress(task=ONE, actual=-1), "progress-range"),
        (AssignTask(task=ONE, owner=NOBODY), "no-such-person"),
        (MoveTask(task=ONE, due=date(2026, 11, 20), reason=""), "reason-missing"),
        (MoveTask(task=ONE, due=date(2026, 11, 1), reason="x"), "due-before-start"),
        (SetLight(task=ONE, light=LightLevel.GREEN), "reason-missing"),
        (EditTask(task=ONE, title=""), "title-missing"),
        (EditTask(task=ONE, start=date(2026, 11, 14)), "due-before-start"),
        (EditTask(task=ONE, parent=ONE), "subtask-too-deep"),
        (EditTask(task=ONE, parent=THREE), "has-subtasks"),
        (EditTask(task=THREE, parent=TWO), "subtask-too-deep"),
        (EditTask(task=ONE, depends_on=(ONE,)), "dependency-cycle"),
        (EditTask(task=ONE, depends_on=(THREE,)), "dependency-cycle"),
        (EditTask(task=ONE, collaborators=(NOBODY,)), "no-such-person"),
        (FillRaci(task=ONE, party=NOBODY, letter=Letter.R), "no-such-person"),
        (FillRaci(task=ONE, party="后勤部", letter=Letter.R), "no-such-person"),
    ],
    ids=lambda each: each if isinstance(each, str) else type(each).__name__,
)
def test_the_rules_say_no(world: World, command: Command, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        world.decide(command)

    assert refused.value.reason == reason


def test_a_cycle_is_told_with_its_way(world: World) -> None:
    with pytest.raises(Refused) as refused:
        world.decide(EditTask(task=ONE, depends_on=(THREE,)))

    assert refused.value.values == {"way": "T-01 → T-03 → T-01"}


def test_a_cancelled_task_takes_no_report(world: World) -> None:
    world.put(task(1, status=TaskStatus.CANCELLED))

    with pytest.raises(Refused, match="task-cancelled"):
        world.decide(SetProgress(task=ONE, actual=10))


@pytest.mark.parametrize(
    "command",
    [
        SetProgress(task=RecordId("T-09"), actual=1),
        SetProgress(task=RecordId("hello"), actual=1),
        SetProgress(task=BLOCKER, actual=1),
        AddTask(title="x", depends_on=(RecordId("T-09"),)),
        AddTask(title="x", parent=RecordId("T-09")),
        EditTask(task=ONE, depends_on=(RecordId("T-09"),)),
        FillRaci(task=RecordId("T-09"), party=WANG, letter=Letter.A),
    ],
    ids=str,
)
def test_what_is_not_there_is_gone(world: World, command: Command) -> None:
    with pytest.raises(Gone):
        world.decide(command)


def test_a_removed_task_is_gone(world: World) -> None:
    world.put(task(1, removed=True))

    with pytest.raises(Gone):
        world.decide(SetProgress(task=ONE, actual=1))


@pytest.mark.parametrize(
    "command",
    [
        SetProgress(task=ONE, actual=1, seen=7),
        SetStatus(task=ONE, status=TaskStatus.DONE, seen=7),
        AssignTask(task=ONE, owner=LI, seen=7),
        MoveTask(task=ONE, due=date(2026, 12, 1), reason="x", seen=7),
        SetLight(task=ONE, light=LightLevel.RED, reason="x", seen=7),
        EditTask(task=ONE, title="x", seen=7),
        FillRaci(task=ONE, party=WANG, letter=Letter.A, seen=7),
    ],
    ids=lambda command: type(command).__name__,
)
def test_a_screen_that_is_out_of_date_is_a_conflict(world: World, command: Command) -> None:
    with pytest.raises(Conflict) as conflict:
        world.decide(command)

    assert conflict.value.subject == ONE


def test_a_raci_row_has_a_version_of_its_own(world: World) -> None:
    world.put(RaciRow(id=record_id(Kind.RACI, 1), version=3, cells={LI: "R"}))

    world.decide(FillRaci(task=ONE, party=WANG, letter=Letter.A, seen=3))
    with pytest.raises(Conflict):
        world.decide(FillRaci(task=ONE, party=WANG, letter=Letter.A, seen=1))


def test_viewers_may_look_and_not_write(world: World) -> None:
    world.put(replace(PEOPLE[0], role=Role.VIEWER, aliases=("Zhang Wei",)))

    for name in ("张伟", "Zhang Wei"):
        world.actor = name
        with pytest.raises(Refused, match="viewer-may-not"):
            world.decide(SetProgress(task=ONE, actual=10))
    world.actor = "王敏"
    assert world.decide(SetProgress(task=ONE, actual=10))


def test_departments_are_parties_too(world: World) -> None:
    world.put(Department(id=record_id(Kind.DEPARTMENT, 9), name="北京办"))

    assert told(world, FillRaci(task=ONE, party="北京办", letter=Letter.I)) == {
        "cells": {"北京办": "I"}
    }


def test_a_task_with_a_deadline_and_no_start_begins_today() -> None:
    world = World.of()

    (event,) = world.decide(AddTask(title="上线", due=world.now.date() + timedelta(days=9)))

    assert event.after["start"] == world.now.date().isoformat()
