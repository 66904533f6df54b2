"""Pasted: several lines at once, each with what it was understood as, to confirm before saving."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.capture_line import CaptureLine
from tui.capturing import amber_text, summary
from tui.panels.panel import content
from tui.terminal.shown import shown
from tui.widgets.line_cells import Cell, Span
from tui.widgets.line_columns import Column
from tui.widgets.line_grid import LineGrid

if TYPE_CHECKING:
    from core.capture.chips import Type
    from core.capture.ground import Ground
    from tui.capturing import Names
    from tui.words import Words

Kept = tuple[CaptureLine, ...]
_OUT = frozenset({"x", "X", "ｘ", "Ｘ"})


class Pasted(ModalScreen[Kept | None]):
    """Gives back the lines that are to be saved; None after Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(None)", "")]

    def __init__(self, text: str, ground: Ground, kind: Type, names: Names, words: Words) -> None:
        super().__init__()
        self._names, self._words = names, words
        lines = [each.strip() for each in text.splitlines() if each.strip()]
        self._lines = {
            str(number): CaptureLine(ground, kind, each) for number, each in enumerate(lines, 1)
        }
        self._out: set[str] = set()

    def compose(self) -> ComposeResult:
        with Vertical() as frame:
            frame.border_subtitle = shown(self._words.say("board.pasted.keys"))
            yield LineGrid(
                [
                    Column("number", width=3, align="right"),
                    Column("mark", width=2),
                    Column("kind", width=8, priority=2),
                    Column("text", flex=3, least=16),
                    Column("understood", flex=4, least=16),
                ]
            )
            yield Static(markup=False)

    def on_mount(self) -> None:
        grid = self.query_one(LineGrid)
        grid.styles.height = min(len(self._lines), max(self.app.size.height - 8, 3))
        self._show()
        grid.focus()

    @property
    def kept(self) -> Kept:
        """The lines that were not left out."""
        return tuple(line for key, line in self._lines.items() if key not in self._out)

    def _show(self) -> None:
        words = self._words
        frame = self.query_one(Vertical)
        title = words.say("board.pasted.title", n=len(self.kept), total=len(self._lines))
        frame.border_title = shown(title, "bold")
        grid = self.query_one(LineGrid)
        grid.show(tuple(self._lines), lambda key: (key, key in self._out), self._cells)
        self._explain(grid.cursor_key)

    def _cells(self, key: str) -> tuple[Cell, ...]:
        line, words = self._lines[key], self._words
        reading, out = line.reading, key in self._out
        kind = words.say(f"term.record.{reading.type.value}")
        if out:
            return tuple(Span(each, "strike muted") for each in (key, "✗", kind, line.text, ""))
        amber = bool(reading.amber)
        mark = Span("!", "sla-soon bold") if amber else Span("✓", "accent")
        pairs = summary(reading, self._names, words)[1:]
        spans = [
            span
            for label, value in pairs
            for span in (Span(f"{label} ", "muted"), Span(f"{value}  "))
        ]
        if amber:
            spans.insert(0, Span(amber_text(reading.amber[0], words) + "  ", "sla-soon"))
        return (Span(key, "muted"), mark, Span(kind, "muted"), reading.text, tuple(spans))

    def _explain(self, key: str | None) -> None:
        """All that is open in the line under the cursor."""
        line = self._lines.get(key or "")
        ambers = line.reading.amber if line is not None else ()
        told = " · ".join(amber_text(each, self._words) for each in ambers)
        role = "sla-soon" if told else "muted"
        self.query_one(Static).update(content((Span(told or (line.text if line else ""), role),)))

    def on_key(self, event: Key) -> None:
        """x leaves the line under the cursor out, or takes it in again; so does its number."""
        character = event.character or ""
        key = self.query_one(LineGrid).cursor_key if character in _OUT else None
        if character.isdecimal():
            key = str(int(character))
        if key in self._lines:
            event.stop()
            self._out ^= {key}
            self._show()

    @on(LineGrid.Highlighted)
    def _highlighted(self, event: LineGrid.Highlighted) -> None:
        self._explain(event.key)

    @on(LineGrid.Selected)
    def _all(self) -> None:
        self.dismiss(self.kept)
