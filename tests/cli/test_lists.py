"""What `list` and `show` print."""

from __future__ import annotations

from rich.cells import cell_len

from tests.cli.conftest import ON_SQLITE, Cli

TASK = {
    "id": "T-01",
    "title": "调研",
    "dept": "研发部",
    "owner": "王敏",
    "collaborators": ["张伟"],
    "status": "doing",
    "planned": 100,
    "actual": 80,
    "light": "red",
    "light_reason": "逾期 3 天,差 20",
    "start": "2026-11-02",
    "due": "2026-11-13",
    "priority": "normal",
    "parent": None,
    "depends_on": [],
    "held_up_by": [],
    "deliverable": None,
    "delay_reason": "资源不足",
    "source": None,
    "source_id": None,
    "source_url": None,
    "source_gone": False,
    "version": 2,
}


def test_a_task_reads_as_the_interface_says(board: Cli) -> None:
    found = board("list", "tasks", "--owner", "王敏", "--status", "doing", "--json").json[0]

    assert found.pop("updated_at").endswith("+08:00")
    assert found == TASK


def test_the_most_urgent_comes_first(board: Cli) -> None:
    assert [each["id"] for each in board("list", "tasks", "--json").json] == [
        "T-02",
        "T-03",
        "T-01",
    ]


FILTERS: list[tuple[tuple[str, ...], list[str]]] = [
    (("tasks", "--status", "doing,受阻"), ["T-01"]),
    (("tasks", "--owner", "lq"), ["T-03"]),
    (("tasks", "--dept", "研发部"), ["T-02", "T-01"]),
    (("tasks", "--light", "黄"), []),
    (("tasks", "--since", "1h"), ["T-02", "T-03", "T-01"]),
    (("tasks", "--since", "2026-11-19"), []),
    (("people", "--dept", "销售部"), ["P-03"]),
    (("raci", "--light", "green"), []),
]


def test_filters_leave_what_was_asked_for(board: Cli) -> None:
    for words, ids in FILTERS:
        ended = board("list", *words, "--json")

        assert ended.status == 0, ended.err
        assert [each.get("id") or each["task"] for each in ended.json] == ids, words


NONSENSE: list[tuple[tuple[str, ...], int, str]] = [
    (("tasks", "--status", "doign"), 2, "是不是 doing"),
    (("tasks", "--owner", "nobody"), 1, "没有叫“nobody”的人"),
    (("tasks", "--dept", "火星部"), 1, "没有叫“火星部”的部门"),
    (("tasks", "--since", "ages"), 2, "不是日期"),
    (("people", "--light", "red"), 2, "不支持 --light"),
    (("taks",), 2, "是不是 tasks"),
]


@ON_SQLITE
def test_a_filter_that_means_nothing(board: Cli) -> None:
    for words, status, why in NONSENSE:
        ended = board("list", *words)

        assert (ended.status, ended.out) == (status, ""), words
        assert why in ended.err


@ON_SQLITE
def test_a_table_is_aligned_in_cells(board: Cli) -> None:
    board("add", "阻塞：a @王敏")
    board("add", "阻塞：一个很长的标题 mixed 文字 @李强")

    head, *lines = board("list", "blockers").out.splitlines()
    at = cell_len(head[: head.index("状态")])

    assert len(lines) == 2
    for line in lines:
        assert at in {cell_len(line[:place]) for place in range(len(line))}
        assert cell_len(line[: line.index("待受理")]) == at


@ON_SQLITE
def test_an_empty_list_is_said_on_stderr(board: Cli) -> None:
    assert board("list", "blockers").out == ""
    assert board("list", "blockers", "--status", "open").err == "没有符合的内容\n"
    assert board("list", "blockers", "-q").err == ""
    assert board("list", "blockers", "--json").json == []


