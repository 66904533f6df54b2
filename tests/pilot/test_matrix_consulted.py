"""R29: a decision says which C of its tasks were not asked yet; F9 notes that they were."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.events import Paste

from core.domain.decision import Decision
from tests.pilot.seat import Seat, seated

WANG, LIN = "P-02", "P-09"


@asynccontextmanager
async def deciding(url: str, text: str, key: str = "d") -> AsyncIterator[Seat]:
    """The open line with this in it."""
    async with seated(url) as seat:
        await seat.press(key)
        await seat.until(lambda: seat.screen.line is not None, "the ground of the line")
        seat.app.post_message(Paste(text))
        await seat.until(lambda: seat.entry.text == text, "the text")
        await seat.pilot.pause()
        yield seat


async def saved(seat: Seat, title: str) -> Decision:
    """Saves the line; the decision that it became."""
    await seat.press("enter", "enter", "escape")
    await seat.settled()
    return next(each for each in seat.board.decisions.values() if each.title == title)


async def test_who_was_not_asked_is_said_and_f9_notes_that_they_were(board_url: str) -> None:
    async with deciding(board_url, "演示延后一周 #T-04") as seat:
        assert "C 未征询: 王敏 林琳 · F9 已征询" in seat.said
        await seat.press("f9")
        assert "C 已征询: 王敏 林琳" in seat.said
        assert (await saved(seat, "演示延后一周")).consulted == (WANG, LIN)


async def test_a_decision_is_saved_without_it_as_well(file_url: str) -> None:
    async with deciding(file_url, "演示延后一周 #T-04") as seat:
        assert (await saved(seat, "演示延后一周")).consulted == ()


async def test_f9_again_takes_the_note_back(file_url: str) -> None:
    async with deciding(file_url, "演示延后一周 #T-04") as seat:
        await seat.press("f9", "f9")
        assert "C 未征询: 王敏 林琳" in seat.said


async def test_another_link_asks_for_its_own_people_again(file_url: str) -> None:
    async with deciding(file_url, "演示延后一周 #T-04") as seat:
        await seat.press("f9")
        await seat.type(" #T-05 ")
        await seat.until(lambda: "C 未征询: 赵倩" in seat.said, "the C of T-05")


async def test_an_action_item_asks_nobody(file_url: str) -> None:
    async with deciding(file_url, "演示延后一周 #T-04", "a") as seat:
        assert "未征询" not in seat.said
