"""DetailScreen: one record whole, with its notes and its history, live like the board."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from tui import objections, upstream_words, zone_words
from tui.actions import DETAIL
from tui.keymap import bindings
from tui.messages import HistoryRead
from tui.panels.panel import content
from tui.panels.view import width_of
from tui.screens.doing import Doing
from tui.story import Line, story
from tui.terminal.shown import shown
from tui.widgets.entry_bar import EntryBar
from tui.widgets.line_cells import Span
from tui.widgets.one_line import OneLine
from tui.widgets.reading import Reading
from tui.wording import explained, fact_told, party_name

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.event import Recorded

_HIDDEN = frozenset(
    {"id", "version", "removed", "title", "plan", "remote_ids", "progressed_at", "source_id"}
)
_TOLD_BY_CLOCKS = frozenset(
    {"response_due", "solution_due", "response_since", "pauses", "alarms", "policy"}
)
"""What the two lines about a blocker's clocks say, pauses taken in."""
_TOLD_BY_FORMS = frozenset({"values", "signs", "kind", "step", "at_step", "round", "step_since"})
"""What the form itself says, in its own words."""
_LABEL = 14
"""Cells that the name of a field takes, at least."""
_TIME = 7
"""Cells that the time takes before a line of the history."""


class DetailScreen(Doing):
    """An opened record."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(DETAIL)]
    ACTIONS = DETAIL
    KEYS_OF = "detail"

    board: reactive[Board | None] = reactive(None, init=False, repaint=False)
    now: reactive[datetime | None] = reactive(None, init=False, repaint=False)

    def __init__(self, identity: str, *, at_history: bool = False) -> None:
        super().__init__()
        self.identity = identity
        self._at_history = at_history
        self._events: tuple[Recorded, ...] = ()
        self._notes: tuple[Any, ...] = ()
        self._more = False
        self._asking = False
        self._asked = -1

    def compose(self) -> ComposeResult:
        yield OneLine(id="status")
        yield EntryBar(id="entry")
        with Reading(id="record") as frame:
            frame.can_focus = True
            yield Static(id="facts", markup=False)
            yield Static(id="history", markup=False)
        yield OneLine(id="footer")

    def on_mount(self) -> None:
        frame = self.query_one("#record")
        frame.focus()
        self.watch(frame, "scroll_y", self._scrolled, init=False)
        self.watch_board()

    def subject(self) -> str | None:
        return self.identity

    def watch_board(self) -> None:
        if self.alive and self.board is not None:
            self.draw()
            version = getattr(self.record(), "version", 0) + self.board.revision
            if version != self._asked:
                self._asked = version
                shown_now = len(self._events)
                self.app.read_history(self.identity, None, shown_now)  # type: ignore[attr-defined]

    def watch_now(self) -> None:
        if self.alive and self.board is not None:
            self.draw()

    def on_resize(self) -> None:
        """Long lines of the history break elsewhere."""
        if self.alive and self.board is not None and self._events:
            self.call_after_refresh(self.draw_history, self.board)

    def draw(self) -> None:
        """The record as it stands."""
        board, words = self.board, self.words
        assert board is not None
        record = self.record()
        self.draw_edges(self._width())
        frame = self.query_one("#record")
        if record is None:
            frame.border_title = shown(self.identity)
            self.query_one("#facts", Static).update(shown(words.say("board.detail.gone")))
            return
        frame.border_title = shown(f"{record.id} {self._title(record, board)}", "bold")
        facts = [content(line) for line in self._facts(record, board)]
        self.query_one("#facts", Static).update(Content("\n").join(facts))
        if self._events or self._notes:
            self.draw_history(board)

    def _title(self, record: Any, board: Board) -> str:
        if record.id not in board.forms:
            return str(getattr(record, "title", ""))
        from tui.form_events import kinds
        from tui.form_words import title

        return title(record, kinds(), board, self.words)

    def _width(self) -> Any:
        return width_of(self.app.size.width)

    def _facts(self, record: Any, board: Board) -> list[tuple[Span, ...]]:
        words = self.words
        found: list[tuple[Span, ...]] = []
        stands = board.standings.get(record.id)
        if stands is not None:
            told = explained(stands, words)
            found.append(_fact(words.say("term.field.light"), told))
            share = words.say(
                "board.detail.share", planned=stands.planned or 0, actual=record.actual
            )
            found.append(_fact(words.say("term.field.planned"), share))
        clocks = self._clocks(record, board)
        found += [_fact("" if at else words.say("clocks.label"), each) for at, each in clocks]
        hidden = _HIDDEN | (_TOLD_BY_CLOCKS if clocks else frozenset())
        hidden |= _TOLD_BY_FORMS if record.id in board.forms else frozenset()
        names = {name: value for name, value in _fields(record).items() if name not in hidden}
        for name, value in names.items():
            text = fact_told(record, name, value, board, words)
            if name.endswith("url"):
                text = " ".join(str(value).split())  # whole: it is there to be opened or copied
            if value not in (None, "", [], {}) and words.has(f"term.field.{name}"):
                found.append(_fact(words.say(f"term.field.{name}"), text))
        found += self._around(record, board)
        row = board.raci.get(record.id)
        if row is not None and row.cells:
            cells = (f"{party_name(board, who)} {letter}" for who, letter in row.cells.items())
            found.append(_fact("RACI", words.join(cells)))
        return found

    def _around(self, record: Any, board: Board) -> list[tuple[Span, ...]]:
        """What holds a task up (R32), and its deadlines on other people's clocks (R27)."""
        words, found = self.words, []
        if record.id in board.gone:
            told = words.say("exchange.gone.told")
            found.append(_fact(words.say("exchange.gone.label"), told))
        held = upstream_words.held(record, board) if record.id in board.tasks else ()
        if held:
            told = upstream_words.explained(held, board, words)
            found.append(_fact(words.say("cli.shown.upstream"), told))
        task = board.tasks.get(record.id)
        refused = objections.of_task(task, board, words) if task is not None else ()
        for at, told in enumerate(refused):
            found.append(_fact("" if at else words.say("cli.shown.objected"), told))
        there = zone_words.lines(record, board, self.pengtou.opening.actor, words)
        for at, (name, told) in enumerate(there):
            label = "" if at else words.say("cli.shown.elsewhere")
            found.append(_fact(label, f"{name} {told}"))
        return found

    def _clocks(self, record: Any, board: Board) -> list[tuple[int, str]]:
        """What both clocks of a blocker have to say; nothing for other records."""
        if record.id not in board.blockers:
            return []
        from core.domain.clocks import Clock
        from tui import clock_words

        now = self.now or board.read_at
        told = (clock_words.explained(board, record, each, now, self.words) for each in Clock)
        return list(enumerate(each for each in told if each))

    def history_read(self, message: HistoryRead) -> None:
        """The log has answered: with its newest events, or with older ones than are shown."""
        if message.subject != self.identity or self.board is None:
            return
        first = not self._events
        self._asking = False
        newer = tuple(each for each in self._events if each.seq >= (message.before or 0))
        self._events = (*(newer if message.before else ()), *message.events)
        self._notes, self._more = message.notes, message.more
        self.draw_history(self.board)
        if first and self._at_history:
            self.call_after_refresh(self.action_history)

    def draw_history(self, board: Board) -> None:
        """The notes, and the history by days, the newest first."""
        words = self.words
        lines: list[tuple[Span, ...]] = []
        if self._notes:
            lines += [(Span(words.say("board.detail.notes"), "muted bold"),)]
            lines += [
                (Span("\n".join(part for part in (each.text, each.url) if part)),)
                for each in self._notes
            ]
        lines.append((Span(words.say("board.detail.history"), "muted bold"),))
        told = [_told(each) for each in story(self._events, board, words)]
        rows = [*map(content, lines), *self._hung(told)]
        if self._more:
            rows.append(content((Span(words.say("history.more"), "muted"),)))
        self.query_one("#history", Static).update(Content("\n").join(rows))

    def _hung(self, lines: list[tuple[Span, ...]]) -> Iterator[Content]:
        """What is too long for one line goes on below its words, not below its time."""
        room = max(self.query_one("#record").content_size.width - 2, _TIME * 3)
        for line in lines:
            first, *rest = content(line).wrap(room - _TIME)
            yield first
            yield from (Content(" " * _TIME).append(each) for each in rest)

    def _scrolled(self) -> None:
        """Near the end of what is loaded, the log is asked for more."""
        frame = self.query_one("#record")
        near = frame.scroll_y + frame.size.height >= frame.max_scroll_y
        if near and self._more and not self._asking and self._events:
            self._asking = True
            before = self._events[-1].seq
            self.app.read_history(self.identity, before)  # type: ignore[attr-defined]

    def action_history(self) -> None:
        """Goes to the history."""
        below = self.query_one("#history")
        self.query_one("#record").scroll_to_widget(below, top=True, animate=False)


def _told(line: Line) -> tuple[Span, ...]:
    """What was taken back is struck out, and says by whom: never by its look alone."""
    if line.heading:
        return (Span(line.text, "accent"),)
    if line.undone:
        return (Span(line.text, "strike muted"), Span(f"  {line.undone}", "muted"))
    return (Span(line.text),)


def _fact(label: str, text: str) -> tuple[Span, ...]:
    from rich.cells import cell_len, set_cell_size

    return (Span(set_cell_size(label, max(_LABEL, cell_len(label) + 1)), "muted"), Span(text))


def _fields(record: Any) -> dict[str, Any]:
    from core.domain.record import fields_of

    return fields_of(record)
