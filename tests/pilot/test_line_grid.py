"""The list under every panel: keeps its cursor, draws only what changed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from random import Random

import pytest
from textual import on
from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot
from textual.strip import Strip

from tests.pilot.calm import draw_each
from tui.widgets.line_cells import Cell, Span
from tui.widgets.line_columns import Column
from tui.widgets.line_grid import LineGrid

COLUMNS = (
    Column("id", "编号", width=7),
    Column("title", "任务", least=20),
    Column("light", "灯", width=4),
)
MATRIX = (
    Column("task", "任务", least=8),
    *(Column(f"p{n}", f"项{n}\n人{n}", width=5, align="center", cell=True) for n in range(9)),
    Column("check", "校验", width=8),
)


@pytest.fixture(autouse=True)
def every_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is asked for by drawing is counted here."""
    draw_each(monkeypatch)


class Board(App[None]):
    """One grid over records that can change."""

    CSS = "LineGrid { height: 1fr; }"

    def __init__(self, grid: LineGrid, keys: Sequence[str]) -> None:
        super().__init__()
        self.grid = grid
        self.keys = keys
        self.stamps: dict[str, int] = {}
        self.drawn: list[str] = []
        self.told: list[Message] = []

    def compose(self) -> ComposeResult:
        """The grid alone."""
        yield self.grid

    def on_mount(self) -> None:
        """Shows the records."""
        self.show(self.keys)
        self.grid.focus()

    def show(self, keys: Sequence[str]) -> None:
        """Shows other records."""
        self.keys = keys
        self.grid.show(keys, lambda key: self.stamps.get(key, 0), self.cells)

    def cells(self, key: str) -> tuple[Cell, ...]:
        """A line; remembers that it was asked for."""
        self.drawn.append(key)
        if self.grid.columns is MATRIX:
            return (key, *"ARCI·ARCI", Span("✗ 缺 A", "error"))
        return (key, f"接口权限 [P0] v{self.stamps.get(key, 0)}", Span("✗红", "error"))

    @on(LineGrid.Highlighted)
    @on(LineGrid.Selected)
    @on(LineGrid.CellHighlighted)
    @on(LineGrid.Marked)
    def remember(self, message: Message) -> None:
        """Keeps what the grid told."""
        self.told.append(message)


def records(count: int) -> list[str]:
    return [f"T-{number:05}" for number in range(count)]


@asynccontextmanager
async def board(
    grid: LineGrid | None = None, count: int = 30, size: tuple[int, int] = (60, 12)
) -> AsyncIterator[tuple[Board, LineGrid, Pilot[None]]]:
    app = Board(grid or LineGrid(COLUMNS, rule=True), records(count))
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        yield app, app.grid, pilot


def screen_lines(app: App[None]) -> list[str]:
    return [strip.text for strip in app.screen._compositor.render_strips()]


def line_of(app: App[None], key: str) -> int:
    return next(y for y, line in enumerate(screen_lines(app)) if key in line)


async def test_only_lines_in_view_are_asked_for() -> None:
    async with board(count=50_000) as (app, _, pilot):
        assert set(app.drawn) == set(records(10))
        await pilot.press("end")
        await pilot.pause()
        assert set(app.drawn) == set(records(10)) | set(records(50_000)[-10:])


async def test_a_screen_full_of_chinese_is_exactly_as_wide_as_the_screen() -> None:
    async with board() as (app, _, _pilot):
        strips = app.screen._compositor.render_strips()
        assert {strip.cell_length for strip in strips} == {60}
        assert screen_lines(app)[0].startswith(" 编号    任务")
        assert screen_lines(app)[1].startswith(" ────")
        assert screen_lines(app)[2].startswith("▸T-00000 接口权限 [P0] v0")


async def test_nothing_is_drawn_when_nothing_changed() -> None:
    async with board() as (app, grid, pilot):
        app.drawn.clear()
        asked = _painted(grid)
        app.show(records(30))
        grid.retick()
        await pilot.pause()
        assert (app.drawn, asked) == ([], [])


