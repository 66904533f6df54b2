"""FormsScreen: all forms of the project, what waits for me first, narrowed down by digits."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.reactive import reactive

from tui.form_list import Entry, counted, entries, kept, waits_for_me
from tui.form_words import kind_name, step_name, title
from tui.keymap import bindings
from tui.panels.frame_title import frame_title
from tui.panels.process_stages import few, until
from tui.panels.view import Width, width_of
from tui.process_actions import FORMS
from tui.screens.form_beginning import Beginning
from tui.screens.picker import Choice, Picker
from tui.widgets.entry_bar import EntryBar
from tui.widgets.line_cells import Cell, Span
from tui.widgets.line_columns import Column
from tui.widgets.line_grid import LineGrid
from tui.widgets.one_line import OneLine

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.scene import Scene

_EVERY = "every"
_ONLY: Final = ("all", "mine", "waiting", "over")
"""What the first four digits show."""


class FormsScreen(Beginning):
    """The list of forms."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(FORMS)]
    ACTIONS = FORMS
    KEYS_OF = "forms"

    board: reactive[Board | None] = reactive(None, init=False, repaint=False)
    now: reactive[datetime | None] = reactive(None, init=False, repaint=False)

    def __init__(self) -> None:
        super().__init__()
        self._only, self._kind = "all", ""
        self._shown: dict[str, Entry] = {}
        self._scene: Scene | None = None

    def compose(self) -> ComposeResult:
        yield OneLine(id="status")
        yield EntryBar(id="entry")
        with Vertical(id="forms"):
            yield LineGrid(rule=True)
        yield OneLine(id="footer")

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(LineGrid).focus()
        self.watch_board()

    def subject(self) -> str | None:
        return self.query_one(LineGrid).cursor_key

    def watch_board(self) -> None:
        if self.alive and self.board is not None:
            self.draw()

    def watch_now(self) -> None:
        self.watch_board()

    def on_resize(self) -> None:
        """The title is as wide as the frame."""
        if self.alive:
            self.call_after_refresh(self.watch_board)

    def draw(self) -> None:
        """The forms as they stand."""
        board, words = self.board, self.words
        assert board is not None
        width = width_of(*self.app.size)
        self.draw_edges(width)
        self.entry.set_hint(self._ways())
        self._scene = self.scene()
        if self._scene is None:
            return
        every = entries(board, self._scene)
        found = kept(every, self._only, self._kind, self._scene)
        self._shown = {each.form.id: each for each in found}
        grid = self.query_one(LineGrid)
        grid.set_columns(_columns(width, self))
        grid.set_empty(words.say("form_page.none"))
        grid.show(tuple(self._shown), self._stamp, self._cells)
        frame = self.query_one("#forms")
        name = words.say("form_page.title")
        kind = kind_name(self._kind, self.kinds, words) if self._kind else ""
        only = words.say(f"form_page.only.{self._only}")
        left = " · ".join(filter(None, (name, only, kind)))
        mine = counted(every, self._scene)
        right = (Span(words.say("process_page.mine", n=mine), "sla-soon" if mine else "muted"),)
        frame.border_title = frame_title(left, right, max(frame.outer_size.width - 6, 8))

    def _ways(self) -> tuple[Span, ...]:
        """The digits and what each of them shows; that which is shown stands out."""
        found: list[Span] = []
        for digit, each in enumerate((*_ONLY, "kind"), 1):
            on = self._only == each or (each == "kind" and bool(self._kind))
            found += [
                Span(f"{digit} ", "accent bold" if on else "muted"),
                Span(self.words.say(f"form_page.only.{each}"), "bold" if on else "muted"),
                Span("   "),
            ]
        return tuple(found[:-1])

    def _stamp(self, key: str) -> Hashable:
        each, scene = self._shown[key], self._scene
        assert scene is not None
        late = each.due is not None and each.due < scene.now
        return (each.form.version, each.step, each.people, each.due, late, self.words.language)

    def _cells(self, key: str) -> Sequence[Cell]:
        each, scene, words, board = self._shown[key], self._scene, self.words, self.board
        assert scene is not None
        assert board is not None
        kind = self.kinds.get(each.form.kind)
        state = words.say(f"term.form_status.{each.form.status.value}")
        if each.step:
            step = step_name(each.step, kind, words)
            state = words.say("process.at_step", state=state, step=step)
        mine = waits_for_me(each, scene)
        return (
            Span(each.form.id, "accent"),
            Span(title(each.form, self.kinds, board, words), "bold" if mine else ""),
            Span(state, "" if each.open else "muted"),
            Span(few([board.name_of(who) for who in each.people], words), "accent" if mine else ""),
            until(each.due, scene.now, board),
        )

    def action_only(self, which: str) -> None:
        """Shows all, mine, what waits for me, or what is over."""
        self._only = which
        self.watch_board()

    def action_kind(self) -> None:
        """Shows one kind of form alone."""
        words = self.words
        choices = [Choice(_EVERY, words.say("form_page.only.every_kind"))]
        kinds = sorted(self.kinds.values(), key=lambda each: (each.code, each.kind))
        choices += [
            Choice(
                each.kind, f"{each.code} {each.name(words.language)}", "", (each.kind, each.code)
            )
            for each in kinds
        ]

        def chosen(kind: str | None) -> None:
            if kind is not None:
                self._kind = "" if kind == _EVERY else kind
                self.watch_board()

        title, search = words.say("form_page.only.kind"), words.say("board.entry.search")
        asked = Picker(title, choices, search=search, again=self.action_kind)
        self.app.push_screen(asked, chosen)

    @on(LineGrid.Selected)
    def _selected(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Opens the form under the cursor."""
        if identity := self.subject():
            self.pengtou.open_form(identity)


def _columns(width: Width, screen: FormsScreen) -> tuple[Column, ...]:
    say = screen.words.say
    return (
        Column("id", say("form_page.column.id"), width=5),
        Column("name", say("form_page.column.name"), flex=6, least=16),
        Column("status", say("form_page.column.status"), flex=3, least=12),
        Column("people", say("form_page.column.people"), flex=2, least=8, priority=1),
        Column("until", say("form_page.column.until"), width=11),
    )
