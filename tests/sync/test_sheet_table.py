"""Whole files: which sheet, which rows are the head, what is a task, and what it is known by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from sync.guess import guess
from sync.record import Items, Kind, Listing, Pull, Unreadable
from sync.sheet.source import SheetSource, key_name, open_source
from sync.trouble import Fatal
from tests.sync.sheet_files import PLAIN, messy, parts_of, write_csv, write_xlsx, zipped

Cells = Iterable[Sequence[str]]


def source(path: Path, sheet: str = "", key: str = "") -> SheetSource:
    return open_source("plan", f"{path}#{sheet}" if sheet else str(path), key)


def pulled(tmp_path: Path, rows: Cells, key: str = "") -> Pull:
    return source(write_csv(tmp_path / "plan.csv", rows), key=key).pull()


def names(tmp_path: Path, rows: Cells) -> list[str]:
    return [each.name for each in pulled(tmp_path, rows).columns]


def titles(pull: Pull) -> list[object]:
    column = guess(pull.columns).mapping.columns["title"].id
    return [each.fields.get(column) for each in pull.records]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return messy(tmp_path / "华东区试销.xlsx")


def test_a_messy_plan_is_read_whole(plan: Path) -> None:
    pull = source(plan).pull()
    first, second, third, fourth, fifth = (each.fields for each in pull.records)

    assert (pull.complete, pull.listing, pull.cursor) == (True, Listing.FULL, None)
    assert [each.id for each in pull.records] == ["HD-01", "HD-02", "HD-03", "HD-04", "HD-05"]
    assert first["责任人"] == ("张伟",)
    assert second["责任部门"] == "市场部"
    assert third["责任人"] == ("李雷", "王敏")
    assert [first["完成进度"], second["完成进度"], third["完成进度"]] == [60.0, 30.0, 100.0]
    assert "责任人" not in fourth
    assert fifth["延迟原因"] == Unreadable("#REF!")
    assert third["备注"] == Unreadable("formula")


def test_the_days_of_a_messy_plan_are_days(plan: Path) -> None:
    records = source(plan).pull().records
    days = [(each.fields.get("计划开始"), each.fields.get("计划完成")) for each in records]

    assert [tuple(each.date().isoformat() if isinstance(each, datetime) else each for each in pair)
            for pair in days] == [
        ("2024-10-08", "2024-10-18"),
        ("2024-10-14", "2024-10-25"),
        ("2024-09-30", "2024-10-12"),
        ("2024-10-21", None),
        ("2024-10-28", "尽快"),
    ]  # fmt: skip


def test_headings_sums_and_signatures_are_told_and_are_no_tasks(plan: Path) -> None:
    skipped = source(plan).pull().skipped

    assert [(each.reason, each.values["row"]) for each in skipped] == [
        ("sheet-heading", 6),
        ("sheet-heading", 10),
        ("sheet-note", 13),
        ("sheet-note", 15),
    ]


def test_forerunners_are_found_by_number_and_by_place(plan: Path) -> None:
    records = source(plan).pull().records

    assert records[2].fields["前置任务"] == Items(("HD-01", "HD-02"))
    assert records[3].fields["前置任务"] == Items(("HD-02",))


def test_the_mapping_proposed_for_a_messy_plan_is_right(plan: Path) -> None:
    found = source(plan).check()
    mapping = guess(found.columns).mapping

    assert (found.title, found.table, found.total) == ("华东区试销.xlsx", "任务计划", 5)
    assert {field: target.name for field, target in mapping.columns.items()} == {
        "title": "工作内容",
        "owner": "责任人",
        "collaborators": "配合人",
        "status": "当前状态",
        "actual": "完成进度",
        "start": "计划开始",
        "due": "计划完成",
        "priority": "优先级",
        "dept": "责任部门",
        "deliverable": "交付物",
        "delay_reason": "延迟原因",
        "depends_on": "前置任务",
    }
    assert guess(found.columns).unmatched == (("status", "挂起"),)
    assert key_name(found.columns, "工作内容") == "任务编号"


def test_a_hidden_sheet_is_read_where_it_is_named(plan: Path) -> None:
    assert titles(source(plan, "旧计划").pull()) == ["不要读我"]


def test_a_sheet_that_is_not_there_is_told_with_those_that_are(plan: Path) -> None:
    with pytest.raises(Fatal) as told:
        source(plan, "计划").check()

    assert told.value.reason == "sheet-not-there"
    assert told.value.values["sheets"] == ("封面", "旧计划", "任务计划")


def test_a_mark_in_the_name_of_a_file_is_no_sheet(tmp_path: Path) -> None:
    assert len(source(write_csv(tmp_path / "plan#2.csv")).pull().records) == 3


def test_the_result_of_a_formula_is_read(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "plan.xlsx", [("任务", "负责人"), ("=B1", "张伟"), ("=A1", "")])
    parts = parts_of(path)
    sheet = "xl/worksheets/sheet1.xml"
    saved = b'<c r="A2" t="str"><f>B1</f><v>x</v></c>'
    part, count = re.subn(rb'<c r="A2".*?</c>', saved, parts[sheet])
    path.write_bytes(zipped(parts | {sheet: part}))

    first, second = source(path).pull().records

    assert count == 1
    assert (first.fields["任务"], second.fields["任务"]) == ("x", Unreadable("formula"))


def test_days_without_a_format_are_days_in_a_column_of_days(tmp_path: Path) -> None:
    rows = (("任务", "负责人", "截止日期", "数量"), ("调研", "张伟", 45581, 45581))

    fields = source(write_xlsx(tmp_path / "plan.xlsx", rows)).pull().records[0].fields

    assert isinstance(fields["截止日期"], datetime)
    assert fields["截止日期"].date().isoformat() == "2024-10-16"
    assert fields["数量"] == 45581.0


@pytest.mark.parametrize(
    ("above", "head"),
    [
        ([], ("任务", "负责人", "截止日期")),
        ([("2024年计划",), (), ("制表:张伟",)], ("任务", "负责人", "截止日期")),
        ([("*任务名称:", "负责\n人", "备注")], ("任务名称", "负责人", "备注")),
        (
            [("任务", "负责人", "计划", "", "备注"), ("", "", "开始", "完成", "")],
            ("任务", "负责人", "计划开始", "计划完成", "备注"),
        ),
        (
            [("", "", "计划", "", "实际", ""), ("任务", "负责人", *("开始", "完成") * 2)],
            ("任务", "负责人", "计划开始", "计划完成", "实际开始", "实际完成"),
        ),
        ([("任务", "备注", "", "备注")], ("任务", "备注", "C", "备注")),
    ],
)
def test_the_head_is_found_below_whatever_stands_above(
    tmp_path: Path, above: list[tuple[str, ...]], head: tuple[str, ...]
) -> None:
    rows = [*above] if len(head) != 3 or "备注" in head else [*above, head]

    assert names(tmp_path, [*rows, ("调研", "王敏", "x", "y", "z", "w")[: len(head)]]) == [*head]


def test_a_task_about_progress_is_no_head(tmp_path: Path) -> None:
    rows = [
        ("工作项", "跟进", "DDL"),
        ("进度说明", "张伟", "10/18"),
        ("任务进度汇报", "负责人确认", ""),
    ]

    assert names(tmp_path, rows) == ["工作项", "跟进", "DDL"]


def test_the_first_task_is_no_second_row_of_the_head(tmp_path: Path) -> None:
    rows = [("任务", "负责人", "备注", "", ""), ("调研", "王敏", "甲", "乙", "丙")]

    assert titles(pulled(tmp_path, rows)) == ["调研"]


def test_a_head_that_is_repeated_on_each_page_is_no_task(tmp_path: Path) -> None:
    assert titles(pulled(tmp_path, [*PLAIN, PLAIN[0], ("评审", "王敏")])) == [
        "渠道政策确认", "物料设计", "样品寄送", "评审",
    ]  # fmt: skip


def test_a_file_without_a_head_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Fatal) as told:
        pulled(tmp_path, [("1",), ("2",)])

    assert told.value.reason == "sheet-no-head"


def test_columns_are_known_by_their_names_wherever_they_stand(tmp_path: Path) -> None:
    turned = [tuple(reversed(row)) for row in PLAIN]

    one, other = pulled(tmp_path, PLAIN), pulled(tmp_path, turned)

    assert {each.id for each in one.columns} == {each.id for each in other.columns}
    assert [each.id for each in one.records] == [each.id for each in other.records]


def test_a_row_without_a_number_is_known_by_its_title(tmp_path: Path) -> None:
    before = pulled(tmp_path, PLAIN)
    edited = [PLAIN[0], ("新任务", "王敏"), *((row[0], "王敏", *row[2:]) for row in PLAIN[1:])]

    assert [each.id for each in pulled(tmp_path, edited).records][1:] == [
        each.id for each in before.records
    ]


def test_alike_titles_are_counted_under_each_heading(tmp_path: Path) -> None:
    rows = [
        ("任务", "负责人"),
        ("一、设计",),
        ("评审", "甲"),
        ("二、试产",),
        ("评审", "乙"),
        ("评审", "丙"),
    ]

    ids = [each.id for each in pulled(tmp_path, rows).records]

    assert len(set(ids)) == 3
    assert ids[2] == f"{ids[1]}#2"


@pytest.mark.parametrize(
    ("head", "numbers", "key"),
    [
        ("任务编号", ("HD-1", "HD-2", "HD-3"), "任务编号"),
        ("ID", ("7", "3", "9"), "ID"),
        ("序号", ("A1", "A2", "A3"), "序号"),
        ("序号", ("1", "2", "3"), "任务名称"),
        ("序号", ("1", "2", "5"), "任务名称"),
        ("WBS", ("1", "1.1", "1.2"), "任务名称"),
        ("#", ("1", "2", "3"), "任务名称"),
        ("编号", ("4", "5", "6"), "任务名称"),
        ("编号", ("HD-1", "", "HD-3"), "任务名称"),
        ("编号", ("HD-1", "HD-1", "HD-3"), "任务名称"),
    ],
)
def test_only_numbers_that_name_a_row_are_its_identity(
    tmp_path: Path, head: str, numbers: tuple[str, ...], key: str
) -> None:
    rows = [(head, *PLAIN[0])]
    rows += [(number, *row) for number, row in zip(numbers, PLAIN[1:], strict=True)]
    columns = source(write_csv(tmp_path / "plan.csv", rows)).check().columns

    assert key_name(columns, "任务名称") == key


def test_a_key_once_chosen_stays(tmp_path: Path) -> None:
    rows = [("编号", *PLAIN[0]), *(("HD-1", *row) for row in PLAIN[1:])]

    assert [each.id for each in pulled(tmp_path, rows, key="编号").records] == [
        "HD-1", "HD-1#2", "HD-1#3",
    ]  # fmt: skip
    with pytest.raises(Fatal) as told:
        pulled(tmp_path, PLAIN, key="编号")
    assert told.value.reason == "sheet-key-gone"


def test_subtasks_name_their_parent_by_its_title(tmp_path: Path) -> None:
    rows = [
        ("任务", "父任务", "负责人"),
        ("试销", "", "张伟"),
        ("选店", "试销", "王敏"),
        ("x", "无此", ""),
    ]

    parent, child, orphan = pulled(tmp_path, rows).records

    assert child.fields["父任务"] == Items((parent.id,))
    assert orphan.fields["父任务"] == Items(("无此",))


def test_few_values_said_often_are_options(tmp_path: Path) -> None:
    rows = [
        ("任务", "负责人", "渠道"),
        *((f"t{n}", "张伟", "线上" if n % 2 else "线下") for n in range(8)),
    ]

    column = pulled(tmp_path, rows).columns[2]

    assert (column.kind, column.options) == (Kind.OPTION, ("线下", "线上"))


def test_an_empty_table_is_an_empty_complete_listing(tmp_path: Path) -> None:
    pull = pulled(tmp_path, PLAIN[:1])

    assert (pull.records, pull.complete, pull.pages) == ((), True, 1)


def test_many_rows_come_page_by_page(tmp_path: Path) -> None:
    rows = [("任务", "负责人"), *((f"任务 {n}", "张伟") for n in range(1100))]

    pull = pulled(tmp_path, rows)

    assert (len(pull.records), pull.pages) == (1100, 3)


def test_a_task_merged_over_rows_is_one_task(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (
        ("阶段", "任务", "交付物"),
        ("准备", "调研", "问卷"),
        (None, None, "报告"),
        (None, "选店"),
    ):
        sheet.append(row)
    sheet.merge_cells("A2:A4")
    sheet.merge_cells("B2:B3")
    book.save(tmp_path / "plan.xlsx")

    records = source(tmp_path / "plan.xlsx").pull().records

    assert [(each.fields.get("任务"), each.fields["阶段"]) for each in records] == [
        ("调研", "准备"),
        (None, "准备"),
        ("选店", "准备"),
    ]


def test_a_sum_below_a_merged_stage_is_no_task(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (
        ("阶段", "任务", "负责人", "进度"),
        ("准备", "调研", "甲", 0.5),
        (None, "选店", "乙", 0.2),
        (None, "小计", None, 0.35),
    ):
        sheet.append(row)
    sheet.merge_cells("A2:A4")
    book.save(tmp_path / "plan.xlsx")

    pull = source(tmp_path / "plan.xlsx").pull()

    assert titles(pull) == ["调研", "选店"]
    assert [(each.reason, each.values["text"]) for each in pull.skipped] == [("sheet-note", "小计")]


@pytest.mark.parametrize(
    ("cells", "read"),
    [
        (("0.5", "1", "3.5", "0"), [50, 100, 350, 0]),
        (("0.5", "1", "30", "0"), [50, 100, 30, 0]),
        (("5", "1", "3.5", "40"), [5, 1, 3.5, 40]),
    ],
)
def test_one_number_beyond_all_fractions_is_no_small_per_cent(
    tmp_path: Path, cells: tuple[str, ...], read: list[float]
) -> None:
    rows = [("任务", "负责人", "进度"), *((f"第{n}项", "甲", c) for n, c in enumerate(cells))]

    assert [each.fields["进度"] for each in pulled(tmp_path, rows).records] == read