async def test_only_the_changed_line_is_drawn_again() -> None:
    async with board() as (app, grid, pilot):
        app.drawn.clear()
        asked = _painted(grid)
        app.stamps = {"T-00004": 1, "T-00029": 1}
        grid.retick()
        await pilot.pause()
        assert app.drawn == ["T-00004"]
        assert set(asked) == {6}
        assert "v1" in screen_lines(app)[6]


async def test_a_cursor_move_draws_two_lines() -> None:
    async with board() as (_app, grid, pilot):
        asked = _painted(grid)
        await pilot.press("down")
        await pilot.pause()
        assert set(asked) == {2, 3}


async def test_looking_again_at_some_keys_leaves_the_others() -> None:
    async with board() as (app, grid, pilot):
        app.stamps = {"T-00003": 1, "T-00004": 1}
        grid.retick({"T-00004"})
        await pilot.pause()
        assert [("v1" in line) for line in screen_lines(app)[5:7]] == [False, True]


async def test_the_cursor_stays_on_its_record_through_a_thousand_changes() -> None:
    chance = Random(2)
    async with board() as (app, grid, pilot):
        await pilot.press("down", "down", "down")
        keys = records(30)
        for number in range(1_000):
            keys = list(keys)
            if number % 3 == 0:
                chance.shuffle(keys)
            keys.insert(chance.randrange(len(keys)), f"N-{number:05}")
            keys.remove(chance.choice([key for key in keys if key != "T-00003"]))
            app.show(keys)
            assert grid.cursor_key == "T-00003"
            if number % 50 == 0:
                await pilot.pause()
                assert screen_lines(app)[line_of(app, "T-00003")].startswith("▸")


async def test_the_record_under_the_cursor_keeps_its_line_on_the_screen() -> None:
    async with board(count=100) as (app, _, pilot):
        await pilot.press(*["down"] * 20)
        await pilot.pause()
        before = line_of(app, "T-00020")
        app.show([f"N-{number:05}" for number in range(33)] + records(100))
        await pilot.pause()
        assert line_of(app, "T-00020") == before


async def test_when_its_record_goes_the_cursor_tells_where_it_went() -> None:
    async with board() as (app, grid, pilot):
        await pilot.press("down")
        await pilot.pause()
        app.told.clear()
        app.show([key for key in records(30) if key != "T-00001"])
        await pilot.pause()
        assert app.told == [LineGrid.Highlighted("T-00002")]
        app.show([])
        await pilot.pause()
        assert app.told[1:] == [LineGrid.Highlighted(None)]
        assert grid.cursor_key is None


async def test_an_empty_list_says_so_and_takes_any_key() -> None:
    async with board(count=0) as (app, grid, pilot):
        grid.set_empty("没有阻塞 [P0]")
        await pilot.press("down", "up", "end", "home", "pagedown", "enter")
        await pilot.click(LineGrid, offset=(5, 5))
        await pilot.pause()
        assert screen_lines(app)[2].startswith(" 没有阻塞 [P0]")
        assert app.told == []


@pytest.mark.parametrize(
    ("keys", "key"),
    [
        (["down", "j", "k"], "T-00001"),
        (["end"], "T-00029"),
        (["G", "g"], "T-00000"),
        (["pagedown"], "T-00009"),
        (["end", "pageup"], "T-00020"),
    ],
)
async def test_keys_move_the_cursor(keys: list[str], key: str) -> None:
    async with board() as (app, grid, pilot):
        await pilot.press(*keys)
        await pilot.pause()
        assert grid.cursor_key == key
        assert screen_lines(app)[line_of(app, key)].startswith("▸")


async def test_enter_tells_which_record_of_which_grid_was_chosen() -> None:
    async with board() as (app, grid, pilot):
        await pilot.press("down", "enter")
        await pilot.pause()
        chosen = app.told[-1]
        assert chosen == LineGrid.Selected("T-00001")
        assert chosen.control is grid


