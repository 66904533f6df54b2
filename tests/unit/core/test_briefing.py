"""What a person has to say in a standup, from the sketch of the screens and from small worlds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.domain.action import ActionItem, ActionStatus
from core.domain.blocker import Blocker, BlockerStatus
from core.domain.board import Board
from core.domain.briefing import Briefing, Hold, Wait, briefing
from core.domain.changes import Changes
from core.domain.comparing.boards import compare
from core.domain.ids import Kind, RecordId, record_id
from core.domain.record import Record
from core.domain.task import Task, TaskStatus
from tests.samples import sample_board
from tests.unit.core.world import LI, WANG, ZHANG, World, task

T1, T2, T3 = (record_id(Kind.TASK, number) for number in (1, 2, 3))
B1, A1, A2 = (
    record_id(kind, n) for kind, n in ((Kind.BLOCKER, 1), (Kind.ACTION, 1), (Kind.ACTION, 2))
)


def told(board: Board, person: RecordId, changes: Changes | None = None) -> Briefing:
    """What somebody has to say now."""
    since = changes or Changes(board.read_at, board.read_at)
    return briefing(board, person, since, board.read_at)


def of(person: RecordId, *records: Record) -> Briefing:
    """The same in a world with these records."""
    return told(World.of(*records).board(), person)


def blocker(**values: object) -> Blocker:
    """A blocker that stops the first task."""
    usual = {"title": "卡", "tasks": (T1,), "version": 1}
    return Blocker(id=B1, **{**usual, **values})  # type: ignore[arg-type]


def test_the_turn_of_the_sketch() -> None:
    board = sample_board("zh")
    wang = told(board, RecordId("P-02"))

    assert wang.in_hand == ("T-02", "T-12", "A-21")
    assert wang.blocked == (Hold(RecordId("B-07"), (RecordId("T-08"), RecordId("T-12"))),)
    assert wang.waits_for == (Wait(RecordId("T-12"), RecordId("T-08"), RecordId("P-05")),)
    assert wang.awaited_by == ()
    assert set(wang.promised) == {"T-01", "T-02"}


def test_who_is_waited_for_hears_of_it() -> None:
    zhou = told(sample_board("zh"), RecordId("P-05"))

    assert zhou.awaited_by == (Wait(RecordId("T-12"), RecordId("T-08"), RecordId("P-02")),)


def test_who_has_nothing_to_say_is_quiet() -> None:
    board = sample_board("zh")

    assert told(board, RecordId("P-11")).quiet
    assert not told(board, RecordId("P-02")).quiet


def test_a_task_that_has_not_begun_is_not_in_hand() -> None:
    later = task(1, owner=WANG, start=date(2026, 11, 23), due=date(2026, 11, 27))

    assert of(WANG, later).in_hand == ()
    assert of(WANG, replace(later, start=date(2026, 11, 18))).in_hand == (T1,)
    assert of(WANG, replace(later, status=TaskStatus.DOING)).in_hand == (T1,)


def test_what_was_handed_in_is_done_not_in_hand() -> None:
    world = World.of(task(1, owner=WANG, actual=80, status=TaskStatus.DOING))
    then = world.board()
    world.put(task(1, owner=WANG, actual=100, status=TaskStatus.IN_REVIEW, version=2))
    now = world.board()
    found = told(now, WANG, compare(then, now, ()))

    assert (found.done, found.in_hand) == ((T1,), ())
    assert {each.id for each in found.changed} == {T1}


def test_only_ones_own_tasks_hold_one_up() -> None:
    stopped = (task(1, owner=LI), task(2, owner=WANG, depends_on=(T1,)), blocker())

    assert of(WANG, *stopped).blocked == (Hold(B1, (T1, T2)),)
    assert of(LI, *stopped).blocked == (Hold(B1, (T1,)),)
    assert of(ZHANG, *stopped).blocked == ()


@pytest.mark.parametrize("status", [BlockerStatus.CLOSED, BlockerStatus.MERGED])
def test_what_is_settled_holds_nobody_up(status: BlockerStatus) -> None:
    assert of(WANG, task(1, owner=WANG), blocker(status=status)).blocked == ()


def test_a_finished_task_holds_nobody_up() -> None:
    finished = task(1, owner=LI, status=TaskStatus.DONE, actual=100)

    assert of(WANG, finished, task(2, owner=WANG, depends_on=(T1,)), blocker()).blocked == ()


def test_whoever_waits_in_a_ring_is_told_all_the_same() -> None:
    ring = (task(1, owner=LI, depends_on=(T2,)), task(2, owner=LI, depends_on=(T1,)))

    assert of(WANG, *ring, blocker()).blocked == ()


def test_a_blocker_without_a_task_holds_up_whoever_reported_it() -> None:
    assert of(WANG, blocker(tasks=(), reporter="王敏")).blocked == (Hold(B1),)
    assert of(LI, blocker(tasks=(), reporter="王敏")).blocked == ()


def test_a_blocker_to_solve_is_in_hand_until_there_is_a_solution() -> None:
    board = World.of().board()
    owned = blocker(tasks=(), owner=LI)

    assert of(LI, owned).in_hand == (B1,)
    assert of(LI, replace(owned, solved_at=board.read_at)).in_hand == ()


def test_promises_of_the_last_meeting_are_counted() -> None:
    items = [ActionItem(id=each, title="交", owner=WANG, version=1) for each in (A1, A2)]
    world = World.of(*items)
    then = world.board()
    world.put(replace(items[0], status=ActionStatus.DONE, version=2))
    now = world.board()
    found = told(now, WANG, compare(then, now, ()))

    assert set(found.left) == {A1, A2}
    assert found.kept == (A1,)
    assert found.done == (A1,)
    assert found.in_hand == (A2,)


def test_what_is_due_this_week_was_promised() -> None:
    board = World.of().board()
    tasks: list[Task] = [
        task(1, owner=WANG, due=date(2026, 11, 20)),
        task(2, owner=WANG, due=date(2026, 11, 27)),
        task(3, owner=LI, due=date(2026, 11, 20)),
    ]
    item = ActionItem(
        id=A1, title="交", owner=WANG, due=board.read_at + timedelta(days=1), version=1
    )

    assert of(WANG, *tasks, item).promised == (T1, A1)
