"""The projector: what the wall shows, how its pages turn, and that nothing can be changed there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.events import Paste

from core.domain.ids import RecordId
from core.domain.task import AddTask, LightLevel, SetLight
from core.projector_settings import ProjectorSettings
from core.settings import Settings, read
from tests.pilot.meeting_room import begun
from tests.pilot.seat import Seat, seated
from tui.panels.projector_pages import TURN, Kind
from tui.screens.board import BoardScreen
from tui.screens.projector import SAID, ProjectorScreen

WALL = (80, 24)
GREEN = SetLight(task=RecordId("T-05"), light=LightLevel.GREEN, reason="素材已定")


def late(title: str) -> AddTask:
    """A new task that is overdue already."""
    start, due = date(2024, 10, 8), date(2024, 10, 14)
    return AddTask(title=title, owner=RecordId("P-03"), start=start, due=due)


def has_lines(seat: Seat, lines: int) -> bool:
    """Whether the screen is so many lines high."""
    return len(seat.lines) == lines


@asynccontextmanager
async def projected(
    url: str, size: tuple[int, int] = WALL, **settings: Any
) -> AsyncIterator[tuple[Seat, ProjectorScreen]]:
    """A board on the wall."""
    async with seated(url, size=size) as seat:
        own = Settings(projector=ProjectorSettings(**settings))
        seat.app.opening = replace(seat.app.opening, settings=own)
        yield seat, await up(seat)


async def up(seat: Seat) -> ProjectorScreen:
    """Goes to the wall and waits for its first page."""
    await seat.press("P")
    await seat.until(lambda: isinstance(seat.app.screen, ProjectorScreen), "the projector")
    screen = seat.app.screen
    assert isinstance(screen, ProjectorScreen)
    await seat.until(lambda: screen.reel.page.keys, "a page")
    await seat.pilot.pause()
    return screen


async def stand(seat: Seat, screen: ProjectorScreen, seconds: int) -> None:
    """Lets so many seconds go by."""
    for _ in range(seconds):
        screen.second()
    await seat.pilot.pause()


@pytest.mark.parametrize("key", ["P", "f8", "q", "escape"])
async def test_the_same_key_leads_to_the_wall_and_back(file_url: str, key: str) -> None:
    async with projected(file_url) as (seat, _screen):
        assert "P 退出投屏" in seat.lines[-2]
        await seat.press(key)
        await seat.until(lambda: isinstance(seat.app.screen, BoardScreen), "the board")


async def test_the_wall_is_reached_from_the_triage_and_leads_back_there(file_url: str) -> None:
    async with seated(file_url, size=WALL) as seat:
        await seat.press("t")
        await seat.until(lambda: seat.app.screen is not seat.screen, "the triage")
        triage = seat.app.screen
        await up(seat)
        await seat.press("P")
        await seat.until(lambda: seat.app.screen is triage, "the triage again")


async def test_a_board_can_begin_on_the_wall(file_url: str) -> None:
    async with seated(file_url, size=WALL, awaited=False) as seat:
        seat.app.opening = replace(seat.app.opening, wall=True)
        await seat.until(lambda: isinstance(seat.app.screen, ProjectorScreen), "the projector")
        await seat.press("P")
        await seat.outsider.perform(AddTask(title="新事", owner=RecordId("P-03")))
        await seat.settled()
        assert isinstance(seat.app.screen, BoardScreen)


async def test_rows_have_air_between_them_and_the_last_line_is_empty(file_url: str) -> None:
    async with projected(file_url) as (seat, screen):
        rows = [y for y, line in enumerate(seat.lines) if "T-" in line]
        assert [b - a for a, b in pairwise(rows)] == [2] * (len(rows) - 1)
        assert seat.lines[-1].strip() == ""
        assert len(screen.reel.page.keys) <= 8


async def test_only_red_and_amber_tasks_are_on_the_wall(file_url: str) -> None:
    async with projected(file_url) as (seat, _screen):
        assert "T-08" in seat.text
        assert "T-01" not in seat.text
        assert "✓绿7" in seat.lines[-3]


async def test_a_page_turns_after_its_time(file_url: str) -> None:
    async with projected(file_url) as (seat, screen):
        await stand(seat, screen, TURN)
        assert screen.reel.page.kind is Kind.BLOCKERS
        assert "B-05" in seat.text


async def test_space_stops_the_pages_and_lets_them_go_on(file_url: str) -> None:
    async with projected(file_url) as (seat, screen):
        await seat.press("space")
        await stand(seat, screen, 3 * TURN)
        assert screen.reel.at == 0
        assert "已停住" in seat.text
        await seat.press("space")
        await stand(seat, screen, TURN)
        assert screen.reel.at == 1


@pytest.mark.parametrize(("on", "back"), [("right", "left"), ("pagedown", "pageup")])
async def test_pages_are_turned_by_hand_as_with_a_clicker(
    file_url: str, on: str, back: str
) -> None:
    async with projected(file_url) as (seat, screen):
        await seat.press(on)
        assert screen.reel.at == 1
        await seat.press(back, back)
        assert screen.reel.at == len(screen.reel.pages) - 1


@pytest.mark.parametrize("key", ["a", "b", "u", "p", "1", "m", "ctrl+r", "张"])
async def test_a_key_that_would_change_something_does_nothing_and_says_so_once(
    file_url: str, key: str
) -> None:
    async with projected(file_url) as (seat, screen):
        before = await seat.outsider.revision()
        await seat.press(key)
        await seat.pilot.pause()
        assert "只读" in seat.text
        await stand(seat, screen, SAID)
        assert "只读" not in seat.text
        await seat.press(key, key)
        assert "只读" not in seat.text
        assert seat.app.screen is screen
        assert not seat.screen.entry.typing
        assert await seat.outsider.revision() == before


async def test_what_is_pasted_there_goes_nowhere(file_url: str) -> None:
    async with projected(file_url) as (seat, screen):
        seat.app.post_message(Paste("@王敏 周五 提交清单"))
        await seat.until(lambda: "只读" in seat.text, "that nothing can be changed")
        assert seat.app.screen is screen
        assert not seat.screen.entry.typing


async def test_what_a_row_says_changes_at_once_and_the_page_stands(file_url: str) -> None:
    async with projected(file_url) as (seat, screen):
        keys = screen.reel.page.keys
        await seat.outsider.perform(GREEN)
        await seat.settled()
        await stand(seat, screen, 1)
        assert screen.reel.page.keys == keys
        line = next(line for line in seat.lines if "T-05" in line)
        assert "✓绿" in line
        assert "✗红2" in seat.lines[-3]
        await stand(seat, screen, TURN)
        await seat.press("left")
        assert "T-05" not in screen.reel.page.keys


async def test_a_stopped_page_takes_news_in_too(file_url: str) -> None:
    async with projected(file_url) as (seat, screen):
        await seat.press("space")
        await seat.outsider.perform(late("临时加的事"))
        await seat.settled()
        await stand(seat, screen, TURN)
        shown = {key for page in screen.reel.pages for key in page.keys}
        assert "T-15" in shown


async def test_the_wall_is_live_though_the_board_below_stands_still(file_url: str) -> None:
    async with seated(file_url, size=WALL) as seat:
        await seat.press("space")
        screen = await up(seat)
        await seat.outsider.perform(GREEN)
        await seat.settled()
        await stand(seat, screen, 1)
        assert "✗红2" in seat.lines[-3]


async def test_amounts_phones_and_customers_are_covered(file_url: str) -> None:
    hide = ("amounts", "phones", "customers")
    async with projected(file_url, hide=hide, customers=("华南连锁",)) as (seat, screen):
        for title in ("华南连锁补款 ¥120万", "回电 138 0013 8000"):
            await seat.outsider.perform(late(title))
        await seat.settled()
        seen = ""
        screen.plan()
        for _ in screen.reel.pages:
            await seat.pilot.pause()
            seen += seat.text
            await seat.press("right")
        assert "＊＊＊＊补款" in seen
        for secret in ("华南连锁", "120万", "0013"):
            assert secret not in seen
        assert "客户名" in seat.lines[-2]


async def test_where_nothing_is_hidden_the_wall_says_so(file_url: str) -> None:
    async with projected(file_url, hide=()) as (seat, _screen):
        assert "未隐藏敏感字段" in seat.lines[-2]


async def test_the_wall_follows_the_size_of_the_screen(file_url: str) -> None:
    async with projected(file_url) as (seat, screen):
        await seat.press("right")
        first = screen.reel.page.keys[0]
        for size in ((200, 50), (120, 36), (80, 24)):
            await seat.pilot.resize_terminal(*size)
            await seat.until(partial(has_lines, seat, size[1]), "the new size")
            await seat.pilot.pause()
            assert first in screen.reel.page.keys
            assert {cell_len(line) for line in seat.lines} == {size[0]}


async def test_in_a_meeting_the_wall_shows_the_speaker_and_both_clocks(file_url: str) -> None:
    async with seated(file_url, size=WALL) as seat:
        await begun(seat, "m", "1")
        await up(seat)
        assert "站会 1/" in seat.lines[1]
        assert "下一位" in seat.lines[2]
        assert "本人剩余" in seat.lines[0]
        assert "全场剩余" in seat.lines[0]


async def test_without_a_meeting_the_wall_shows_the_time_of_day(file_url: str) -> None:
    async with projected(file_url) as (seat, _screen):
        assert "周三 10-16" in seat.lines[0]
        assert "本人剩余" not in seat.text


async def test_a_database_that_is_away_is_told_with_the_age_of_what_is_shown(
    file_url: str,
) -> None:
    async with projected(file_url) as (seat, screen):
        seat.app.link = replace(seat.app.link, lost="database-silent", live=False)
        await stand(seat, screen, 1)
        assert "连不上" in seat.lines[-3]


async def test_the_help_of_the_wall_names_its_keys(file_url: str) -> None:
    async with projected(file_url) as (seat, screen):
        await seat.press("question_mark")
        await seat.until(lambda: seat.app.screen is not screen, "the help")
        await seat.until(lambda: "停住" in seat.text, "its keys")


async def test_the_wall_speaks_the_other_language_at_once(file_url: str) -> None:
    async with projected(file_url) as (seat, screen):
        await seat.press("L")
        await stand(seat, screen, 1)
        assert "P leaves" in seat.lines[-2]


@asynccontextmanager
async def hung(url: str, theme: str = "", at: Path | None = None) -> AsyncIterator[Seat]:
    """A board that the light theme was chosen for, with the projector's own beside it."""
    async with seated(url, size=WALL) as seat:
        own = ProjectorSettings(theme=theme) if theme else ProjectorSettings()
        told = replace(seat.app.opening, settings=Settings(projector=own), config=at or Path())
        seat.app.opening = told
        seat.app.wear("light")
        yield seat