async def test_a_click_moves_the_cursor_and_a_second_one_chooses_nothing() -> None:
    async with board() as (app, grid, pilot):
        await pilot.click(LineGrid, offset=(10, 5), times=2)
        await pilot.pause()
        assert grid.cursor_key == "T-00003"
        assert not any(isinstance(message, LineGrid.Selected) for message in app.told)


async def test_without_focus_the_cursor_looks_different_even_without_colour() -> None:
    async with board() as (app, grid, pilot):
        app.set_focus(None)
        await pilot.pause()
        assert screen_lines(app)[2].startswith("▹")
        grid.focus()
        await pilot.pause()
        assert screen_lines(app)[2].startswith("▸")


async def test_marks_follow_their_records_and_go_with_them() -> None:
    async with board() as (app, grid, pilot):
        await pilot.press("x", "x")
        await pilot.pause()
        assert screen_lines(app)[3].startswith(" ✓T-00001")
        app.show([key for key in records(30) if key != "T-00001"])
        assert grid.marks == {"T-00000"}
        await pilot.press("X")
        await pilot.pause()
        assert screen_lines(app)[2].startswith(" T-00000")


async def test_marks_are_set_and_cleared_by_keys_that_an_input_method_lets_through() -> None:
    async with board() as (_, grid, pilot):
        await pilot.press("shift+down", "ｘ")
        assert grid.marks == {"T-00000", "T-00001"}
        assert grid.cursor_key == "T-00002"
        await pilot.press("shift+up")
        assert grid.cursor_key == "T-00001"
        await pilot.press("shift+up")
        assert grid.marks == {"T-00000", "T-00002"}
        await pilot.press("escape")
        assert grid.marks == frozenset()
        await pilot.press("x", "Ｘ")
        assert grid.marks == frozenset()


async def test_the_cell_cursor_is_seen_without_colour_and_scrolls_sideways() -> None:
    grid = LineGrid(MATRIX, cell_cursor=True)
    async with board(grid) as (app, _, pilot):
        assert " [A]    R     C " in screen_lines(app)[2]
        await pilot.press("right", "l", "l", "left")
        await pilot.pause()
        assert grid.cursor_column == "p2"
        assert "  A     R    [C] " in screen_lines(app)[2]
        assert app.told[-1] == LineGrid.CellHighlighted("T-00000", "p2")
        await pilot.press(*["right"] * 12)
        await pilot.pause()
        assert grid.cursor_column == "p8"
        assert "项8" in screen_lines(app)[0]
        assert "人8" in screen_lines(app)[1]
        assert "校验" in screen_lines(app)[0]
        await pilot.press(*["left"] * 12)
        await pilot.pause()
        assert "项0" in screen_lines(app)[0]


async def test_going_to_a_record_brings_it_into_view() -> None:
    async with board(count=5_000) as (app, grid, pilot):
        assert grid.go_to("T-04000")
        await pilot.pause()
        assert screen_lines(app)[line_of(app, "T-04000")].startswith("▸")
        assert not grid.go_to("T-99999")


async def test_a_smaller_screen_keeps_the_cursor_in_view() -> None:
    async with board(size=(60, 30)) as (app, _, pilot):
        await pilot.press(*["down"] * 20)
        await pilot.resize_terminal(40, 8)
        await pilot.pause()
        assert screen_lines(app)[line_of(app, "T-00020")].startswith("▸")
        assert {strip.cell_length for strip in app.screen._compositor.render_strips()} == {40}


async def test_another_theme_draws_every_line_in_its_colours() -> None:
    async with board() as (app, _, pilot):
        before = _colours(app)
        app.theme = "textual-light"
        await pilot.pause()
        assert _colours(app).isdisjoint(before)


def _colours(app: App[None]) -> set[str]:
    strips = app.screen._compositor.render_strips()
    return {str(segment.style) for strip in strips[:8] for segment in strip if segment.text.strip()}


def _painted(grid: LineGrid) -> list[int]:
    """Collects the screen lines the grid is asked to draw from now on."""
    asked: list[int] = []
    draw = grid.render_line

    def render_line(y: int) -> Strip:
        asked.append(y)
        return draw(y)

    vars(grid)["render_line"] = render_line
    return asked
