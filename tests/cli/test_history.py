"""Who changed what, when, from what to what; and undo where somebody changed it since."""

from __future__ import annotations

from typing import Any

import pytest

from core.calendar.clock import fixed
from core.domain.action import AddAction
from core.domain.batch import Batch
from core.domain.ids import Kind, RecordId
from core.domain.risk import RaiseRisk, TurnRisk
from core.domain.task import EditTask, SetProgress
from core.service import Service
from tests.cli.conftest import NOW, ON_SQLITE, Cli

TWO = RecordId("T-02")


def as_she(board: Cli, *words: str) -> None:
    """Somebody else does something."""
    assert board("--as", "王敏", *words).status == 0


def columns(line: str) -> list[str]:
    """The cells of a line of a table."""
    return [each.strip() for each in line.split("  ") if each.strip()]


def test_events_are_a_table_from_what_to_what(board: Cli) -> None:
    board("do", "T-02", "progress", "30")
    board("do", "T-02", "assign", "李强")
    head, assigned, progressed, status, *_ = board("list", "events").out.splitlines()

    assert columns(head) == [*("序号", "时间", "谁做了什么", "字段", "原来", "改成", "撤销")]
    assert columns(assigned)[1:] == ["11-18 09:30", "张伟 改派了 T-02", "负责人", "王敏", "李强"]
    assert columns(progressed)[3:] == ["实际", "0%", "30%"]
    assert columns(status) == ["状态", "未开始", "进行中"]


def test_an_undone_event_says_who_took_it_back(board: Cli) -> None:
    board("do", "T-02", "assign", "李强")
    board("undo")
    _, undone, assigned, *_ = board("list", "events").out.splitlines()

    assert "张伟 撤销了 T-02 的改动" in undone
    assert assigned.endswith("已由 张伟 09:30 撤销")
    events = board("list", "events", "--json").json
    assert events[1]["undone_by"] == events[0]["seq"]
    assert set(events[0]) == {
        *("seq", "at", "actor", "kind", "subject", "before", "after", "meeting", "undone_by")
    }


def test_events_are_found_by_person_kind_record_time_and_number(board: Cli) -> None:
    board("do", "T-02", "progress", "30")
    board("do", "T-02", "note", "催过")
    as_she(board, "do", "T-01", "progress", "90")

    def kinds(*words: str) -> list[str]:
        ended = board("list", "events", *words, "--json")
        assert ended.status == 0, ended.err
        return [each["kind"] for each in ended.json]

    assert kinds("--owner", "王敏") == ["task.progressed"]
    assert kinds("--status", "note,task.progressed", "--limit", "2") == [
        "task.progressed",
        "note.written",
    ]
    assert kinds("--id", "t-2") == ["note.written", "task.progressed", "task.added"]
    assert kinds("--since", "11-19") == []
    assert len(kinds("--limit", "3")) == 3
    assert len(kinds()) > 3


NONSENSE: list[tuple[tuple[str, ...], int, str]] = [
    (("events", "--limit", "0"), 2, "从 1 到"),
    (("events", "--limit", "many"), 2, "many"),
    (("events", "--id", "99"), 2, "不是编号"),
    (("events", "--owner", "没有这人"), 1, "没有叫“没有这人”的人"),
    (("tasks", "--limit", "3"), 2, "list tasks 不支持 --limit"),
    (("tasks", "--id", "T-01"), 2, "list tasks 不支持 --id"),
]


@ON_SQLITE
@pytest.mark.parametrize(("words", "status", "why"), NONSENSE)
def test_what_cannot_be_asked_is_told(
    board: Cli, words: tuple[str, ...], status: int, why: str
) -> None:
    ended = board("list", *words)

    assert (ended.status, ended.out) == (status, "")
    assert why in ended.err


@ON_SQLITE
def test_somebody_who_left_is_found_in_the_log(board: Cli) -> None:
    board("--as", "路人", "do", "T-02", "note", "看过")

    assert len(board("list", "events", "--owner", "路人", "--json").json) == 1


def contest(board: Cli) -> None:
    """I report 30 % and a reason, then she 50 %."""
    board("do", "T-02", "edit", "title=我的", "deliverable=报告")
    as_she(board, "do", "T-02", "edit", "title=她的")


def test_an_overtaken_undo_shows_three_columns_and_writes_nothing(board: Cli) -> None:
    contest(board)
    before = board("list", "events", "--json").json

    ended = board("undo")

    assert ended.status == 1
    head, line = ended.out.splitlines()
    assert columns(head) == ["字段", "撤销后", "我改成", "现在"]
    assert columns(line) == ["T-02 标题", "打样", "我的", "她的 · 王敏 09:30"]
    assert "--over" in ended.err
    assert "--keep" in ended.err
    assert board("list", "events", "--json").json == before


