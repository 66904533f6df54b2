"""Choosing from a list: by its numbers, or by what is looked for."""

from __future__ import annotations

from tests.pilot.seat import Seat, seated
from tests.pilot.test_capture import put
from tui.screens.picker import Picker
from tui.widgets.line_grid import LineGrid


async def palette(seat: Seat) -> Picker:
    """The command palette."""
    await seat.press("colon")
    await seat.until(lambda: isinstance(seat.app.screen, Picker), "the palette")
    await seat.pilot.pause()
    assert isinstance(seat.app.screen, Picker)
    return seat.app.screen


def under_cursor(seat: Seat) -> str | None:
    """What Enter would choose."""
    return seat.app.screen.query_one(LineGrid).cursor_key


async def test_figures_behind_letters_are_looked_for_and_choose_nothing(file_url: str) -> None:
    async with seated(file_url) as seat:
        await palette(seat)
        assert "数字直接选" in seat.text
        await seat.type("t12")
        assert isinstance(seat.app.screen, Picker)
        assert not seat.screen.entry.typing
        assert "数字也算字" in seat.text
        await seat.press("backspace", "backspace", "backspace", "1")
        await seat.until(lambda: seat.screen.entry.typing, "the first entry: an action item")


async def test_the_best_match_is_under_the_cursor(file_url: str) -> None:
    async with seated(file_url) as seat:
        await palette(seat)
        await seat.press("down", "down", "down")
        await put(seat, "qhyy")
        assert under_cursor(seat) == "app.language"
        await seat.press("backspace", "backspace", "backspace", "backspace", *"help")
        assert under_cursor(seat) == "help"


async def test_a_long_list_says_that_more_follows(file_url: str) -> None:
    async with seated(file_url, size=(80, 24)) as seat:
        await palette(seat)
        assert "↓ 共" in seat.text
        await seat.press("escape", "question_mark")
        assert "↓ 还有更多" in seat.text
        await seat.press("end")
        await seat.until(lambda: "↓ 还有更多" not in seat.text, "the end of it")


async def test_the_english_hint_promises_only_what_keys_do(file_url: str) -> None:
    async with seated(file_url, language="en") as seat:
        assert "only Chinese text opens the line by itself" in seat.text
        assert "start typing" not in seat.text
