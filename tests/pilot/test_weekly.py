"""A weekly sync from its first item to its end, by keys only."""

from __future__ import annotations

import pytest

from core.domain.action import ActionStatus
from core.domain.blocker import Acknowledge
from core.domain.ids import RecordId
from core.domain.meeting import Sort
from core.domain.task import SetProgress
from tests.pilot.meeting_room import begun, elsewhere
from tests.pilot.seat import Seat, seated
from tui.screens.detail import DetailScreen
from tui.screens.meeting import MeetingScreen
from tui.screens.picker import Picker
from tui.screens.triage import TriageScreen


async def picked(seat: Seat) -> None:
    """Waits for a list to choose from."""
    await seat.until(lambda: isinstance(seat.app.screen, Picker), "a list")


def status_of(seat: Seat, identity: str) -> ActionStatus:
    """Where an action item stands."""
    return seat.board.actions[identity].status


async def test_two_keys_start_it_with_the_agenda_of_its_template(file_url: str) -> None:
    async with seated(file_url) as seat:
        room = await begun(seat, "m", "2")
        assert [each.purpose.value for each in room.items] == [
            *("opening", "actions", "progress", "blockers", "next_week", "read_back")
        ]
        assert "周会 1/6" in room.bar
        assert "上次遗留  行动项 5 条未完" in seat.text


async def test_enter_finishes_an_open_action_item_and_the_list_does_not_move(
    file_url: str,
) -> None:
    async with seated(file_url) as seat:
        room = await begun(seat, "m", "2")
        await room.press("2")
        before = tuple(room.screen.grid._keys)
        assert room.screen.subject() == "A-19"
        await room.press("enter")
        assert status_of(seat, "A-19") is ActionStatus.DONE
        assert tuple(room.screen.grid._keys) == before
        assert room.screen.subject() == "A-18"
        await room.press("u")
        assert status_of(seat, "A-19") is ActionStatus.OPEN


async def test_what_stays_open_is_carried_over_when_it_ends(file_url: str) -> None:
    async with seated(file_url) as seat:
        room = await begun(seat, "m", "2")
        meeting = room.meeting.id
        open_before = {
            key for key, each in seat.board.actions.items() if each.status is ActionStatus.OPEN
        }
        await room.press("m", "9", "enter")
        await seat.until(lambda: seat.board.meeting is None, "the end")
        assert set(seat.board.meetings[meeting].carried) == open_before


async def test_only_what_is_red_or_amber_is_listed_by_department(file_url: str) -> None:
    async with seated(file_url) as seat:
        room = await begun(seat, "m", "2")
        await room.press("3")
        assert "T-04 功能demo交付 80/100 接口权限未开放" in seat.text
        assert "T-03 登录模块开发" not in seat.text
        assert "⚠ 2 天未更新" in seat.text


async def test_a_missing_reason_is_asked_for_and_chosen_by_its_number(file_url: str) -> None:
    async with seated(file_url) as seat:
        await elsewhere(file_url, "赵倩", SetProgress(task=RecordId("T-03"), actual=10))
        await seat.settled()
        room = await begun(seat, "m", "2")
        await room.press("3")
        await room.reads("缺延迟原因")
        room.screen.grid.go_to("T-03")
        await seat.press("enter")
        await picked(seat)
        await room.press("3")
        assert seat.board.tasks["T-03"].delay_reason == "等他部门"
        assert "缺延迟原因" not in seat.text


async def test_what_is_explained_is_opened(file_url: str) -> None:
    async with seated(file_url) as seat:
        room = await begun(seat, "m", "2")
        await room.press("3")
        room.screen.grid.go_to("T-05")
        await seat.press("enter")
        await seat.until(lambda: isinstance(seat.app.screen, DetailScreen), "the record")


async def test_blockers_are_decided_on_the_spot(board_url: str) -> None:
    async with seated(board_url) as seat:
        room = await begun(seat, "m", "2")
        await room.press("4")
        assert room.screen.subject() == "B-05"
        await seat.press("full_stop")
        await picked(seat)
        await room.press("1")
        assert seat.board.blockers["B-05"].responded_at is not None
        await room.reads("受理了 B-05")


async def test_triage_is_one_key_away_and_leads_back(file_url: str) -> None:
    async with seated(file_url) as seat:
        room = await begun(seat, "m", "2")
        await room.press("4")
        await room.press("j", "t")
        await seat.until(lambda: isinstance(seat.app.screen, TriageScreen), "the triage")
        await seat.settled()
        triage = seat.app.screen
        assert isinstance(triage, TriageScreen)
        assert triage.subject() == "B-08"
        await seat.press("escape")
        await seat.until(lambda: isinstance(seat.app.screen, MeetingScreen), "the meeting")
        assert room.at == 4


async def test_a_resource_that_is_needed_goes_on_record(file_url: str) -> None:
    async with seated(file_url) as seat:
        room = await begun(seat, "m", "2")
        await room.press("5")
        await seat.press("m", "r")
        await seat.type("讲师一名 @钱进")
        await room.press("enter")
        point = next(iter(seat.board.points.values()))
        assert (point.sort, point.text) == (Sort.RESOURCE, "讲师一名")
        assert "1. 讲师一名 钱进" in seat.text


async def test_what_others_do_to_the_list_leaves_the_cursor_where_it_is(file_url: str) -> None:
    async with seated(file_url) as seat:
        room = await begun(seat, "m", "2")
        await room.press("4")
        await room.press("j", "j")
        named = room.screen.subject()
        await elsewhere(file_url, "孙磊", Acknowledge(blocker=RecordId("B-05")))
        await seat.settled()
        assert room.screen.subject() == named


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_the_times_of_item_and_meeting_are_on_every_screen(
    file_url: str, size: tuple[int, int]
) -> None:
    async with seated(file_url, size=size) as seat:
        room = await begun(seat, "m", "2")
        assert "00:00/02:00" in room.bar
        assert "00:00/30:00" in room.bar


async def test_a_row_is_linked_to_only_once_somebody_went_to_it(file_url: str) -> None:
    async with seated(file_url) as seat:
        room = await begun(seat, "m", "2")
        await room.press("2")
        assert room.screen.subject() == "A-19"
        await room.record("补三家竞品访谈 @王敏 周五")
        await room.press("j")
        linked = room.screen.subject()
        await room.record("再催一次 @王敏 周五")
        made = {each.title: each.links for each in seat.board.actions.values()}
        assert made["补三家竞品访谈"] == ()
        assert made["再催一次"] == (linked,)
