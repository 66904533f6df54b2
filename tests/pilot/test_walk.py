"""A project from request to archive, by keys, across the National Day week of 2024."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from core.documents.archive_check import check
from core.domain.task import TaskStatus
from core.places import exports_folder
from tests.hand_clock import HandClock
from tests.pilot.forming import at_form, at_page
from tests.pilot.meeting_room import entered
from tests.pilot.walking_keys import (
    Way,
    back,
    cells,
    choose,
    clocks,
    hand_in,
    new_form,
    row,
    state,
    step,
    toggle,
    write,
)
from tui.__main__ import main

PEOPLE = (
    *(("lead_dept_head", "王敏 市场部"), ("liaison", "赵倩 研发部"), ("dept_head", "刘强 研发部")),
)
"""Whom the founding stage asks for, one after another, as they are typed."""
REFUSED = ("张伟", "王敏", "刘强", "赵倩", "何军", "访客")
"""Who tries what is not theirs on the way, and reads why not."""


@pytest.fixture
def way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Way:
    """A project that was just founded, two days before the holiday."""
    url = str(tmp_path / "board.db")
    for name, value in (
        *(("PENGTOU_DB", url), ("PENGTOU_USER", "张伟"), ("PENGTOU_LANG", "zh")),
        ("PENGTOU_NOW", "2024-09-30T09:00+08:00"),
        ("PENGTOU_CONFIG", str(tmp_path / "config.toml")),
    ):
        monkeypatch.setenv(name, value)
    clock = HandClock("2024-09-30T09:00+08:00")
    monkeypatch.setattr("tests.pilot.seat.fixed", lambda _: clock)
    return Way(url, clock)


async def test_a_project_is_walked_from_request_to_archive_by_keys(way: Way) -> None:
    founding = ["init", "--name", "新品全国推广", "--code", "launch", "--lead", "市场部"]
    assert await asyncio.to_thread(main, founding) == 0
    await _founded(way)
    await _requested(way)
    await _objected(way)
    await _mended(way)
    await _kicked_off(way)
    await _met(way)
    await _planned(way)
    await _changed(way)
    await _accepted(way)
    await _closed(way)
    assert {who for who, _ in way.refused} == set(REFUSED)


async def _founded(way: Way) -> None:
    async with way.page("张伟") as seat:
        for function, line in PEOPLE:
            await seat.until(lambda: "补上" in seat.text, "who is missing")
            await seat.press("n")
            await choose(seat, "名单外")
            await seat.until(lambda: seat.entry.typing, "the line")
            await seat.enter(line)
            last = max(seat.board.people.values(), key=lambda each: each.id)
            assert [each.value for each in last.functions] == [function]
        for function, line in (
            *(("部门负责人", "周芳 法务部"), ("协作管理", "钱总,总办"), ("执行", "何军 法务部")),
        ):
            await seat.press("o")
            await choose(seat, function)
            await choose(seat, "名单外")
            await seat.until(lambda: seat.entry.typing, "the line")
            await seat.enter(line)
        assert await state(seat, "S0") == "done"
    viewer = ["people", "add", "访客", "--dept", "研发部", "--role", "viewer"]
    assert await asyncio.to_thread(main, viewer) == 0


async def _requested(way: Way) -> None:
    async with way.page("张伟") as seat:
        await step(seat, "S1", "新建《跨部门协作需求申请表》")
        await at_form(seat)
        await seat.press("n")
        await seat.until(lambda: "还缺这一栏" in seat.text, "what is missing")
        await write(seat, "background", "新品要在全国铺开")
        await write(seat, "goal", "首月铺货３０００家门店")
        await write(seat, "support", "研发 2 人,法务审核 1 人")
        await write(seat, "due", "１２-０１")
        assert "研发部、法务部" in seat.text
        assert "总办" not in seat.text
        await hand_in(seat)
        await back(seat)
        assert await state(seat, "S1") == "waiting"
    await way.may_not("F-01", "2", "刘强", "访客")
    await way.signs("F-01", "王敏")
    await way.may_not("F-01", "3", "王敏")
    await way.signs("F-01", "钱总")
    async with way.page("张伟") as seat:
        until = "10-09T18:00"
        assert await clocks(seat, "C01") == [
            *(("研发部", "running", until), ("法务部", "running", until)),
        ]


async def _objected(way: Way) -> None:
    way.on("10-08T10:00")
    async with way.page("刘强") as seat:
        await step(seat, "S3", "填 F-02")
        await choose(seat, "承接")
        await seat.settled()
        await back(seat)
    way.on("10-10T09:30")
    async with way.page("周芳") as seat:
        until = "10-09T18:00"
        assert await clocks(seat, "C01") == [("法务部", "breached", until)]
        await seat.press("v")
        assert ("研发部", "met", until) in await clocks(seat, "C01")
        assert await state(seat, "S3") == "late"
        await step(seat, "S3", "填 F-03")
        await choose(seat, "异议")
        await seat.until(lambda: "异议的调整建议" in seat.said, "what is missing")
        await write(seat, "adjustment", "宣传语先审")
        await toggle(seat, "liaison", "何军")
        await seat.press("n")
        await seat.settled()
        await seat.press("n")
        await seat.settled()


async def _mended(way: Way) -> None:
    async with way.page("张伟") as seat:
        await step(seat, "S3", "填写 F-01")
        await at_form(seat)
        await write(seat, "outcome", "宣传语先审")
        await hand_in(seat)
    await way.signs("F-01", "王敏", "钱总")
    async with way.page("张伟") as seat:
        again = [each for each in await clocks(seat, "C01") if each[1] == "running"]
        until = "10-12T18:00"
        assert again == [("研发部", "running", until), ("法务部", "running", until)]
    way.on("10-12T17:00")
    async with way.page("刘强") as seat:
        await step(seat, "S3", "填 F-02")
        await choose(seat, "承接")
        await seat.settled()
        await back(seat)
    async with way.page("周芳") as seat:
        await step(seat, "S3", "填 F-03")
        await choose(seat, "承接")
        await seat.settled()
        await back(seat)
        assert await state(seat, "S3") == "done"


async def _kicked_off(way: Way) -> None:
    way.on("10-12T17:30")
    async with way.page("张伟") as seat:
        await step(seat, "S4", "排一场启动会")
        await choose(seat, "另选时间")
        await seat.enter("10-14 14:00")
        assert await clocks(seat, "C02") == [("市场部", "running", "10-13T14:00")]
        await step(seat, "S4", "启动会的议程")
        await seat.until(lambda: "会议议程" in seat.text, "its text")
        assert "参会 5 人" in seat.text
        await seat.press("enter")
        await seat.settled()


async def _met(way: Way) -> None:
    way.on("10-14T14:00")
    async with way.page("张伟") as seat:
        await step(seat, "S4", "开始启动会")
        room = await entered(seat)
        await room.reads("张伟、王敏、赵倩、刘强、周芳")
        way.on("10-14T15:00")
        await room.press("m", "9")
        await room.press("n")
        await room.reads("按 Enter 发送")
    async with way.page("张伟") as seat:
        assert await clocks(seat, "C11") == [("市场部", "running", "10-14T16:00")]
        await step(seat, "S13", "的纪要并发出")
        await seat.until(lambda: "按 Enter 发送" in seat.text, "the minutes")
        await seat.press("enter")
        await seat.settled()
        await seat.until(lambda: "存档" in seat.text, "sent and kept")
        await back(seat)
        assert await clocks(seat, "C11") == []
    await _chartered(way)


async def _chartered(way: Way) -> None:
    async with way.page("张伟") as seat:
        await step(seat, "S5", "记一项任务")
        await seat.until(lambda: seat.entry.typing, "the line")
        await seat.enter("宣传物料制作 @何军 10-25")
        await seat.enter("样机打样 @赵倩 10-30")
        await seat.press("escape", "w")
        await at_page(seat)
        until = "10-15T18:00"
        assert await clocks(seat, "C03") == [
            *(("法务部", "running", until), ("研发部", "running", until)),
        ]
        await step(seat, "S4", "新建《")
        await at_form(seat)
        for place, text in (
            *(("scope_in", "全国门店"), ("scope_out", "海外"), ("criteria", "覆盖率≥95%")),
            ("milestones", "10-30 样机"),
        ):
            await write(seat, place, text)
        form = await hand_in(seat)
    await way.may_not(form, "2", "何军")
    await way.signs(form, "张伟", "王敏", "刘强", "赵倩", "周芳")
    async with way.page("张伟") as seat:
        assert await state(seat, "S4") == "done"


async def _planned(way: Way) -> None:
    way.on("10-15T09:00")
    async with way.page("刘强") as seat:
        await step(seat, "S7", "新建")
        await at_form(seat)
        await hand_in(seat)
        await hand_in(seat, "签字")
    way.on("10-16T10:00")
    async with way.page("周芳") as seat:
        assert await clocks(seat, "C03") == [("法务部", "breached", "10-15T18:00")]
        assert await state(seat, "S7") == "late"
        await step(seat, "S7", "新建")
        await at_form(seat)
        await hand_in(seat)
        await hand_in(seat, "签字")
        await back(seat)
        assert await state(seat, "S7") == "done"
    async with way.page("张伟") as seat:
        await step(seat, "S6", "新建")
        await at_form(seat)
        for at, told in enumerate(("铺货 3000 家", "打样 100%", "合规 100%")):
            await cells(seat, f"sub_goals.{at}", goal=told)
        form = await hand_in(seat)
    await way.may_not(form, "2", "赵倩")
    await way.signs(form, "王敏", "刘强", "周芳")


async def _changed(way: Way) -> None:
    way.on("10-17T10:00")
    async with way.page("赵倩") as seat:
        await new_form(seat, "F18")
        await write(seat, "reason", "材料缺货")
        await write(seat, "impact", "打样推迟")
        await row(seat, "changes", task="T-02", field="截止", to="11-06")
        form = await hand_in(seat)
    for who in ("刘强", "周芳"):
        async with way.page(who) as seat:
            await step(seat, "S12", "的结论")
            await choose(seat, "同意")
            await seat.settled()
    await way.may_not(form, "2", "王敏")
    await way.signs(form, "钱总")
    async with way.board("赵倩") as seat:
        assert f"{seat.board.tasks['T-02'].due}" == "2024-11-06"


async def _accepted(way: Way) -> None:
    for task, owner, head, day in (
        ("T-01", "何军", "周芳", "10-21"),
        ("T-02", "赵倩", "刘强", "11-05"),
    ):
        way.on(f"{day}T10:00")
        async with way.board(owner) as seat:
            while seat.grid.cursor_key != task:
                await seat.press("down")
            await seat.press("p")
            await seat.enter("１００")
            await seat.press("w")
            await at_page(seat)
            await step(seat, "S14", f"({task})")
            await at_form(seat)
            await write(seat, "result", "终稿")
            form = await hand_in(seat)
        async with way.page(head) as seat:
            await step(seat, "S14", "自检")
            await at_form(seat)
            await write(seat, "complete", "１００")
            await write(seat, "quality", "合格")
            await hand_in(seat)
            await hand_in(seat, "签字")
        await _judged(way, form, task)


async def _judged(way: Way, form: str, task: str) -> None:
    """Everybody on the panel says what they think; the first result has to be mended."""
    fails = task == "T-01"
    async with way.page("张伟") as seat:
        if fails:
            until = "10-24T18:00"
            assert [each[1:] for each in await clocks(seat, "C17")] == [("running", until)] * 3
    first = "不通过" if fails else "通过"
    for who, verdict in (("刘强", first), ("王敏", "通过"), ("周芳", "通过")):
        async with way.page(who) as seat:
            await step(seat, "S14", "验收意见表")
            await choose(seat, verdict)
            if verdict == "不通过":
                await seat.until(lambda: "整改项" in seat.said, "what is missing")
                await write(seat, "rework", "改字号")
                await seat.press("n")
            await seat.settled()
    if fails:
        await _reworked(way, form)
    async with way.board("张伟") as seat:
        assert seat.board.tasks[task].status is TaskStatus.DONE


async def _reworked(way: Way, form: str) -> None:
    async with way.page("张伟") as seat:
        assert await clocks(seat, "C18") == [("法务部", "running", "10-23T18:00")]
    way.on("10-23T16:00")
    async with way.page("何军") as seat:
        await step(seat, "S14", f"填写 {form}")
        await at_form(seat)
        await write(seat, "result", "终稿二")
        await hand_in(seat)
    async with way.page("周芳") as seat:
        await step(seat, "S14", "自检")
        await at_form(seat)
        await hand_in(seat)
        await hand_in(seat, "签字")
    async with way.page("刘强") as seat:
        await step(seat, "S14", "验收意见表")
        await choose(seat, "通过")
        await seat.settled()


async def _closed(way: Way) -> None:
    way.on("11-06T10:00")
    async with way.page("张伟") as seat:
        await step(seat, "S14", "新建")
        await at_form(seat)
        assert "总办" not in seat.text
        form = await hand_in(seat)
    await way.may_not(form, "2", "张伟")
    await way.signs(form, "王敏")
    async with way.page("张伟") as seat:
        assert await clocks(seat, "C19") == [("市场部", "running", "11-13T18:00")]
        way.on("11-08T10:00")
        await step(seat, "S15", "新建")
        await at_form(seat)
        for place in ("highlights", "shortfalls", "lessons"):
            await write(seat, place, "早评审")
        form = await hand_in(seat)
    await way.signs(form, "王敏")
    async with way.page("刘强") as seat:
        await step(seat, "S15", "归档项目")
        await choose(seat, "归档,并把")
        await seat.until(lambda: "✗" in seat.said, "who archives")
    async with way.page("张伟") as seat:
        await step(seat, "S15", "归档项目")
        await choose(seat, "归档,并把")
        await seat.until(lambda: "资料包在" in seat.said, "where the package is")
        assert {await state(seat, f"S{each}") for each in (0, 1, 2, 3, 4, 6, 7, 8, 12, 14, 15)} == {
            "done"
        }
    (package,) = exports_folder().glob("*.zip")
    assert check(package).problems == []
