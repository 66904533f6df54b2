"""Listed: what a verb would do to each of the marked records, before it is done to all of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final
from unicodedata import normalize

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.panels.panel import content
from tui.screens.compositor import LineCompositor
from tui.screens.picker import asked_anew
from tui.terminal.shown import shown
from tui.widgets.line_cells import Cell, Span
from tui.widgets.line_columns import Column
from tui.widgets.line_grid import LineGrid

_MOVES: Final = frozenset({"up", "down", "pageup", "pagedown", "home", "end"})


@dataclass(frozen=True, slots=True)
class Item:
    """One of the records."""

    id: str
    title: str
    refused: str = ""
    """Why the rules would say no; empty where they would not."""


class Listed(ModalScreen[bool]):
    """Gives back whether it was agreed to: `y` says yes, every other key no.

    Only keys that move in the list leave it open, and those that opened it: who presses them twice
    has not answered.
    """

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "decline", "")]

    def __init__(  # noqa: PLR0913 - what is asked, and how it is answered
        self,
        title: str,
        items: Sequence[Item],
        hint: str,
        below: str = "",
        *,
        again: Callable[[], object] | None = None,
        opened_by: Collection[str] = (),
    ) -> None:
        """`again` opens it anew, in the language of then; `opened_by` are keys."""
        super().__init__()
        self._again = again
        self._opened_by = frozenset(opened_by)
        self._compositor = LineCompositor()
        self._title, self._items, self._hint = title, tuple(items), hint
        self._below = below
        """What is told of them together."""

    def compose(self) -> ComposeResult:
        with Vertical() as frame:
            frame.border_title = shown(self._title, "bold")
            frame.border_subtitle = shown(self._hint)
            yield LineGrid(
                [
                    Column("mark", width=1),
                    Column("id", width=5),
                    Column("title", flex=2, least=12),
                    Column("why", flex=2, least=8, priority=1),
                ]
            )
            if self._below:
                yield Static(content((Span(self._below),)), markup=False)

    def on_mount(self) -> None:
        items = {each.id: each for each in self._items}

        def cells(key: str) -> tuple[Cell, ...]:
            item = items[key]
            if item.refused:
                return (
                    Span("✗", "muted"),
                    Span(item.id, "muted"),
                    Span(item.title, "muted"),
                    Span(item.refused, "muted"),
                )
            return (Span("✓", "accent"), item.id, item.title, "")

        grid = self.query_one(LineGrid)
        grid.show(tuple(items), lambda key: key, cells)
        grid.styles.height = min(max(len(items), 1), 16)
        grid.focus()

    def reword(self) -> None:
        """Asks the same in the language that was chosen."""
        asked_anew(self, self._again)

    def action_decline(self) -> None:
        """Leaves without agreeing."""
        self.dismiss(False)

    def on_key(self, event: Key) -> None:
        """`y` agrees, in either width; what does not move in the list declines."""
        if event.key in _MOVES:
            return
        event.stop()
        event.prevent_default()
        if event.key in self._opened_by:
            return
        yes = normalize("NFKC", event.character or "") in ("y", "Y")
        self.dismiss(yes and any(not each.refused for each in self._items))
