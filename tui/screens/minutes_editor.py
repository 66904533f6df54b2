"""MinutesEditor: the text of the minutes, whole screen, until it is kept or given up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from unicodedata import normalize

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import TextArea

from tui.terminal.shown import shown
from tui.widgets.line_cells import Span
from tui.widgets.one_line import OneLine

if TYPE_CHECKING:
    from tui.words import Words


@dataclass(frozen=True, slots=True)
class Editing:
    """What is to be edited."""

    title: Callable[[], str]
    """What stands above it, in the language of the moment."""
    text: str
    """What the editor opens with."""
    known: str
    """What it reads on record: as long as it reads so, there is nothing to keep."""
    keep: Callable[[str], object]
    """Told of every change; of an empty text, when there is none any more."""


class MinutesEditor(ModalScreen[str | None]):
    """Gives back the text as it was edited, None where it stays as it was.

    F2 keeps. Esc asks where something was typed: `y` keeps, `n` gives up, anything else goes on.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "keep", show=False, priority=True),
        Binding("escape", "leave", show=False, priority=True),
    ]

    def __init__(self, editing: Editing, words: Words) -> None:
        super().__init__()
        self._editing, self._words = editing, words
        self._asks = False

    def compose(self) -> ComposeResult:
        area = TextArea(self._editing.text, show_line_numbers=False, tab_behavior="focus")
        yield area
        yield OneLine(id="footer")

    def on_mount(self) -> None:
        self.query_one(TextArea).focus()
        self._hint()

    def reword(self) -> None:
        """The same text under words of the language that was chosen."""
        self._words = self.app.words  # type: ignore[attr-defined]
        self._hint()

    @property
    def text(self) -> str:
        """What it reads now."""
        return self.query_one(TextArea).text

    def action_keep(self) -> None:
        """Back with the text."""
        self.dismiss(self.text)

    def action_leave(self) -> None:
        """Back, unless something was typed."""
        if self.text == self._editing.known:
            self.dismiss(None)
            return
        self._asks = not self._asks
        self._hint()

    @on(TextArea.Changed)
    def _typed(self) -> None:
        """Every change is put aside: what was typed outlives the program."""
        text = self.text
        self._editing.keep("" if text == self._editing.known else text)

    def on_key(self, event: Key) -> None:
        """The answer to whether to keep it."""
        if self._asks and event.key not in ("escape", "f2"):
            self._answer(event)

    def _answer(self, event: Key) -> None:
        self._asks = False
        said = normalize("NFKC", event.character or "").lower()
        if said in ("y", "n"):
            self.dismiss(self.text if said == "y" else None)
        else:
            self._hint()

    def _hint(self) -> None:
        say, foot = self._words.say, self.query_one("#footer", OneLine)
        if self._asks:
            foot.show((Span(say("minutes_screen.keep_it"), "sla-soon bold"),))
        else:
            keys = (("F2", say("minutes_screen.keep")), ("Esc", say("minutes_screen.back")))
            spans = ((Span(key, "accent bold"), Span(f" {does}  ", "muted")) for key, does in keys)
            foot.show(tuple(span for pair in spans for span in pair))
        area = self.query_one(TextArea)
        area.border_title = shown(self._editing.title(), "bold")
        area.read_only = self._asks
