"""Who stands on which rung of the ladder (R16)."""

from __future__ import annotations

from dataclasses import replace

from core.domain.blocker import Blocker
from core.domain.ids import RecordId
from core.domain.ladder import next_rung, rungs
from core.domain.people import Function
from core.domain.raci import RaciRow
from tests.unit.core.stuck import (
    CAST,
    EXECUTIVE,
    HEAD,
    LEADER,
    MANAGER,
    ONE,
    OUTSIDER,
    OWNER,
    RESPONSIBLE,
    SECOND,
    TASK,
)

PEOPLE = {each.id: each for each in CAST}
T_TWO = RecordId("T-02")
STUCK = Blocker(id=ONE, title="缺料", responsible_dept="研发部", lead="市场部", tasks=(TASK, T_TWO))


def row(task: str, **cells: str) -> dict[RecordId, RaciRow]:
    return {RecordId(task): RaciRow(id=RecordId(f"R{task[1:]}"), cells=cells)}


def test_without_a_grid_it_is_manager_head_executive() -> None:
    assert [(each.number, each.people, each.dept) for each in rungs(STUCK, PEOPLE, {})] == [
        (1, (MANAGER,), "项目部"),
        (2, (HEAD,), "研发部"),
        (3, (EXECUTIVE,), "总部"),
    ]


def test_the_a_of_the_first_task_that_has_one_is_the_first_rung() -> None:
    rows = row("T-01", **{RESPONSIBLE: "R"}) | row("T-02", **{SECOND: "A", OWNER: "C"})

    first = rungs(STUCK, PEOPLE, rows)[0]

    assert (first.people, first.dept) == ((SECOND,), "市场部")


def test_a_department_that_is_a_speaks_through_its_head() -> None:
    assert rungs(STUCK, PEOPLE, row("T-01", 研发部="A"))[0].people == (HEAD,)
    assert rungs(STUCK, PEOPLE, row("T-01", 市场部="A"))[0].people == (MANAGER,)


def test_who_left_stands_on_no_rung() -> None:
    people = PEOPLE | {
        each: replace(PEOPLE[each], removed=True) for each in (HEAD, MANAGER, SECOND)
    }

    found = rungs(STUCK, people, row("T-01", **{SECOND: "A"}))

    assert [each.people for each in found] == [(), (), (EXECUTIVE,)]
    assert [each.dept for each in found] == ["", "研发部", "总部"]


def test_the_department_that_leads_stands_in_where_none_is_responsible() -> None:
    leading = replace(PEOPLE[LEADER], functions=(Function.LEAD_DEPT_HEAD,))

    second = rungs(replace(STUCK, responsible_dept=""), PEOPLE | {LEADER: leading}, {})[1]

    assert (second.people, second.dept) == ((LEADER,), "市场部")


def test_the_next_rung_is_one_up_and_there_is_none_at_the_top() -> None:
    found = [next_rung(replace(STUCK, rung=rung), PEOPLE, {}) for rung in range(4)]

    assert [each.number if each else None for each in found] == [1, 2, 3, None]
    assert OUTSIDER not in {one for each in found if each for one in each.people}
