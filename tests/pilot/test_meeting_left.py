"""Leaving a meeting that goes on, and a meeting that everybody has left."""

from __future__ import annotations

import pytest

from core.domain.ids import SYSTEM
from core.domain.meeting import MeetingStatus, Purpose
from core.domain.meeting_wishes import KeepMeeting
from tests.hand_clock import HandClock
from tests.pilot.meeting_room import Room, begun, elsewhere
from tests.pilot.seat import seated
from tests.samples import NOW


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> HandClock:
    """The clock of every board of a test."""
    found = HandClock(NOW)
    monkeypatch.setattr("tests.pilot.seat.fixed", lambda _: found)
    return found


async def silent(room: Room, clock: HandClock, minutes: int = 21) -> None:
    """Nobody does anything for so long; the board asks."""
    clock.forward(minutes=minutes)
    await room.second()
    await room.reads("会还在开吗")


async def test_q_asks_in_a_meeting_and_staying_changes_nothing(file_url: str) -> None:
    async with seated(file_url) as seat:
        room = await begun(seat, "m", "1")
        await seat.press("q")
        await seat.until(lambda: "要走吗" in seat.text, "the question")
        await room.press("3")
        assert seat.app.screen is room.screen
        assert seat.app.is_running
        assert room.meeting.on


async def test_q_on_the_board_asks_whoever_sits_in_the_meeting(file_url: str) -> None:
    async with seated(file_url) as seat:
        room = await begun(seat, "m", "1")
        await room.press("escape", "q")
        await seat.until(lambda: "要走吗" in seat.text, "the question")
        await room.press("2")
        assert room.items[room.at - 1].purpose is Purpose.READ_BACK
        assert room.meeting.on


async def test_leaving_the_board_lets_the_meeting_go_on(file_url: str) -> None:
    async with seated(file_url) as seat:
        room = await begun(seat, "m", "1")
        meeting = room.meeting.id
        await seat.press("q")
        await seat.until(lambda: "要走吗" in seat.text, "the question")
        await seat.press("1")
        await seat.until(lambda: seat.app.feed is None, "the board is left")
        assert (await seat.outsider.board()).meetings[meeting].on


async def test_after_twenty_minutes_it_asks_and_yes_counts_as_a_sign(
    file_url: str, clock: HandClock
) -> None:
    async with seated(file_url) as seat:
        room = await begun(seat, "m", "2")
        await silent(room, clock)
        await room.press("1")
        clock.forward(minutes=19)
        await room.second()
        assert seat.app.screen is room.screen
        assert room.meeting.status is MeetingStatus.RUNNING
        await elsewhere(file_url, SYSTEM, KeepMeeting(meeting=room.meeting.id))
        await seat.settled()
        assert room.meeting.status is MeetingStatus.RUNNING


async def test_unanswered_it_is_kept_and_the_boards_say_so(
    board_url: str, clock: HandClock
) -> None:
    async with seated(board_url) as seat:
        room = await begun(seat, "m", "2")
        await silent(room, clock)
        clock.forward(minutes=10)
        await elsewhere(board_url, SYSTEM, KeepMeeting(meeting=room.meeting.id))
        await seat.settled()
        await room.second()
        await room.reads("30 分钟没有动静")
        assert seat.app.screen is room.screen
        assert "已保留为草稿" in room.bar
        await room.press("escape")
        await room.reads("周会 已保留为草稿(没有动静)")
        await room.press("m")
        await room.press("space")
        assert room.meeting.status is MeetingStatus.RUNNING
