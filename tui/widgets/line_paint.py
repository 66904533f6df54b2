"""Draws one line of a `LineGrid`: cells and columns in, a strip of exact width out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.widgets.line_cells import Cell, Span, bracketed, fit
from tui.widgets.line_columns import GAP, Column, Placed
from tui.widgets.line_palette import LinePalette

Cursor: TypeAlias = Literal["none", "blurred", "focused"]
"""Whether the cursor is on a line, and whether keys go to its grid."""

_POINTER: dict[Cursor, str] = {"none": " ", "blurred": "▹", "focused": "▸"}
_MARK = {False: " ", True: "✓"}


@dataclass(frozen=True, slots=True)
class Look:
    """What the grid, not the record, says about how a line is drawn."""

    cursor: Cursor = "none"
    marked: bool = False
    column: int | None = None
    """Index of the column under the cell cursor, on the cursor's line."""


@dataclass(frozen=True, slots=True)
class Bench:
    """Everything about drawing lines that is the same for all of them."""

    columns: Sequence[Column]
    placed: Sequence[Placed]
    width: int
    gutter: int
    """Cells before the first column: the cursor's, and the marks' while there are marks."""
    palette: LinePalette
    plain: Style
    cursor: Style
    blurred: Style

    def line(self, cells: Sequence[Cell], look: Look) -> Strip:
        """One record's line; columns without a cell stay empty."""
        spans = [Span(self._lead(look))]
        x = 0
        for place in self.placed:
            cell = cells[place.index] if place.index < len(cells) else ""
            under = place.index == look.column
            spans.append(Span(" " * (place.x - x)))
            spans += self._cell(cell, place, under)
            x = place.x + place.width
        return self._strip(spans, self._base(look.cursor))

    def header(self, number: int, base: Style) -> Strip:
        """The `number`-th header line."""
        spans = [Span(" " * self.gutter)]
        x = 0
        for place in self.placed:
            column = self.columns[place.index]
            titles = column.title.split("\n")
            title = titles[number] if number < len(titles) else ""
            spans.append(Span(" " * (place.x - x)))
            spans += fit(title, place.width, column.align)
            x = place.x + place.width
        return self._strip(spans, base)

    def note(self, text: str, base: Style) -> Strip:
        """A line that belongs to no record."""
        return self._strip([Span(" " * self.gutter), Span(text)], base)

    def rule(self, base: Style) -> Strip:
        """The line under the header."""
        margin = min(GAP, self.width)
        return self._strip([Span(" " * margin), Span("─" * (self.width - 2 * margin))], base)

    def _lead(self, look: Look) -> str:
        mark = _MARK[look.marked] if self.gutter > 1 else ""
        return _POINTER[look.cursor] + mark

    def _base(self, cursor: Cursor) -> Style:
        return {"none": self.plain, "blurred": self.blurred, "focused": self.cursor}[cursor]

    def _cell(self, cell: Cell, place: Placed, under: bool) -> Iterable[Span]:
        align = self.columns[place.index].align
        if not under:
            return fit(cell, place.width, align)
        shown = bracketed(cell, place.width) if place.width > 2 else cell
        return (Span(s.text, "bold reverse") for s in fit(shown, place.width, align))

    def _strip(self, spans: Iterable[Span], base: Style) -> Strip:
        """Pieces on one base style, joined where they look alike, cut and filled to the width."""
        background = Style.from_color(bgcolor=base.bgcolor)
        segments = []
        for span in fit(tuple(spans), self.width):
            style = base + self.palette.style(span.role)
            segments.append(Segment(span.text, style + background if not span.role else style))
        return Strip(Segment.simplify(segments), self.width)
