"""What a reading adds."""

from __future__ import annotations

from datetime import date

import pytest

from core.capture.command import commands_for
from core.capture.reading import read
from core.domain.action import AddAction
from core.domain.blocker import RaiseBlocker
from core.domain.decision import RecordDecision
from core.domain.refusal import Refused
from core.domain.task import AddTask, Priority
from tests.unit.core.capture_ground import GROUND, ids


def test_a_line_adds_an_action_item_with_all_it_says() -> None:
    reading = read("联调 @zq +sl 周五 #T-12 !!", GROUND)

    assert commands_for(reading) == (
        AddAction(
            title="联调",
            owner=ids("zhao")[0],
            collaborators=ids("sun"),
            due=reading.due,
            priority=Priority.URGENT,
            links=ids("T-12"),
            raw_text=reading.raw,
        ),
    )


def test_a_blocker_takes_its_fields_and_the_tasks_it_links() -> None:
    reading = read("阻塞：登录失败 #T-04 #B-08 影响:T-05 已试:邮件 原因:没权限 @zq !", GROUND)

    assert commands_for(reading) == (
        RaiseBlocker(
            title="登录失败",
            priority=Priority.HIGH,
            owner=ids("zhao")[0],
            tasks=ids("T-04"),
            description="没权限",
            impact_scope="T-05",
            attempted_measures="邮件",
            raw_text=reading.raw,
        ),
    )


def test_a_decision_keeps_its_grounds() -> None:
    reading = read("决议：上线 依据:测试报告 @zw #T-04", GROUND)

    assert commands_for(reading) == (
        RecordDecision(
            title="上线",
            maker=ids("zhang")[0],
            grounds="测试报告",
            links=ids("T-04"),
            raw_text=reading.raw,
        ),
    )


def test_a_task_is_due_on_a_day() -> None:
    reading = read("任务：写手册 @zq 周五 #T-04", GROUND)

    assert commands_for(reading) == (
        AddTask(
            title="写手册",
            owner=ids("zhao")[0],
            due=date(2024, 10, 18),
            depends_on=ids("T-04"),
            raw_text=reading.raw,
        ),
    )


def test_a_risk_adds_nothing_yet() -> None:
    assert commands_for(read("风险：供应商延期 @zq", GROUND)) == ()


def test_nothing_is_added_for_everybody() -> None:
    with pytest.raises(Refused, match="one-owner"):
        commands_for(read("@all 更新周报", GROUND))


def test_one_entry_is_added_for_each_person_where_that_was_chosen() -> None:
    reading = read("@all 更新周报", GROUND, chosen={(0, 4): "each"})

    found = commands_for(reading)

    assert [each.owner for each in found if isinstance(each, AddAction)] == list(reading.each)
    assert len(found) == 7
