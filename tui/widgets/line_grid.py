"""The list under every panel: draws the lines in view, keeps its cursor on a record.

A panel hands over keys and two functions; a line is asked for when it comes into view and drawn
again only when its stamp changes, so ten thousand lines cost what the visible ones cost.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from tui.widgets.line_columns import Column
from tui.widgets.line_paint import Look
from tui.widgets.line_place import Place, carry_over, scrolled_to
from tui.widgets.line_view import Cells, LineView, Stamp


class GridMessage(Message):
    """A message about one grid, which `@on(LineGrid.Selected, "#id")` can pick by."""

    @property
    def control(self) -> LineGrid | None:
        """The grid it came from."""
        return self._sender if isinstance(self._sender, LineGrid) else None


class LineGrid(LineView, can_focus=True):
    """A virtualised list of records in columns, with a cursor, marks and a fixed header."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "cursor_up", show=False, id="grid.up"),
        Binding("down,j", "cursor_down", show=False, id="grid.down"),
        Binding("left,h", "cell_left", show=False, id="grid.left"),
        Binding("right,l", "cell_right", show=False, id="grid.right"),
        Binding("pageup", "page_up", show=False, id="grid.page-up"),
        Binding("pagedown", "page_down", show=False, id="grid.page-down"),
        Binding("home,g", "first", show=False, id="grid.first"),
        Binding("end,G", "last", show=False, id="grid.last"),
        Binding("x,ｘ,shift+down", "toggle_mark", show=False, id="grid.mark"),
        Binding("shift+up", "toggle_mark(-1)", show=False, id="grid.mark-up"),
        Binding("X,Ｘ", "clear_marks", show=False, id="grid.clear-marks"),
        Binding("escape", "leave_marks", show=False, id="grid.leave-marks"),
        Binding("enter", "select", show=False, id="grid.select"),
    ]

    @dataclass
    class Highlighted(GridMessage):
        """The cursor came to another record; None when no record is left."""

        key: str | None

    @dataclass
    class Selected(GridMessage):
        """A record was chosen."""

        key: str

    @dataclass
    class CellHighlighted(GridMessage):
        """The cell cursor came to another cell; `column` is the id of its column."""

        key: str
        column: str

    @dataclass
    class Marked(GridMessage):
        """The marks changed; holds all that are set now."""

        keys: frozenset[str]

    def __init__(
        self,
        columns: Sequence[Column] = (),
        *,
        rule: bool = False,
        cell_cursor: bool = False,
        id: str | None = None,  # noqa: A002 - the name Textual gives it
        classes: str | None = None,
    ) -> None:
        super().__init__(columns, rule=rule, id=id, classes=classes)
        self._cell_cursor = cell_cursor
        self._row = 0
        self._stop = 0
        self._marks: frozenset[str] = frozenset()

    def show(self, keys: Sequence[str], stamp: Stamp, cells: Cells) -> None:
        """Shows these lines, each key once; the sequence must not change afterwards.

        Only lines in view whose stamp or place changed are drawn again. The cursor stays on its
        record, on the same line of the screen where that is possible.
        """
        before = self.cursor_key
        place = Place(self._row, self.scroll_offset.y)
        place = carry_over(self._keys, place, keys, self._height)
        self._keys, self._stamp, self._cells = keys, stamp, cells
        self._row = place.row
        self._measure()
        if place.top != self.scroll_offset.y:
            self.scroll_to(y=place.top, animate=False, force=True)
        self.set_marks(self._marks)
        self.retick()
        if self.cursor_key != before:
            self._tell(self.Highlighted(self.cursor_key))

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Shows other columns of the same lines; the cell cursor stays where it can."""
        super().set_columns(columns)
        self._stop = min(self._stop, max(0, len(self._stops) - 1))
        self._first_cell = min(self._first_cell, self._stop)

    @property
    def cursor_key(self) -> str | None:
        """The record under the cursor."""
        return self._keys[self._row] if self._keys else None

    @property
    def cursor_column(self) -> str | None:
        """Id of the column under the cell cursor; None without a cell cursor."""
        return self._columns[self._stops[self._stop]].id if self._stops else None

    @property
    def marks(self) -> frozenset[str]:
        """The marked records, also those scrolled out of view."""
        return self._marks

    def go_to(self, key: str, column: str | None = None) -> bool:
        """Puts the cursor on a record (and a cell); False when it is not among the lines."""
        if key not in self._keys:
            return False
        for number, index in enumerate(self._stops):
            if self._columns[index].id == column:
                self._move_cell(number)
        self._move(self._keys.index(key))
        return True

    def set_marks(self, keys: Collection[str]) -> None:
        """Marks exactly those of the keys that are among the lines."""
        marks = frozenset(keys).intersection(self._keys) if keys else frozenset()
        if marks == self._marks:
            return
        shifted = bool(marks) != bool(self._marks)
        self._marks = marks
        if shifted:
            self._redraw()
        else:
            self.retick()
        self._tell(self.Marked(marks))

    def action_toggle_mark(self, step: int = 1) -> None:
        """Marks the record under the cursor or takes its mark away, and goes to the next line."""
        if key := self.cursor_key:
            self.set_marks(self._marks ^ {key})
            self._move(self._row + step)

    def action_clear_marks(self) -> None:
        """Takes all marks away."""
        self.set_marks(())

    def action_leave_marks(self) -> None:
        """Takes all marks away by the key that leads back: an input method lets it through."""
        self.set_marks(())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without marks the way back is the screen's."""
        if action == "leave_marks":
            return bool(self._marks)
        return super().check_action(action, parameters)

    def action_cursor_up(self) -> None:
        """One line up."""
        self._move(self._row - 1)

    def action_cursor_down(self) -> None:
        """One line down."""
        self._move(self._row + 1)

    def action_page_up(self) -> None:
        """One view up, less a line."""
        self._move(self._row - max(1, self._height - 1))

    def action_page_down(self) -> None:
        """One view down, less a line."""
        self._move(self._row + max(1, self._height - 1))

    def action_first(self) -> None:
        """To the first line."""
        self._move(0)

    def action_last(self) -> None:
        """To the last line."""
        self._move(len(self._keys) - 1)

    def action_cell_left(self) -> None:
        """One cell to the left, with a cell cursor."""
        self._move_cell(self._stop - 1)

    def action_cell_right(self) -> None:
        """One cell to the right, with a cell cursor."""
        self._move_cell(self._stop + 1)

    def action_select(self) -> None:
        """Tells that the record under the cursor was chosen."""
        if key := self.cursor_key:
            self._tell(self.Selected(key))

    def on_click(self, event: events.Click) -> None:
        """Moves the cursor to what was clicked; a second click does nothing more."""
        offset = event.get_content_offset(self)
        if offset is None or offset.y < self._header:
            return
        row = offset.y - self._header + self.scroll_offset.y
        if row >= len(self._keys):
            return
        x = offset.x - self._gutter
        for place in self._ready().placed:
            if place.index in self._stops and place.x <= x < place.x + place.width:
                self._move_cell(self._stops.index(place.index))
        self._move(row)

    def on_resize(self) -> None:
        """Keeps the cursor in view; `LineView` lays the columns out."""
        self._reveal()

    def on_focus(self) -> None:
        """Shows that keys come here now."""
        self._refresh_row(self._row)

    def on_blur(self) -> None:
        """Shows that keys go elsewhere now."""
        self._refresh_row(self._row)

    def _look(self, row: int) -> Look:
        marked = self._keys[row] in self._marks
        if row != self._row:
            return Look(marked=marked)
        column = self._stops[self._stop] if self._stops else None
        return Look("focused" if self.has_focus else "blurred", marked, column)

    @property
    def _gutter(self) -> int:
        return 2 if self._marks else 1

    @property
    def _stops(self) -> tuple[int, ...]:
        """Indices of the columns the cell cursor can be in."""
        if not self._cell_cursor:
            return ()
        return tuple(index for index, column in enumerate(self._columns) if column.cell)

    def _move(self, row: int) -> None:
        row = max(0, min(row, len(self._keys) - 1))
        if row == self._row:
            return
        self._refresh_row(self._row)
        self._row = row
        self._refresh_row(row)
        self._reveal()
        self._tell(self.Highlighted(self.cursor_key))
        self._tell_cell()

    def _move_cell(self, stop: int) -> None:
        stop = max(0, min(stop, len(self._stops) - 1))
        if not self._stops or stop == self._stop:
            return
        self._stop = stop
        self._refresh_row(self._row)
        self._reveal_cell()
        self._tell_cell()

    def _reveal(self) -> None:
        """Scrolls the least that brings the cursor into view."""
        top = scrolled_to(self._row, self.scroll_offset.y, max(1, self._height))
        if top != self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, force=True)

    def _reveal_cell(self) -> None:
        """Scrolls cell columns sideways until the one under the cursor is shown."""
        target = self._stops[self._stop]
        first = min(self._first_cell, self._stop)
        while True:
            if first != self._first_cell:
                self._first_cell = first
                self._redraw()
            if first >= self._stop or any(p.index == target for p in self._ready().placed):
                return
            first += 1

    def _tell_cell(self) -> None:
        if (key := self.cursor_key) and (column := self.cursor_column):
            self._tell(self.CellHighlighted(key, column))

    def _tell(self, message: Message) -> None:
        self.post_message(message.set_sender(self))
