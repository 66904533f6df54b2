"""Drawing only the lines that changed leaves the screen as drawing all of it would."""

from __future__ import annotations

from rich.cells import set_cell_size
from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from tui.screens.compositor import LineCompositor


class Lines(Widget):
    """Numbered lines that can be said anew, and a count of how often they were asked for."""

    def __init__(self, name: str) -> None:
        super().__init__(id=name)
        self.said = dict.fromkeys(range(40), name)
        self.asked: list[int] = []

    def render_line(self, y: int) -> Strip:
        self.asked.append(y)
        return Strip.blank(0) if y not in self.said else Strip.blank(2).join([self.piece(y)])

    def piece(self, y: int) -> Strip:
        from rich.segment import Segment

        return Strip([Segment(f"{self.said[y]} {y}".ljust(self.size.width))])


class Room(Screen[None]):
    """Two lists side by side, with something laid over both."""

    def __init__(self) -> None:
        super().__init__()
        self._compositor = LineCompositor()

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Lines("left")
            yield Lines("right")
        yield Vertical(id="over")


class House(App[None]):
    """Holds the room."""

    CSS = """
    Lines { width: 1fr; height: 1fr; border: solid blue; }
    #over { layer: front; width: 20; height: 3; offset: 10 4; background: red; }
    Room { layers: back front; }
    """

    def get_default_screen(self) -> Screen[None]:
        return Room()


def shown(screen: Screen[object]) -> list[str]:
    """The whole screen's text, drawn anew."""
    return [strip.text for strip in screen._compositor.render_strips()]


async def test_a_changed_line_alone_is_asked_for_again() -> None:
    app = House()
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        left, right = app.screen.query_one("#left", Lines), app.screen.query_one("#right", Lines)
        for each in (left, right):
            each.refresh()
            each.asked.clear()
        app.screen._compositor._render_chops(Region(0, 13, 30, 1), lambda y: True)
        assert (left.asked, right.asked) == ([12], [])


async def test_drawn_in_parts_the_screen_is_what_it_is_drawn_whole() -> None:
    app = House()
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        compositor = app.screen._compositor
        whole = shown(app.screen)
        for row in range(20):
            crop = Region(0, row, 60, 1)
            chops = compositor._render_chops(crop, lambda y, row=row: y == row)  # type: ignore[misc]
            assert Strip.join(chops[row].values()).text == whole[row]


class Wide(Lines):
    """Lines of characters that take two cells each, from an odd column on."""

    def piece(self, y: int) -> Strip:
        from rich.segment import Segment

        return Strip([Segment(set_cell_size(" " + "碰头看板" * 10, self.size.width))])


class Flat(House):
    """One wide list in front of others, whose edges are behind it."""

    CSS = """
    #left { width: 25; } #right { width: 1fr; }
    #over { layer: front; width: 100%; height: 6; offset: 0 4; }
    Room { layers: back front; }
    """

    def get_default_screen(self) -> Screen[None]:
        return FlatRoom()


class FlatRoom(Room):
    """Two lists with a third over them."""

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Lines("left")
            yield Lines("right")
        yield Wide("over")


async def test_no_wide_character_is_lost_over_an_edge_that_nobody_sees() -> None:
    app = Flat()
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        assert shown(app.screen)[5] == set_cell_size(" " + "碰头看板" * 10, 60)


async def test_an_update_that_ends_within_a_wide_character_draws_it_whole() -> None:
    app = Flat()
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        compositor = app.screen._compositor
        compositor._dirty_regions.add(Region(0, 5, 10, 1))
        update = compositor.render_partial_update()
        assert update is not None
        assert "碰头看板碰头" in update.render_segments(app.console)
