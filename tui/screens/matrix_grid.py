"""MatrixGrid: the matrix's own list, which knows how many of its columns are in view."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events

from tui.widgets.line_grid import GridMessage, LineGrid


class MatrixGrid(LineGrid):
    """A grid whose party columns scroll sideways, with heads that can be clicked."""

    @dataclass
    class HeadClicked(GridMessage):
        """Somebody clicked above the lines."""

    @property
    def span(self) -> tuple[int, int, int]:
        """The first and the last party column in view, counted from 1, and how many there are."""
        stops = self._stops
        seen = [stops.index(each.index) for each in self._ready().placed if each.index in stops]
        return (seen[0] + 1, seen[-1] + 1, len(stops)) if seen else (0, 0, len(stops))

    @property
    def row_above(self) -> str | None:
        """The record in the line above the cursor, or above the first marked line."""
        at = self._row
        if self.marks:
            at = next(index for index, key in enumerate(self._keys) if key in self.marks)
        return self._keys[at - 1] if at > 0 else None

    @property
    def chosen(self) -> tuple[str, ...]:
        """The records that are meant: the marked ones from top to bottom, else the cursor's."""
        if self.marks:
            return tuple(key for key in self._keys if key in self.marks)
        return (self.cursor_key,) if self.cursor_key is not None else ()

    def on_click(self, event: events.Click) -> None:
        """Tells of a click on the heads; the list itself sees to the lines."""
        offset = event.get_content_offset(self)
        if offset is not None and offset.y < self._header:
            self._tell(self.HeadClicked())
