"""InboxScreen: what the outbox is about to send for me, and what has reached me."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.reactive import reactive

from tui.actions import INBOX
from tui.inbox import Letter, letters, told, waits
from tui.keymap import bindings
from tui.panels.view import width_of
from tui.screens.doing import Doing
from tui.terminal.shown import shown
from tui.widgets.entry_bar import EntryBar
from tui.widgets.line_cells import Cell, Span
from tui.widgets.line_columns import Column
from tui.widgets.line_grid import LineGrid
from tui.widgets.one_line import OneLine

if TYPE_CHECKING:
    from core.domain.board import Board
    from tui.words import Words

COUNTING = 1.0
"""Seconds between two looks at how long messages still wait."""


class InboxScreen(Doing):
    """Messages, the newest first; those that still wait count down and can be taken back."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(INBOX)]
    ACTIONS = INBOX
    KEYS_OF = "inbox"

    board: reactive[Board | None] = reactive(None, init=False, repaint=False)
    now: reactive[datetime | None] = reactive(None, init=False, repaint=False)

    def __init__(self) -> None:
        super().__init__()
        self._letters: dict[str, Letter] = {}

    def compose(self) -> ComposeResult:
        yield OneLine(id="status")
        yield EntryBar(id="entry")
        with Vertical(id="inbox"):
            yield LineGrid(rule=True)
        yield OneLine(id="footer")

    def on_mount(self) -> None:
        self.query_one(LineGrid).focus()
        self.set_interval(COUNTING, self._count)
        self.watch_board()

    def subject(self) -> str | None:
        letter = self._letters.get(self.query_one(LineGrid).cursor_key or "")
        return letter.message.subject if letter is not None else None

    def watch_board(self) -> None:
        if self.alive and self.board is not None:
            self.draw()

    def watch_now(self) -> None:
        self.watch_board()

    def _count(self) -> None:
        """A message that waits is a second nearer to leaving."""
        if any(not each.left for each in self._letters.values()):
            self.watch_board()

    def draw(self) -> None:
        """The messages as they stand."""
        board, words = self.board, self.words
        assert board is not None
        # `now` moves once a minute, which is too slow for a message that leaves in seconds.
        found = letters(board, self.actor, self.pengtou.moment())
        self._letters = {each.message.id: each for each in found}
        grid = self.query_one(LineGrid)
        grid.set_columns(columns(words))
        grid.show(tuple(self._letters), self._stamp, self._cells)
        frame = self.query_one("#inbox")
        frame.border_title = shown(words.say("tick.inbox.title"), "bold")
        frame.border_subtitle = shown(counts(found, words))
        self.draw_edges(width_of(self.app.size.width))

    def _stamp(self, key: str) -> Hashable:
        letter = self._letters[key]
        return letter.message.version, letter.left, letter.seconds, self.words.language

    def _cells(self, key: str) -> Sequence[Cell]:
        assert self.board is not None
        return cells(self._letters[key], self.board, self.words)

    @on(LineGrid.Selected)
    def _open_selected(self) -> None:
        if identity := self.subject():
            self.open_record(identity)

    def action_open(self) -> None:
        """Opens the record that the message under the cursor speaks of."""
        self._open_selected()


def columns(words: Words) -> tuple[Column, ...]:
    """When, what about, what it says, to whom."""
    say = words.say
    return (
        Column("when", say("tick.column.when"), width=11),
        Column("record", say("tick.column.record"), width=6),
        Column("told", say("tick.column.told"), least=50),
        Column("to", say("tick.column.to"), width=16, priority=1),
    )


def cells(letter: Letter, board: Board, words: Words) -> tuple[Cell, ...]:
    """One message as a line."""
    message = letter.message
    at = message.queued_at.astimezone(board.zone) if message.queued_at else None
    to = words.join(board.name_of(each) for each in message.to)
    wait = waits(letter, words)
    text = Span(told(message, words))
    return (
        Span(f"{at:%m-%d %H:%M}" if at else "–", "muted"),
        Span(message.subject or "–", "accent"),
        (Span(f"{wait}  ", "sla-soon"), text) if wait else text,
        Span(to, "muted"),
    )


def counts(found: Sequence[Letter], words: Words) -> str:
    """`待发 1 · 收到 4`, or that there is nothing."""
    if not found:
        return words.say("tick.inbox.empty")
    left = sum(each.left for each in found)
    return words.say("tick.inbox.counts", waiting=len(found) - left, received=left)
