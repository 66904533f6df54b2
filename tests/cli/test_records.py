"""Adding, changing and taking back, on both databases."""

from __future__ import annotations

import pytest

from tests.cli.conftest import ON_SQLITE, Cli


def test_a_line_becomes_an_action_item(board: Cli) -> None:
    ended = board("add", "提交物料清单 @王敏 @李强 11-25 #T-02", "--json")

    assert ended.status == 0
    assert ended.err == ""
    assert ended.json == {
        "id": "A-01",
        "title": "提交物料清单",
        "owner": "王敏",
        "collaborators": ["李强"],
        "due": "2026-11-25T18:00:00+08:00",
        "status": "open",
        "unclaimed": False,
        "overdue": False,
        "carried": 0,
        "priority": "normal",
        "links": ["T-02"],
        "meeting": None,
        "created_by": "张伟",
        "created_at": "2026-11-18T09:30:00+08:00",
        "version": 1,
    }


@ON_SQLITE
def test_a_change_is_told_in_one_line(board: Cli) -> None:
    assert board("add", "提交物料清单 @王敏").out == "A-01 提交物料清单 · 王敏\n"
    board("--as", "王敏", "do", "A-01", "submit")
    assert board("do", "A-01", "done").out == "张伟 完成了 A-01  状态 已提交→已完成\n"


def test_a_prefix_names_the_type(board: Cli) -> None:
    blocker = board("add", "阻塞：样机没到 @王敏 #T-02", "--json").json
    decision = board("add", "决议：改用顺丰 @张伟", "--json").json
    task = board("add", "--type", "task", "打包 @li 2026-12-01 #T-03", "--json").json

    assert (blocker["id"], blocker["tasks"], blocker["owner"]) == ("B-01", ["T-02"], "王敏")
    assert blocker["response_due"] == "2026-11-18T11:30:00+08:00"
    assert blocker["overdue"] is False
    assert (decision["id"], decision["maker"]) == ("D-01", "张伟")
    assert (task["id"], task["due"], task["depends_on"]) == ("T-04", "2026-12-01", ["T-03"])
    assert (task["planned"], task["light"], task["light_reason"]) == (10, "green", None)


@ON_SQLITE
@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("提交清单", "没有负责人"),
        ("提交清单 @nobody", "没有叫“nobody”的人"),
        ("提交清单 @王敏 #T-99", "#T-99 不存在"),
        ("提交清单 @王敏 11-02", "日期已过:11-02 周一 18:00(已过 16 天) 可选:2027-11-02"),
    ],
)
def test_an_open_question_is_refused_unless_accepted(board: Cli, line: str, why: str) -> None:
    refused = board("add", line)

    assert refused.status == 1
    assert refused.out == ""
    assert why in refused.err
    assert board("list", "actions", "--json").json == []
    assert board("add", line, "--accept").status == 0
    assert len(board("list", "actions", "--json").json) == 1


@ON_SQLITE
def test_namesakes_are_asked_about(board: Cli) -> None:
    alike = board("people", "add", "王敏", "--dept", "财务部")
    assert (alike.status, "王敏 研发部" in alike.err, "王敏(财务部)" in alike.err) == (
        1,
        True,
        True,
    )
    board("people", "add", "王敏(财务部)", "--dept", "财务部")

    refused = board("add", "对账 @王敏")

    assert refused.status == 1
    assert "王敏 研发部 / 王敏(财务部) 财务部" in refused.err
    assert board("add", "对账 @王敏(财务部)").status == 0


@ON_SQLITE
def test_everybody_is_no_owner(board: Cli) -> None:
    refused = board("add", "@所有人 更新周报", "--accept")

    assert refused.status == 1
    assert "唯一责任人" in refused.err


