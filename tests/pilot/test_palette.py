"""The palette leads to whatever has a name: actions, people, records; lately used first."""

from __future__ import annotations

import pytest

from tests.pilot.seat import Seat, seated
from tests.pilot.test_capture import put
from tests.pilot.test_capture_picking import palette, under_cursor
from tui.key_table import SCREENS
from tui.palette import HIDDEN, offered
from tui.screens.detail import DetailScreen
from tui.screens.inbox import InboxScreen
from tui.screens.picker import Picker


async def chosen(seat: Seat, said: str) -> None:
    """Looks for something in the palette and takes the best match."""
    await palette(seat)
    await put(seat, said)
    await seat.press("enter")


@pytest.mark.parametrize(
    ("said", "identity"),
    [("B-08", "B-08"), ("t04", "T-04"), ("接口权限", "B-08"), ("xpwlhg", "T-08"), ("a-22", "A-22")],
)
async def test_a_record_is_reached_by_number_title_or_pinyin(
    file_url: str, said: str, identity: str
) -> None:
    async with seated(file_url) as seat:
        await palette(seat)
        await put(seat, said)
        assert under_cursor(seat) == identity
        await seat.press("enter")
        await seat.until(lambda: isinstance(seat.app.screen, DetailScreen), "the record")
        await seat.until(lambda: identity in seat.text, identity)


@pytest.mark.parametrize("said", ["赵倩", "zq", "zhaoqian"])
async def test_a_person_is_reached_by_name_with_all_that_is_theirs(
    file_url: str, said: str
) -> None:
    async with seated(file_url) as seat:
        await chosen(seat, said)
        await seat.until(lambda: "赵倩 手上" in seat.text, "what they have")
        assert "B-08" in seat.text
        assert "T-04" in seat.text
        assert "A-22" in seat.text
        await seat.press("1")
        await seat.until(lambda: isinstance(seat.app.screen, DetailScreen), "the first of it")


async def test_what_was_chosen_lately_comes_first(file_url: str) -> None:
    async with seated(file_url) as seat:
        for said in ("zhxx", "B-08"):
            await chosen(seat, said)
            await seat.until(lambda: seat.app.screen is not seat.screen, said)
            await seat.press("escape")
            await seat.until(lambda: seat.app.screen is seat.screen, "the board")
        await palette(seat)
        assert under_cursor(seat) == "B-08"
        await seat.press("2")
        await seat.until(lambda: isinstance(seat.app.screen, InboxScreen), "what came before")


async def test_what_the_app_can_do_is_offered_on_every_screen(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("r")
        await seat.until(lambda: seat.app.screen is not seat.screen, "the matrix")
        await seat.press("：")
        await seat.until(lambda: isinstance(seat.app.screen, Picker), "the palette")
        await put(seat, "zhxx")
        await seat.press("enter")
        await seat.until(lambda: isinstance(seat.app.screen, InboxScreen), "the messages")


@pytest.mark.parametrize("screen", list(SCREENS))
def test_every_action_of_a_screen_is_in_its_palette_once(screen: str) -> None:
    ids = [each.id for each in offered(SCREENS[screen])]
    assert len(ids) == len(set(ids))
    assert {each.id for each in SCREENS[screen]} - HIDDEN <= set(ids)
    assert {"app.first_run", "app.language", "exchange.add"} <= set(ids)
