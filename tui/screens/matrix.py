"""MatrixScreen: the RACI grid at full size, filled by letters or digits."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from tui.actions import RACI
from tui.keymap import bindings
from tui.panels import raci
from tui.panels.panel import content
from tui.panels.view import Width, width_of, with_ids
from tui.screens import status
from tui.screens.doing import Doing
from tui.terminal.shown import shown
from tui.widgets.entry_bar import EntryBar
from tui.widgets.line_cells import Span
from tui.widgets.line_grid import LineGrid
from tui.widgets.one_line import OneLine

if TYPE_CHECKING:
    from core.domain.board import Board


class MatrixScreen(Doing):
    """Tasks by parties, with a cell cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(RACI)]
    ACTIONS = RACI

    board: reactive[Board | None] = reactive(None, init=False, repaint=False)
    now: reactive[datetime | None] = reactive(None, init=False, repaint=False)

    def __init__(self, task: str | None) -> None:
        super().__init__()
        self._first = task

    def compose(self) -> ComposeResult:
        yield OneLine(id="status")
        yield OneLine(id="where")
        yield EntryBar(id="entry")
        with Vertical(id="matrix"):
            yield LineGrid(rule=True, cell_cursor=True)
        yield Static(id="findings", markup=False)
        yield OneLine(id="footer")

    def on_mount(self) -> None:
        self.query_one(LineGrid).focus()
        self.watch_board()

    def subject(self) -> str | None:
        return self.query_one(LineGrid).cursor_key

    def watch_board(self) -> None:
        board = self.board
        if not self.is_mounted or board is None:
            return
        words, grid = self.words, self.query_one(LineGrid)
        view = raci.view(board, board.read_at, words, Width.WIDE)
        grid.set_columns(with_ids(raci.columns(board, words), tuple(board.tasks)))
        grid.show(view.keys, view.stamp, view.cells)
        if self._first is not None:
            grid.go_to(self._first)
            self._first = None
        frame = self.query_one("#matrix")
        frame.border_title = shown(words.say("board.panel.raci"), "bold")
        found = raci.packed(raci.findings(board, words), self.app.size.width - 4)
        lines = [content(line) for line in found]
        self.query_one("#findings", Static).update(Content("\n").join(lines))
        self.draw_where()

    def watch_now(self) -> None:
        if self.is_mounted:
            self.draw_where()

    def draw_where(self) -> None:
        """The lines around the grid: the cell under the cursor in words."""
        board, words, grid = self.board, self.words, self.query_one(LineGrid)
        if board is None:
            return
        width = width_of(self.app.size.width)
        state = status.Shown(board, None, status.Link(live=True), self.now, width)
        self.query_one("#status", OneLine).show(*status.status_line(state, words))
        errors, warnings = raci.counts(board)
        where = words.say(
            "board.raci.where",
            task=grid.cursor_key or "—",
            party=board.name_of(grid.cursor_column),
            errors=errors,
            warnings=warnings,
        )
        self.query_one("#where", OneLine).show((Span(where),))
        self.query_one("#footer", OneLine).show(
            *status.footer_line(RACI, words, self.app.size.width)
        )
        self.entry.set_hint((Span(words.say("board.raci.legend"), "muted"),))

    @on(LineGrid.CellHighlighted)
    @on(LineGrid.Highlighted)
    def _moved(self) -> None:
        self.draw_where()

    def action_fill(self, letter: str) -> None:
        """Gives the cell under the cursor a letter, or clears it; a new A replaces the old."""
        from core.domain.ids import RecordId
        from core.domain.raci import FillRaci, Letter

        grid, board = self.query_one(LineGrid), self.board
        task, party = grid.cursor_key, grid.cursor_column
        if board is None or task is None or party is None:
            return
        row = board.raci.get(task)
        meant = None if letter == "-" else Letter(letter)
        seen = row.version if row is not None else None
        self.issue(FillRaci(task=RecordId(task), party=party, letter=meant, seen=seen))

    def action_back(self) -> None:
        """Back to the board."""
        self.dismiss()

    def action_help(self) -> None:
        """Shows the keys of this screen."""
        self.app.action_keys("raci")  # type: ignore[attr-defined]
