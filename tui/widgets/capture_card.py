"""CaptureCard: what the open line was understood as, in a frame that lies over the board."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.widgets.line_cells import Span, fit
from tui.widgets.line_palette import LinePalette

Row = tuple[Span, ...]

_RULE = "─"
_FRAME = "accent"


def frame_top(left: Row, right: Row, width: int) -> Row:
    """The upper edge of a frame with a title and what stands at its right end."""
    room = width - 4
    ends = fit(right, min(room, sum(len_ for len_ in map(_cells, right))))
    head = fit(left, min(max(room - sum(map(_cells, ends)), 0), sum(map(_cells, left))))
    gap = room - sum(map(_cells, head)) - sum(map(_cells, ends))
    return (
        Span("╔═", _FRAME), *head, Span("═" * gap, _FRAME), *ends, Span("═╗", _FRAME)
    )  # fmt: skip


def _cells(span: Span) -> int:
    from rich.cells import cell_len

    return cell_len(span.text)


class CaptureCard(Widget):
    """Rows between two edges and the lower edge of the frame; hidden while it has none."""

    DEFAULT_CSS = "CaptureCard { width: 1fr; height: 1; display: none; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(id=id)
        self._rows: tuple[Row, ...] = ()
        self._edge: Row = ()
        self._palette: LinePalette | None = None

    def show(self, rows: Sequence[Row], edge: Row = ()) -> None:
        """Shows these rows, and `edge` within the lower edge; only what differs is drawn anew."""
        if edge != self._edge:
            self._edge = edge
            self.refresh()
        before, self._rows = self._rows, tuple(rows)
        if not rows:
            self.display = False
        elif len(before) != len(rows) or not self.display:
            self.styles.height = len(rows) + 1
            self.display = True
            self.refresh()
        else:
            changed = [at for at, row in enumerate(rows) if row != before[at]]
            if changed:
                self.refresh(*(Region(0, at, self.size.width, 1) for at in changed))

    @property
    def text(self) -> str:
        """What it says, without styles."""
        return "\n".join("".join(span.text for span in row) for row in self._rows)

    @property
    def height(self) -> int:
        """How many lines it covers, its edge included; 0 while it is hidden."""
        return len(self._rows) + 1 if self._rows else 0

    def notify_style_update(self) -> None:
        """Forgets the colours of the old theme."""
        super().notify_style_update()
        self._palette = None

    def render_line(self, y: int) -> Strip:
        """One row of it, or its lower edge."""
        width = self.size.width
        if y >= len(self._rows):
            edge: Row = self._lower(width)
        elif not self._rows[y]:
            edge = (Span("║ ", _FRAME), Span(_RULE * (width - 4), "rule"), Span(" ║", _FRAME))
        else:
            row = fit(self._rows[y], width - 4)
            edge = (Span("║ ", _FRAME), *row, Span(" ║", _FRAME))
        return self._drawn(fit(edge, width))

    def _lower(self, width: int) -> Row:
        """The lower edge, and what it says."""
        told = fit(self._edge, min(width - 4, sum(map(_cells, self._edge))))
        rest = width - 3 - sum(map(_cells, told))
        return (Span("╚═", _FRAME), *told, Span("═" * rest + "╝", _FRAME))

    def _drawn(self, spans: Row) -> Strip:
        if self._palette is None:
            self._palette = LinePalette(self.app.theme_variables, self.background_colors[1])
        plain, palette = self.rich_style, self._palette
        return Strip([Segment(each.text, plain + palette.style(each.role)) for each in spans])
