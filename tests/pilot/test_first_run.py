"""The page that a new person sees: by digits and Enter to a board of their own in a minute."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from core import places
from core.domain.board import Board
from core.settings import read
from tests.pilot.calm import calm
from tests.pilot.seat import PATIENCE, Seat, opening, seated
from tui import team_address
from tui.app import Pengtou
from tui.founding import is_new
from tui.opening import Opening
from tui.screens.first_run import FirstRunScreen
from tui.screens.picker import Picker
from tui.screens.source_wizard import SourceWizard
from tui.welcoming import Onward


class Newcomer:
    """Somebody before the page."""

    def __init__(self, app: Pengtou, press: Callable[..., object]) -> None:
        self.app, self._press = app, press

    async def press(self, *keys: str) -> None:
        """Presses keys by their Textual names."""
        await self._press(*keys)  # type: ignore[misc]
        await calm(self.app)

    async def line(self, text: str) -> None:
        """Types a line and Enter."""
        await self.press(*text, "enter")

    @property
    def text(self) -> str:
        """The screen."""
        if not self.app.screen_stack:
            return ""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text for strip in strips)

    async def until(self, holds: Callable[[], object]) -> None:
        """Waits until the condition holds."""
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, self.text
            await asyncio.sleep(0.005)
            await calm(self.app)

    async def onward(self) -> Onward:
        """The board that it came to."""
        await self.until(lambda: self.app.onward is not None)
        assert self.app.onward is not None
        return self.app.onward


@asynccontextmanager
async def new(
    tmp_path: Path, *, language: str = "zh", size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Newcomer]:
    """A program that was started for the first time."""
    database = str(places.default_database())
    config = tmp_path / "config" / "config.toml"
    started = replace(opening(database, "wangxiao", language), config=config)
    assert is_new(started)
    app = Pengtou(started)
    app.greets = True
    async with app.run_test(size=size) as pilot:
        await calm(app)
        yield Newcomer(app, pilot.press)


def board_of(onward: Onward) -> Board:
    """The board that it came to, read in a thread as the app does."""
    service = onward.opening.service()
    try:
        return service.board()
    finally:
        service.store.close()


def config_of(onward: Onward) -> str:
    path = onward.opening.config
    return path.read_text(encoding="utf-8") if path.exists() else ""


@pytest.mark.parametrize("two", ["2", "２"])
async def test_four_enters_make_a_project_of_ones_own(tmp_path: Path, two: str) -> None:
    async with new(tmp_path) as person:
        assert "看看样例" in person.text
        await person.press(two, "enter", "enter", "enter", "enter")
        onward = await person.onward()
    assert onward.hint == "first_run.next.own"
    board = await asyncio.to_thread(board_of, onward)
    assert (board.project.name, board.project.code) == ("我的项目", "wdxm")
    assert [each.name for each in board.people.values()] == ["wangxiao"]


async def test_what_is_typed_is_the_project_and_the_person(tmp_path: Path) -> None:
    async with new(tmp_path) as person:
        await person.press("down", "enter")
        await person.line("新品上市")
        assert "xpss" in person.text
        await person.line("np26")
        await person.line("张三")
        await person.line("市场部")
        onward = await person.onward()
    board = await asyncio.to_thread(board_of, onward)
    assert (board.project.name, board.project.code) == ("新品上市", "np26")
    assert [(each.name, each.dept) for each in board.people.values()] == [("张三", "市场部")]
    assert read(onward.opening.config).me.name == "张三"


@pytest.mark.parametrize("five", ["5", "\uff15"])
async def test_a_project_begins_as_one_of_a_kind_by_its_number(tmp_path: Path, five: str) -> None:
    async with new(tmp_path) as person:
        await person.press(five)
        await person.until(lambda: "客户问题(突发)" in person.text)
        await person.line("9")
        assert "1 到 5" in person.text
        await person.press("backspace")
        await person.line("3")
        assert "客户问题" in person.text
        await person.press("enter", "enter", "enter", "enter")
        onward = await person.onward()
    board = await asyncio.to_thread(board_of, onward)
    assert board.project.lead_dept == "客服部"
    assert len(board.tasks) == 6
    assert board.project.end is not None


async def test_going_back_loses_nothing_that_was_typed(tmp_path: Path) -> None:
    async with new(tmp_path) as person:
        await person.press("2")
        await person.line("新品上市")
        await person.press(*"np", "escape")
        assert "新品上市" in person.text
        await person.press("enter")
        assert "np" in person.text
        await person.press("escape", "escape")
        assert "看看样例" in person.text
        await person.press("2")
        assert "新品上市" in person.text


async def test_the_sample_lies_in_a_folder_of_its_own(tmp_path: Path) -> None:
    async with new(tmp_path) as person:
        await person.press("１")
        onward = await person.onward()
    assert onward.folder is not None
    assert Path(onward.opening.database).parent == onward.folder
    assert not places.default_database().exists()
    assert config_of(onward) == ""
    for each in onward.folder.iterdir():
        each.unlink()
    onward.folder.rmdir()


async def test_a_source_is_connected_once_there_is_a_project(tmp_path: Path) -> None:
    async with new(tmp_path) as person:
        await person.press("3", "enter", "enter", "enter", "enter")
        onward = await person.onward()
    assert onward.then == "exchange.add"


@pytest.mark.parametrize("key", ["q", "ｑ", "escape"])
async def test_leaving_makes_nothing(tmp_path: Path, key: str) -> None:
    async with new(tmp_path) as person:
        await person.press(key)
        await person.until(lambda: not person.app.is_running or not person.app.screen_stack)
        assert person.app.onward is None
    assert not places.default_database().exists()


async def test_it_speaks_the_other_language_at_once(tmp_path: Path) -> None:
    async with new(tmp_path) as person:
        await person.press("L")
        assert "Look at the sample" in person.text


async def test_chinese_typed_at_the_choice_leads_nowhere(tmp_path: Path) -> None:
    async with new(tmp_path) as person:
        await person.press("看", "板")
        assert isinstance(person.app.screen, FirstRunScreen)
        assert "看看样例" in person.text


@pytest.fixture
def team(file_url: str) -> str:
    """The path of a team's database: the sample project."""
    return file_url.removeprefix("sqlite:///")