def test_the_three_columns_as_json(board: Cli) -> None:
    contest(board)
    ended = board("undo", "--json")

    assert ended.status == 1
    assert ended.json == [
        {
            "subject": "T-02",
            "field": "title",
            "before": "打样",
            "mine": "我的",
            "now": "她的",
            "by": "王敏",
            "at": "2026-11-18T09:30:00+08:00",
        }
    ]


CHOICES: list[tuple[tuple[str, ...], str]] = [
    (("--over",), "打样"),
    (("--keep",), "她的"),
    (("--over", "title"), "打样"),
    (("--keep", "T-02.title"), "她的"),
    (("--keep", "--over", "title"), "打样"),
]


@ON_SQLITE
@pytest.mark.parametrize(("words", "title"), CHOICES)
def test_an_overtaken_undo_goes_by_what_was_said(
    board: Cli, words: tuple[str, ...], title: str
) -> None:
    contest(board)
    ended = board("undo", *words)

    assert ended.status == 0, ended.err
    found = board("show", "T-02", "--json").json
    assert (found["title"], found["deliverable"]) == (title, None)


@ON_SQLITE
def test_a_choice_for_a_field_that_nobody_contests_is_wrong(board: Cli) -> None:
    contest(board)
    ended = board("undo", "--over", "titel")

    assert ended.status == 2
    assert "T-02.title" in ended.err


@ON_SQLITE
def test_the_help_says_what_an_overtaken_undo_does(board: Cli) -> None:
    ended = board("undo", "--help")

    assert ended.status == 0
    assert "退出码 1" in ended.out
    assert "--keep" in ended.out


@ON_SQLITE
def test_an_undo_of_many_says_how_many(board: Cli, service: Service) -> None:
    edits = tuple(EditTask(task=TWO, title=each) for each in "甲乙丙")
    service.perform(Batch(commands=edits))

    assert len(board("undo").out.splitlines()) == 3
    assert board("show", "T-02", "--json").json["title"] == "打样"


@ON_SQLITE
def test_a_history_is_shown_by_days(board: Cli) -> None:
    board("do", "T-02", "progress", "30")
    board("undo")
    lines = board("show", "T-02").out.splitlines()
    day = lines.index("11-18 周三")

    assert lines[day + 1] == "09:30  张伟 撤销了 T-02 的改动  实际 30%→0%  状态 进行中→未开始"
    assert lines[day + 2].endswith("状态 未开始→进行中  (已由 张伟 09:30 撤销)")


@ON_SQLITE
def test_a_blocker_goes_on_with_the_history_of_its_risk(board: Cli, service: Service) -> None:
    mine = Service(service.store, 1, "张伟", fixed(NOW))
    owner: dict[str, Any] = {"owner": RecordId("P-01")}
    mine.perform(RaiseRisk(title="核心工程师离职", **owner))
    mine.perform(TurnRisk(risk=RecordId("K-01")))

    kinds = [each["kind"] for each in board("show", "B-01", "--json").json["history"]]

    assert {"blocker.raised", "risk.raised", "risk.turned"} <= set(kinds)


@ON_SQLITE
def test_somebody_elses_change_wants_who_runs_the_project(board: Cli, service: Service) -> None:
    (told,) = service.perform(SetProgress(task=RecordId("T-01"), actual=85))

    for who in ("王敏", "钱进"):
        ended = board("undo", "--id", str(told.seq), "--over", "--as", who)
        assert (ended.status, ended.out) == (1, "")
        assert "这是 张伟 的改动" in ended.err


@ON_SQLITE
def test_a_change_of_many_records_is_taken_back_with_a_yes_only(
    board: Cli, service: Service
) -> None:
    many = Batch(commands=tuple(AddAction(title=f"第{each}项") for each in range(11)))
    told = service.perform(many)[0]

    ended = board("undo", "--id", str(told.seq))
    assert (ended.status, ended.out) == (1, "")
    assert "11 条记录" in ended.err
    assert board("undo", "--id", str(told.seq), "--yes").status == 0
    assert all(each.removed for each in service.all_of(Kind.ACTION))


@ON_SQLITE
def test_a_stranger_is_told_under_which_name_it_stands(board: Cli) -> None:
    ended = board("add", "问一下价格", "--accept", "--as", "root")

    assert ended.status == 0
    assert "以 root 的名义记下" in ended.err


def test_the_last_change_of_a_record_is_taken_back_by_its_id(board: Cli) -> None:
    board("do", "T-02", "progress", "30")
    board("do", "T-01", "progress", "40")

    assert board("undo", "--id", "T-02").status == 0
    assert board("show", "T-02", "--json").json["actual"] != 30
    assert board("show", "T-01", "--json").json["actual"] == 40
    assert "“x”" in board("undo", "--id", "x").err
