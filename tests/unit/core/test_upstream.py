"""R32: what goes wrong upstream is shown downstream."""

from __future__ import annotations

from datetime import date

from core.domain.board import Board
from core.domain.ids import Kind, RecordId, record_id
from core.domain.task import LightLevel, Task, TaskStatus
from core.domain.upstream import Held, Why, upstream_red
from tests.unit.core.world import World, task

ONE, TWO, THREE = (record_id(Kind.TASK, each) for each in (1, 2, 3))
FAR = date(2026, 12, 30)


def chain(**first: object) -> Board:
    """T-03 waits for T-02, and that for T-01."""
    world = World()
    world.put(
        task(1, **first),
        task(2, start=date(2026, 11, 16), due=FAR, depends_on=(ONE,)),
        task(3, start=date(2026, 11, 16), due=FAR, depends_on=(TWO,)),
    )
    return world.board()


def held(board: Board, identity: RecordId) -> tuple[Held, ...]:
    return upstream_red(board.tasks[identity], board.tasks, board.standings)


def test_a_red_task_holds_up_what_waits_for_it_and_what_waits_for_that() -> None:
    board = chain()

    assert board.standings[ONE].light is LightLevel.RED
    assert held(board, TWO) == (Held(ONE, Why.RED),)
    assert held(board, THREE) == (Held(ONE, Why.RED),)
    assert held(board, ONE) == ()


def test_what_is_delivered_holds_nothing_up() -> None:
    board = chain(actual=100, status=TaskStatus.IN_REVIEW, light=LightLevel.RED, light_reason="x")

    assert held(board, TWO) == ()


def test_a_task_that_is_done_waits_for_nothing() -> None:
    board = chain()
    done = Task(id=TWO, title="x", status=TaskStatus.DONE, depends_on=(ONE,))

    assert upstream_red(done, board.tasks, board.standings) == ()


def test_a_plan_that_does_not_fit_together_is_told() -> None:
    board = chain(start=date(2026, 11, 18), due=date(2026, 12, 31))

    assert held(board, TWO) == (Held(ONE, Why.LATE),)
    assert held(board, THREE) == ()


def test_the_nearest_comes_first_and_each_once() -> None:
    world = World()
    world.put(
        task(1),
        task(2, depends_on=(ONE,)),
        task(3, due=FAR, depends_on=(TWO, ONE)),
    )

    assert [each.task for each in held(world.board(), THREE)] == [TWO, ONE]
