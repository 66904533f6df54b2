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
