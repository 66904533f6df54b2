"""Action items from the shell: claimed, handed in, accepted, finished, turned into blockers."""

from __future__ import annotations

import pytest

from core.domain.action import CarryOver
from core.domain.ids import RecordId
from core.service import Service
from tests.cli.conftest import ON_SQLITE, Cli

pytestmark = ON_SQLITE


def test_an_item_goes_its_way(board: Cli) -> None:
    board("add", "写方案 @王敏")

    assert "待办→已提交" in board("--as", "王敏", "do", "A-01", "submit", "见附件").out
    assert "已提交→验收通过" in board("--as", "李强", "do", "A-01", "accept").out
    assert "验收通过→已完成" in board("do", "A-01", "done").out
    assert board("show", "A-01", "--json").json["status"] == "done"


REFUSED: list[tuple[str, tuple[str, ...], str]] = [
    ("张伟", ("done",), "A-01 还没有提交"),
    ("李强", ("submit",), "由负责人、协作人或项目助理/经理提交:王敏"),
    ("路人", ("submit",), "项目名单里没有“路人”"),
    ("张伟", ("reopen",), "没有变化"),
]


def test_a_refusal_says_who_may(board: Cli) -> None:
    board("add", "写方案 @王敏")

    for who, words, why in REFUSED:
        ended = board("--as", who, "do", "A-01", *words)

        assert ended.out == "", words
        assert why in ended.err


def test_an_owner_does_not_close_their_own(board: Cli) -> None:
    board("add", "写方案 @王敏")
    board("--as", "王敏", "do", "A-01", "submit")

    accepted = board("--as", "王敏", "do", "A-01", "accept")
    finished = board("--as", "王敏", "do", "A-01", "done")

    assert (accepted.status, finished.status) == (1, 1)
    assert "不能由负责人或协作人自己验收,可以验收的:张伟、李强" in accepted.err
    assert "负责人不能自己关:张伟" in finished.err


def test_what_is_done_comes_back_with_a_reason(board: Cli) -> None:
    board("add", "写方案 @王敏")
    board("--as", "王敏", "do", "A-01", "submit")
    board("do", "A-01", "done")

    assert board("do", "A-01", "reopen").status == 1
    assert "已完成→待办" in board("do", "A-01", "reopen", "漏了预算").out


def test_anybody_claims_what_nobody_has(board: Cli) -> None:
    board("add", "写方案", "--accept")

    assert board("list", "actions", "--json").json[0]["unclaimed"] is True
    assert "先认领" in board("--as", "李强", "do", "A-01", "submit").err
    assert board("--as", "路人", "do", "A-01", "claim").status == 1
    assert "李强 认领了 A-01" in board("--as", "李强", "do", "A-01", "claim").out
    assert board("list", "actions", "--json").json[0]["owner"] == "李强"


def test_what_is_carried_over_and_over_becomes_a_blocker(board: Cli, service: Service) -> None:
    board("add", "写方案 @王敏 #T-02")
    for _ in range(2):
        service.perform(CarryOver(actions=(RecordId("A-01"),)))

    assert "结转2次 · 建议转阻塞" in board("show", "A-01").out

    ended = board("do", "A-01", "to-blocker")

    assert ended.status == 0
    shown = board("show", "B-01", "--json").json
    assert (shown["title"], shown["owner"], shown["tasks"]) == ("写方案", "王敏", ["T-02"])
    assert [each["text"] for each in shown["notes"]] == ["结转 2 次,转阻塞 A-01"]
    noted = board("show", "A-01", "--json").json["notes"]
    assert [each["text"] for each in noted] == ["结转 2 次,转阻塞 B-01"]
    assert board("undo").status == 0
    assert board("list", "blockers", "--json").json == []


@pytest.mark.parametrize(
    ("now", "late"), [("2026-11-18T23:59+08:00", False), ("2026-11-18T16:00+00:00", True)]
)
def test_overdue_is_told_by_the_day_of_the_project(
    board: Cli, monkeypatch: pytest.MonkeyPatch, now: str, late: bool
) -> None:
    board("add", "写方案 @王敏 11-18")
    monkeypatch.setenv("PENGTOU_NOW", now)

    assert board("list", "actions", "--json").json[0]["overdue"] is late


def test_a_blocker_made_of_an_item_is_its_owners_departments(board: Cli) -> None:
    board("add", "写方案 @王敏")
    dept = next(
        each["dept"] for each in board("list", "people", "--json").json if each["name"] == "王敏"
    )

    assert board("do", "A-01", "转阻塞").status == 0
    shown = board("show", "B-01", "--json").json
    assert shown["responsible_dept"] == dept
    assert [each["text"] for each in shown["notes"]] == ["行动项转阻塞 A-01"]
