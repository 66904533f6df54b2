"""Themes and languages change on the spot, on every screen, and nothing is lost by it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Static, TextArea

from core.places import theme_folder
from tests.looks.tour import at, taken
from tests.pilot import forming
from tests.pilot.seat import Seat, seated
from tui.screens.minutes import MinutesScreen
from tui.screens.picker import Picker
from tui.screens.projector import ProjectorScreen
from tui.screens.source_wizard import SourceWizard
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


async def test_an_open_menu_speaks_the_other_language_and_does_the_same(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("full_stop")
        await seat.until(lambda: isinstance(seat.app.screen, Picker), "the menu")
        await seat.press("down", "L")
        await seat.until(lambda: "report progress" in seat.text, "the menu in English")
        menu = seat.app.screen
        assert isinstance(menu, Picker)
        await seat.pilot.pause()
        assert menu.query_one(LineGrid).cursor_key == "status"
        await seat.press("1")
        await seat.until(lambda: seat.screen.entry.typing, "the line for progress")


async def test_what_was_looked_for_in_the_palette_stays(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("colon")
        await seat.until(lambda: isinstance(seat.app.screen, Picker), "the palette")
        await seat.type("yjsy")
        palette = seat.app.screen
        await seat.press("f10")
        await seat.until(lambda: seat.app.screen is not palette, "the palette in English")
        await seat.until(lambda: "yjsy" in seat.text, "what was typed")
        assert len(seat.app.screen_stack) == 2
        await seat.press("escape")
        await seat.until(lambda: seat.app.screen is seat.screen, "the board")


async def test_text_in_the_editor_of_the_minutes_stays(file_url: str) -> None:
    async with taken(file_url, "zh", (120, 36)) as seat, at(seat, "editor", "zh") as screen:
        assert "保存返回" in seat.text
        await seat.type("Q4")
        await seat.press("f10")
        await seat.until(lambda: "F2 keep and go back" in seat.text, "the keys in English")
        assert screen.query_one(TextArea).text.startswith("Q4# 会议纪要")
        await seat.press("backspace", "backspace")


async def test_an_answer_in_the_set_up_of_a_source_stays_and_what_is_wrong_is_said_anew(
    file_url: str,
) -> None:
    async with taken(file_url, "zh", (120, 36)) as seat, at(seat, "wizard", "zh") as screen:
        assert isinstance(screen, SourceWizard)
        screen.line.value = "https://example.feishu.cn/docx/abc"
        await seat.press("enter")
        await seat.until(lambda: "这是文档" in seat.text, "what is wrong")
        await seat.press("f10")
        await seat.until(lambda: "这是文档" not in seat.text, "the same in English")
        assert screen.line.value == "https://example.feishu.cn/docx/abc"
        assert "✗" in seat.text


async def test_the_other_language_takes_no_key_from_a_line(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("a")
        await seat.type("Launch")
        assert seat.entry.text == "Launch"
        await seat.press("f10")
        await seat.pilot.pause()
        assert seat.app.words.language == "en"
        assert seat.entry.text == "Launch"
        await seat.press("ctrl+u", "escape")


async def test_the_questions_of_a_form_speak_the_other_language_and_do_the_same(
    file_url: str,
) -> None:
    await forming.handed_in(file_url)
    async with forming.opened(file_url, actor="王敏") as seat:
        await seat.press("full_stop")
        await seat.until(lambda: isinstance(seat.app.screen, Picker), "what can be done")
        await seat.press("L")
        await seat.until(lambda: "refuse, send back" in seat.text, "the same in English")
        await seat.pilot.pause()
        await seat.press("3")
        await seat.until(lambda: seat.entry.typing, "the line for the reason")
        await seat.type("3000?")
        english = str(seat.entry.query_one(".mark", Static).content)
        await seat.press("f10")
        await seat.settled()
        assert str(seat.entry.query_one(".mark", Static).content) != english
        assert seat.entry.text == "3000?"


@pytest.mark.parametrize("key", ["slash", "number_sign"])
async def test_every_line_of_the_board_is_named_anew(file_url: str, key: str) -> None:
    async with seated(file_url, language="en") as seat:
        await seat.press(key)
        await seat.until(lambda: seat.entry.typing, "the line")
        english = seat.text
        await seat.press("f10")
        await seat.settled()
        line = next(line for line in seat.lines if line.startswith("▸"))
        assert line not in english
