"""ChangesScreen: what changed since the last meeting, or between any two of them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.reactive import reactive

from core.domain.cuts import Cut, end_of, held, last_cut, last_day
from core.domain.refusal import Refused, Unreachable
from tui.actions import CHANGES
from tui.change_rows import Row, cells, columns, cut_told, lights_told, meeting_told, rows
from tui.change_words import reasons_told
from tui.keymap import bindings
from tui.panels.view import width_of
from tui.screens.doing import Doing
from tui.terminal.shown import shown
from tui.widgets.entry_bar import EntryBar
from tui.widgets.line_cells import Cell, Span
from tui.widgets.line_grid import LineGrid
from tui.widgets.one_line import OneLine

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.changes import Changes
    from core.domain.meeting import Meeting
    from core.service import Service

CHOICES = 9
"""So many of the last meetings have a digit."""


@dataclass
class ChangesRead(Message):
    """Two boards were compared; None where the database did not answer."""

    changes: Changes | None


class ChangesScreen(Doing):
    """What is different, by groups; it goes on with the board unless two meetings are compared."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(CHANGES)]
    ACTIONS = CHANGES
    KEYS_OF = "changes"

    board: reactive[Board | None] = reactive(None, init=False, repaint=False)
    now: reactive[datetime | None] = reactive(None, init=False, repaint=False)

    def __init__(self) -> None:
        super().__init__()
        self._since: Cut | None = None
        """Where it begins; None is the last meeting."""
        self._until: Cut | None = None
        """Where it ends; None is now."""
        self._picks_end = False
        self._rows: dict[str, Row] = {}
        self._changes: Changes | None = None
        self._reading = False
        self._stale = False

    def compose(self) -> ComposeResult:
        yield OneLine(id="status")
        yield EntryBar(id="entry")
        yield OneLine(id="cuts")
        with Vertical(id="changes"):
            yield LineGrid(rule=True)
        yield OneLine(id="footer")

    def on_mount(self) -> None:
        grid = self.query_one(LineGrid)
        grid.set_empty(self.words.say("changes.reading"))
        grid.focus()
        self.watch_board()

    def subject(self) -> str | None:
        row = self._rows.get(self.query_one(LineGrid).cursor_key or "")
        return row.id if row is not None else None

    def watch_board(self) -> None:
        if self.alive and self.board is not None:
            self.draw()
            self._read()

    def watch_now(self) -> None:
        if self.alive and self.board is not None:
            self.draw()

    def on_resize(self) -> None:
        """Other columns have room."""
        if self.alive and self.board is not None:
            self.draw()

    def _read(self) -> None:
        """Asks the log; while it is asked already, once more when it has answered."""
        feed = self.pengtou.feed
        service = feed.service if feed else None
        if self._reading:
            self._stale = True
        elif service is None or self.board is None:
            self.query_one(LineGrid).set_empty(self.words.say("changes.away"))
        else:
            self._reading, self._stale = True, False
            since, until = self._cuts()
            work = partial(self._compare, service, self.board, since, until)
            self.run_worker(work, thread=True, group="changes")

    def _compare(self, service: Service, board: Board, since: Cut, until: Cut | None) -> None:
        """In a thread: the log may be long."""
        from core import looking_back

        try:
            found = looking_back.changes(service, since, until, board=board)
        except (Refused, Unreachable):
            self.post_message(ChangesRead(None))
        else:
            self.post_message(ChangesRead(found))

    @on(ChangesRead)
    def _compared(self, message: ChangesRead) -> None:
        self._reading = False
        away = message.changes is None
        self.query_one(LineGrid).set_empty(
            self.words.say("changes.away" if away else "changes.none")
        )
        if message.changes is not None:
            self._changes = message.changes
        self.draw()
        if self._stale:
            self._read()

    def _cuts(self) -> tuple[Cut, Cut | None]:
        """From where to where; the earlier one is always the first."""
        assert self.board is not None
        since = self._since or last_cut(self.board, self.moment)
        if self._until is not None and self._until.at < since.at:
            return self._until, since
        return since, self._until

    def draw(self) -> None:
        """The changes as they were read last."""
        board, words = self.board, self.words
        assert board is not None
        width = width_of(*self.app.size)
        grid = self.query_one(LineGrid)
        grid.set_columns(columns(words, width))
        if self._changes is not None:
            self._rows = {each.key: each for each in rows(self._changes.told)}
            grid.show(tuple(self._rows), self._stamp, self._cells)
        since, until = self._cuts()
        begin, end = (cut_told(each, board, words) for each in (since, until))
        say = words.say
        title = f"{say('changes.title')}  {say('changes.from')} {begin} {say('changes.to')} {end}"
        frame = self.query_one("#changes")
        frame.border_title = shown(title, "bold")
        told = lights_told(self._changes, words) if self._changes is not None else ""
        frame.border_subtitle = shown(told)
        self.query_one("#cuts", OneLine).show(*self._choices())
        self.draw_edges(width)

    def _choices(self) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """The meetings by their digits; the chosen one stands out."""
        board, words = self.board, self.words
        assert board is not None
        since, until = self._cuts()
        chosen = until if self._picks_end else since
        side = words.say("changes.to" if self._picks_end else "changes.from")
        found = [Span(f"{side}  ", "accent bold")]
        named = [(Cut(each.ended_at, each.id), each) for each in self._meetings() if each.ended_at]
        for number, (cut, meeting) in enumerate(named, 1):
            role = "accent bold underline" if cut == chosen else ""
            text = meeting_told(meeting, board, words)
            found += [Span(f"{number} ", "accent"), Span(text, role), Span("   ")]
        nought = None if self._picks_end else last_day(board, self.moment)
        role = "accent bold underline" if chosen == nought else ""
        found += [Span("0 ", "accent"), Span(cut_told(nought, board, words), role)]
        hint = words.say("changes.choose_to" if self._picks_end else "changes.choose_from")
        roomy = self.app.size.width >= 100
        return tuple(found), (Span(hint, "muted"),) if roomy else ()

    def _meetings(self) -> Sequence[Meeting]:
        return held(self.board)[:CHOICES] if self.board is not None else ()

    def _stamp(self, key: str) -> Hashable:
        assert self.board is not None
        row = self._rows[key]
        told = tuple((each.what, each.before, each.after, each.at) for each in row.changes)
        why = tuple(reasons_told(each, self.words) for each in row.changes)
        place = (row.first, row.count, self.board.today)
        return told, why, place, self.words.language, width_of(*self.app.size)

    def _cells(self, key: str) -> Sequence[Cell]:
        assert self.board is not None
        return cells(self._rows[key], self.board, self.words, width_of(*self.app.size))

    def action_pick(self, number: int) -> None:
        """Begins, or ends, with another meeting; 0 is the last working day, or now."""
        board = self.board
        if board is None:
            return
        if number == 0:
            cut = None if self._picks_end else last_day(board, self.moment)
        elif number <= len(meetings := self._meetings()):
            cut = end_of(meetings[number - 1], self.moment)
        else:
            return
        if self._picks_end:
            self._until = cut
        else:
            self._since = cut
        self.watch_board()

    def action_side(self) -> None:
        """Digits choose the other end from now on."""
        self._picks_end = not self._picks_end
        if self.board is not None:
            self.draw()

    @on(LineGrid.Selected)
    def _open_selected(self) -> None:
        if identity := self.subject():
            self.open_record(identity)

    def action_open(self) -> None:
        """Opens the record under the cursor."""
        self._open_selected()
