"""Undoing: what others changed since, in three columns, and what is to become of each field."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len, set_cell_size
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Static

from core.domain.contest import Contest
from core.domain.intake import TakeBack
from tui.contest_words import by_whom, label, reading
from tui.panels.panel import content
from tui.terminal.shown import shown
from tui.widgets.line_cells import Cell, Span
from tui.widgets.line_columns import Column
from tui.widgets.line_grid import LineGrid

if TYPE_CHECKING:
    from core.domain.board import Board
    from tui.words import Words

_OVER, _KEEP = 1, 2


class Undoing(ModalScreen[TakeBack | None]):
    """Gives back the undo with what was chosen for each field; None after Esc.

    A digit decides the line under the cursor and goes on; the last one carries the undo out.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "dismiss(None)", ""),
        ("L,Ｌ", "app.language", ""),
    ]

    def __init__(self, contest: Contest, board: Board, words: Words) -> None:
        super().__init__()
        self._contest, self._board, self._words = contest, board, words
        self._fields = {each.key: each for each in contest.fields}
        self._chosen: dict[str, int] = {}

    def compose(self) -> ComposeResult:
        with Vertical():
            yield LineGrid(self._columns(), rule=True)
            yield Static(markup=False)

    def _columns(self) -> list[Column]:
        say = self._words.say
        return [
            Column("field", say("history.contest.field"), flex=3, least=12),
            Column("before", self._back, flex=3, least=10),
            Column("mine", say("history.contest.mine"), flex=3, least=10),
            Column("now", self._stays, flex=5, least=18),
        ]

    def _entitle(self) -> None:
        """What is asked, and the keys that answer."""
        say, forward = self._words.say, self._contest.forward
        frame = self.query_one(Vertical)
        told = say("history.contest.redo") if forward else say("history.contest.undo")
        frame.border_title = shown(told, "bold")
        frame.border_subtitle = shown(say("history.contest.keys"))

    def reword(self) -> None:
        """Asks the same in the language that was chosen; what was decided stays."""
        self._words = self.app.words  # type: ignore[attr-defined]
        grid = self.query_one(LineGrid)
        grid.set_columns(self._columns())
        grid.draw_anew()
        self._entitle()
        self._show()

    def on_mount(self) -> None:
        self._entitle()
        grid = self.query_one(LineGrid)
        most = max(self.app.size.height - 14, 3)
        grid.styles.height = min(len(self._fields), most) + 2
        self._show()
        grid.focus()

    def _show(self) -> None:
        grid, chosen = self.query_one(LineGrid), self._chosen
        grid.show(tuple(self._fields), lambda key: (key, chosen.get(key)), self._cells)
        self._explain(grid.cursor_key)

    @on(LineGrid.Highlighted)
    def _moved(self, event: LineGrid.Highlighted) -> None:
        self._explain(event.key)

    def _explain(self, key: str | None) -> None:
        """The readings of the line under the cursor with more room, and what else will happen."""
        board, words = self._board, self._words
        left = words.say("history.contest.left", done=len(self._chosen), n=len(self._fields))
        rest = "history.contest.rest_redo" if self._contest.forward else "history.contest.rest"
        lines = [content((Span(f"{left}  ·  {words.say(rest)}", "muted"),))]
        if (each := self._fields.get(key or "")) is not None:
            before, mine = (reading(each, one, board, words) for one in (each.before, each.mine))
            told = (self._back, before), (words.say("history.contest.mine"), mine)
            now = (self._stays, by_whom(each, board, words))
            wide = max(cell_len(head) for head, _ in (*told, now))
            lines = [
                *(content((_head(head, wide), Span(text))) for head, text in (*told, now)),
                *lines,
            ]
        self.query_one(Static).update(Content("\n").join(lines))

    @property
    def _back(self) -> str:
        """What stands above the readings that would come back."""
        say = self._words.say
        word = "history.contest.again" if self._contest.forward else "history.contest.before"
        return f"{_OVER} {say(word)}"

    @property
    def _stays(self) -> str:
        """What stands above the readings that would stay."""
        return f"{_KEEP} {self._words.say('history.contest.now')}"

    def _cells(self, key: str) -> tuple[Cell, ...]:
        each, chosen = self._fields[key], self._chosen.get(key)
        board, words = self._board, self._words
        before, mine = (reading(each, value, board, words) for value in (each.before, each.mine))
        return (
            label(each, board, words),
            _marked(before, _OVER, chosen),
            Span(mine, "muted"),
            _marked(by_whom(each, board, words), _KEEP, chosen),
        )

    def on_key(self, event: Key) -> None:
        """1 puts the old value back, 2 leaves what it reads now."""
        character = event.character or ""
        choice = int(character) if character.isdecimal() else 0
        key = self.query_one(LineGrid).cursor_key
        if choice in (_OVER, _KEEP) and key is not None:
            event.stop()
            event.prevent_default()
            self._choose(key, choice)

    def _choose(self, key: str, choice: int) -> None:
        self._chosen[key] = choice
        left = [each for each in self._fields if each not in self._chosen]
        if not left:
            self.dismiss(self._wish())
            return
        self._show()
        self.query_one(LineGrid).go_to(left[0])

    def _wish(self) -> TakeBack:
        chosen = self._chosen
        return TakeBack(
            command=self._contest.command,
            forward=self._contest.forward,
            only=self._contest.only,
            keep=tuple(key for key, choice in chosen.items() if choice == _KEEP),
            over=tuple(key for key, choice in chosen.items() if choice == _OVER),
            seen=dict(self._contest.seen),
        )


def _head(text: str, width: int) -> Span:
    return Span(set_cell_size(text, width + 2), "muted")


def _marked(text: str, choice: int, chosen: int | None) -> Span:
    """What was chosen is marked by more than its colour."""
    if chosen is None:
        return Span(text)
    return Span(f"▸ {text}", "accent bold") if choice == chosen else Span(text, "muted strike")
