"""Letting somebody go by keys: their work is named, and goes to somebody (R01)."""

from __future__ import annotations

from tests.pilot.seat import Seat, seated
from tui.screens.picker import Picker
from tui.screens.process import ProcessScreen


async def roster(seat: Seat) -> None:
    """The process page, and on it who is what."""
    await seat.press("w")
    await seat.until(lambda: isinstance(seat.app.screen, ProcessScreen), "the process page")
    await seat.press("o")
    await seat.until(lambda: "有人离开项目" in seat.text, "who is what")


async def pick(seat: Seat, text: str, title: str) -> None:
    """Looks for a line of the list with that title, and chooses it."""
    await seat.until(lambda: title in seat.text, title)
    await seat.type(text)
    await seat.press("enter")


async def test_somebody_leaves_and_an_heir_takes_what_they_have_in_hand(board_url: str) -> None:
    async with seated(board_url) as seat:
        await roster(seat)
        await seat.press("end", "enter")
        await pick(seat, "孙磊", "谁离开项目")
        await seat.until(lambda: "孙磊 手上还有" in seat.text, "what they have in hand")
        assert "T-06" in seat.text or "A-" in seat.text
        await pick(seat, "林琳", "交给谁")
        await seat.settled()

        sun = next(each for each in seat.board.people.values() if each.name == "孙磊")
        lin = next(each for each in seat.board.people.values() if each.name == "林琳")
        assert sun.left_at is not None
        assert seat.board.tasks["T-06"].owner == lin.id
        assert "孙磊" in seat.board.name_of(sun.id)


async def test_escape_lets_nobody_go_and_who_left_is_asked_back(file_url: str) -> None:
    async with seated(file_url) as seat:
        await roster(seat)
        await seat.press("end", "enter")
        await pick(seat, "孙磊", "谁离开项目")
        await seat.until(lambda: "交给谁" in seat.text, "the heirs")
        await seat.press("escape")
        await seat.until(lambda: not isinstance(seat.app.screen, Picker), "the page")
        assert all(each.here for each in seat.board.people.values())

        await seat.press("o", "end", "enter")
        await pick(seat, "孙磊", "谁离开项目")
        await seat.until(lambda: "交给谁" in seat.text, "the heirs")
        await seat.press("end", "enter")
        await seat.settled()
        assert not all(each.here for each in seat.board.people.values())
        await seat.press("o")
        await seat.until(lambda: "请回项目" in seat.text, "the way back")
        await seat.press("end", "enter")
        await seat.until(lambda: "已离开" in seat.text, "who left")
        await seat.press("enter")
        await seat.settled()
        assert all(each.here for each in seat.board.people.values())
