"""The palette leads to whatever has a name: actions, people, records; lately used first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core import places
from tests.pilot import forming
from tests.pilot.seat import Seat, seated
from tests.pilot.test_capture import put
from tests.pilot.test_capture_picking import palette, under_cursor
from tui.key_table import SCREENS
from tui.palette import HIDDEN, offered
from tui.palette_recent import FILE, read
from tui.screens.detail import DetailScreen
from tui.screens.inbox import InboxScreen
from tui.screens.picker import Picker
from tui.screens.process import ProcessScreen


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


async def test_what_was_used_lately_comes_first_in_the_next_run_too(file_url: str) -> None:
    async with seated(file_url) as seat:
        await chosen(seat, "B-08")
        await seat.until(lambda: isinstance(seat.app.screen, DetailScreen), "the record")
        await seat.settled()
    async with seated(file_url) as seat:
        await seat.until(lambda: seat.app.recent == ["B-08"], "what was chosen then")
        await palette(seat)
        assert under_cursor(seat) == "B-08"
        await seat.press("escape")


async def test_what_a_reader_looks_at_is_not_kept(file_url: str) -> None:
    async with seated(file_url) as seat:
        seat.app.opening = replace(seat.app.opening, reading=True)
        await chosen(seat, "B-08")
        await seat.until(lambda: isinstance(seat.app.screen, DetailScreen), "the record")
        await seat.settled()
    assert not (places.state_folder() / FILE).exists()


@pytest.mark.parametrize("left", ["", "[1]", "{", '{"x": 3}'])
async def test_a_file_that_somebody_spoilt_is_no_trouble(file_url: str, left: str) -> None:
    (places.private_folder(places.state_folder()) / FILE).write_text(left, encoding="utf-8")
    async with seated(file_url) as seat:
        await chosen(seat, "B-08")
        await seat.until(lambda: isinstance(seat.app.screen, DetailScreen), "the record")
        await seat.settled()
        assert read(seat.app.opening) == ["B-08"]


@pytest.mark.parametrize("said", ["f01", "kbmxz", "Collaboration request", "F-01"])
async def test_a_form_is_reached_by_its_number_its_code_and_its_names(
    file_url: str, said: str
) -> None:
    await forming.begun(file_url)
    async with seated(file_url) as seat:
        await seat.until(lambda: seat.app.definitions is not None, "what forms are like")
        await palette(seat)
        await put(seat, said)
        assert under_cursor(seat) == forming.REQUEST
        await seat.press("enter")
        await forming.at_form(seat)


@pytest.mark.parametrize("identity", ["D-01", "MS-01"])
async def test_what_was_decided_and_milestones_are_reached_too(
    file_url: str, identity: str
) -> None:
    async with seated(file_url) as seat:
        await palette(seat)
        await put(seat, identity)
        assert under_cursor(seat) == identity


@pytest.mark.parametrize("said", ["guidang", "归档", "gd"])
async def test_a_stage_of_the_process_is_reached_by_its_name(file_url: str, said: str) -> None:
    async with seated(file_url) as seat:
        await palette(seat)
        await put(seat, said)
        assert under_cursor(seat) == "S15"
        await seat.press("enter")
        await seat.until(lambda: isinstance(seat.app.screen, ProcessScreen), "the page")
        await seat.until(lambda: "先做完 S14" in seat.text, "what comes first")
