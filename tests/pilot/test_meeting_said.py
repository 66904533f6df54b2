"""Whose words they are: what is typed in a meeting is the speaker's, and a guest's is kept."""

from __future__ import annotations

from core.domain.meeting import Sort
from tests.pilot.meeting_room import begun, entered
from tests.pilot.seat import seated
from tui.screens.minutes import MinutesScreen


async def test_a_blocker_typed_in_a_turn_is_the_speakers(file_url: str) -> None:
    async with seated(file_url) as seat:
        room = await begun(seat, "m", "1")
        await room.record("礼盒卡在海关 @周芳", kind="b")
        blocker = max(seat.board.blockers.values(), key=lambda each: each.id)
        (event,) = await seat.outsider.of(blocker.id, "张伟")

        assert (blocker.title, blocker.reporter) == ("礼盒卡在海关", "赵倩")
        assert event.event.kind == "blocker.raised"
        await room.reads(f"{blocker.id} 礼盒卡在海关")


async def test_what_a_guest_takes_down_is_in_the_meeting(file_url: str) -> None:
    async with seated(file_url) as chair, seated(file_url, actor="路人甲") as seat:
        await begun(chair, "m", "1")
        await seat.until(lambda: seat.board.meeting is not None, "the meeting")
        await seat.press("m")
        room = await entered(seat)
        await room.reads("你以来宾“路人甲”在会")
        await room.record("给海关打电话 @周芳 周五")
        (item,) = (each for each in seat.board.actions.values() if "海关" in each.title)

        assert item.meeting == room.meeting.id
        await room.reads(item.title)


async def test_a_name_that_is_not_on_the_project_is_said_at_the_start(file_url: str) -> None:
    async with seated(file_url, actor="路人甲") as seat:
        await seat.until(lambda: "项目名单里没有“路人甲”" in seat.text, "who it is")


async def test_one_escape_too_many_stays_in_the_meeting(file_url: str) -> None:
    async with seated(file_url) as seat:
        room = await begun(seat, "m", "1")
        await seat.press("a", "enter", "escape")
        await room.reads("还在会议里")
        assert seat.app.screen is room.screen
        await seat.press("escape")
        await seat.until(lambda: seat.app.screen is seat.screen, "the board")


async def test_a_meeting_is_found_by_its_number(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("#")
        await seat.type("M-02")
        await seat.press("enter")
        await seat.until(lambda: isinstance(seat.app.screen, MinutesScreen), "its minutes")
        await seat.settled()


async def test_a_party_of_a_dispute_does_not_take_it_up(file_url: str) -> None:
    async with seated(file_url) as seat:
        room = await begun(seat, "m", "2")
        await room.press("m", "d")
        await seat.enter("何军主张上海 王敏主张全华东")
        (point,) = (each for each in seat.board.points.values() if each.sort is Sort.DISPUTE)

        assert (point.text, point.people) == ("何军主张上海 王敏主张全华东", ())
        await room.press("m", "d")
        await seat.type("试销范围 @王敏")
        await room.reads("争议点 · 会后跟进 王敏")


async def test_a_decision_asks_once_who_made_it(file_url: str) -> None:
    async with seated(file_url) as seat:
        room = await begun(seat, "m", "2")
        await seat.press("d")
        await room.reads("决定了什么 @决策人")
        await seat.type("定档不动")
        await seat.press("enter")
        await room.reads("谁拍的板")
        before = len(seat.board.decisions)
        await seat.press("enter")
        await seat.until(lambda: not seat.entry.text, "the line is free")
        await seat.settled()

        assert seat.app.latest is not None
        assert len(seat.app.latest.decisions) == before + 1
        await seat.type("定档不动 @王敏")
        await room.reads("决策人 王敏")
