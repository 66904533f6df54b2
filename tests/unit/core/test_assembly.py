"""The next board, made from what changed, is the board made anew from everything."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.action import ActionItem
from core.domain.blocker import Blocker, BlockerStatus
from core.domain.board import Board
from core.domain.decision import Decision, Milestone
from core.domain.ids import Kind, record_id
from core.domain.people import Department, Person
from core.domain.raci import RaciRow, RaciRule
from core.domain.record import Record
from core.domain.task import LightLevel, Task, TaskStatus
from tests.unit.core.making import records
from tests.unit.core.world import PROJECT, WANG, World, task

CLASSES = (Task, RaciRow, Blocker, ActionItem, Decision, Milestone, Person, Department)
changes = (
    st.sampled_from(CLASSES)
    .flatmap(records)
    .map(
        # Plans and names of departments are keys that the rules read: they are tested elsewhere.
        lambda each: (
            replace(each, plan={})
            if isinstance(each, Task)
            else replace(each, name=each.id)
            if isinstance(each, Department)
            else each
        )
    )
)
batches = st.lists(st.lists(changes, max_size=4), max_size=6)


def told(board: Board) -> dict[str, object]:
    """Everything a board says, field by field; how many steps made it is no part of that."""
    return {each.name: getattr(board, each.name) for each in fields(board) if each.name != "news"}


@settings(max_examples=60)
@given(batches)
def test_a_board_made_step_by_step_equals_the_whole_one(steps: list[list[Record]]) -> None:
    world = World.of(task(1), task(2))
    board = world.board()
    for batch in steps:
        world.put(*batch)
        board = world.next_board(board, {each.id: each for each in batch}.values())

    assert told(board) == told(world.board())


@settings(max_examples=40)
@given(batches, st.integers(0, 3))
def test_over_midnight_too(steps: list[list[Record]], passed: int) -> None:
    world = World.of(task(1), task(2))
    board = world.board()
    for batch in steps:
        world.put(*batch)
        world.now += timedelta(hours=8 * passed)
        board = world.next_board(board, {each.id: each for each in batch}.values())

    assert told(board) == told(world.board())


def test_a_step_leaves_the_old_board_alone() -> None:
    world = World.of(task(1), task(2))
    board = world.board()
    before = {name: repr(value) for name, value in told(board).items()}

    world.next_board(board, [task(1, actual=70), RaciRow(id=record_id(Kind.RACI, 1))])

    assert {name: repr(value) for name, value in told(board).items()} == before


def test_what_did_not_change_is_carried_over() -> None:
    world = World.of(task(1), task(2))
    board = world.board()

    after = world.next_board(board, [task(1, actual=70)])

    assert after.standings["T-02"] is board.standings["T-02"]
    assert after.people is board.people


def test_a_new_day_changes_the_lights() -> None:
    world = World.of(task(1, due=world_day(18), actual=90))
    board = world.board()
    assert board.lights[LightLevel.AMBER] == 1

    world.now += timedelta(days=1)

    assert world.next_board(board, []).lights[LightLevel.RED] == 1


def world_day(day: int) -> object:
    return World().now.date().replace(day=day)


def test_a_change_of_the_projects_bounds_changes_the_lights() -> None:
    world = World.of(task(1, due=world_day(18), actual=90))

    board = world.next_board(world.board(), [replace(PROJECT, amber_behind=50, red_behind=60)])

    assert board.lights[LightLevel.GREEN] == 1


def test_a_task_without_a_row_is_an_empty_row() -> None:
    board = World.of(task(1), task(2, status=TaskStatus.CANCELLED)).board()

    assert [each.rule for each in board.findings["T-01"]] == [RaciRule.EMPTY_ROW]
    assert "T-02" not in board.findings


def test_cancelled_tasks_have_no_light_in_the_count() -> None:
    assert sum(World.of(task(1), task(2, status=TaskStatus.CANCELLED)).board().lights.values()) == 1


def test_silence_is_counted() -> None:
    world = World.of(task(1), task(2, status=TaskStatus.DONE))
    fresh = task(3, progressed_at=world.now)
    world.put(fresh)

    assert world.board().silent == 1


def test_settled_blockers_leave_the_order_and_stay_on_the_board() -> None:
    closed = Blocker(id=record_id(Kind.BLOCKER, 1), title="卡", status=BlockerStatus.CLOSED)
    board = World.of(closed).board()

    assert board.blocker_order == ()
    assert board.record("B-01") == closed


def test_people_are_named_and_the_unknown_keep_their_id() -> None:
    board = World.of().board()

    assert board.name_of(WANG) == "王敏"
    assert board.name_of("P-99") == "P-99"
    assert board.name_of(None) == ""
