"""`goals`, `list resources`, `name`, and what holds a task up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import ON_SQLITE, Cli

BOTH = "lead_dept_head,project_manager"
ROWS = [
    {"dept": "研发部", "goal": "缺陷率", "measure": "月测", "target": "≤1%", "current": "1.6%"},
    {"dept": "销售部", "goal": "新签", "measure": "CRM", "target": "3,000 家"},
]


@pytest.fixture
def company(board: Cli, tmp_path: Path) -> Cli:
    """The small project with heads of departments, and goals that wait for their names."""
    board("people", "add", "刘总", "--dept", "研发部", "--function", "dept_head")
    board("people", "add", "孙总", "--dept", "销售部", "--function", "dept_head")
    board(
        "people", "add", "钱总", "--dept", "市场部", "--function", "lead_dept_head,project_manager"
    )
    file = tmp_path / "goals.json"
    file.write_text(json.dumps({"goal": "全年 3 亿", "sub_goals": ROWS}), "utf-8")
    board("form", "new", "goals", "--as", "钱总")
    board("form", "set", "F-01", "--from", str(file), "--as", "钱总")
    return board


@ON_SQLITE
def test_goals_read_with_their_share_and_go_on_after_the_signatures(company: Cli) -> None:
    assert "还没有全部签字" in company("goals").err
    company("form", "submit", "F-01", "--as", "钱总")
    for name in ("刘总", "孙总", "钱总"):
        company("form", "sign", "F-01", "--as", name)

    updated = company("goals", "set", "2", "2600", "家", "--as", "孙总", "--json")
    assert [each["reached"] for each in updated.json] == [62, 86]
    assert all(each["agreed"] for each in updated.json)
    assert "签后改过" not in company("form", "show", "F-01").out
    assert company("goals", "set", "1", "0.8%", "--as", "孙总").status == 1
    assert company("goals", "set", "9", "0.8%").status == 2
    assert "86%" in company("report", "weekly", "--format", "md").out


@ON_SQLITE
def test_without_goals_it_is_said_how_to_begin(board: Cli) -> None:
    assert "form new goals" in board("goals").err
    assert "form new needs" in board("list", "resources").err


@ON_SQLITE
def test_resources_are_listed_from_the_forms(company: Cli) -> None:
    row = "needs+=what=3 名工程师;kind=人力;from=研发部;by=2026-11-17"
    assert company("form", "new", "needs", "--dept", "销售部", row, "--as", "孙总").status == 0
    (found,) = company("list", "resources", "--json").json

    assert (found["what"], found["kind"], found["source"]) == ("3 名工程师", "people", "研发部")
    assert (found["state"], found["overdue"]) == ("asked", True)
    assert company("list", "resources", "--status", "delivered", "--json").json == []
    assert "3 名工程师" in company("list", "resources", "--dept", "研发部").out
    assert "3 名工程师" in company("report", "weekly", "--format", "md").out


@ON_SQLITE
def test_what_waits_for_a_red_task_says_so(board: Cli) -> None:
    assert board("do", "T-02", "edit", "depends_on=T-01").status == 0
    assert board("do", "T-01", "light", "red", "--reason", "缺料").status == 0
    found = board("show", "T-02", "--json").json

    assert found["held_up_by"] == [{"task": "T-01", "why": "red"}]
    assert "T-01 调研 是红灯" in board("show", "T-02").out


@ON_SQLITE
def test_names_follow_the_rule_of_the_documents_and_the_projects_own(board: Cli) -> None:
    assert board("name", "group").out == "新品上市-协作群\n"
    assert board("name", "group", "--dept", "研发部", "--stage", "筹备").out == (
        "[新品上市]-[筹备]-[研发部]\n"
    )
    assert board("name", "file", "--dept", "研发部", "--kind", "纪要").out == (
        "新品上市-研发部-纪要\n"
    )
    assert len(board("name", "group", "--all", "--json").json) == 4
    assert board("name", "group", "--dept", "月球办").status == 2

    board("name", "rule", "--group", "{dept}·{project}")
    assert board("name", "group", "--dept", "研发部").out == "研发部·新品上市\n"
    assert board("name", "rule", "--file", "{什么}").status == 1


@ON_SQLITE
def test_a_goal_is_named_by_its_number_or_by_its_form_too(company: Cli) -> None:
    named = company("goals", "set", "F-01.2", "１５００ 家", "--as", "钱总", "--json")
    assert [each["reached"] for each in named.json] == [62, 50]

    assert "F-01.1" in company("goals", "set", "F-01.9", "500").err
    assert company("goals", "set", "F-09.1", "500").status == 2
