"""A file whose rows are known by another column from now on."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.settings import read
from tests.cli.conftest import Cli
from tests.sync.sheet_files import write_csv

HEAD = ("编号", "任务", "负责人", "进度")
ROWS = (
    ("HD-1", "印刷海报", "王敏", "10%"),
    ("HD-2", "租场地", "王敏", "20%"),
    ("HD-3", "请主持", "王敏", "30%"),
)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "plan.csv", (HEAD, *ROWS))


@pytest.fixture
def office(on_file: Cli, plan: Path) -> Cli:
    """A project with the file as the source `plan`, known by its titles and synced once."""
    on_file("init", "--name", "华东")
    on_file("people", "add", "王敏", "--dept", "市场部")
    assert on_file("source", "add", "plan", str(plan), "--key", "任务").status == 0
    assert on_file("sync", "plan").status == 0
    return on_file


def tasks(cli: Cli) -> dict[str, str]:
    """Titles by id."""
    return {each["id"]: each["title"] for each in cli("list", "tasks", "--json").json}


def test_the_tasks_go_with_the_rows_and_follow_a_new_title(
    office: Cli, plan: Path, config: Path
) -> None:
    before = tasks(office)

    changed = office("source", "change", "plan", "--key", "编号")

    assert changed.status == 0, changed.err
    assert "按“编号”认行:3 行和任务的关联已跟着改过来" in changed.err
    assert read(config).sources["plan"].key == "编号"
    assert office("sync", "plan", "--plan", "--json").json["changes"] == []
    write_csv(plan, (HEAD, ROWS[1], ("HD-1", "印刷大海报", "王敏", "10%"), ROWS[2]))
    assert office("sync", "plan", "--json").json["updated"] == 1
    assert tasks(office) == {**before, "T-01": "印刷大海报"}


def test_a_row_that_went_before_is_gone_after_it_too(office: Cli, plan: Path) -> None:
    write_csv(plan, (HEAD, *ROWS[1:]))

    assert office("source", "change", "plan", "--key", "编号").status == 0

    assert office("sync", "plan", "--json").json["asks"] == "many-ended"
    looked = office("sync", "plan", "--plan")
    assert looked.status == 1
    assert "这是预览,什么也没有写;真的同步时要你先回答一个问题" in looked.err
    assert "其余都已办完" not in looked.err
    assert "其余都已办完,还有一个问题等你回答" in office("sync", "plan").err
    assert office("sync", "plan", "--yes", "--json").json["ended"] == 1


def test_a_column_that_does_not_tell_rows_apart_changes_nothing(office: Cli, config: Path) -> None:
    refused = office("source", "change", "plan", "--key", "负责人")

    assert refused.status == 2
    assert "“负责人”认不出每一行" in refused.err
    assert read(config).sources["plan"].key == "任务"


def test_with_an_open_conflict_the_rows_stay_known_as_they_are(
    office: Cli, plan: Path, config: Path
) -> None:
    office("do", "T-01", "progress", "50")
    write_csv(plan, (HEAD, ("HD-1", "印刷海报", "王敏", "15%"), *ROWS[1:]))
    assert office("sync", "plan", "--json").json["clashes_new"] == 1
    assert office("sync", "plan", "--json").json["clashes_new"] == 0

    refused = office("source", "change", "plan", "--key", "编号")

    assert refused.status == 2
    assert "还有 1 个冲突没有处理" in refused.err
    assert read(config).sources["plan"].key == "任务"
