"""Columns in which not every cell is what its column holds, and rows that are no tasks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest

from sync.guess import guess
from sync.mapping import Mapping, Target
from sync.record import Kind, Pull
from sync.roster import Roster
from sync.sheet.source import SheetSource, key_asked, keys, open_source
from sync.translate import Translation, translate_all
from sync.trouble import Fatal
from tests.sync.sheet_files import write_xlsx

NOBODY = Roster.of(())
HEAD = ("序号", "工作内容", "责任人", "计划时间开始", "计划时间完成", "完成情况")
MIXED: tuple[tuple[object, ...], ...] = (
    HEAD,
    (1.1, "主视觉定稿", "王敏", "2026年11月3日", date(2026, 11, 20), 0.8),
    (1.2, "物料印刷", "王敏", "11月10日", "11月28日", "50%"),
    (1.3, "物料发运", "李雷", "2026/11/20", "2026-12-5", 0),
    (2.1, "媒介排期", "李雷", 46340, 46350, "已完成"),
    (2.2, "达人合作", "王敏", "待定", "12月中旬", "约30%"),
    (2.3, "门店陈列", "王敏", "11.15", "12.20", "过半"),
)


_MIXED_ROWS = tuple(enumerate(MIXED[1:]))


def opened(tmp_path: Path, rows: Sequence[Sequence[object]], mapping: object = None) -> SheetSource:
    path = write_xlsx(tmp_path / "plan.xlsx", rows)
    return open_source("plan", str(path), mapping=mapping if isinstance(mapping, Mapping) else None)


def said(source: SheetSource, mapping: Mapping | None = None) -> Translation:
    """What a file says of tasks, with the mapping that was guessed unless another is given."""
    pull = source.pull()
    chosen = mapping or guess(source.check().columns).mapping
    return translate_all(pull.records, chosen, NOBODY, columns=pull.columns)


def test_each_cell_is_read_by_itself_and_one_odd_cell_spoils_no_column(tmp_path: Path) -> None:
    told = said(opened(tmp_path, MIXED))

    assert [each.values.get("due") for each in told.records] == [
        "2026-11-20", "2026-11-28", "2026-12-05", "2026-11-24", None, "2026-12-20",
    ]  # fmt: skip
    assert [each.values.get("actual") for each in told.records] == [80, 50, 0, 100, 30, None]


def test_the_odd_cells_are_told_with_their_rows_and_left_out(tmp_path: Path) -> None:
    told = said(opened(tmp_path, MIXED))

    notes = [note for each in told.records for note in each.unmatched if note.field != "owner"]
    assert [(each.field, each.value, each.where[0].row) for each in notes] == [
        ("due", "12月中旬", 6),
        ("actual", "过半", 7),
    ]


def test_a_column_mapped_by_hand_is_read_as_its_field_asks(tmp_path: Path) -> None:
    rows = [
        ("任务", "负责人", "说明", "描述"),
        ("甲", "王敏", "12.20", "约30%"),
        ("乙", "王敏", 46350, 0.5),
        ("丙", "李雷", "下周", "已完成"),
        ("丁", "李雷", "再议", "看情况"),
    ]
    by_hand = Mapping(
        {
            "title": Target("任务", "任务"),
            "due": Target("说明", "说明"),
            "actual": Target("描述", "描述"),
        }
    )
    plain, asked = opened(tmp_path, rows), opened(tmp_path, rows, by_hand)

    assert [each.kind for each in plain.columns()][2:] == [Kind.TEXT, Kind.TEXT]
    assert [each.kind for each in asked.columns()][2:] == [Kind.DATE, Kind.NUMBER]
    records = said(asked, by_hand).records
    assert [each.values.get("due") for each in records][1:] == ["2026-11-24", None, None]
    assert str(records[0].values["due"]).endswith("-12-20")
    assert [each.values.get("actual") for each in records] == [30, 50, 100, None]


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (("已完成", "进行中", "未开始", "已完成"), Kind.TEXT),
        (("已完成", "50%", "80%", "已完成"), Kind.NUMBER),
        (("等审批", "进展顺利", "50%", "再议"), Kind.TEXT),
    ],
)
def test_words_alone_are_a_status_and_no_progress(
    tmp_path: Path, cells: tuple[str, ...], kind: Kind
) -> None:
    rows = [
        ("任务", "负责人", "完成情况"),
        *((f"t{n}", "王敏", each) for n, each in enumerate(cells)),
    ]

    column = opened(tmp_path, rows).columns()[2]

    assert (column.kind is Kind.NUMBER) == (kind is Kind.NUMBER)


def sections(pull: Pull) -> list[object]:
    return [each.values["text"] for each in pull.skipped if each.reason == "sheet-section"]


def test_rows_that_only_name_those_below_them_are_no_tasks(tmp_path: Path) -> None:
    rows = [
        *MIXED[:1],
        (1, "一、物料阶段"),
        *MIXED[1:4],
        (2, "投放阶段"),
        *MIXED[4:],
        (None, "合计", None, None, None, "=AVERAGE(F3:F8)"),
    ]
    pull = opened(tmp_path, rows).pull()

    assert sections(pull) == ["一、物料阶段", "投放阶段"]
    assert len(pull.records) == 6
    assert [each.row for each in pull.records][:3] == [3, 4, 5]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([("1", "甲", "王敏"), ("2", "乙", ""), ("3", "丙", "李雷")], []),
        ([("1", "甲", "王敏"), ("", "准备", ""), ("2", "丙", "李雷")], ["准备"]),
        ([("1", "甲", "王敏"), ("2", "丙", "李雷"), ("", "新任务", "")], []),
        ([("", "甲", "王敏"), ("", "准备", ""), ("", "丙", "李雷")], ["准备"]),
        ([("1", "甲", ""), ("2", "乙", ""), ("3", "丙", "李雷")], []),
    ],
)
def test_a_title_alone_is_a_section_only_where_it_heads_something(
    tmp_path: Path, rows: list[tuple[str, ...]], found: list[str]
) -> None:
    source = opened(tmp_path, [("序号", "任务", "负责人"), *rows])

    assert sections(source.pull()) == found


def test_a_section_that_was_a_task_once_is_still_there(tmp_path: Path) -> None:
    """Its link does not end, and nobody is asked."""
    before = opened(tmp_path, [HEAD[1:], ("准备", "王敏"), ("甲", "王敏"), ("乙", "李雷")]).pull()
    after = opened(tmp_path, [HEAD[1:], ("准备",), ("甲", "王敏"), ("乙", "李雷")]).pull()

    assert (len(before.records), len(after.records)) == (3, 2)
    assert before.seen == after.seen


def test_numbers_that_differ_in_every_row_are_offered_as_the_key(tmp_path: Path) -> None:
    columns = opened(tmp_path, MIXED).check().columns

    assert keys(columns, "工作内容") == ("序号",)
    assert keys(columns, "任务编号") == ()
    mapping = guess(columns).mapping
    assert key_asked(columns, " 序号", mapping) == "序号"
    for name in ("责任人", "没有"):
        with pytest.raises(Fatal) as told:
            key_asked(columns, name, mapping)
        assert told.value.reason == "sheet-key-unfit"
        assert told.value.values["columns"] == ("序号", "工作内容")


def test_where_only_days_and_shares_differ_no_column_is_proposed_for_the_rows(
    tmp_path: Path,
) -> None:
    rows = (HEAD[1:], *((each[1] if n < 5 else "物料印刷", *each[2:]) for n, each in _MIXED_ROWS))
    columns = opened(tmp_path, rows).check().columns

    with pytest.raises(Fatal) as told:
        key_asked(columns, "责任人", guess(columns).mapping)

    assert [each.name for each in columns if each.distinct]
    assert told.value.reason == "sheet-key-none"


def test_a_row_known_by_its_number_keeps_its_id_under_another_title(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "plan.xlsx", MIXED)
    before = [each.id for each in open_source("plan", str(path), "序号").pull().records]
    head, (number, _, *rest), *others = MIXED
    write_xlsx(path, [head, (number, "主视觉最终定稿", *rest), *others])

    assert [each.id for each in open_source("plan", str(path), "序号").pull().records] == before
    assert before[0] == "1.1"


def test_a_day_that_excel_counts_is_one_where_the_name_speaks_of_days(tmp_path: Path) -> None:
    rows = [("任务", "负责人", "验收时间"), ("甲", "王敏", 46350), ("乙", "李雷", "12.20")]
    first = opened(tmp_path, rows).pull().records[0].fields["验收时间"]

    assert isinstance(first, datetime)
    assert first.date() == date(2026, 11, 24)
