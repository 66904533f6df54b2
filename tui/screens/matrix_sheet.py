"""A sheet pasted into the matrix: shown row by row before it is written, as one change."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Paste
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.messages import CommandDone, CommandRefused
from tui.panels.panel import content
from tui.screens.matrix_fill import Filling
from tui.sheet_findings import findings_of
from tui.sheet_wording import changes_told, counts_of, problem_told
from tui.terminal.shown import shown
from tui.widgets.line_cells import Cell, Span
from tui.widgets.line_columns import Column
from tui.widgets.line_grid import LineGrid

if TYPE_CHECKING:
    from core.domain.batch import Batch
    from core.domain.board import Board
    from core.domain.raci_sheet import Sheet, SheetRow
    from tui.words import Words


class SheetPreview(ModalScreen["Batch | None"]):
    """Gives back the change that the rows come to; None after Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", show=False),
        Binding("y,Y,ｙ,Ｙ,enter", "write", show=False, priority=True),
        Binding("L,Ｌ", "app.language", show=False),
        Binding("x,X,ｘ,Ｘ", "leave_out", show=False, priority=True),
    ]

    def __init__(self, sheet: Sheet, board: Board, words: Words) -> None:
        super().__init__()
        self._sheet, self._board, self._words = sheet, board, words
        self._rows = {str(row.line): row for row in sheet.rows}
        self._out: frozenset[int] = frozenset()

    def compose(self) -> ComposeResult:
        with Vertical():
            yield LineGrid(
                [
                    Column("line", width=4, align="right"),
                    Column("mark", width=2),
                    Column("task", flex=2, least=18),
                    Column("told", flex=5, least=20),
                ]
            )
            yield Static(markup=False)

    def on_mount(self) -> None:
        grid = self.query_one(LineGrid)
        grid.styles.height = min(max(len(self._rows), 1), max(self.app.size.height - 10, 3))
        self._show()
        grid.focus()

    def reword(self) -> None:
        """The same rows in the language that was chosen; what was left out stays out."""
        self._words = self.app.words  # type: ignore[attr-defined]
        self.query_one(LineGrid).draw_anew()
        self._show()

    def _show(self) -> None:
        frame = self.query_one(Vertical)
        frame.border_subtitle = shown(self._words.say("raci.sheet.keys"))
        numbers = counts_of(self._sheet, self._out)
        title = self._words.say("raci.sheet.title", **numbers)
        frame.border_title = shown(title, "bold")
        grid = self.query_one(LineGrid)
        grid.set_empty(self._words.say("raci.sheet.none"))
        grid.show(tuple(self._rows), lambda key: (key, int(key) in self._out), self._cells)
        self._explain(grid.cursor_key)

    def _cells(self, key: str) -> tuple[Cell, ...]:
        row, words = self._rows[key], self._words
        name = " ".join(filter(None, (row.task, row.text)))
        changes = changes_told(row, self._board, words)
        if row.line in self._out:
            return tuple(Span(each, "strike muted") for each in (key, "✗", name, changes))
        problems = words.join(self._open(row))
        told = (Span(problems + ("  " if problems else ""), "sla-soon"), Span(changes))
        return (Span(key, "muted"), _mark(row, problems), name, told)

    def _explain(self, key: str | None) -> None:
        """What is open in the head, and in the row under the cursor, in full."""
        words, row = self._words, self._rows.get(key or "")
        head = [problem_told(each, words) for each in self._sheet.problems]
        told = [f"{words.say('raci.sheet.head')} {words.join(head)}"] if head else []
        if row is not None:
            told += self._open(row)
            told.append(changes_told(row, self._board, words))
        text = "  ·  ".join(filter(None, told))
        role = "sla-soon" if head or (row and self._open(row)) else "muted"
        self.query_one(Static).update(content((Span(text, role),)))

    def _open(self, row: SheetRow) -> list[str]:
        """What was not understood in a row, and what it would leave wrong (R29)."""
        return [
            *(problem_told(each, self._words) for each in row.problems),
            *findings_of(row, self._board, self._words),
        ]

    def action_leave_out(self) -> None:
        """Leaves the row under the cursor out, or takes it in again."""
        grid = self.query_one(LineGrid)
        if grid.cursor_key is not None:
            self._out ^= {int(grid.cursor_key)}
            self._show()
            grid.action_cursor_down()

    def action_write(self) -> None:
        """Gives the change back; where there is none, there is nothing to write."""
        self.dismiss(self._sheet.wish(self._out))

    @on(LineGrid.Highlighted)
    def _highlighted(self, event: LineGrid.Highlighted) -> None:
        self._explain(event.key)


def _mark(row: SheetRow, problems: str) -> Span:
    if problems:
        return Span("!", "sla-soon bold")
    return Span("✓", "accent") if row.changes else Span("·", "muted")


@dataclass
class SheetRead(Message):
    """A pasted sheet was compared with the board."""

    text: str
    board: Board
    sheet: Sheet


class Pasting(Filling):
    """A matrix that takes pasted sheets."""

    def __init__(self) -> None:
        super().__init__()
        self._pasted: dict[str, str] = {}
        """What was pasted, by the id of the change that it became."""

    def on_paste(self, event: Paste) -> None:
        """A sheet is read and shown; nothing is written yet."""
        from core.domain.raci_sheet import is_sheet

        if self.entry.typing or not event.text.strip():
            return
        event.stop()
        if is_sheet(event.text):
            self._read(event.text)
        else:
            self.tell(self.words.say("raci.sheet.no_sheet"), "sla-soon")

    def _read(self, text: str) -> None:
        if self.board is not None:
            self.tell(self.words.say("raci.sheet.reading"), "muted")
            work = partial(self._compare, text, self.board)
            self.run_worker(work, thread=True, group="sheet", exclusive=True)

    def _compare(self, text: str, board: Board) -> None:
        """In a thread: names and titles that nobody has are looked for among all there are."""
        from core.domain.raci_sheet import read_sheet, rows_of

        self.post_message(SheetRead(text, board, read_sheet(rows_of(text), board)))

    @on(SheetRead)
    def _preview(self, message: SheetRead) -> None:
        sheet = message.sheet
        self.entry.rest()
        if not sheet.parties:
            near = [problem_told(each, self.words) for each in sheet.problems[:3]]
            told = self.words.join([self.words.say("raci.sheet.nobody"), *near])
            self.tell(told, "sla-soon")
            return

        def answered(wish: Batch | None) -> None:
            if wish is not None:
                self._pasted[self.send(wish)] = message.text
            elif sheet.wish() is None:
                self.tell(self.words.say("raci.sheet.none"), "muted")
            else:
                self.tell(self.words.say("raci.sheet.dropped"), "muted")

        self.app.push_screen(SheetPreview(sheet, message.board, self.words), answered)

    def done(self, message: CommandDone) -> None:
        self._pasted.pop(message.command_id, None)
        super().done(message)

    def refused(self, message: CommandRefused) -> None:
        """What was pasted is shown again, against the board as it is now."""
        text = self._pasted.pop(message.command_id, None)
        super().refused(message)
        if text is not None:
            self.set_timer(0.5, partial(self._read, text))
