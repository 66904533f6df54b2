"""Keys that arrive in one piece: each goes where the one before it led, and nothing breaks."""

from __future__ import annotations

import random

import pytest
from textual.events import Key, Paste
from textual.keys import _character_to_key

from tests.pilot.seat import Seat, seated
from tui.screens.detail import DetailScreen
from tui.screens.matrix import MatrixScreen
from tui.screens.picker import Picker

_NAMED = ("enter", "escape", "tab", "shift+tab", "up", "down", "left", "right", "f1", "f2", "f7")
_TYPED = tuple("abdtprHLiuxXUnNqRACIgGjkhlvyeo0123456789.:/#?@ ,，。：＃１王敏下周三中")
_PASTED = ("交清单 @wm 周五", "甲事\n乙事 @ll\n阻塞:丙事", "\n", "@")


def burst(seat: Seat, *keys: str) -> None:
    """All of these keys at once, as one write of a terminal has them."""
    for each in keys:
        character = each if len(each) == 1 else None
        name = _character_to_key(each) if character else each
        seat.app.post_message(Key(name, character))


async def calm(seat: Seat) -> None:
    """Waits until every key was let in and what it led to has come to its end."""
    app = seat.app
    await seat.until(lambda: not app._typed_ahead and app._settling is None, "all keys let in")
    await seat.pilot.pause()


@pytest.mark.parametrize(
    ("keys", "screens"),
    [
        (("r", "q"), ["BoardScreen"]),
        (("r", "1", "q"), ["BoardScreen"]),
        (("r", "escape", "r"), ["BoardScreen", "MatrixScreen"]),
        (("H", "q"), ["BoardScreen"]),
        (("enter", "q"), ["BoardScreen"]),
        (("enter", "escape", "enter", "."), ["BoardScreen", "DetailScreen", "Picker"]),
        (("t", "q"), ["BoardScreen"]),
        (("?", "q"), ["BoardScreen"]),
        ((":", "escape", ":"), ["BoardScreen", "Picker"]),
    ],
)
async def test_a_key_goes_to_the_screen_that_the_one_before_it_opened(
    file_url: str, keys: tuple[str, ...], screens: list[str]
) -> None:
    async with seated(file_url) as seat:
        burst(seat, *keys)
        await calm(seat)
        assert seat.app.is_running
        assert [type(each).__name__ for each in seat.app.screen_stack] == screens


async def test_only_the_first_of_two_digits_chooses_from_a_menu(file_url: str) -> None:
    async with seated(file_url) as seat:
        burst(seat, ".", "1", "2")
        await calm(seat)
        assert seat.entry.text == "2", "the line that the first one opened has the second"


async def test_what_is_typed_into_a_palette_that_is_not_there_yet_narrows_it(
    file_url: str,
) -> None:
    async with seated(file_url) as seat:
        burst(seat, ":", *"t12")
        await calm(seat)
        assert isinstance(seat.app.screen, Picker)
        assert not seat.screen.entry.typing
        burst(seat, "escape", ":", *"T-12", "enter")
        await calm(seat)
        assert seat.app.is_running


async def test_enter_right_behind_a_paste_saves_what_was_pasted(file_url: str) -> None:
    async with seated(file_url) as seat:
        burst(seat, "a")
        seat.app.post_message(Paste("粘完就回车 @王敏 周五"))
        burst(seat, "enter", "enter")
        await calm(seat)
        await seat.until(lambda: not seat.entry.typing, "closed by the second Enter")
        await seat.settled()
        assert any(each.title == "粘完就回车" for each in seat.board.actions.values())


async def test_chinese_committed_right_behind_the_key_that_opens_a_screen_is_kept(
    file_url: str,
) -> None:
    for key, kind in (("r", MatrixScreen), ("enter", DetailScreen)):
        async with seated(file_url) as seat:
            burst(seat, key, *"联系承运商改签")
            await calm(seat)
            await seat.until(lambda: seat.app.screen is seat.screen, "the board")
            assert seat.entry.text == "联系承运商改签", kind


@pytest.mark.parametrize("seed", range(6))
async def test_whatever_is_fired_at_the_board_it_stands(
    file_url: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    async with seated(file_url, size=chance.choice([(80, 24), (120, 36), (200, 50)])) as seat:
        monkeypatch.setattr(seat.app, "action_quit", lambda: None)
        for _ in range(12):
            for _ in range(chance.randrange(10, 40)):
                if chance.random() < 0.02:
                    seat.app.post_message(Paste(chance.choice(_PASTED)))
                else:
                    burst(seat, chance.choice(_NAMED if chance.random() < 0.35 else _TYPED))
            await calm(seat)
            assert seat.app._exception is None
