"""SourceCard: one source whole, on top of the sync page; a question is answered here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Final
from unicodedata import normalize

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.panels.panel import content
from tui.screens.compositor import LineCompositor
from tui.screens.listed import Item
from tui.screens.picker import asked_anew
from tui.terminal.shown import shown
from tui.widgets.line_cells import Cell, Span
from tui.widgets.line_columns import Column
from tui.widgets.line_grid import LineGrid

_MOVES: Final = frozenset({"up", "down", "pageup", "pagedown", "home", "end", "j", "k"})
WIDTH: Final = 92
"""Cells across at most, its frame included."""
_FRAME: Final = 4
_LISTED: Final = 8
"""Lines of the list of records at most."""


class SourceCard(ModalScreen[str]):
    """Gives back what is to be done: one of `answers`, or nothing.

    Keys that move in the list leave it open; `answers` are single characters of either width.
    """

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "leave", "")]

    def __init__(  # noqa: PLR0913 - what is seen of a source
        self,
        title: str,
        lines: Sequence[Sequence[Span]],
        items: Sequence[Item],
        answers: str,
        hint: str,
        *,
        again: Callable[[], object] | None = None,
    ) -> None:
        """`again` opens it anew, in the language of then."""
        super().__init__()
        self._again = again
        self._compositor = LineCompositor()
        self._title, self._lines, self._items = title, tuple(lines), tuple(items)
        self._answers, self._hint = answers, hint

    def compose(self) -> ComposeResult:
        with Vertical() as frame:
            frame.border_title = shown(self._title, "bold")
            frame.border_subtitle = shown(self._hint)
            told = Content("\n").join(content(line) for line in self._lines)
            yield Static(told, markup=False)
            if self._items:
                yield LineGrid([Column("id", width=6), Column("title", flex=1, least=12)])

    def on_mount(self) -> None:
        if not self._items:
            return
        titles = {each.id: each.title for each in self._items}

        def cells(key: str) -> tuple[Cell, ...]:
            return (Span(key, "bold"), titles[key])

        grid = self.query_one(LineGrid)
        grid.show(tuple(titles), lambda key: key, cells)
        grid.styles.height = min(len(titles), _LISTED)
        grid.focus()

    def reword(self) -> None:
        """Says the same in the language that was chosen."""
        asked_anew(self, self._again)

    def action_leave(self) -> None:
        """Leaves without an answer."""
        self.dismiss("")

    def on_key(self, event: Key) -> None:
        """A character of the answers is one; what does not move in the list leaves."""
        if event.key in _MOVES:
            return
        event.stop()
        event.prevent_default()
        typed = normalize("NFKC", event.character or "").lower()
        if event.character == "L":
            # From the app: what this screen asks for when it is gone would be answered by nobody.
            self.app.call_later(self.app.action_language)  # type: ignore[attr-defined]
        elif typed and typed in self._answers:
            self.dismiss(typed)
        elif event.key in ("escape", "enter", "q"):
            self.dismiss("")


def room_in(columns: int) -> int:
    """Cells for a line of the card on a screen that is so wide."""
    return min(WIDTH, columns * 94 // 100) - _FRAME
