"""What is typed into the minutes and not saved: kept at every change, offered again, given up."""

from __future__ import annotations

import json

import pytest
from textual.widgets import TextArea

from core.places import state_folder
from tests.hand_clock import HandClock
from tests.pilot.seat import Seat, seated
from tests.pilot.test_minutes import held, previewing, sent
from tests.samples import NOW
from tui.screens.minutes import MinutesScreen
from tui.screens.minutes_editor import MinutesEditor
from tui.screens.picker import Picker


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> HandClock:
    """The clock of every board of a test."""
    found = HandClock(NOW)
    monkeypatch.setattr("tests.pilot.seat.fixed", lambda _: found)
    return found


def on_disk() -> list[str]:
    """The texts of minutes in the state folder."""
    files = (state_folder() / "drafts").glob("*.json")
    left = [json.loads(each.read_bytes()) for each in files]
    return [line["text"] for each in left for line in each["lines"] if line["kind"] == "minutes"]


async def editor(seat: Seat) -> TextArea:
    """The text in the open editor."""
    await seat.until(lambda: isinstance(seat.app.screen, MinutesEditor), "the editor")
    return seat.app.screen.query_one(TextArea)


async def left_open(url: str, clock: HandClock) -> None:
    """Somebody types at the head of the minutes, and the board goes with the editor open."""
    async with previewing(url, clock) as seat:
        await seat.press("e")
        await editor(seat)
        await seat.type("改期")
        await seat.until(lambda: any(each.startswith("改期") for each in on_disk()), "on disk")


async def reopened(seat: Seat) -> None:
    """The minutes again, and the question what to do with what was left."""
    seat.app.action_minutes()
    await seat.until(lambda: isinstance(seat.app.screen, MinutesScreen), "the minutes")
    await seat.until(lambda: "会议纪要" in seat.text, "their text")
    await seat.press("e")
    await seat.until(lambda: isinstance(seat.app.screen, Picker), "the question")


async def test_what_was_typed_is_offered_again_and_goes_once_it_is_saved(
    board_url: str, clock: HandClock
) -> None:
    await left_open(board_url, clock)
    async with seated(board_url) as seat:
        await reopened(seat)
        await seat.press("1")
        assert (await editor(seat)).text.startswith("改期")
        await seat.press("f2")
        await seat.settled()
        await seat.until(lambda: "已手工改动" in seat.text, "that it was saved")
        await seat.until(lambda: on_disk() == [], "nothing is left on disk")


async def test_it_can_be_given_up_for_what_stands(file_url: str, clock: HandClock) -> None:
    await left_open(file_url, clock)
    async with seated(file_url) as seat:
        await reopened(seat)
        await seat.press("2")
        assert not (await editor(seat)).text.startswith("改期")
        await seat.until(lambda: on_disk() == [], "nothing is left on disk")


async def test_esc_at_the_question_keeps_it(file_url: str, clock: HandClock) -> None:
    await left_open(file_url, clock)
    async with seated(file_url) as seat:
        await reopened(seat)
        await seat.press("escape")
        await seat.until(lambda: isinstance(seat.app.screen, MinutesScreen), "the minutes")
        await seat.press("e")
        await seat.until(lambda: "上次改到一半" in seat.text, "the question again")


async def test_what_is_given_up_in_the_editor_is_not_offered(
    file_url: str, clock: HandClock
) -> None:
    await held(file_url, clock)
    async with seated(file_url) as seat:
        seat.app.action_minutes()
        await seat.until(lambda: "会议纪要" in seat.text, "their text")
        await seat.press("e")
        await editor(seat)
        await seat.press("x", "escape", "n")
        await seat.until(lambda: isinstance(seat.app.screen, MinutesScreen), "the minutes")
        await seat.press("e")
        assert not (await editor(seat)).text.startswith("x")


async def test_without_a_group_it_is_said_whom_the_minutes_reached(
    file_url: str, clock: HandClock
) -> None:
    async with previewing(file_url, clock) as seat:
        await sent(seat)
        await seat.until(lambda: "秒后发出 · u 撤回" in seat.text, "the countdown")
        clock.forward(seconds=11)
        await seat.until(lambda: "没有发到任何群" in seat.text, "that no group got it")


async def test_saving_an_edit_says_so_in_a_few_words(file_url: str, clock: HandClock) -> None:
    async with previewing(file_url, clock) as seat:
        await seat.press("e")
        await editor(seat)
        await seat.press("x", "f2")
        await seat.settled()
        assert "✓ 改动已保存  ·  u 撤销" in seat.text


async def test_the_menu_of_meetings_leads_to_the_last_minutes(
    file_url: str, clock: HandClock
) -> None:
    await held(file_url, clock)
    async with seated(file_url) as seat:
        await seat.press("m")
        await seat.until(lambda: "M-03 周会  已结束" in seat.text, "the minutes in the menu")
        await seat.press("j")
        await seat.until(lambda: isinstance(seat.app.screen, MinutesScreen), "the minutes")
