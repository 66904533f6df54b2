"""A task whose row is gone from its source: it stays, and everything says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.sync.sheet_files import write_csv

HEAD = ("任务", "负责人", "进度")
ROWS = tuple((f"任务{n}", "王敏", f"{n}0%") for n in range(1, 5))
TOLD = "已被移除:这里留着,不再同步"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "plan.csv", (HEAD, *ROWS))


@pytest.fixture
def shrunk(on_file: Cli, plan: Path) -> Cli:
    """A project in which the first row of the file is gone, as somebody agreed to."""
    on_file("init", "--name", "华东")
    on_file("people", "add", "王敏", "--dept", "市场部")
    assert on_file("source", "add", "plan", str(plan)).status == 0
    assert on_file("sync", "plan").status == 0
    write_csv(plan, (HEAD, *ROWS[1:]))
    assert on_file("sync", "plan", "--yes", "--json").json["ended"] == 1
    return on_file


def test_show_the_board_and_the_history_say_that_it_is_gone(shrunk: Cli) -> None:
    shown = shrunk("show", "T-01")

    assert TOLD in shown.out
    assert "里不再有 T-01,这里留着" in shown.out
    assert shrunk("show", "T-01", "--json").json["source_gone"] is True
    rows = shrunk("board", "--plain").out.splitlines()
    marked = [each.split()[0] for each in rows if "来源已移除" in each]
    assert marked == ["T-01"]
    assert TOLD not in shrunk("show", "T-02").out
    listed = [each for each in shrunk("list", "tasks").out.splitlines() if "来源已移除" in each]
    assert [each.split()[0] for each in listed] == ["T-01"]


def test_once_its_row_is_there_again_the_mark_is_gone(shrunk: Cli, plan: Path) -> None:
    write_csv(plan, (HEAD, *ROWS))
    assert shrunk("sync", "plan").status == 0

    shown = shrunk("show", "T-01")

    assert TOLD not in shown.out
    assert "里又有 T-01 了" in shown.out
    assert "来源已移除" not in shrunk("board", "--plain").out


def test_that_it_is_gone_is_nothing_to_undo(shrunk: Cli) -> None:
    history = shrunk("show", "T-01", "--json").json["history"]
    gone = next(each for each in history if each["kind"] == "task.gone")

    refused = shrunk("undo", "--id", str(gone["seq"]))

    assert refused.status == 1
    assert TOLD in shrunk("show", "T-01").out


def test_what_is_only_told_leaves_the_record_as_it_was(shrunk: Cli, tmp_path: Path) -> None:
    found = shrunk("show", "T-01", "--json").json
    assert [each["kind"] for each in found["history"]] == ["task.gone", "task.added"]
    assert found["version"] == 1
    assert shrunk("do", "T-01", "progress", "40").status == 0
    assert shrunk("show", "T-01", "--json").json["version"] == 2
    package = tmp_path / "archive.zip"
    done = shrunk("archive", "-o", str(package), "--to", "html", "--yes")
    assert done.status == 0, done.err
    checked = shrunk("archive", "--check", str(package))
    assert checked.status == 0, checked.err