def test_an_empty_project_is_told_how_a_first_one_is_made(on_file: Cli) -> None:
    on_file("init", "--name", "新品")

    for what, told in (
        ("tasks", "还没有任务。新建:pengtou add --type task"),
        ("blockers", "还没有阻塞。新建:pengtou add --type blocker"),
        ("actions", "还没有行动项。新建:pengtou add --type action"),
        ("decisions", "还没有决议。新建:pengtou add --type decision"),
        ("risks", "还没有风险。新建:pengtou add --type risk"),
        ("meetings", "还没有会议。开会:pengtou meet start"),
        ("raci", "还没有任务,责任矩阵是空的"),
    ):
        ended = on_file("list", what)
        assert (ended.status, ended.out) == (0, ""), what
        assert told in ended.err
    assert "没有符合的内容" in on_file("list", "tasks", "--light", "red").err


@ON_SQLITE
def test_a_word_that_is_like_none_is_answered_with_all_there_are(board: Cli) -> None:
    for words, known in (
        (("--light", "blue"), "没有“blue”;可用:red, amber, green"),
        (("--status", "nope"), "没有“nope”;可用:todo, doing, blocked"),
    ):
        ended = board("list", "tasks", *words)
        assert ended.status == 2
        assert known in ended.err
        assert "是不是" not in ended.err


def test_raci_rows_name_people_and_findings(board: Cli) -> None:
    board("do", "T-01", "raci", "王敏", "R")
    found = board("list", "raci", "--json").json

    assert found[0] == {
        "task": "T-01",
        "title": "调研",
        "cells": {"王敏": "R"},
        "findings": [{"rule": "no_accountable", "severity": "error", "detail": "缺 A"}],
    }
    assert found[1]["findings"][0]["rule"] == "empty_row"


def test_events_name_people(board: Cli) -> None:
    board("do", "T-01", "assign", "李强")
    last = board("list", "events", "--json").json[0]

    assert (last["kind"], last["subject"], last["actor"]) == ("task.assigned", "T-01", "张伟")
    assert last["before"] == {"owner": "王敏"}
    assert last["after"] == {"owner": "李强"}
    assert last["undone_by"] is None


def test_settled_blockers_and_actions_stay_listed(board: Cli) -> None:
    board("add", "写方案 @王敏")
    board("--as", "王敏", "do", "A-01", "submit")
    board("do", "A-01", "done")

    assert [each["status"] for each in board("list", "actions", "--json").json] == ["done"]


def test_a_record_is_shown_with_notes_and_history(board: Cli) -> None:
    board("do", "T-01", "note", "已经催过")
    board("do", "T-01", "raci", "王敏", "A")

    plain = board("show", "T-01").out
    found = board("show", "T-01", "--json").json

    assert plain.startswith("T-01  调研\n")
    assert "灯的依据" in plain
    assert "逾期 3 天,差 20" in plain
    assert "张伟: 已经催过" in plain
    assert "王敏 -→A" in plain or "RACI" in plain
    assert found["notes"][0]["text"] == "已经催过"
    assert [each["kind"] for each in found["history"]] == [
        "raci.filled",
        "note.written",
        "task.progressed",
        "task.added",
    ]


@ON_SQLITE
def test_a_record_that_is_not_there(board: Cli) -> None:
    assert board("show", "T-99").status == 1
    assert board("show", "T99").status == 1
    assert board("show", "99").status == 2


def test_an_id_goes_without_its_dash(board: Cli) -> None:
    assert board("show", "t02", "--json").json["id"] == "T-02"


def test_what_happened_since_is_asked_for_in_words(board: Cli) -> None:
    for since in ("昨天", "yesterday", "3d", "24h", "3天"):
        assert board("list", "events", "--since", since).status == 0


def test_a_truth_is_shown_in_words(board: Cli) -> None:
    board("add", "写方案 @王敏")

    assert "待认领         否" in board("show", "A-01").out


@ON_SQLITE
def test_people_milestones_decisions_and_sources_can_be_listed(board: Cli) -> None:
    for what in ("people", "milestones", "decisions", "sources", "events"):
        ended = board("list", what)
        assert ended.status == 0, (what, ended.err)
