"""The weekly round and the figures of the week."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from core.domain.action import ActionItem, ActionStatus
from core.domain.changes import Change, Changes, What
from core.domain.ids import Kind, record_id
from core.domain.meeting import Point, Sort
from core.domain.people import Function, Person
from core.domain.record import Record
from core.domain.rounds import DepartmentRow, department_rows, week_figures
from core.domain.task import LightLevel, Task, TaskStatus
from core.domain.week import Totals, WeekFigures, totals, week_of
from tests.samples import sample_board
from tests.unit.core.world import PEOPLE, WANG, ZONE, World, task

T1, T2 = (record_id(Kind.TASK, number) for number in (1, 2))
A1 = record_id(Kind.ACTION, 1)
NOW = datetime(2026, 11, 18, 9, 30, tzinfo=ZONE)
NOTHING = Changes(NOW, NOW)


def rows(*records: Record) -> dict[str, DepartmentRow]:
    """The round in a world with these records, by department."""
    board = World.of(*records).board()
    return {each.department: each for each in department_rows(board, board.read_at)}


def figures(*records: Record, changes: Changes = NOTHING) -> WeekFigures:
    """The figures of the week in a world with these records."""
    return week_figures(World.of(*records).board(), changes)


def test_the_round_of_the_sample_tells_red_and_amber_with_their_reasons() -> None:
    board = sample_board("zh")
    found = {each.department: each for each in department_rows(board, board.read_at)}
    research = found["研发部"]

    assert (research.light, research.reporter) == (LightLevel.RED, "P-03")
    (lag,) = research.lags
    assert (lag.task, lag.planned, lag.actual) == ("T-04", 100, 80)
    assert (lag.reason, lag.unexplained) == ("接口权限未开放(B-08)", False)
    assert found["售后部"].silent == 2
    assert found["售后部"].lags == ()
    assert "项目部" not in found


def test_red_comes_before_amber() -> None:
    late = {"start": date(2026, 11, 9), "due": date(2026, 11, 27), "dept": "研发部"}
    found = rows(task(1, actual=45, **late), task(2, actual=10, **late))["研发部"]

    assert [each.light for each in found.lags] == [LightLevel.RED, LightLevel.AMBER]
    assert found.light is LightLevel.RED


def test_a_missing_reason_is_marked() -> None:
    found = rows(task(dept="研发部"))["研发部"]
    given = rows(task(dept="研发部", delay_reason="等样品"))["研发部"]

    assert [each.unexplained for each in (*found.lags, *given.lags)] == [True, False]


def test_a_cancelled_task_is_no_departments_business() -> None:
    assert rows(task(dept="研发部", status=TaskStatus.CANCELLED)) == {}


def test_a_department_that_nobody_set_up_is_told_too() -> None:
    assert list(rows(task(dept="外协"))) == ["外协"]


def test_the_liaison_speaks_before_the_head() -> None:
    head = replace(PEOPLE[1], functions=(Function.DEPT_HEAD,))
    liaison = Person(
        id=record_id(Kind.PERSON, 9), name="赵倩", dept="研发部", functions=(Function.LIAISON,)
    )

    assert rows(task(dept="研发部"), head)["研发部"].reporter == WANG
    assert rows(task(dept="研发部"), head, liaison)["研发部"].reporter == liaison.id


@pytest.mark.parametrize(
    ("text", "said_by"),
    [("研发部:要白名单", "张伟"), ("研发:要白名单", "张伟"), ("要白名单", "王敏")],
)
def test_a_department_asks_for_what_is_said_in_its_name(text: str, said_by: str) -> None:
    point = Point(id=record_id(Kind.POINT, 1), sort=Sort.RESOURCE, text=text, said_by=said_by)
    tasks = (task(1, dept="研发部"), task(2, dept="市场部"))
    found = rows(*tasks, point)

    assert (found["研发部"].resources, found["市场部"].resources) == ((text,), ())
    assert rows(*tasks, replace(point, settled=True))["研发部"].resources == ()


def week_task(number: int, **values: object) -> Task:
    """A task due on Friday of this week."""
    return task(number, **{"due": date(2026, 11, 20), "dept": "研发部", **values})


def test_each_promise_comes_to_one_thing() -> None:
    done = week_task(1, status=TaskStatus.DONE, actual=100)
    dropped = week_task(2, status=TaskStatus.CANCELLED)
    late, ahead = week_task(3, due=date(2026, 11, 17)), week_task(4)
    found = figures(done, dropped, late, ahead)

    assert (found.done, found.cancelled) == (("T-01",), ("T-02",))
    assert (found.carried, found.ahead) == (("T-03",), ("T-04",))
    assert len(found.promised) == 4
    assert found.rate == 25


def test_what_was_overdue_goes_on_and_what_was_done_before_does_not_count() -> None:
    old, finished = week_task(1, due=date(2026, 11, 6)), week_task(2, due=date(2026, 11, 6))
    finished = replace(finished, status=TaskStatus.DONE, actual=100)

    assert figures(old, finished).promised == ("T-01",)
    fresh = Changes(NOW, NOW, (Change(T2, What.DONE, "调研"),))
    assert figures(old, finished, changes=fresh).done == ("T-02",)


def test_what_was_moved_beyond_the_week_is_carried() -> None:
    moved = week_task(1, due=date(2026, 11, 27))
    change = Change(T1, What.DUE, "调研", date(2026, 11, 20), date(2026, 11, 27))

    assert figures(moved).promised == ()
    assert figures(moved, changes=Changes(NOW, NOW, (change,))).carried == ("T-01",)


def test_what_was_moved_within_later_weeks_was_never_promised() -> None:
    moved = week_task(1, due=date(2026, 12, 4))
    change = Change(T1, What.DUE, "调研", date(2026, 11, 27), date(2026, 12, 4))

    assert figures(moved, changes=Changes(NOW, NOW, (change,))).promised == ()


def test_action_items_are_promises_of_their_owners_department() -> None:
    item = ActionItem(id=A1, title="交", owner=WANG, due=NOW + timedelta(days=1), version=1)
    tasks = (week_task(1),)

    assert (rows(*tasks, item)["研发部"].done, rows(*tasks, item)["研发部"].total) == (0, 2)
    kept = replace(item, status=ActionStatus.SUBMITTED)
    assert rows(*tasks, kept)["研发部"].done == 1


def test_no_promise_has_no_rate() -> None:
    assert figures().rate is None
    assert figures().variance is None


def test_the_variance_of_the_sketch() -> None:
    board = sample_board("zh")
    last = Totals(date(2024, 10, 13), 100, 92)
    found = week_figures(board, NOTHING, (last, totals(board)))

    assert (found.variance, found.variance_before) == (-14, -8)


def test_a_task_with_subtasks_is_told_by_them() -> None:
    parent, child = task(1, actual=100), task(2, parent=T1, actual=40)
    found = totals(World.of(parent, child).board())

    assert (found.planned, found.actual, found.variance) == (100, 40, -60)


def test_a_week_begins_on_monday() -> None:
    monday, sunday = date(2026, 11, 16), date(2026, 11, 22)

    assert week_of(monday) == week_of(sunday) == (monday, sunday)
