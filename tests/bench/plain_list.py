"""A bare list on Textual's line API: what a cursor that moves one line costs at least."""

from __future__ import annotations

import sys
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

PLAIN, CURSOR = Style.parse("white on black"), Style.parse("bold black on cyan")


class Lines(ScrollView, can_focus=True):
    """So many lines and a cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
    ]

    def __init__(self, count: int) -> None:
        super().__init__()
        self._lines = [
            f" T-{number:05}  第{number}项 渠道物料定稿  市场部  王敏  ██████│░░░░  42/60  ✗红"
            for number in range(count)
        ]
        self._row = 0
        self.virtual_size = Size(0, count)

    def render_line(self, y: int) -> Strip:
        row = y + self.scroll_offset.y
        text = self._lines[row] if row < len(self._lines) else ""
        style = CURSOR if row == self._row else PLAIN
        return Strip([Segment(text, style)]).adjust_cell_length(self.size.width, style)

    def action_move(self, step: int) -> None:
        """Moves the cursor and keeps it in view."""
        row = max(0, min(self._row + step, len(self._lines) - 1))
        self.refresh_line(self._row)
        self._row = row
        self.refresh_line(row)
        top = self.scroll_offset.y
        if row < top:
            self.scroll_to(y=row, animate=False, force=True)
        elif row >= top + self.size.height:
            self.scroll_to(y=row - self.size.height + 1, animate=False, force=True)


class PlainList(App[None]):
    """Nothing but the lines."""

    CSS = "Lines { height: 1fr; scrollbar-size-vertical: 1; }"

    def compose(self) -> ComposeResult:
        yield Lines(int(sys.argv[1]))


if __name__ == "__main__":
    PlainList().run()
