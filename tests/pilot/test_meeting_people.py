"""Who is in a meeting: why somebody is away, and how to reach anybody's turn."""

from __future__ import annotations

import pytest

from tests.pilot.meeting_room import Room, begun
from tests.pilot.seat import Seat, seated
from tui.screens.picker import Picker


def named(room: Room) -> str:
    """Whose turn it is."""
    return room.seat.board.name_of(room.items[room.at - 1].owner)


async def away(seat: Seat, initials: str, digit: str) -> None:
    """Somebody who was thought to be there is not, for the reason with this digit."""
    await seat.press("A")
    await seat.until(lambda: isinstance(seat.app.screen, Picker), "the list")
    await seat.type(initials)
    await seat.press("enter")
    await seat.until(lambda: "为什么" in seat.text, "the reasons")
    await seat.press(digit)
    await seat.settled()


async def test_the_absent_are_marked_and_passed_over(file_url: str) -> None:
    async with seated(file_url) as seat:
        room = await begun(seat, "m", "1")
        await away(seat, "zf", "5")
        assert room.meeting.attendance["P-05"] == "absent"
        assert room.meeting.excuses == {}
        assert "缺席 周芳" in seat.text
        await room.press("n")
        assert named(room) == "孙磊"


@pytest.mark.parametrize(
    ("digit", "how", "why", "told"),
    [
        ("1", "excused", None, "周芳(请假)"),
        ("2", "absent", "出差", "周芳(出差)"),
        ("４", "absent", "病假", "周芳(病假)"),
    ],
)
async def test_why_somebody_is_away_is_a_digit(
    file_url: str, digit: str, how: str, why: str | None, told: str
) -> None:
    async with seated(file_url) as seat:
        room = await begun(seat, "m", "1")
        await away(seat, "zf", digit)
        assert room.meeting.attendance["P-05"] == how
        assert room.meeting.excuses.get("P-05") == why
        assert told in seat.text


async def test_why_somebody_is_away_can_be_typed_and_goes_when_they_come(file_url: str) -> None:
    async with seated(file_url) as seat:
        room = await begun(seat, "m", "1")
        await away(seat, "zf", "6")
        await seat.enter("去总部开庭")
        assert room.meeting.excuses == {"P-05": "去总部开庭"}
        assert not room.screen.entry.typing
        await room.press("A")
        await seat.type("zf")
        await room.press("enter")
        assert room.meeting.attendance["P-05"] == "present"
        assert room.meeting.excuses == {}


async def test_any_person_is_reached_by_number_or_name(file_url: str) -> None:
    async with seated(file_url) as seat:
        room = await begun(seat, "m", "1")
        last = len(room.items)
        assert last > 9
        await seat.press("#")
        await seat.enter(str(last - 1))
        assert room.at == last - 1
        await seat.press("＃")
        await seat.enter("zf")
        assert named(room) == "周芳"
        assert "# 跳到任何一位" in seat.text


async def test_a_number_that_nobody_has_is_said_and_stays_in_the_line(file_url: str) -> None:
    async with seated(file_url) as seat:
        room = await begun(seat, "m", "1")
        await seat.press("#")
        await seat.enter("99")
        assert "没有“99”这一项" in seat.text
        assert (room.at, room.screen.entry.text) == (1, "99")
