"""`raci import`: told first, written with `--yes`, as one change."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.cli.conftest import ON_SQLITE, Cli

SHEET = "任务,张伟,王敏,李强国,研发部\n调研,A,R,C,\nT-02,A,,,R\n不存在的任务,A,,,\nT-03,A,A,,\n"


def file(tmp_path: Path, text: str = SHEET, encoding: str = "utf-8") -> str:
    """A CSV file."""
    path = tmp_path / "raci.csv"
    path.write_bytes(text.encode(encoding))
    return str(path)


def letters(board: Cli) -> dict[str, dict[str, str]]:
    """The grid as `list raci` tells it."""
    return {each["task"]: each["cells"] for each in board("list", "raci", "--json").json}


def test_what_would_change_is_told_and_nothing_is_written(board: Cli, tmp_path: Path) -> None:
    before = letters(board)
    ended = board("raci", "import", file(tmp_path))

    assert ended.status == 0
    assert "T-01 调研  张伟 -→A、王敏 -→R" in ended.out
    assert "研发部 -→R" in ended.out
    assert "首行:不认识“李强国”,最接近 李强" in ended.err
    assert "第 4 行:没有任务“不存在的任务”" in ended.err
    assert "第 5 行 T-03:有两个 A(张伟/王敏):本行不写" in ended.err
    assert "还什么也没写:加 --yes 写入" in ended.err
    assert letters(board) == before


def test_yes_writes_all_rows_as_one_change(board: Cli, tmp_path: Path) -> None:
    before = letters(board)
    ended = board("raci", "import", file(tmp_path), "--yes")

    assert "已改 2 行" in ended.err
    assert letters(board) != before
    assert board("undo").status == 0
    assert letters(board) == before


def test_a_second_run_changes_nothing(board: Cli, tmp_path: Path) -> None:
    board("raci", "import", file(tmp_path), "--yes")
    ended = board("raci", "import", file(tmp_path), "--yes")

    assert (ended.status, ended.out) == (0, "")
    assert "没有要改的格" in ended.err


@ON_SQLITE
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig"])
def test_excel_on_chinese_systems_writes_other_encodings(
    board: Cli, tmp_path: Path, encoding: str
) -> None:
    assert "张伟 -→A" in board("raci", "import", file(tmp_path, encoding=encoding)).out


@ON_SQLITE
def test_a_workbook_is_read_like_a_csv(board: Cli, tmp_path: Path) -> None:
    book = Workbook()
    for row in (["任务", "R 负责方", "A 审批方"], ["调研", "王敏", "张伟"], [None, None, None]):
        book.worksheets[0].append(row)
    path = tmp_path / "raci.xlsx"
    book.save(path)

    assert "王敏 -→R、张伟 -→A" in board("raci", "import", str(path)).out


@ON_SQLITE
def test_a_workbook_without_openpyxl_says_how_to_get_it(
    board: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    path = tmp_path / "raci.xlsx"
    path.write_bytes(b"PK")
    ended = board("raci", "import", str(path))

    assert ended.status == 2
    assert "pengtou[office]" in ended.err


@ON_SQLITE
def test_a_file_that_names_nobody_is_refused(board: Cli, tmp_path: Path) -> None:
    ended = board("raci", "import", file(tmp_path, "任务,张玮\n调研,A\n"))

    assert ended.status == 2
    assert "首行里没有认得的人或部门" in ended.err
    assert "最接近 张伟" in ended.err


@ON_SQLITE
def test_a_file_that_is_not_there_is_told(board: Cli, tmp_path: Path) -> None:
    assert board("raci", "import", str(tmp_path / "none.csv"), "--yes").status == 2


@ON_SQLITE
def test_json_holds_changes_and_problems(board: Cli, tmp_path: Path) -> None:
    found = board("raci", "import", file(tmp_path), "--json").json

    assert found["written"] is False
    assert found["rows"][0]["changes"][0] == {
        "party": "P-01",
        "name": "张伟",
        "before": None,
        "after": "A",
    }
    assert [each["trouble"] for each in found["problems"]] == ["unknown_party"]
    troubles = [each["trouble"] for row in found["rows"] for each in row["problems"]]
    assert troubles == ["unknown_task", "many_accountable"]
