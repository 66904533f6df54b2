"""CSV as Excel and WPS write it in China, and what the cells of a plan say."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from sync.names import names_in
from sync.record import Kind, Unreadable
from sync.sheet.cells import Context, value_of
from sync.sheet.days import day_of, year_near
from sync.sheet.grid import Raw, Share
from sync.sheet.plain_text import read_text
from sync.trouble import Fatal
from tests.sync.sheet_files import PLAIN, csv_bytes

NEAR = date(2024, 10, 16)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("by", [",", "\t", ";"])
def test_every_usual_encoding_and_delimiter_reads_alike(encoding: str, by: str) -> None:
    assert read_text(csv_bytes(PLAIN, encoding, by), "plan.csv").rows == PLAIN


def test_a_chinese_comma_is_a_part_of_the_text() -> None:
    grid = read_text("任务;负责人\n评审,会签,归档;张伟\n调研,访谈;王敏\n".encode(), "plan.csv")

    assert grid.rows[1] == ("评审,会签,归档", "张伟")


def test_excels_line_about_its_delimiter_is_obeyed() -> None:
    rows = read_text("sep=;\n任务;说明\n调研;a,b,c\n".encode("gb18030"), "plan.csv").rows

    assert rows == ((), ("任务", "说明"), ("调研", "a,b,c"))


def test_a_cell_may_hold_lines_and_the_delimiter() -> None:
    rows = [("任务", "说明"), ("调研", "一,\n二")]

    assert read_text(csv_bytes(rows), "plan.csv").rows == tuple(rows)


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(Fatal) as told:
        read_text(bytes(range(256)) * 4, "plan.csv")

    assert told.value.reason == "sheet-encoding"


def test_cells_are_cleaned() -> None:
    row = read_text("任务,负责人\n\x1b[31m调研\u202e,张伟\x07\n".encode(), "plan.csv").rows[1]

    assert row == ("调研", "张伟")


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2024年10月16日", date(2024, 10, 16)),
        ("２０２４年１０月１６日", date(2024, 10, 16)),
        ("2024年10月16日(周三)", date(2024, 10, 16)),
        ("2024-10-16 18:00", date(2024, 10, 16)),
        ("2024-10-16T18:00:00", date(2024, 10, 16)),
        ("2024.10.16", date(2024, 10, 16)),
        ("2024/1/6", date(2024, 1, 6)),
        ("24.10.16", date(2024, 10, 16)),
        ("20241016", date(2024, 10, 16)),
        ("10/16/2024", date(2024, 10, 16)),
        ("10/16", date(2024, 10, 16)),
        ("10月16日", date(2024, 10, 16)),
        ("10月16日前", date(2024, 10, 16)),
        ("10.16", date(2024, 10, 16)),
        ("1月8日", date(2025, 1, 8)),
        ("12月30日", date(2024, 12, 30)),
        (45581.0, date(2024, 10, 16)),
        ("45581", date(2024, 10, 16)),
        (datetime.fromisoformat("2024-10-16T18:00"), date(2024, 10, 16)),
        ("2024-02-30", None),
        ("10月中旬", None),
        ("10月", None),
        ("2024-10-16至2024-10-20", None),
        ("尽快", None),
        (3.0, None),
        (True, None),
    ],
)
def test_days_are_read_as_people_write_them(cell: Raw, day: date | None) -> None:
    assert day_of(cell, NEAR) == day


def test_days_of_an_old_mac_are_counted_from_1904() -> None:
    assert day_of(44119.0, NEAR, from_1904=True) == date(2024, 10, 16)


def test_a_year_comes_from_the_plan_before_it_comes_from_the_calendar() -> None:
    days = [date(2023, 5, 1), date(2024, 3, 1), date(2024, 4, 1)]

    assert year_near(days, ["2025年计划"], NEAR) == date(2024, 3, 1)
    assert year_near([], ["推进计划", "2023年度计划"], NEAR).year == 2023
    assert year_near([], ["推进计划"], NEAR) == NEAR


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("张伟、王敏,李雷/陈静;赵六", ("张伟", "王敏", "李雷", "陈静", "赵六")),
        ("张　伟", ("张伟",)),
        ("张伟 王敏", ("张伟", "王敏")),
        ("王敏(市场部)、@李雷", ("王敏", "李雷")),
        ("Zhang San, Li Si", ("Zhang San", "Li Si")),
        ("张伟\n张伟", ("张伟",)),
        ("、", ()),
    ],
)
def test_people_in_one_cell_are_told_apart(text: str, names: tuple[str, ...]) -> None:
    assert names_in(text) == names


@pytest.mark.parametrize(
    ("cell", "kind", "value"),
    [
        ("——", Kind.TEXT, None),
        ("/", Kind.DATE, None),
        ("待定", Kind.DATE, None),
        ("待定", Kind.TEXT, "待定"),
        ("TBD", Kind.PEOPLE, None),
        ("尽快", Kind.DATE, "尽快"),
        ("1,200", Kind.NUMBER, 1200.0),
        ("65%", Kind.FRACTION, 0.65),
        ("一半", Kind.NUMBER, "一半"),
        ("√", Kind.CHECK, True),
        (3.0, Kind.TEXT, "3"),
        (datetime.fromisoformat("2024-10-16"), Kind.TEXT, "2024-10-16"),
        (Unreadable("#REF!"), Kind.TEXT, Unreadable("#REF!")),
    ],
)
def test_a_cell_is_read_as_its_column_wants(cell: Raw, kind: Kind, value: object) -> None:
    assert value_of(cell, Context(kind, NEAR)) == value


@pytest.mark.parametrize(
    ("cell", "whole", "value"),
    [
        (Share(0.65), True, 65.0),
        ("65%", True, 65.0),
        (65.0, True, 65.0),
        (1.0, True, 100.0),
        (0.3, True, 30.0),
        (1.0, False, 1.0),
        (Share(1.0), False, 100.0),
    ],
)
def test_progress_is_told_out_of_a_hundred(cell: Raw, whole: bool, value: float) -> None:
    assert value_of(cell, Context(Kind.NUMBER, NEAR, percent=True, whole=whole)) == value


def test_a_file_that_is_gone_says_where_it_was(tmp_path: Path) -> None:
    from sync.sheet.source import open_source

    with pytest.raises(Fatal) as told:
        open_source("plan", str(tmp_path / "none.xlsx")).check()

    assert told.value.reason == "sheet-missing"
    assert told.value.values["path"] == str(tmp_path / "none.xlsx")
