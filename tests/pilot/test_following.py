"""Following: what the facilitator looks at shows on another screen, until one walks off."""

from __future__ import annotations

from tests.pilot.meeting_room import begun, entered
from tests.pilot.seat import Seat, seated
from tui.screens.detail import DetailScreen
from tui.screens.meeting import MeetingScreen
from tui.screens.triage import TriageScreen


async def shows(seat: Seat, kind: type, what: str = "") -> None:
    """Waits until a screen of a kind lies on top."""
    await seat.until(lambda: isinstance(seat.app.screen, kind), what or kind.__name__)
    await seat.pilot.pause()


async def test_the_view_of_the_chair_is_followed_and_left_at_will(board_url: str) -> None:
    async with seated(board_url) as chair, seated(board_url, actor="王敏") as other:
        room = await begun(chair, "m", "1")
        await other.until(lambda: "F 跟随" in other.text, "the bar")
        await other.press("F")
        await entered(other)
        assert "跟随 张伟" in other.said
        await room.press("t")
        await shows(chair, TriageScreen)
        await shows(other, TriageScreen)
        await chair.press("j")
        wanted = chair.app.screen
        found = other.app.screen
        assert isinstance(wanted, TriageScreen)
        assert isinstance(found, TriageScreen)
        await other.until(lambda: found.subject() == wanted.subject(), "the same record")
        await chair.press("escape")
        await shows(other, MeetingScreen, "the meeting again")
        await other.press("escape")
        await other.until(lambda: not other.app.following, "left")
        assert "已离开跟随" in other.said
        await chair.press("t")
        await shows(chair, TriageScreen)
        await chair.settled()
        assert other.app.screen is other.screen


async def test_a_record_that_the_chair_opens_is_opened(file_url: str) -> None:
    async with seated(file_url) as chair, seated(file_url, actor="王敏") as other:
        room = await begun(chair, "m", "2")
        await other.until(lambda: "F 跟随" in other.text, "the bar")
        await other.press("F")
        await entered(other)
        await room.press("4")
        await room.press("enter")
        await shows(other, DetailScreen)
        assert "B-05" in other.text


async def test_nobody_is_pulled_away_from_a_line_being_typed(file_url: str) -> None:
    async with seated(file_url) as chair, seated(file_url, actor="王敏") as other:
        room = await begun(chair, "m", "1")
        await other.until(lambda: "F 跟随" in other.text, "the bar")
        await other.press("F")
        mine = await entered(other)
        await other.press("a", *"写到一半")
        await room.press("t")
        await other.pilot.pause(1.2)
        assert other.app.screen is mine.screen
        assert mine.screen.entry.text == "写到一半"
        await other.press("escape")
        await shows(other, TriageScreen)


async def test_there_is_nobody_to_follow_without_a_meeting(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("F")
        assert "现在没有会议在进行" in seat.said
