"""Themes and languages change on the spot, on every screen, and nothing is lost by it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Static

from core.places import theme_folder
from tests.looks.tour import at, taken
from tests.pilot.seat import Seat, seated
from tui.screens.minutes import MinutesScreen
from tui.screens.projector import ProjectorScreen
from tui.screens.triage import TriageScreen
from tui.widgets.line_grid import LineGrid

ANSWERING = ("board", "matrix", "detail", "triage", "inbox", "changes", "exchange", "standup")
OWN = 'dark = true\n[colours]\naccent = "#FFD9A0"\n'


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A configuration of the test's own, and a terminal that may show colours."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.delenv("NO_COLOR", raising=False)


def put(name: str, text: str) -> Path:
    """Writes a theme of the person's own."""
    folder = theme_folder()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def told(seat: Seat) -> str:
    """What the app told in the corner."""
    return "\n".join(each.message for each in seat.app._notifications)


async def test_the_theme_key_goes_through_all_themes_and_ones_own(file_url: str) -> None:
    put("amber", OWN)
    async with seated(file_url) as seat:
        worn = [seat.app.theme]
        for _ in range(5):
            await seat.press("T")
            worn.append(seat.app.theme)
        assert worn == ["dark", "light", "projector", "mono", "amber", "dark"]


async def test_a_broken_theme_is_named_and_passed_over(file_url: str) -> None:
    put("amber", 'dark = true\n[colours]\nmuted = "#555555"\n')
    async with seated(file_url) as seat:
        await seat.press("T", "T", "T", "T")
        assert seat.app.theme == "dark"
        assert "主题 amber 不能用" in told(seat)
        assert "第 3 行:muted 在 background 上对比度只有" in told(seat)
        assert "pengtou themes check amber" in told(seat)


async def test_without_colours_the_board_begins_in_monochrome(
    file_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with seated(file_url) as seat:
        assert seat.app.theme == "mono"


@pytest.mark.parametrize("stop", ANSWERING)
async def test_the_language_key_works_on_every_screen(file_url: str, stop: str) -> None:
    async with taken(file_url, "zh", (120, 36)) as seat, at(seat, stop, "zh") as screen:
        before = seat.text
        cursor = [each.cursor_key for each in screen.query(LineGrid)]
        await seat.press("L")
        await seat.settled()
        english = seat.text
        assert seat.app.words.language == "en"
        assert screen is seat.app.screen
        assert chrome(before)
        assert chrome(before).isdisjoint(chrome(english))
        assert [each.cursor_key for each in screen.query(LineGrid)] == cursor
        await seat.press("L")
        await seat.settled()
        assert seat.text == before


def chrome(text: str) -> set[str]:
    """The hints of the footer, one by one; those that are nothing but keys left out."""
    hints = text.splitlines()[-1].split("  ")
    return {each.strip() for each in hints if " " in each.strip()}


async def test_the_minutes_are_made_anew_in_the_other_language(file_url: str) -> None:
    async with taken(file_url, "zh", (120, 36)) as seat, at(seat, "minutes", "zh") as screen:
        assert isinstance(screen, MinutesScreen)
        await seat.until(lambda: screen.paper, "the minutes")
        assert screen.paper is not None
        chinese = screen.paper.text
        await seat.press("L")
        await seat.until(lambda: screen.paper and screen.paper.text != chinese, "English")
        assert "Minutes" in screen.paper.text
        await seat.press("L")
        await seat.until(lambda: screen.paper and screen.paper.text == chinese, "Chinese")


async def test_the_wall_keeps_its_page(file_url: str) -> None:
    async with taken(file_url, "zh", (80, 24)) as seat, at(seat, "projector", "zh") as screen:
        await seat.press("right")
        before = seat.text
        assert isinstance(screen, ProjectorScreen)
        page = screen.reel.at
        await seat.press("L")
        await seat.pilot.pause()
        assert "Blockers" in seat.text or "blocker" in seat.text
        assert screen.reel.at == page
        await seat.press("L")
        await seat.pilot.pause()
        assert seat.text == before


async def test_a_line_that_is_being_typed_stays_and_is_named_anew(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("a")
        await seat.type("提交清单 @wm")
        seat.app.action_language()
        await seat.pilot.pause()
        assert seat.entry.text == "提交清单 @wm"
        assert seat.entry.typing
        assert "Action" in seat.text
        await seat.press("enter")
        await seat.settled()


async def test_a_line_about_a_record_stays_and_is_named_anew(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("p")
        await seat.type("45 in review")
        chinese = str(seat.entry.query_one(".mark", Static).content)
        seat.app.action_language()
        await seat.pilot.pause()
        assert seat.entry.text == "45 in review"
        assert str(seat.entry.query_one(".mark", Static).content) != chinese


async def test_the_triage_keeps_its_place_below_another_screen(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("t")
        await seat.until(lambda: isinstance(seat.app.screen, TriageScreen), "the triage")
        await seat.press("j", "enter")
        await seat.until(lambda: not isinstance(seat.app.screen, TriageScreen), "the record")
        await seat.press("L", "escape")
        await seat.until(lambda: isinstance(seat.app.screen, TriageScreen), "the triage again")
        await seat.settled()
        triage = seat.app.screen
        assert isinstance(triage, TriageScreen)
        assert triage.grid.cursor_key == triage.queue.order[1]
        assert "分诊" not in seat.text.replace("碰头", "")
