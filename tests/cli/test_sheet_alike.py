"""A file in which two rows are known by the same value."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Cli, Copied, typed
from tests.sync.sheet_files import write_csv

HEAD = ("任务", "负责人")
FIRST, SECOND = ("印刷海报", "王敏"), ("印刷海报", "李雷")
OTHERS = tuple((f"任务{n}", "张伟") for n in range(4))
SHIFTED = "表里叫这个的有 {rows} 行,关联着的任务有 {links} 个"


def _office(database: str) -> None:
    people = (("people", "add", name, "--dept", "市场部") for name in ("王敏", "李雷"))
    typed(database, ("init", "--name", "华东"), *people)


@pytest.fixture
def office(copied: Copied) -> Cli:
    """A project whose people are 张伟, 王敏 and 李雷."""
    return copied(_office)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "plan.csv", (HEAD, FIRST, SECOND, *OTHERS))


def owners(cli: Cli) -> dict[str, object]:
    """Who answers for the tasks of that title, by id."""
    found = cli("list", "tasks", "--json").json
    return {each["id"]: each["owner"] for each in found if each["title"] == "印刷海报"}


def test_a_value_in_two_rows_is_told_with_its_rows(office: Cli, plan: Path) -> None:
    added = office("source", "add", "plan", str(plan))
    checked = office("source", "check", "plan")
    synced = office("sync", "plan")

    for told in (added.err, checked.err, synced.err):
        assert "第 2、3 行 · “印刷海报”不止一行" in told
    assert len(owners(office)) == 2
    assert office("sync", "plan", "--plan", "--json").json["changes"] == []


def test_a_row_that_goes_hands_its_task_to_no_other(office: Cli, plan: Path) -> None:
    office("source", "add", "plan", str(plan))
    office("sync", "plan")
    before = owners(office)
    write_csv(plan, (HEAD, SECOND, *OTHERS))

    again = office("sync", "plan", "--yes", "--json")

    assert (again.json["updated"], again.json["ended"], again.json["asks"]) == (0, 0, None)
    assert SHIFTED.format(rows=1, links=2) in again.err
    assert owners(office) == before


def test_a_row_that_comes_between_is_held_until_names_differ(office: Cli, plan: Path) -> None:
    office("source", "add", "plan", str(plan))
    office("sync", "plan")
    before = owners(office)
    write_csv(plan, (HEAD, ("印刷海报", "张伟"), FIRST, SECOND, *OTHERS))

    held = office("sync", "plan", "--json")
    write_csv(plan, (HEAD, ("印刷海报一", "张伟"), FIRST, SECOND, *OTHERS))
    settled = office("sync", "plan", "--json")

    assert (held.json["created"], held.json["updated"]) == (0, 0)
    assert SHIFTED.format(rows=3, links=2) in held.err
    assert (settled.json["created"], settled.json["updated"]) == (1, 0)
    assert owners(office) == before


def test_the_sum_of_a_preview_counts_what_is_asked_about(office: Cli, plan: Path) -> None:
    office("source", "add", "plan", str(plan))
    office("sync", "plan")
    write_csv(plan, (HEAD, FIRST, SECOND, *OTHERS[2:]))

    planned = office("sync", "plan", "--plan")

    assert planned.out.count("来源已移除  T-") == 2
    assert "来源已移除 2" in planned.out
