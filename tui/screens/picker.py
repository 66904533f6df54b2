"""Picker: a numbered list over the board; digits choose, letters (pinyin too) narrow it down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final
from unicodedata import normalize

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.events import Key
from textual.screen import ModalScreen, Screen
from textual.widgets import Input

from tui.screens.compositor import LineCompositor
from tui.terminal.shown import shown
from tui.widgets.line_cells import Cell, Span
from tui.widgets.line_columns import Column
from tui.widgets.line_grid import LineGrid

LINES: Final = 20
"""So many lines are shown at once."""
_SHORT: Final = 24
"""Cells up to which the texts of a list are kept whole."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a picker."""

    id: str
    text: str
    hint: str = ""
    """What else helps to choose."""
    others: tuple[str, ...] = ()
    """Other names it is found by."""
    key: str = ""
    """What chooses it, where that is not the digit of its place."""
    off: bool = False
    """Whether it would be refused as things stand: it can be chosen, and the rules say why not."""


class _Search(Input):
    """A search line that leaves digits to the list while it is empty."""

    async def _on_key(self, event: Key) -> None:
        if (event.character or "").isdecimal() and not self.value:
            event.prevent_default()


class Picker(ModalScreen[str | None]):
    """Gives back the id of what was chosen, None after Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss_none", "")]

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        *,
        search: str = "",
        again: Callable[[], object] | None = None,
        typed: str = "",
    ) -> None:
        """`again` opens it anew, in the language of then; `typed` is looked for from the start."""
        super().__init__()
        self._compositor = LineCompositor()
        self._sought = typed
        self._title = title
        self._choices = tuple(choices)
        self._kept = self._choices
        self._search = search
        """The placeholder of the search line; empty for none until something is typed."""
        self._again = again

    def compose(self) -> ComposeResult:
        keyed = any(each.key for each in self._choices)
        with Vertical() as frame:
            frame.border_title = shown(self._title, "bold")
            line = _Search(placeholder=self._search, compact=True, select_on_focus=False)
            line.display = bool(self._search)
            yield line
            text, hint = _kept_whole(self._choices), _hint_room(self._choices)
            yield LineGrid(
                [
                    Column("number", width=2),
                    Column("text", flex=1 if keyed else 2, least=text),
                    Column("hint", flex=2 if keyed else 1, least=hint, priority=1),
                ]
            )

    def on_mount(self) -> None:
        self._show()
        self.query_one(Input if self._search else LineGrid).focus()
        if self._sought:
            self._look_for(self._sought)

    def reword(self) -> None:
        """Asks the same in the language that was chosen; what was typed and the cursor stay."""
        typed, key = self._typed, self.query_one(LineGrid).cursor_key
        anew = asked_anew(self, self._again)
        if isinstance(anew, Picker):
            anew.call_after_refresh(anew.go_on, typed, key)

    def go_on(self, typed: str, key: str | None) -> None:
        """Takes up what somebody looked for, and where the cursor was."""
        if typed:
            self._look_for(typed)
        if key is not None:
            self.query_one(LineGrid).go_to(key)

    def _look_for(self, text: str) -> None:
        """Narrows the list down to what reads so, also where no search line was shown before."""
        line = self.query_one(Input)
        if not self._search:
            self._search = self.app.words.say("board.entry.search")  # type: ignore[attr-defined]
            line.placeholder, line.display = self._search, True
        line.value = text
        line.cursor_position = len(text)
        line.focus()

    def action_dismiss_none(self) -> None:
        """Leaves without choosing."""
        self.dismiss(None)

    def _show(self) -> None:
        kept, typed = self._kept, self._typed
        found = {each.id: (number, each) for number, each in enumerate(kept, 1)}

        def cells(key: str) -> tuple[Cell, ...]:
            number, choice = found[key]
            label = choice.key or (str(number % 10) if number <= 10 and not typed else "")
            strong, plain = ("muted", "muted") if choice.off else ("accent bold", "")
            return (Span(label, strong), Span(choice.text, plain), Span(choice.hint, "muted"))

        grid = self.query_one(LineGrid)
        grid.show(tuple(found), lambda key: (found[key], bool(typed)), cells)
        grid.styles.height = min(max(len(kept), 1), LINES)
        self._explain()

    def _explain(self) -> None:
        """The lower edge: which keys choose, and that there is more than is seen."""
        words, parts = self.app.words, []  # type: ignore[attr-defined]
        if len(self._kept) > min(LINES, max(self.app.size.height - 8, 1)):
            parts.append(words.say("board.picker.more", n=len(self._kept)))
        if self._search:
            searching = bool(self._typed)
            parts.append(words.say(f"board.picker.{'searching' if searching else 'keys'}"))
        self.query_one(Vertical).border_subtitle = shown("   ".join(parts))

    @property
    def _typed(self) -> str:
        """What is looked for."""
        return self.query_one(Input).value

    def on_key(self, event: Key) -> None:
        """A digit chooses what it numbers, a letter what it stands for, wherever the cursor is.

        Once something is looked for, digits are part of it: `t12` is no choice of the first line.
        """
        character = normalize("NFKC", event.character or "")
        keyed = {each.key: each.id for each in self._choices if each.key}
        if character in keyed and not self._search:
            event.stop()
            event.prevent_default()
            self.dismiss(keyed[character])
        elif character == "L" and not self._search:
            event.stop()
            # From the app: what this list asks for when it is gone would be answered by nobody.
            self.app.call_later(self.app.action_language)  # type: ignore[attr-defined]
        elif character.isdecimal() and not self._typed:
            event.stop()
            event.prevent_default()
            index = (int(character) or 10) - 1
            if character in keyed:
                self.dismiss(keyed[character])
            elif index < len(self._kept) and not keyed:
                self.dismiss(self._kept[index].id)
        elif event.key in ("up", "down") and self._search:
            event.stop()
            grid = self.query_one(LineGrid)
            move = grid.action_cursor_up if event.key == "up" else grid.action_cursor_down
            move()
        elif len(character) == 1 and self._narrows(character) and not self._search:
            event.stop()
            event.prevent_default()
            self._look_for(character)

    def _narrows(self, character: str) -> bool:
        """Whether a character looks for something here: over the board Chinese is for its line."""
        keeps = any(getattr(each, "KEEPS_TYPING", False) for each in self.app.screen_stack)
        return character.isprintable() and (keeps or character.isascii())

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        from core.domain.names import find

        said = event.value.strip()
        if not said:
            self._kept = self._choices
        else:
            ids = find(said, [(each.id, each.text, each.others) for each in self._choices])
            by_id = {each.id: each for each in self._choices}
            self._kept = tuple(by_id[each] for each in ids)
        self._show()
        self.query_one(LineGrid).action_first()

    @on(Input.Submitted)
    def _first(self) -> None:
        if key := self.query_one(LineGrid).cursor_key:
            self.dismiss(key)

    @on(LineGrid.Selected)
    def _selected(self, event: LineGrid.Selected) -> None:
        self.dismiss(event.key)


def _kept_whole(choices: Sequence[Choice]) -> int:
    """The fewest cells of the texts: short ones, such as the times of a meeting, are never cut."""
    longest = max((cell_len(each.text) for each in choices), default=0)
    return max(10, longest) if longest <= _SHORT else 10


def _hint_room(choices: Sequence[Choice]) -> int:
    """The fewest cells of the hints: short ones, such as how far a goal is, are never cut.

    In a menu they are what one reads to choose, so that long ones have as much.
    """
    longest = max((cell_len(each.hint) for each in choices), default=0)
    menu = any(each.key for each in choices)
    return max(6, longest) if longest <= _SHORT else _SHORT if menu else 6


def asked_anew(screen: ModalScreen[Any], again: Callable[[], object] | None) -> Screen[Any] | None:
    """Puts a question aside unanswered and has it asked again; the new one, None where it stays.

    Only what is on top can be: what lies below something else is asked in its old words.
    """
    if again is None or not screen.is_current:
        return None
    app = screen.app
    app.pop_screen()
    again()
    return app.screen
