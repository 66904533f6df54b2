"""OneLine: a line of styled pieces, with pieces at its right end; drawn again when they differ."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from tui.widgets.line_cells import Span, fit
from tui.widgets.line_palette import LinePalette


class OneLine(Widget):
    """One line of text. The right side wins over the left where there is no room for both."""

    DEFAULT_CSS = "OneLine { height: 1; width: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(id=id)
        self._left: tuple[Span, ...] = ()
        self._right: tuple[Span, ...] = ()
        self._palette: LinePalette | None = None

    def show(self, left: Sequence[Span], right: Sequence[Span] = ()) -> None:
        """Shows these pieces."""
        after = (tuple(left), tuple(right))
        if after != (self._left, self._right):
            self._left, self._right = after
            self.refresh()

    @property
    def text(self) -> str:
        """What it says, without styles."""
        return "".join(span.text for span in (*self._left, *self._right))

    def notify_style_update(self) -> None:
        """Forgets the colours of the old theme."""
        super().notify_style_update()
        self._palette = None

    def render_line(self, y: int) -> Strip:
        """The line."""
        return self.drawn(self._left, self._right)

    def drawn(self, left: tuple[Span, ...], ends: tuple[Span, ...]) -> Strip:
        """These pieces, with `ends` at the right, as this line would show them."""
        if self._palette is None:
            self._palette = LinePalette(self.app.theme_variables, self.background_colors[1])
        width = self.size.width
        right = fit(ends, min(width, sum(cell_len(each.text) for each in ends)))
        room = width - sum(cell_len(each.text) for each in right)
        spans = (*fit(left, max(room, 0)), *right)
        plain = self.rich_style
        palette = self._palette
        return Strip(
            [Segment(each.text, plain + palette.style(each.role)) for each in spans], width
        )
