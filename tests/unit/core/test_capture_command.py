"""What a reading adds."""

from __future__ import annotations

from datetime import date

import pytest

from core.capture.chips import TEXT
from core.capture.command import commands_for
from core.capture.reading import read
from core.domain.action import AddAction
from core.domain.blocker import RaiseBlocker
from core.domain.decision import RecordDecision
from core.domain.refusal import Refused
from core.domain.risk import RaiseRisk
from core.domain.task import AddTask, LightLevel, Priority
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


def test_a_risk_is_amber_until_it_says_otherwise() -> None:
    (wish,) = commands_for(read("风险：供应商延期 @zq", GROUND))

    assert wish == RaiseRisk(
        title="供应商延期",
        light=LightLevel.AMBER,
        owner=read("x @zq", GROUND).owner,
        raw_text="风险：供应商延期 @zq",
    )


def test_a_risk_says_in_one_line_what_it_threatens_and_what_is_done() -> None:
    line = "风险：核心工程师离职 @lq @zw 红 #T-04 影响:联调延期 应对:备用工程师"
    (wish,) = commands_for(read(line, GROUND))

    assert isinstance(wish, RaiseRisk)
    assert (wish.title, wish.light) == ("核心工程师离职", LightLevel.RED)
    assert (wish.owner, wish.decider) == (read("x @lq", GROUND).owner, read("x @zw", GROUND).owner)
    assert (wish.tasks, wish.impact_scope, wish.response) == (
        ("T-04",),
        "联调延期",
        "备用工程师",
    )


@pytest.mark.parametrize(
    ("line", "light"),
    [
        ("风险：断电 @zq 红", "red"),
        ("风险：断电 @zq 黄灯", "amber"),
        ("风险：绿 断电 @zq", "green"),
        ("风险：断电 @zq !", "amber"),
        ("风险：断电 @zq ！！", "red"),
        ("risk: power cut @zq red", "red"),
        ("risk: power cut @zq yellow", "amber"),
        ("风险：断电 @zq 黄 红", "red"),
    ],
)
def test_the_light_of_a_risk_is_a_word_or_a_mark(line: str, light: str) -> None:
    reading = read(line, GROUND)

    assert reading.light == light
    assert reading.text in ("断电", "power cut")


@pytest.mark.parametrize(
    "line", ["风险：红包超支 @zq", "风险：预算转绿前断供 @zq", "risk: reduce @zq"]
)
def test_a_colour_within_a_word_is_no_light(line: str) -> None:
    assert read(line, GROUND).light is None


def test_a_light_can_be_left_as_text() -> None:
    line = "风险：断电 红 @zq"
    (chip,) = (each for each in read(line, GROUND).chips if each.kind == "light")

    assert read(line, GROUND, chosen={chip.span: TEXT}).text == "断电 红"


@pytest.mark.parametrize("line", ["样机 红 @zq", "阻塞：断电 红 @zq"])
def test_only_a_risk_has_a_light(line: str) -> None:
    assert "红" in read(line, GROUND).text


def test_a_risk_has_no_deadline_and_keeps_the_words_about_time() -> None:
    reading = read("风险：下周三 断电 @zq", GROUND)

    assert reading.due is None
    assert reading.text == "下周三 断电"


def test_nothing_is_added_for_everybody() -> None:
    with pytest.raises(Refused, match="one-owner"):
        commands_for(read("@all 更新周报", GROUND))


def test_one_entry_is_added_for_each_person_where_that_was_chosen() -> None:
    reading = read("@all 更新周报", GROUND, chosen={(0, 4): "each"})

    found = commands_for(reading)

    assert [each.owner for each in found if isinstance(each, AddAction)] == list(reading.each)
    assert len(found) == 7
