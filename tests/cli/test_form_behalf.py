"""Who answers a form, in whose name, and with which words, from the shell."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Cli
from tests.cli.test_forms import asked, company

__all__ = ["asked", "company"]


def test_who_runs_the_project_does_not_answer_for_a_department_unsaid(asked: Cli) -> None:
    refused = asked("form", "answer", "F-02", "accept")

    assert refused.status == 1
    assert "部门反馈意见表由 刘强、赵倩 填写" in refused.err
    assert "代 研发部 填写" in refused.err
    assert "--on-behalf" in refused.err
    assert asked("form", "show", "F-02", "--json").json["status"] == "draft"


@pytest.mark.parametrize("said", [("--on-behalf",), ("--for", "研发部")])
def test_what_is_written_for_a_department_says_so_and_waits_for_its_name(
    asked: Cli, said: tuple[str, ...]
) -> None:
    assert asked("form", "answer", "F-02", "accept", *said).status == 0
    form = asked("form", "show", "F-02", "--json").json

    assert (form["status"], form["step"]) == ("open", "sign")
    assert asked("form", "sign", "F-02").status == 1
    told = asked("form", "show", "F-02").out
    assert "✎ 张伟" in told
    assert "代填: 研发部" in told
    assert "代填 张伟" in asked("show", "F-02").out
    paper = asked("form", "export", "F-02", "--to", "md", "-o", "-").out
    assert "✎ 代填" in paper
    assert asked("form", "sign", "F-02", "--as", "刘强").status == 0


def test_it_is_said_once_however_often_it_is_written(asked: Cli) -> None:
    for text in ("一人", "两人"):
        assert asked("form", "set", "F-02", f"resources={text}", "--on-behalf").status == 0

    assert asked("form", "show", "F-02").out.count("代填") == 1


def test_a_form_for_a_department_is_begun_for_it_only_by_saying_so(company: Cli) -> None:
    refused = company("form", "new", "plan", "--dept", "研发部")

    assert (refused.status, "--on-behalf" in refused.err) == (1, True)
    begun = company("form", "new", "plan", "--for", "研发部")
    assert begun.status == 0
    assert "代填: 研发部" in company("form", "show", "F-01").out
    wrong = company("form", "set", "F-01", "remark=x", "--for", "市场部")
    assert (wrong.status, "F-01 是 研发部 的表" in wrong.err) == (2, True)


def test_its_own_people_say_nothing_of_the_kind(asked: Cli) -> None:
    assert asked("form", "answer", "F-02", "承接", "--as", "赵倩", "--on-behalf").status == 0

    assert "代填" not in asked("form", "show", "F-02").out


def test_who_has_no_office_in_a_department_with_a_head_does_not_answer_for_it(asked: Cli) -> None:
    asked("people", "add", "何军", "--dept", "研发部")
    refused = asked("form", "answer", "F-02", "accept", "--as", "何军")

    assert (refused.status, "由 刘强、赵倩 填写" in refused.err) == (1, True)


@pytest.mark.parametrize("word", ["accept", "同意", "passed", "通过", "承接", "OK"])
def test_yes_is_said_as_on_any_form(asked: Cli, word: str) -> None:
    assert asked("form", "answer", "F-02", word, "--as", "刘强").status == 0
    assert asked("form", "show", "F-02", "--json").json["fields"]["answer"] == "accept"


def test_no_is_said_as_on_any_form(asked: Cli) -> None:
    line = ("form", "answer", "F-02", "不同意", "adjustment=延后", "--as", "刘强")

    assert asked(*line).status == 0
    assert asked("form", "show", "F-02", "--json").json["fields"]["answer"] == "object"


def test_the_verdicts_of_a_form_are_named_where_none_or_another_is_typed(asked: Cli) -> None:
    none = asked("form", "answer", "F-02", "--as", "刘强")
    other = asked("form", "answer", "F-02", "好像", "--as", "刘强")

    for ended in (none, other):
        assert ended.status == 2
        assert "承接(accept)" in ended.err
        assert "异议(object)" in ended.err
    assert "pengtou form answer F-02 accept/object" in asked("process").out


def test_a_form_without_a_verdict_says_what_to_do_instead(company: Cli) -> None:
    company("form", "new", "self_check", "--for", "研发部")
    refused = company("form", "answer", "F-01", "accept")

    assert refused.status == 2
    assert "pengtou form set F-01 complete=… quality=…" in refused.err
    assert "pengtou form submit F-01" in refused.err


def test_a_reason_stands_behind_the_form_or_its_option(asked: Cli) -> None:
    asked("form", "answer", "F-02", "accept", "--on-behalf")
    bare = asked("form", "refuse", "F-02", "--as", "刘强")
    assert (bare.status, "--reason" in bare.err) == (1, True)

    given = asked("form", "refuse", "F-02", "人手", "不够", "--as", "刘强")

    assert given.status == 0
    assert "人手 不够" in asked("form", "show", "F-02").out
