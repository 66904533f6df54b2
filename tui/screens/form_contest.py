"""FormContest: fields that two people wrote at one time, in three columns, and whose is taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar, Final
from unicodedata import normalize

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.panels.fold import folded
from tui.panels.panel import content
from tui.screens.compositor import LineCompositor
from tui.terminal.shown import shown
from tui.widgets.line_cells import Cell, Span
from tui.widgets.line_columns import Column
from tui.widgets.line_grid import LineGrid

MINE: Final = 1
THEIRS: Final = 2
HAND: Final = 3
"""What is taken of a field, by digit: as where a source and the board differ."""
_LINES: Final = 4
"""So many lines of each reading are told below the columns."""


@dataclass(frozen=True, slots=True)
class Three:
    """One field in its three readings, in words."""

    name: str
    label: str
    opened: str
    """What it read when it was opened here."""
    mine: str
    theirs: str
    """What somebody else made of it meanwhile: what it reads now."""


class FormContest(ModalScreen[Mapping[str, int] | None]):
    """Gives back what is taken of each field, by name; None after Esc.

    A digit decides the line under the cursor and goes on; the last one ends it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "dismiss(None)", ""),
        ("L,Ｌ", "app.language", ""),
    ]

    def __init__(self, fields: Callable[[], tuple[Three, ...]]) -> None:
        """`fields` tells them, in the language of then."""
        super().__init__()
        self._compositor = LineCompositor()
        self._read = fields
        self._fields: dict[str, Three] = {}
        self._chosen: dict[str, int] = {}

    def compose(self) -> ComposeResult:
        with Vertical():
            yield LineGrid(rule=True)
            yield Static(markup=False)

    def on_mount(self) -> None:
        self.reword()
        self.query_one(LineGrid).focus()

    def reword(self) -> None:
        """Asks the same in the language that was chosen; what was decided stays."""
        say = self.app.words.say  # type: ignore[attr-defined]
        self._fields = {each.name: each for each in self._read()}
        grid, frame = self.query_one(LineGrid), self.query_one(Vertical)
        grid.set_columns(
            [
                Column("field", say("form_page.contest.field"), flex=2, least=10),
                Column("opened", say("form_page.contest.opened"), flex=3, least=12),
                Column("mine", f"{MINE} {say('form_page.contest.mine')}", flex=3, least=12),
                Column("theirs", f"{THEIRS} {say('form_page.contest.theirs')}", flex=3, least=12),
            ]
        )
        grid.styles.height = min(len(self._fields), max(self.app.size.height - 18, 2)) + 2
        frame.border_title = shown(say("form_page.contest.title"), "bold")
        frame.border_subtitle = shown(say("form_page.contest.keys"))
        grid.draw_anew()
        self._show()

    def _show(self) -> None:
        grid, chosen = self.query_one(LineGrid), self._chosen
        language = self.app.words.language  # type: ignore[attr-defined]
        grid.show(tuple(self._fields), lambda key: (chosen.get(key), language), self._cells)
        self._explain(grid.cursor_key)

    def _cells(self, key: str) -> tuple[Cell, ...]:
        each, chosen = self._fields[key], self._chosen.get(key)
        return (
            each.label,
            Span(_line(each.opened), "muted"),
            _marked(_line(each.mine), MINE, chosen),
            _marked(_line(each.theirs), THEIRS, chosen),
        )

    @on(LineGrid.Highlighted)
    def _moved(self, event: LineGrid.Highlighted) -> None:
        self._explain(event.key)

    def _explain(self, key: str | None) -> None:
        """The readings of the line under the cursor with more room."""
        each = self._fields.get(key or "")
        if each is None:
            return
        say = self.app.words.say  # type: ignore[attr-defined]
        room = max(self.query_one(Vertical).content_size.width - 2, 40)
        told = (
            (say("form_page.contest.opened"), each.opened),
            (f"{MINE} {say('form_page.contest.mine')}", each.mine),
            (f"{THEIRS} {say('form_page.contest.theirs')}", each.theirs),
        )
        lines = [
            content((Span(line, "" if at else "bold"),))
            for head, text in told
            for at, line in enumerate(folded(f"{head}: {text or '–'}", room)[:_LINES])
        ]
        self.query_one(Static).update(Content("\n").join(lines))

    def on_key(self, event: Key) -> None:
        """A digit decides; text on its way elsewhere goes nowhere from here."""
        character = normalize("NFKC", event.character or "")
        key = self.query_one(LineGrid).cursor_key
        if character in (str(MINE), str(THEIRS), str(HAND)) and key is not None:
            event.stop()
            event.prevent_default()
            self._choose(key, int(character))
        elif not character.isascii():
            event.stop()
            event.prevent_default()

    def _choose(self, key: str, choice: int) -> None:
        self._chosen[key] = choice
        left = [each for each in self._fields if each not in self._chosen]
        if not left:
            self.dismiss(dict(self._chosen))
            return
        self._show()
        self.query_one(LineGrid).go_to(left[0])


def _line(text: str) -> str:
    return " ".join(text.split()) or "–"


def _marked(text: str, choice: int, chosen: int | None) -> Cell:
    """What was chosen is marked by more than its colour."""
    if chosen is None:
        return Span(text)
    return Span(f"▸ {text}", "accent bold") if choice == chosen else Span(text, "muted")