async def test_a_team_is_joined_by_its_address_and_ones_name(tmp_path: Path, team: str) -> None:
    async with new(tmp_path) as person:
        await person.press("4")
        await person.line(team)
        await person.until(lambda: "你叫什么" in person.text)
        await person.line("王敏")
        onward = await person.onward()
    settings = read(onward.opening.config)
    assert (settings.database.url, settings.me.name) == (team, "王敏")
    assert onward.hint == "first_run.next.team"


async def test_an_address_that_leads_nowhere_says_why_and_stays(tmp_path: Path) -> None:
    async with new(tmp_path) as person:
        await person.press("4")
        await person.line(str(tmp_path / "none.db"))
        await person.until(lambda: "✗" in person.text)
        assert "none.db" in person.text


async def test_a_password_is_never_seen_and_never_written_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[str] = []

    def no_keyring(address: team_address.Address) -> bool:
        kept.append(address.password)
        return False

    monkeypatch.setattr("tui.founding.kept", no_keyring)
    monkeypatch.setattr("tui.first_work.founding.projects", lambda _: [_Project("np", "新品")])
    async with new(tmp_path) as person:
        await person.press("4", *"postgresql://wang:geheim")
        assert "geheim" not in person.text
        await person.press(*"@db.example.com/pengtou", "enter")
        await person.until(lambda: "你叫什么" in person.text)
        assert "postgresql://wang@db.example.com/pengtou" in person.text
        assert "geheim" not in person.text
        await person.line("王敏")
        onward = await person.onward()
    assert "geheim" not in config_of(onward)
    assert kept == ["geheim"]
    assert onward.hint == "first_run.next.unsafe"
    assert "geheim" in onward.opening.database


class _Project:
    def __init__(self, code: str, name: str) -> None:
        self.code, self.name = code, name


def test_only_what_may_be_a_password_is_hidden() -> None:
    hidden = {
        "postgresql://wang": False,
        "postgresql://wang:": True,
        "postgresql://wang:x@db": True,
        "postgresql://db.example.com:5432/pengtou": False,
        "C:/data/board.db": False,
    }
    assert {text: team_address.tells_password(text) for text in hidden} == hidden


def test_the_password_is_put_back_into_the_address_for_the_driver_alone() -> None:
    address = team_address.parted("postgresql://wang:a%40b@db:5432/pengtou?sslmode=require")
    assert address.bare == "postgresql://wang@db:5432/pengtou?sslmode=require"
    assert address.password == "a@b"
    assert address.whole == "postgresql://wang:a%40b@db:5432/pengtou?sslmode=require"
    assert "a@b" not in repr(address)


def test_an_address_without_a_password_gets_the_one_of_this_machine() -> None:
    environ = {team_address.VARIABLE: "geheim"}
    url = "postgresql://wang@db/pengtou"
    assert team_address.with_password(url, environ) == "postgresql://wang:geheim@db/pengtou"
    assert team_address.with_password(url, {**environ, "PGPASSWORD": "x"}) == url
    assert team_address.with_password("/data/board.db", environ) == "/data/board.db"


async def test_the_palette_leads_back_to_the_page_and_to_the_set_up_of_a_source(
    file_url: str,
) -> None:
    async with seated(file_url) as seat:
        await to_page(seat)
        await seat.press("escape")
        await seat.until(lambda: seat.app.screen is seat.screen, "the board again")
        await to_page(seat)
        await seat.press("3")
        await seat.until(lambda: isinstance(seat.app.screen, SourceWizard), "the source")
        await seat.press("escape")


async def to_page(seat: Seat) -> None:
    """From the board to the page, by the palette."""
    await seat.press("：")
    await seat.until(lambda: isinstance(seat.app.screen, Picker), "the palette")
    await seat.type("开始")
    await seat.press("enter")
    await seat.until(lambda: isinstance(seat.app.screen, FirstRunScreen), "the page")


async def test_a_board_that_only_reads_makes_no_project(
    file_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with seated(file_url) as seat:
        reading: Opening = replace(seat.app.opening, reading=True)
        monkeypatch.setattr(seat.app, "opening", reading)
        seat.app.action_first_run()
        await seat.until(lambda: "不能新建" in seat.text, "why not")
        assert seat.app.screen is seat.screen


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_the_page_is_whole_at_every_size(
    tmp_path: Path, language: str, size: tuple[int, int]
) -> None:
    async with new(tmp_path, language=language, size=size) as person:
        assert "…" not in person.text
        assert "postgresql" in person.text or language == "en"
        await person.press("4")
        assert "…" not in person.text


def test_a_database_that_is_there_is_not_greeted(tmp_path: Path) -> None:
    path = places.private_folder(places.default_database().parent) / "pengtou.db"
    path.touch()
    assert not is_new(opening(str(path)))
