"""The drawing half of `LineGrid`: lines in view, drawn once for each stamp, in columns that fit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from typing import ClassVar, TypeAlias

from rich.style import Style
from textual.cache import LRUCache
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.widgets.line_cells import Cell
from tui.widgets.line_columns import Column, lay_out
from tui.widgets.line_paint import Bench, Look
from tui.widgets.line_palette import LinePalette

Stamp: TypeAlias = Callable[[str], Hashable]
"""What a line's look depends on: equal stamps mean the line need not be drawn again."""

Cells: TypeAlias = Callable[[str], Sequence[Cell]]
"""The cells of one line, in the order of the columns."""

_STRIPS = 2_000
"""How many drawn lines are kept: some screens of scrolling back and forth."""


class LineView(ScrollView, inherit_bindings=False):
    """Draws keyed lines under a fixed header; knows nothing of cursors, only of how lines look."""

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    LineView {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        & > .line-grid--header { color: $text-muted; text-style: bold; }
        & > .line-grid--rule { color: $text-disabled; }
        & > .line-grid--empty { color: $text-muted; }
        & > .line-grid--cursor { background: $block-cursor-blurred-background; text-style: bold; }
    }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "line-grid--header",
        "line-grid--rule",
        "line-grid--empty",
        "line-grid--cursor",
        "line-grid--blurred",
    }
    """What a style sheet may colour; the cursor line with focus and without it."""

    def __init__(
        self,
        columns: Sequence[Column] = (),
        *,
        rule: bool = False,
        id: str | None = None,  # noqa: A002 - the name Textual gives it
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._columns = tuple(columns)
        self._rule = rule
        self._header = self._header_lines()
        self._empty = ""
        self._keys: Sequence[str] = ()
        self._stamp: Stamp = hash
        self._cells: Cells = lambda key: ()
        self._first_cell = 0
        self._bench: Bench | None = None
        self._strips: LRUCache[Hashable, Strip] = LRUCache(_STRIPS)
        self._drawn: dict[int, Hashable] = {}

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns, also those that have no room now."""
        return self._columns

    @property
    def keys(self) -> Sequence[str]:
        """The keys of all lines, in their order."""
        return self._keys

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Shows other columns of the same lines."""
        if tuple(columns) != self._columns:
            self._columns = tuple(columns)
            self._header = self._header_lines()
            self._measure()
            self._redraw()

    def set_empty(self, text: str) -> None:
        """The text that stands where there is no line."""
        if text != self._empty:
            self._empty = text
            if not self._keys:
                self._redraw()

    def retick(self, keys: Collection[str] | None = None) -> None:
        """Looks again at the stamps of the lines in view (of `keys` only, if given).

        Draws the lines whose stamp changed; costs next to nothing when none did.
        """
        top = self.scroll_offset.y
        for y in range(self._header, self.size.height):
            row = y - self._header + top
            if keys is not None and row < len(self._keys) and self._keys[row] not in keys:
                continue
            if self._drawn.get(y) != self._state(row):
                self._refresh_row(row)

    def draw_anew(self) -> None:
        """Draws every line again, whatever its stamp: what a line says hangs on more than that."""
        self._redraw()

    def render_line(self, y: int) -> Strip:
        """One line of the view, header included."""
        header = self._header
        if y < header:
            return self._header_line(y)
        row = y - header + self.scroll_offset.y
        state = self._drawn[y] = self._state(row)
        strip = self._strips.get(state)
        if strip is None:
            strip = self._strips[state] = self._draw(row)
        return strip

    def on_resize(self) -> None:
        """Lays the columns out for the new width."""
        self._redraw()

    def notify_style_update(self) -> None:
        """Draws all again when the theme changed, and only then."""
        super().notify_style_update()
        bench, self._bench = self._bench, None
        if bench is not None and self.is_attached and self._ready() != bench:
            self._redraw()

    def _look(self, row: int) -> Look:
        """How the grid wants a line to look, apart from its record."""
        return Look()

    @property
    def _gutter(self) -> int:
        """Cells before the first column."""
        return 1

    def _header_lines(self) -> int:
        """How many lines stand above the first record."""
        titles = [column.title for column in self._columns if column.title]
        lines = 1 + max(title.count("\n") for title in titles) if titles else 0
        return lines + self._rule

    @property
    def _height(self) -> int:
        """How many records are in view."""
        return max(0, self.size.height - self._header)

    def _measure(self) -> None:
        """Tells the scroll bar how long the list is."""
        size = Size(0, self._header + len(self._keys))
        if self.show_vertical_scrollbar and size.height > self.size.height:
            # The bar stays: a new layout of the whole screen would say the same as before.
            self.set_reactive(LineView.virtual_size, size)
            self.vertical_scrollbar.window_virtual_size = size.height
        else:
            self.virtual_size = size

    def _redraw(self) -> None:
        self._bench = None
        self._strips.clear()
        self._drawn.clear()
        self.refresh()

    def _refresh_row(self, row: int) -> None:
        self.refresh_line(row + self._header)

    def _state(self, row: int) -> Hashable:
        """What the picture of a line depends on, besides width and theme."""
        if row < len(self._keys):
            key = self._keys[row]
            return key, self._stamp(key), self._look(row)
        return row == 0

    def _draw(self, row: int) -> Strip:
        bench = self._ready()
        if row < len(self._keys):
            return bench.line(self._cells(self._keys[row]), self._look(row))
        return bench.note(self._empty if row == 0 else "", self._part("empty"))

    def _header_line(self, y: int) -> Strip:
        state = ("header", y)
        strip = self._strips.get(state)
        if strip is None:
            bench = self._ready()
            if self._rule and y == self._header - 1:
                strip = bench.rule(self._part("rule"))
            else:
                strip = bench.header(y, self._part("header"))
            self._strips[state] = strip
        return strip

    def _ready(self) -> Bench:
        if self._bench is None:
            width, gutter = self.size.width, self._gutter
            room = width - gutter - 1
            self._bench = Bench(
                columns=self._columns,
                placed=lay_out(self._columns, room, self._first_cell),
                width=width,
                gutter=gutter,
                palette=LinePalette(self.app.theme_variables, self.background_colors[1]),
                plain=self.rich_style,
                cursor=self._part("cursor"),
                blurred=self._part("blurred"),
            )
        return self._bench

    def _part(self, name: str) -> Style:
        return self.get_component_rich_style(f"line-grid--{name}")
