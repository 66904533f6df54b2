"""Risks from the shell: raised in one line, listed, changed, turned into blockers."""

from __future__ import annotations

import pytest

from tests.cli.conftest import ON_SQLITE, Cli

pytestmark = ON_SQLITE
LINE = "风险：样机供应中断 @王敏 红 #T-02 影响:打样 应对:备选供应商"


@pytest.fixture
def risky(board: Cli) -> Cli:
    """The small project with one red and one amber risk."""
    board("add", LINE)
    board("add", "risk: 运费上涨 @李强 @张伟")
    return board


def test_a_line_becomes_a_risk(board: Cli) -> None:
    ended = board("add", LINE, "--json")

    assert (ended.status, ended.err) == (0, "")
    assert ended.json == {
        "id": "K-01",
        "title": "样机供应中断",
        "light": "red",
        "status": "open",
        "owner": "王敏",
        "response": "备选供应商",
        "decider": None,
        "dept": "研发部",
        "tasks": ["T-02"],
        "impact_scope": "打样",
        "blocker": None,
        "reviewed_at": None,
        "raised_by": "张伟",
        "raised_at": "2026-11-18T09:30:00+08:00",
        "version": 1,
    }


def test_a_type_makes_it_one_too(board: Cli) -> None:
    assert "K-01 断电 · 王敏" in board("add", "--type", "risk", "断电 @王敏 !!").out
    assert board("list", "risks", "--json").json[0]["light"] == "red"


def test_the_second_name_decides(risky: Cli) -> None:
    assert risky("show", "K-02", "--json").json["decider"] == "张伟"


FILTERS: list[tuple[tuple[str, ...], list[str]]] = [
    ((), ["K-01", "K-02"]),
    (("--light", "red"), ["K-01"]),
    (("--light", "黄,绿"), ["K-02"]),
    (("--owner", "李强"), ["K-02"]),
    (("--status", "open"), ["K-01", "K-02"]),
    (("--status", "closed,turned"), []),
    (("--dept", "研发部"), ["K-01"]),
]


def test_risks_are_listed_and_filtered(risky: Cli) -> None:
    for words, ids in FILTERS:
        found = risky("list", "risks", *words, "--json").json

        assert [each["id"] for each in found] == ids, words


def test_the_table_of_risks_is_aligned_and_worded(risky: Cli) -> None:
    head, *rows = risky("list", "risks").out.splitlines()

    assert head.split() == ["编号", "标题", "灯", "状态", "负责人", "应对", "决策人", "影响任务"]
    assert " ".join(rows[0].split()) == "K-01 样机供应中断 红 跟踪中 王敏 备选供应商 – T-02"


CHANGES: list[tuple[tuple[str, ...], str]] = [
    (("K-01", "light", "黄", "--reason", "已有备选"), "灯 红→黄"),
    (("K-01", "owner", "李强"), "负责人 王敏→李强"),
    (("K-01", "decider", "张伟"), "决策人 –→张伟"),
    (("K-01", "response", "两家", "供应商"), "应对 备选供应商→两家 供应商"),
    (("K-01", "edit", "impact_scope=上线", "tasks=T-03"), "影响任务 T-02→T-03"),
    (("K-01", "review"), "张伟 复核了 K-01,照旧"),
    (("K-01", "note", "供应商裁员"), "写了备注"),
]


def test_a_risk_can_be_changed(risky: Cli) -> None:
    for words, told in CHANGES:
        ended = risky("do", *words)

        assert (ended.status, ended.err) == (0, ""), words
        assert told in ended.out
    shown = risky("show", "K-01", "--json").json
    assert [each["text"] for each in shown["notes"]] == ["已有备选", "供应商裁员"]


def test_what_happened_is_a_blocker(risky: Cli) -> None:
    assert "张伟 把 K-01 转成了阻塞" in risky("do", "K-01", "turn").out
    assert risky("show", "K-01", "--json").json["blocker"] == "B-01"
    blocker = risky("show", "B-01", "--json").json
    assert (blocker["title"], blocker["impact_scope"]) == ("样机供应中断", "打样")
    assert risky("list", "risks", "--status", "turned", "--json").json[0]["id"] == "K-01"
    assert risky("undo").status == 0
    assert risky("show", "K-01", "--json").json["status"] == "open"


def test_a_risk_is_closed_with_a_reason(risky: Cli) -> None:
    assert risky("do", "K-01", "close").status == 1
    assert "跟踪中→已关闭" in risky("do", "K-01", "close", "--reason", "合同已签").out
    assert "已关闭或已转为阻塞" in risky("do", "K-01", "review").err


IMPOSSIBLE: list[tuple[tuple[str, ...], int, str]] = [
    (("K-09", "review"), 1, "K-09 不存在"),
    (("K-01", "light", "blue"), 2, "没有“blue”"),
    (("K-01", "owner", "nobody"), 1, "没有叫“nobody”的人"),
    (("K-01", "edit", "colour=red"), 2, "没有“colour”"),
    (("K-01", "done"), 2, "可用:light 灯、owner 负责人"),
]


def test_a_wish_that_cannot_be(risky: Cli) -> None:
    for words, status, why in IMPOSSIBLE:
        ended = risky("do", *words)

        assert (ended.status, ended.out) == (status, ""), words
        assert why in ended.err


def test_who_may_end_a_risk_is_said(risky: Cli) -> None:
    ended = risky("--as", "李强", "do", "K-01", "close", "--reason", "算了")

    assert ended.status == 1
    assert "由负责人、决策人、项目经理或主导部门转阻塞或关闭:王敏、张伟" in ended.err


def test_an_action_item_can_answer_a_risk(risky: Cli) -> None:
    added = risky("add", "签备选合同 @王敏 #K-01", "--json").json

    assert added["links"] == ["K-01"]