async def off(seat: Seat) -> None:
    """Leaves the wall."""
    await seat.press("P")
    await seat.until(lambda: isinstance(seat.app.screen, BoardScreen), "the board")


@pytest.fixture
def coloured(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that may show colours."""
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.mark.usefixtures("coloured")
@pytest.mark.parametrize(
    ("theme", "worn"), [("", "projector"), ("mono", "mono"), ("board", "light"), ("no", "light")]
)
async def test_the_wall_wears_its_theme_and_the_board_gets_its_own_back(
    file_url: str, theme: str, worn: str
) -> None:
    async with hung(file_url, theme) as seat:
        await up(seat)
        assert seat.app.theme == worn
        await off(seat)
        assert seat.app.theme == "light"


@pytest.mark.usefixtures("coloured")
async def test_a_theme_chosen_on_the_wall_is_the_walls_and_is_remembered(
    file_url: str, tmp_path: Path
) -> None:
    config = tmp_path / "config.toml"
    async with hung(file_url, at=config) as seat:
        await up(seat)
        await seat.press("T")
        assert seat.app.theme == "mono"
        await off(seat)
        assert seat.app.theme == "light"
        await up(seat)
        assert seat.app.theme == "mono"
        await seat.settled()
    kept = read(config)
    assert (kept.projector.theme, kept.board.theme) == ("mono", "")


async def test_what_is_told_in_the_corner_is_kept_off_the_wall(file_url: str) -> None:
    async with projected(file_url) as (seat, screen):
        seat.app.notify("李雷 给你派了 合同补款 ¥120万", timeout=60, markup=False)
        await seat.pilot.pause()
        await seat.pilot.pause()
        assert "120" not in seat.text
        await seat.press("question_mark")
        await seat.until(lambda: seat.app.screen is not screen, "the help over the wall")
        await seat.pilot.pause()
        assert "120" not in seat.text
        await seat.press("escape")
        await seat.until(lambda: seat.app.screen is screen, "the wall again")
        await off(seat)
        await seat.until(lambda: "¥120万" in seat.text, "it is told on the board")
