"""Fields, columns and choices by the names that people use, however they write them."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Cli, Copied, typed

WIDE = "\uff1a"
"""A colon as an input method types it."""


def _charter(database: str) -> None:
    typed(
        database,
        ("init", "--name", "新品", "--code", "launch", "--lead", "市场部"),
        ("add", "到店", "--type", "task", "--accept"),
        ("form", "new", "charter"),
        ("form", "new", "change"),
    )


@pytest.fixture
def charter(copied: Copied) -> Cli:
    """A project with a charter, F-01, and a change, F-02, of a task, T-01."""
    return copied(_charter)


def field(cli: Cli, name: str, form: str = "F-01") -> object:
    """What a field reads."""
    return cli("form", "show", form, "--json").json["fields"][name]


def test_a_field_is_found_however_its_name_is_written(charter: Cli) -> None:
    said = (
        "范围:包含",
        f"范围{WIDE}包含",
        "范围 包含",
        "SCOPE_IN",
        "\uff33cope\uff3fin",
        "Scope: in",
    )
    for at, name in enumerate(said):
        sign = "=\uff1d"[at % 2]
        ended = charter("form", "set", "F-01", f"{name}{sign}全国{at}", "--json")
        assert ended.status == 0, ended.err
        fields = ended.json["fields"]
        assert (fields["scope_in"], fields["scope_out"]) == (f"全国{at}", None)


def test_a_suggestion_never_names_the_opposite(charter: Cli) -> None:
    for word in ("包括", "包含", "范围", "scope"):
        ended = charter("form", "set", "F-01", f"{word}=全国")
        guess = ended.err.partition("是不是")[2].partition("?")[0]

        assert "不" not in guess
        assert field(charter, "scope_out") is None


def test_the_names_are_listed_in_the_readers_language(charter: Cli) -> None:
    zh = charter("form", "set", "F-01", "moon=3")
    en = charter("form", "set", "F-01", "moon=3", "--lang", "en")

    assert "范围:包含(scope_in)、范围:不包含(scope_out)" in zh.err
    assert "Scope: in (scope_in), Scope: out (scope_out)" in en.err
    assert (zh.status, en.status) == (2, 2)


def test_a_near_name_is_suggested(charter: Cli) -> None:
    assert "是不是 验收标准(criteria)?" in charter("form", "set", "F-01", "验收标淮=3").err


def test_columns_and_choices_go_by_names_of_both_languages(charter: Cli) -> None:
    rows = ("任务=T-01;字段=截止;改为=12-01", "Task=T-01; Field=due; To=12-01")
    wide = [each.replace("=", "\uff1d").replace(";", "\uff1b") for each in rows]
    for row in (*rows, *wide):
        ended = charter("form", "set", "F-02", f"变更内容={row}", "--json")

        assert ended.status == 0, ended.err
        assert ended.json["fields"]["changes"] == [
            {"task": "T-01", "field": "due", "to": "2026-12-01"}
        ]


def test_a_form_tells_its_columns_and_choices_while_it_is_written(charter: Cli) -> None:
    told = charter("form", "show", "F-02").out

    assert "列:任务(task)、字段(field)、改为(to)" in told
    assert "可选:截止(due)、开始(start)" in told
    assert "变更内容+=任务=…;字段=…;改为=…" in told
    charter("form", "withdraw", "F-02")
    assert "列:" not in charter("form", "show", "F-02").out


def test_a_form_about_a_task_says_which_there_are(charter: Cli) -> None:
    ended = charter("form", "new", "acceptance")

    assert ended.status == 1
    assert "pengtou form new acceptance --about T-01" in ended.err
    assert "T-01 到店" in ended.err
    assert charter("form", "new", "acceptance", "--about", "T-01").status == 0


def test_an_empty_list_says_what_it_means(on_file: Cli) -> None:
    on_file("init", "--name", "新品", "--code", "launch", "--lead", "市场部")
    assert "还没有表单" in on_file("form", "list").err
    assert "没有在计时的时限" in on_file("process").out

    on_file("form", "new", "charter")
    on_file("people", "add", "赵六", "--dept", "研发部")
    assert "没有等你办的表单" in on_file("form", "list", "--mine", "--as", "赵六").err


LABELLED = (
    ("zh", "F-03", "各部门子目标.9.目标值=1", "“各部门子目标”没有第 9 行,共 1 行"),
    ("zh", "F-03", "核心目标+=1", "“核心目标”只有一个值,写 核心目标=值"),
    ("zh", "F-03", "goal.1=1", "“核心目标”不是明细,直接写 核心目标=值"),
    ("zh", "F-04", "自查完成度=全部", "“自查完成度 %”要填数字,看不懂“全部”"),
    ("zh", "F-04", "complete=inf", "“自查完成度 %”要填数字,看不懂“inf”"),
    ("en", "F-03", "sub_goals.9.target=1", "“Goals by department” has no row 9; it has 1"),
    ("en", "F-03", "goal+=1", "“Main goal” has one value: write Main goal=value"),
    ("en", "F-04", "complete=all", "“Complete, %” takes a number, and “all” is none"),
)


def test_what_is_wrong_with_a_field_is_said_with_its_label_in_the_readers_language(
    charter: Cli,
) -> None:
    charter("form", "new", "goals")
    charter("form", "new", "self_check", "--dept", "市场部", "--on-behalf")
    for language, form, pair, told in LABELLED:
        ended = charter("form", "set", form, pair, "--lang", language)

        assert (ended.status, told in ended.err) == (2, True), ended.err


def test_a_form_about_a_person_is_named_after_the_person_and_one_about_a_task_by_its_id(
    charter: Cli,
) -> None:
    charter("people", "add", "周芳", "--dept", "客服部")
    charter("form", "new", "opinion", "--about", "周芳", "--dept", "客服部", "--as", "周芳")
    charter("form", "new", "acceptance", "--about", "T-01")
    name = "验收意见表 · 客服部 周芳"
    listed = charter("form", "list").out

    assert f"F-03  {name}" in listed
    assert "验收申请 · T-01" in listed
    assert "P-0" not in listed
    assert f"F-03  {name}" in charter("form", "show", "F-03").out
    shown = charter("show", "F-03").out
    assert "验收意见表  客服部 周芳" in shown
    assert "P-0" not in shown
    assert charter("form", "show", "F-03", "--json").json["subject"] == "P-02"


def test_forms_that_wait_for_nobody_of_the_project_are_refused_and_not_an_empty_list(
    charter: Cli,
) -> None:
    for more in ((), ("--json",)):
        ended = charter("form", "list", "--mine", "--as", "路人甲", *more)
        usual = charter("do", "T-01", "progress", "10", "--as", "路人甲")

        assert (ended.status, ended.err, ended.out) == (usual.status, usual.err, "")
        assert "项目名单里没有“路人甲”" in ended.err
