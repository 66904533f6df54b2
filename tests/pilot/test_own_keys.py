"""Keys of one's own are those of every screen, in the help and in the footer too."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.settings import Settings
from tests.pilot import seat as seats
from tests.pilot.seat import Seat, seated
from tui.opening import Opening
from tui.screens.detail import DetailScreen
from tui.screens.keys import KeysScreen
from tui.screens.matrix import MatrixScreen
from tui.screens.triage import TriageScreen


@pytest.fixture
def own(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The keys that the test is given, in the configuration of whoever sits down."""
    usual = seats.opening

    def with_keys(url: str, actor: str = "张伟", language: str = "zh") -> Opening:
        keys = {name: (key,) for name, key in request.param.items()}
        return replace(usual(url, actor, language), settings=Settings(keys=keys))

    monkeypatch.setattr(seats, "opening", with_keys)


def keys(**given: str) -> pytest.MarkDecorator:
    """Keys by action; two underscores stand for the dot of an id."""
    named = {name.replace("__", "."): key for name, key in given.items()}
    return pytest.mark.parametrize("own", [named], indirect=True)


async def at(seat: Seat, kind: type) -> None:
    await seat.until(lambda: isinstance(seat.app.screen, kind), kind.__name__)


@keys(triage__open="z", raci__open="F9", back="w", help="v")
async def test_a_key_of_ones_own_works_on_every_screen_and_the_old_one_no_more(
    file_url: str, own: None
) -> None:
    async with seated(file_url) as seat:
        await seat.press("t", "r")
        assert seat.app.screen is seat.screen
        for key, screen in (("z", TriageScreen), ("f9", MatrixScreen), ("enter", DetailScreen)):
            await seat.press(key)
            await at(seat, screen)
            await seat.press("v")
            await at(seat, KeysScreen)
            await seat.press("escape", "w")
            await seat.until(lambda: seat.app.screen is seat.screen, "the board")


@keys(triage__open="z", help="F9")
async def test_footer_and_help_name_ones_own_keys(file_url: str, own: None) -> None:
    async with seated(file_url) as seat:
        assert "z 分诊" in seat.text
        assert "F9 帮助" in seat.text
        await seat.press("f9")
        await at(seat, KeysScreen)
        told = ("* 自己设的键", "↓ 还有更多")
        await seat.until(lambda: any(each in seat.text for each in told), "the help")
        await seat.press("end")
        await seat.until(lambda: "* 自己设的键" in seat.text, "what the star means")


@keys(change__undo="ctrl+b", view__filter="j", no__such="x", progress__set="u")
async def test_what_is_wrong_with_them_is_told_once_and_ends_nothing(
    file_url: str, own: None
) -> None:
    async with seated(file_url) as seat:
        await seat.until(lambda: "[keys] 里有 4 处要留意" in seat.text, "the notice")
        assert "ctrl+b 不能用" in seat.text
        await seat.press("j", "j")
        assert not seat.entry.typing
        await seat.press("u")
        await seat.until(lambda: seat.entry.typing, "u is progress now")


async def test_without_any_nothing_is_told(file_url: str) -> None:
    async with seated(file_url) as seat:
        assert "[keys]" not in seat.text