@ON_SQLITE
def test_lines_of_stdin_are_read_one_by_one(board: Cli) -> None:
    ended = board("add", "-", stdin="写方案 @王敏\n\n没有人的一条\n订会议室 @张伟\n")

    assert ended.status == 1
    assert ended.out.splitlines() == ["A-01 写方案 · 王敏", "A-02 订会议室 · 张伟"]
    assert ended.err.startswith("没有人的一条: 没有负责人")
    listed = board("add", "-", "--json", stdin="写方案 @王敏\n订会议室 @张伟\n").json
    assert [each["id"] for each in listed] == ["A-03", "A-04"]


@ON_SQLITE
def test_hostile_text_stays_text(board: Cli) -> None:
    board("add", "[bold]清\x1b[31m单\x07[/] @王敏")

    ended = board("list", "actions")

    assert "[bold]清单[/]" in ended.out
    assert "\x1b" not in ended.out


CHANGES: list[tuple[tuple[str, ...], str]] = [
    (("T-02", "progress", "60%"), "张伟 更新了 T-02 的进度  实际 0%→60%  状态 未开始→进行中"),
    (("T-02", "progress", "--reason", "3", "65"), "延迟原因 –→等他部门"),
    (("T-02", "status", "受阻"), "张伟 更改了 T-02 的状态  状态 进行中→受阻"),
    (("T-02", "assign", "李强"), "负责人 王敏→李强"),
    (("t-2", "due", "12-01", "--reason", "5 台风"), "延迟原因 等他部门→外部/不可抗力:台风"),
    (("T-02", "raci", "王敏", "a"), "王敏 -→A"),
    (("T-02", "raci", "研发部", "R"), "研发部 -→R"),
    (("T-02", "light", "red", "--reason", "样机坏了"), "灯 –→红"),
    (("T-02", "edit", "depends_on=T-01", "priority=高"), "优先级 中→高  依赖 –→T-01"),
    (("T-02", "note", "已经", "催过"), "写了备注"),
    (("T-02", "link", "https://example.com/a"), "写了备注"),
]


def test_a_task_can_be_changed(board: Cli) -> None:
    for words, told in CHANGES:
        ended = board("do", *words)

        assert (ended.status, ended.err) == (0, ""), words
        assert told in ended.out


@ON_SQLITE
def test_what_reads_so_already_is_no_change(board: Cli) -> None:
    ended = board("do", "T-02", "status", "todo")

    assert (ended.status, ended.out, ended.err) == (0, "", "没有变化\n")


def test_blockers_and_action_items_have_verbs_of_their_own(board: Cli) -> None:
    board("add", "阻塞：样机没到 @王敏 #T-02")
    board("add", "写方案 @王敏")

    assert "状态 待受理→已受理" in board("do", "B-01", "ack").out
    assert "影响范围 –→上线" in board("do", "B-01", "edit", "impact_scope=上线").out
    assert board("do", "A-01", "due", "11-20 15:00", "--json").json[0]["after"] == {
        "due": "2026-11-20T07:00:00+00:00"
    }
    assert "截止 11-20 15:00→11-23 18:00" in board("do", "A-01", "due", "11-23").out
    assert board("do", "A-01", "cancel").status == 1
    assert board("do", "A-01", "cancel", "--reason", "不做了").status == 0


IMPOSSIBLE: list[tuple[tuple[str, ...], int, str]] = [
    (("T-02", "due", "12-01"), 1, "请写明原因"),
    (("T-02", "progress", "101"), 1, "0 到 100"),
    (("T-77", "progress", "50"), 1, "T-77 不存在"),
    (("T-02", "assign", "nobody"), 1, "没有叫“nobody”的人"),
    (("T-02", "edit", "depends_on=T-02"), 1, "依赖成环"),
    (("T-02", "progress", "many"), 2, "“many”不是整数"),
    (("T-02", "progress"), 2, "缺内容"),
    (("T-02", "prgress", "50"), 2, "是不是 progress"),
    (("T-02", "status", "doign"), 2, "是不是 doing"),
    (("T-02", "due", "someday"), 2, "不是时间"),
    (("T-02", "raci", "王敏", "X"), 2, "R/A/C/I/-"),
    (("T-02", "edit", "titel=新"), 2, "是不是 title"),
    (("T-02", "edit", "title"), 2, "字段=值"),
    (("D-01", "done"), 1, "D-01 不存在"),
    (("X-1", "受理"), 1, "X-01 不存在"),
    (("T-02", "受理"), 2, "可用:progress 进度、status 状态"),
    (("T-02", "assign", "王敏", "--reason", "3"), 2, "原因不能只写“3”"),
    (("nothing", "done"), 2, "不是编号"),
]


