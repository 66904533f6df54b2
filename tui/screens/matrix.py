"""MatrixScreen: the RACI grid at full size, filled by letters or digits."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.reactive import reactive

from tui.actions import RACI
from tui.keymap import bindings
from tui.panels import raci_findings, raci_grid
from tui.panels.raci_grid import column_of
from tui.panels.view import Width, with_ids
from tui.screens.matrix_grid import MatrixGrid
from tui.screens.matrix_parts import Framed, Place, frame_title, where_line
from tui.screens.matrix_sheet import Pasting
from tui.widgets.entry_bar import EntryBar
from tui.widgets.line_cells import Span
from tui.widgets.line_grid import LineGrid
from tui.widgets.one_line import OneLine

if TYPE_CHECKING:
    from core.domain.board import Board

_FRAMES = ("horizontal", "vertical", "impact", "notes")
_LINES = 8
"""Lines inside the frames that stand side by side."""


class MatrixScreen(Pasting):
    """Tasks by parties, with a cell cursor; what is wrong is said below, as it changes."""

    DEFAULT_CSS = """
    MatrixScreen #below { height: 10; }
    MatrixScreen #notes { height: 5; }
    MatrixScreen.-normal #impact, MatrixScreen.-normal #notes { display: none; }
    MatrixScreen.-narrow #below, MatrixScreen.-narrow #notes { display: none; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(RACI)]
    ACTIONS = RACI
    KEYS_OF = "raci"

    board: reactive[Board | None] = reactive(None, init=False, repaint=False)
    now: reactive[datetime | None] = reactive(None, init=False, repaint=False)

    def __init__(self, task: str | None) -> None:
        super().__init__()
        self._first = task
        self._stop = -1
        """The place of the finding that was gone to last; -1 for none yet."""
        self._stop_key: object = None

    def compose(self) -> ComposeResult:
        yield OneLine(id="status")
        yield OneLine(id="where")
        with Vertical(id="matrix"):
            yield MatrixGrid(rule=True, cell_cursor=True)
        with Horizontal(id="below"):
            for name in _FRAMES[:3]:
                yield Framed(id=name)
        yield Framed(id="notes")
        yield EntryBar(id="entry")
        yield OneLine(id="footer")

    def on_mount(self) -> None:
        self.grid.focus()
        self.watch_board()

    def on_resize(self) -> None:
        """Another layout may fit better."""
        self.lay_out()
        self.call_after_refresh(self.watch_board)

    def subject(self) -> str | None:
        return self.grid.cursor_key

    def watch_board(self) -> None:
        board = self.board
        if not self.alive or board is None:
            return
        view = raci_grid.view(board, self.axis, self.words)
        columns = raci_grid.columns(board, self.axis, self.words, self._wide)
        self.grid.set_columns(with_ids(columns, board.task_order))
        self.grid.show(view.keys, view.stamp, view.cells)
        if self._first is not None:
            self.grid.go_to(self._first)
            self._first = None
        title = frame_title(board, self.words, self.app.size.width)
        self.query_one("#matrix").border_title = title
        self.draw_foot()
        self.watch_now()
        self.draw_where()
        self._draw_frames()

    def watch_now(self) -> None:
        if self.alive and self.board is not None:
            self.draw_status(self._wide)

    @on(LineGrid.CellHighlighted)
    @on(LineGrid.Marked)
    def draw_where(self) -> None:
        """The line above the grid: the cell under the cursor in words."""
        board, words, grid = self.board, self.words, self.grid
        if board is None:
            return
        first, last, total = grid.span
        cell = (grid.cursor_key, grid.cursor_column)
        place = Place(*cell, first, last, total, len(grid.marks), self.axis)
        self.query_one("#where", OneLine).show(where_line(board, place, self._wide, words))
        self.entry.set_hint((self._hint(board),))

    def _hint(self, board: Board) -> Span:
        """Where there is no room for panels, the question that the cursor's row raises."""
        task = self.grid.cursor_key
        if self._wide is Width.NARROW:
            stops = raci_findings.stops(board)
            found = next((each for each in stops if each.task == task and not each.letter), None)
            if found is not None:
                return Span(raci_findings.asked(found, board, self.words), "sla-soon")
        short = "_short" if self._wide is Width.NARROW else ""
        return Span(self.words.say(f"raci.legend{short}"), "muted")

    def _draw_frames(self) -> None:
        """The frames below the grid; only the first of them follows the cursor."""
        board, words = self.board, self.words
        if board is None or self._wide is Width.NARROW:
            return
        self._draw_across()
        _, down, effects, notes = (self.query_one(f"#{each}", Framed) for each in _FRAMES)
        found = raci_findings.vertical(board, words, _LINES, down.room - 1)
        down.show(words.say("raci.title.vertical"), found)
        if self._wide is Width.WIDE:
            effects.show(words.say("raci.title.impact"), raci_findings.impact(words))
            notes.show(words.say("raci.title.notes"), raci_findings.notes(words))

    @on(LineGrid.Highlighted)
    def _draw_across(self) -> None:
        board, words = self.board, self.words
        if board is None or self._wide is Width.NARROW:
            return
        across = self.query_one("#horizontal", Framed)
        found = raci_findings.horizontal(board, words, _LINES, self.grid.cursor_key)
        across.show(words.say("raci.title.horizontal"), found)

    @on(LineGrid.Selected)
    @on(MatrixGrid.HeadClicked)
    def action_axis(self) -> None:
        """Turns the columns from people to departments and back; the cursor goes along."""
        board, party = self.board, self.grid.cursor_column
        if board is None:
            return
        self.axis = self.axis.other
        column = self._column(party)
        self.watch_board()
        if (task := self.grid.cursor_key) is not None:
            self.grid.go_to(task, column)
        self.draw_where()

    def _column(self, party: str | None) -> str | None:
        """The column of a party on the axis that is shown; of a department, its first person's."""
        board, words = self.board, self.words
        if board is None or party is None:
            return None
        found = column_of(board, party, self.axis, words)
        if found is not None:
            return found
        heads = raci_grid.heads(board, self.axis, words)
        people = (each.party for each in heads if each.party in board.people)
        return next((each for each in people if board.people[each].dept == party), None)

    def action_finding(self, step: int) -> None:
        """Goes to the next finding, or the one before: the cell where it is mended."""
        board = self.board
        stops = raci_findings.stops(board) if board is not None else ()
        if board is None or not stops:
            self.tell(self.words.say("raci.done.no_finding"), "accent")
            return
        self._stop = raci_findings.neighbour(stops, self._stop, step, self._stop_key)
        stop = stops[self._stop]
        self._stop_key = stop.key
        if stop.task:
            self.grid.go_to(stop.task, self._column(stop.party))
        told = raci_findings.asked(stop, board, self.words)
        self.tell(f"{self._stop + 1}/{len(stops)}  {told}", "sla-soon bold")

    def action_back(self) -> None:
        """Takes the marks away; without any, back to the board."""
        if self.grid.marks:
            self.grid.action_clear_marks()
        else:
            self.dismiss()
