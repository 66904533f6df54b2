"""Pasted: several lines at once, each with what it was understood as, to confirm before saving."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final
from unicodedata import normalize

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key, Paste
from textual.screen import ModalScreen
from textual.widgets import Static

from core.capture.chips import Type
from tui.capture_line import CaptureLine, span_of
from tui.capturing import summary
from tui.card import Shown, body_rows
from tui.panels.panel import content
from tui.pasted_lines import pasted_lines
from tui.terminal.shown import shown
from tui.widgets.line_cells import Cell, Span
from tui.widgets.line_columns import Column
from tui.widgets.line_grid import LineGrid

if TYPE_CHECKING:
    from core.capture.ground import Ground
    from tui.capturing import Names
    from tui.words import Words

Kept = tuple[CaptureLine, ...]
_BELOW: Final = 4
"""Rows about the line under the cursor."""
_SHOWN: Final = ("owner", "due", "links")
"""What always has its place beside the text."""


@dataclass(slots=True)
class _Row:
    """One of the lines, and what was decided about it."""

    line: CaptureLine
    out: bool = False
    heading: bool = False
    accepted: bool = False
    """Whether what is open in it was accepted as it stands."""
    held: tuple[int, int] | None = None
    """The piece that Tab is kept on."""

    @property
    def open(self) -> bool:
        """Whether it asks something still."""
        reading = self.line.reading
        asks = bool(reading.amber) and not (self.accepted and not reading.everyone)
        return not self.out and (asks or not reading.text.strip())


class Pasted(ModalScreen[Kept | None]):
    """Gives back the lines that are to be saved, none where all are thrown away; None after Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss_none", "", priority=True),
        Binding("enter", "enter", "", priority=True),
        Binding("tab", "cycle(1)", "", priority=True),
        Binding("shift+tab", "cycle(-1)", "", priority=True),
        Binding("right", "piece(1)", "", priority=True),
        Binding("left", "piece(-1)", "", priority=True),
    ]

    def __init__(  # noqa: PLR0913 - what the lines are read against, and who is told of more
        self,
        text: str,
        ground: Ground,
        kind: Type,
        names: Names,
        words: Words,
        *,
        keep: Callable[[str], None],
    ) -> None:
        super().__init__()
        self._ground, self._kind = ground, kind
        self._names, self._words = names, words
        self._text, self._keep = text, keep
        self._rows: dict[str, _Row] = {}
        self._asked = ""
        """The line that Enter stopped at."""
        self._dropping = False
        self._take_in(text)

    def _take_in(self, text: str) -> None:
        for each in pasted_lines(text):
            line = CaptureLine(self._ground, self._kind, each.text)
            row = _Row(line, out=each.heading, heading=each.heading)
            self._rows[str(len(self._rows) + 1)] = row

    def compose(self) -> ComposeResult:
        with Vertical():
            yield LineGrid(self._columns())
            yield Static(markup=False)

    def _columns(self) -> list[Column]:
        narrow = self.app.size.width < 100
        kinds = (self._words.say(f"term.record.{each.value}") for each in Type)
        return [
            Column("number", width=3, align="right"),
            Column("mark", width=2),
            Column("kind", width=max(map(cell_len, kinds)), priority=1),
            Column("text", flex=1, least=10),
            Column("owner", width=8 if narrow else 12),
            Column("due", width=16),
            Column("links", width=6 if narrow else 10),
        ]

    def on_mount(self) -> None:
        self._show()
        self.query_one(LineGrid).focus()

    def reword(self) -> None:
        """The same lines in the language that was chosen; what was decided stays."""
        self._words = self.app.words  # type: ignore[attr-defined]
        grid = self.query_one(LineGrid)
        grid.set_columns(self._columns())
        grid.draw_anew()
        self._show()

    @property
    def kept(self) -> Kept:
        """The lines that were not left out."""
        return tuple(each.line for each in self._rows.values() if not each.out)

    @property
    def _open(self) -> list[str]:
        """The lines that ask something still."""
        return [key for key, row in self._rows.items() if row.open]

    @property
    def _row(self) -> _Row | None:
        """The line under the cursor."""
        return self._rows.get(self.query_one(LineGrid).cursor_key or "")

    def _show(self) -> None:
        words, frame = self._words, self.query_one(Vertical)
        title = words.say("board.pasted.title", n=len(self.kept), total=len(self._rows))
        frame.border_title = shown(title, "bold")
        asks = bool(self._open)
        keys = "drop" if self._dropping else "keys_amber" if asks else "keys"
        frame.border_subtitle = shown(words.say(f"board.pasted.{keys}"))
        grid = self.query_one(LineGrid)
        grid.styles.height = min(len(self._rows), max(self.app.size.height - 9 - _BELOW, 3))
        grid.show(tuple(self._rows), self._stamp, self._cells)
        self._explain()

    def _stamp(self, key: str) -> tuple[object, ...]:
        row = self._rows[key]
        return key, row.out, row.open, row.line.mark

    def _cells(self, key: str) -> tuple[Cell, ...]:
        row, words = self._rows[key], self._words
        reading = row.line.reading
        kind = words.say(f"term.record.{reading.type.value}")
        if row.out:
            told = words.say("board.pasted.heading") if row.heading else ""
            role = "muted" if row.heading else "strike muted"
            cells = (key, "·" if row.heading else "✗", kind, row.line.text, told, "", "")
            return tuple(Span(each, role) for each in cells)
        mark = Span("!", "sla-soon bold") if row.open else Span("✓", "accent")
        known = dict(summary(reading, self._names, words, plain=True))
        facts = (known.get(each, "") for each in _SHOWN)
        amber = "sla-soon" if row.open else ""
        return (
            *(Span(key, "muted"), mark, Span(kind, "muted"), Span(reading.text, amber)),
            *map(Span, facts),
        )

    def _explain(self) -> None:
        """What was understood of the line under the cursor, and what is open in it."""
        row = self._row
        if row is None:
            return
        active = row.line.piece(len(row.line.text), row.held)
        told = Shown(row.line, self._names, active)
        rows = body_rows(told, self._words, self.query_one(Vertical).size.width, _BELOW)
        self.query_one(Static).update(Content("\n").join(map(content, rows)))

    def action_dismiss_none(self) -> None:
        """Leaves; the list is put aside as it is."""
        self.dismiss(None)

    def action_enter(self) -> None:
        """Goes to the first open line; once more accepts it and goes on; saves where none is."""
        grid = self.query_one(LineGrid)
        row = self._row
        if row is not None and row.open and self._asked == grid.cursor_key:
            row.accepted = True
        if waiting := self._open:
            self._asked = waiting[0]
            grid.go_to(waiting[0])
            self._show()
        elif self.kept:
            self.dismiss(self.kept)

    def action_cycle(self, step: int) -> None:
        """Another reading of the line under the cursor."""
        row = self._row
        if row is not None and (piece := row.line.piece(len(row.line.text), row.held)):
            row.held, row.line = span_of(piece), row.line.cycled(step, piece)
            row.accepted = False
            self._show()

    def action_piece(self, step: int) -> None:
        """Another piece of the line under the cursor."""
        row = self._row
        if row is not None:
            active = row.line.piece(len(row.line.text), row.held)
            piece = row.line.beside(active, step)
            row.held = span_of(piece) if piece is not None else None
            self._explain()

    def on_key(self, event: Key) -> None:
        """x or a number leaves a line out or takes it in; y agrees; d throws all away after a y."""
        character = normalize("NFKC", event.character or "").lower()
        if self._dropping:
            self._dropped(character)
        elif character == "y":
            self._agree()
        elif character == "d":
            self._dropping = True
        elif character == "x":
            self._toggle(self.query_one(LineGrid).cursor_key)
        elif character.isdecimal():
            self._toggle(str(int(character)))
        else:
            return
        event.stop()
        event.prevent_default()
        if self.is_current:
            self._show()

    def _dropped(self, character: str) -> None:
        self._dropping = False
        if character == "y":
            self.dismiss(())

    def _agree(self) -> None:
        """Accepts what is open, as it stands, and saves; stops at what nobody can accept."""
        for row in self._rows.values():
            row.accepted = True
        if waiting := self._open:
            self._asked = waiting[0]
            self.query_one(LineGrid).go_to(waiting[0])
        elif self.kept:
            self.dismiss(self.kept)

    def _toggle(self, key: str | None) -> None:
        row = self._rows.get(key or "")
        if row is not None:
            row.out = not row.out

    def on_paste(self, event: Paste) -> None:
        """More lines are added to the list."""
        event.stop()
        if event.text.strip():
            self._text = f"{self._text}\n{event.text}"
            self._keep(self._text)
            self._take_in(event.text)
            self._show()

    @on(LineGrid.Highlighted)
    def _highlighted(self) -> None:
        self._explain()
