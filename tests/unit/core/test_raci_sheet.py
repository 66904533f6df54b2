"""A sheet becomes changes: what is understood is written, what is not is named with its nearest."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.board import Board
from core.domain.ids import RecordId, raci_of
from core.domain.people import Person
from core.domain.raci import FillRow, RaciRow
from core.domain.raci_sheet import Sheet, Trouble, is_sheet, read_sheet, rows_of
from tests.unit.core.world import LI, WANG, ZHANG, World, task

TITLES = ("用户调研", "竞品分析", "销售话术与培训")


def board(*rows: RaciRow) -> Board:
    """Three tasks and these rows."""
    tasks = (task(number, title=title) for number, title in enumerate(TITLES, 1))
    return World.of(*tasks, *rows).board()


def sheet(text: str, on: Board | None = None) -> Sheet:
    """A pasted text on a board."""
    return read_sheet(rows_of(text), on or board())


def wanted(found: Sheet) -> dict[str, dict[str, str]]:
    """The cells of each task that would be written."""
    wish = found.wish()
    commands = wish.commands if wish is not None else ()
    return {each.task: dict(each.cells) for each in commands if isinstance(each, FillRow)}


def troubles(found: Sheet) -> list[tuple[Trouble, str, str]]:
    """All that was not understood."""
    every = (*found.problems, *(each for row in found.rows for each in row.problems))
    return [(each.trouble, each.text, each.near) for each in every]


@pytest.mark.parametrize("mark", ["\t", ",", "，"], ids=["tabs", "commas", "chinese commas"])
def test_cells_are_parted_by_tabs_or_commas(mark: str) -> None:
    text = f"任务{mark}张伟{mark}王敏\n用户调研{mark}A{mark}R"

    assert wanted(sheet(text)) == {"T-01": {ZHANG: "A", WANG: "R"}}


def test_a_title_with_a_comma_stands_in_quotes() -> None:
    assert rows_of('任务,张伟\n"调研,二期",A')[1] == ["调研,二期", "A"]


@pytest.mark.parametrize("name", ["T-01", "t-1", "用户调研", " 用户 调研 ", "T-01 旧的标题"])
def test_a_task_goes_by_its_id_or_its_title(name: str) -> None:
    assert wanted(sheet(f"任务\t张伟\n{name}\tA")) == {"T-01": {ZHANG: "A"}}


def test_id_and_title_may_have_a_column_each() -> None:
    assert wanted(sheet("编号\t任务\t张伟\nT-02\t竞品分析\tR")) == {"T-02": {ZHANG: "R"}}


@pytest.mark.parametrize("head", ["张伟", "P-01", "张伟(市场部)", "zhangwei", "zw"])
def test_a_person_goes_by_any_of_their_names(head: str) -> None:
    assert wanted(sheet(f"任务\t{head}\n用户调研\tA")) == {"T-01": {ZHANG: "A"}}


def test_a_department_is_a_party_of_its_own() -> None:
    assert wanted(sheet("任务\t研发部\n用户调研\tR")) == {"T-01": {"研发部": "R"}}


def test_departments_may_stand_above_names() -> None:
    text = "\t市场部\t研发部\n任务\t张伟\t王敏\t校验\n───\nT-01\tA\tR\t✓"

    assert wanted(sheet(text)) == {"T-01": {ZHANG: "A", WANG: "R"}}
    assert troubles(sheet(text)) == []


@pytest.mark.parametrize("cell", ["a", "A", "Ａ", "[A]", "审批", "Accountable"])
def test_a_letter_may_be_written_in_many_ways(cell: str) -> None:
    assert wanted(sheet(f"任务\t张伟\n用户调研\t{cell}")) == {"T-01": {ZHANG: "A"}}


@pytest.mark.parametrize("cell", ["", "·", "-", "—", "无"])
def test_an_empty_cell_leaves_what_is_there(cell: str) -> None:
    on = board(RaciRow(id=raci_of("T-01"), cells={ZHANG: "A"}))

    assert wanted(sheet(f"任务\t张伟\t王敏\n用户调研\t{cell}\tR", on)) == {"T-01": {WANG: "R"}}


def test_a_nought_clears() -> None:
    on = board(RaciRow(id=raci_of("T-01"), cells={ZHANG: "I"}))

    assert wanted(sheet("任务\t张伟\n用户调研\t0", on)) == {"T-01": {ZHANG: ""}}


def test_the_table_of_the_process_has_names_in_its_cells() -> None:
    text = "任务\tR 负责方\tA 审批方\tC 咨询方\tI 知会方\n用户调研\t王敏\t张伟\t李强、研发部\t"

    assert wanted(sheet(text)) == {"T-01": {WANG: "R", ZHANG: "A", LI: "C", "研发部": "C"}}


def test_a_new_a_takes_the_old_ones_place_and_the_preview_says_so() -> None:
    on = board(RaciRow(id=raci_of("T-01"), cells={ZHANG: "A"}, version=3))
    (row,) = sheet("任务\t王敏\n用户调研\tA", on).rows

    assert [(each.party, each.before, each.after) for each in row.changes] == [
        (ZHANG, "A", ""),
        (WANG, "", "A"),
    ]
    assert row.seen == 3


def test_what_reads_so_already_is_not_written() -> None:
    on = board(RaciRow(id=raci_of("T-01"), cells={ZHANG: "A"}))

    assert sheet("任务\t张伟\n用户调研\tA", on).wish() is None


def test_two_a_in_a_row_leave_the_row_as_it_is() -> None:
    found = sheet("任务\t张伟\t王敏\n用户调研\tA\tA\n竞品分析\tA\tR")

    assert troubles(found) == [(Trouble.MANY_ACCOUNTABLE, "张伟/王敏", "")]
    assert wanted(found) == {"T-02": {ZHANG: "A", WANG: "R"}}


def test_unknown_names_and_titles_are_named_with_the_nearest() -> None:
    found = sheet("任务\t张玮\t王敏\n用户调查\tA\tR\n竞品分析\tA\tR")

    assert troubles(found) == [
        (Trouble.UNKNOWN_PARTY, "张玮", "张伟"),
        (Trouble.UNKNOWN_TASK, "用户调查", "T-01 用户调研"),
    ]
    assert wanted(found) == {"T-02": {WANG: "R"}}


def test_what_is_like_nothing_has_no_nearest() -> None:
    assert troubles(sheet("任务\tzzz\t王敏\nqqqq\tA\tR"))[0][2] == ""


def test_a_cell_that_is_no_letter_is_named_and_the_others_are_written() -> None:
    found = sheet("任务\t张伟\t王敏\n用户调研\tA/R\tR")

    assert troubles(found) == [(Trouble.NO_LETTER, "A/R", "张伟")]
    assert wanted(found) == {"T-01": {WANG: "R"}}


def test_namesakes_are_told_apart_by_their_department() -> None:
    on = board()
    other = Person(id=RecordId("P-09"), name="王敏", dept="财务部")
    on = replace(on, people={**on.people, other.id: other})

    assert troubles(sheet("任务\t王敏\n用户调研\tR", on)) == [
        (Trouble.SEVERAL_PARTIES, "王敏", "王敏(研发部)/王敏(财务部)")
    ]
    assert wanted(sheet("任务\t王敏(财务部)\n用户调研\tR", on)) == {"T-01": {"P-09": "R"}}
    assert wanted(sheet("\t财务部\n任务\t王敏\n用户调研\tR", on)) == {"T-01": {"P-09": "R"}}


def test_tasks_of_one_title_are_told_apart_by_their_id() -> None:
    tasks = (task(1, title="调研"), task(2, title="调研"))
    on = World.of(*tasks).board()

    assert troubles(sheet("任务\t张伟\n调研\tA", on)) == [
        (Trouble.SEVERAL_TASKS, "调研", "T-01/T-02")
    ]
    assert wanted(sheet("任务\t张伟\nT-02 调研\tA", on)) == {"T-02": {ZHANG: "A"}}


def test_a_task_that_comes_twice_counts_the_first_time() -> None:
    found = sheet("任务\t张伟\n用户调研\tA\nT-01\tR")

    assert troubles(found) == [(Trouble.SAME_TASK, "用户调研", "2")]
    assert wanted(found) == {"T-01": {ZHANG: "A"}}


def test_rows_may_be_left_out() -> None:
    found = sheet("任务\t张伟\n用户调研\tA\n竞品分析\tA")
    wish = found.wish({2})

    assert wish is not None
    assert [each.task for each in wish.commands if isinstance(each, FillRow)] == ["T-02"]
    assert found.wish({2, 3}) is None


def test_one_line_or_one_column_is_no_sheet() -> None:
    assert not is_sheet("张伟,王敏")
    assert not is_sheet("张伟\n王敏")
    assert is_sheet("任务\t张伟\n调研\tA")


@given(st.lists(st.lists(st.text(max_size=4), max_size=5), max_size=5))
def test_no_sheet_breaks_the_reader_and_no_wish_has_two_a(rows: list[list[str]]) -> None:
    found = read_sheet(rows, board())

    assert all(list(cells.values()).count("A") <= 1 for cells in wanted(found).values())


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    read_sheet(rows_of(text), board())