@ON_SQLITE
def test_a_wish_that_cannot_be(board: Cli) -> None:
    for words, status, why in IMPOSSIBLE:
        ended = board("do", *words)

        assert (ended.status, ended.out) == (status, ""), words
        assert why in ended.err


def test_what_somebody_changed_since_is_a_conflict(board: Cli) -> None:
    board("--as", "王敏", "do", "T-02", "progress", "30")

    ended = board("do", "T-02", "progress", "40", "--seen", "1")

    assert ended.status == 3
    assert "王敏 刚改过 T-02(actual" in ended.err


def test_undo_and_redo_take_turns(board: Cli) -> None:
    board("do", "T-02", "progress", "30")

    assert "张伟 撤销了 T-02 的改动  实际 30%→0%" in board("undo").out
    assert board("show", "T-02", "--json").json["actual"] == 0
    assert "张伟 重做了 T-02 的改动  实际 0%→30%" in board("redo").out
    assert board("redo").status == 1


def test_a_change_can_be_undone_by_its_number(board: Cli) -> None:
    board("do", "T-02", "progress", "30")
    board("do", "T-01", "progress", "90")
    first = next(
        each for each in board("list", "events", "--json").json if each["subject"] == "T-02"
    )

    assert board("undo", "--id", str(first["seq"])).status == 0
    assert board("show", "T-02", "--json").json["actual"] == 0
    assert board("show", "T-01", "--json").json["actual"] == 90
    assert board("undo", "--id", "99999").status == 1


@ON_SQLITE
def test_nobody_undoes_the_changes_of_others(board: Cli) -> None:
    assert board("--as", "路人", "undo").status == 1


def test_progress_that_falls_far_is_remarked_on(board: Cli) -> None:
    board("do", "T-02", "progress", "85")

    far = board("do", "T-02", "progress", "8")
    assert (far.status, far.err.strip()) == (
        0,
        "85 → 8(命令行按整百分数;按键里的 8 是 80%)",
    )
    assert board("do", "T-02", "progress", "7").err == ""


def test_a_task_is_done_by_a_part_of_the_word_and_its_progress_is_told(board: Cli) -> None:
    board("do", "T-02", "progress", "8")

    ended = board("do", "T-02", "状态", "完成")
    assert "状态 进行中→已完成" in ended.out
    assert "进度仍是 8%" in ended.err


def test_a_move_without_a_reason_says_how_to_give_one(board: Cli) -> None:
    moved = board("do", "T-01", "due", "2026-12-01")
    lit = board("do", "T-01", "light", "red")

    assert (moved.status, lit.status) == (1, 1)
    assert "--reason 编号(1 资源、2 需求变更、" in moved.err
    assert "--reason 原因" in lit.err
    assert "编号" not in lit.err


def test_a_rest_day_is_taken_and_told(board: Cli) -> None:
    ended = board("do", "T-02", "due", "11-21", "--reason", "3")

    assert ended.status == 0
    assert "11-21 是周六,休息日" in ended.err


def test_the_help_of_do_tells_every_verb_of_every_kind() -> None:
    from core.domain.ids import Kind
    from tui.cli.do import _verbs
    from tui.cli.verbs import of_kind
    from tui.words import LANGUAGES, Words

    kinds = {"task": Kind.TASK, "blocker": Kind.BLOCKER, "action": Kind.ACTION, "risk": Kind.RISK}
    for words in map(Words, LANGUAGES):
        both = set(of_kind("any", words))
        for name, kind in kinds.items():
            assert {*of_kind(name, words), *both} == set(_verbs(kind))
