"""DetailScreen: one record whole, with its notes and its history, live like the board."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from tui.actions import DETAIL
from tui.keymap import bindings
from tui.messages import HistoryRead
from tui.panels.panel import content
from tui.panels.view import width_of
from tui.screens import status
from tui.screens.doing import Doing
from tui.terminal.shown import shown
from tui.widgets.entry_bar import EntryBar
from tui.widgets.line_cells import Span
from tui.widgets.one_line import OneLine
from tui.wording import explained, happened, party_name, value_told

if TYPE_CHECKING:
    from core.domain.board import Board

_HIDDEN = frozenset(
    {"id", "version", "removed", "title", "plan", "remote_ids", "progressed_at", "source_id"}
)


class DetailScreen(Doing):
    """An opened record."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(DETAIL)]
    ACTIONS = DETAIL

    board: reactive[Board | None] = reactive(None, init=False, repaint=False)
    now: reactive[datetime | None] = reactive(None, init=False, repaint=False)

    def __init__(self, identity: str) -> None:
        super().__init__()
        self.identity = identity
        self._history: HistoryRead | None = None
        self._asked = -1

    def compose(self) -> ComposeResult:
        yield OneLine(id="status")
        yield EntryBar(id="entry")
        with VerticalScroll(id="record") as frame:
            frame.can_focus = True
            yield Static(id="facts", markup=False)
            yield Static(id="history", markup=False)
        yield OneLine(id="footer")

    def on_mount(self) -> None:
        self.query_one("#record").focus()
        self.watch_board()

    def subject(self) -> str | None:
        return self.identity

    def watch_board(self) -> None:
        if self.is_mounted and self.board is not None:
            self.draw()
            version = getattr(self.record(), "version", 0) + self.board.revision
            if version != self._asked:
                self._asked = version
                self.app.read_history(self.identity)  # type: ignore[attr-defined]

    def watch_now(self) -> None:
        if self.is_mounted and self.board is not None:
            self.draw()

    def draw(self) -> None:
        """The record as it stands."""
        board, words = self.board, self.words
        assert board is not None
        record = self.record()
        name = status.Shown(board, None, status.Link(live=True), self.now, self._width())
        self.query_one("#status", OneLine).show(*status.status_line(name, words))
        self.query_one("#footer", OneLine).show(
            *status.footer_line(DETAIL, words, self.app.size.width)
        )
        frame = self.query_one("#record")
        if record is None:
            frame.border_title = shown(self.identity)
            self.query_one("#facts", Static).update(shown(words.say("board.detail.gone")))
            return
        frame.border_title = shown(f"{record.id} {getattr(record, 'title', '')}", "bold")
        facts = [content(line) for line in self._facts(record, board)]
        self.query_one("#facts", Static).update(Content("\n").join(facts))

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
        names = {name: value for name, value in _fields(record).items() if name not in _HIDDEN}
        for name, value in names.items():
            text = value_told(record.id, name, value, board, words)
            if value not in (None, "", [], {}) and words.has(f"term.field.{name}"):
                found.append(_fact(words.say(f"term.field.{name}"), text))
        row = board.raci.get(record.id)
        if row is not None and row.cells:
            cells = (f"{party_name(board, who)} {letter}" for who, letter in row.cells.items())
            found.append(_fact("RACI", words.join(cells)))
        return found

    def history_read(self, message: HistoryRead) -> None:
        """The log has answered."""
        if message.subject == self.identity and self.board is not None:
            board, words = self.board, self.words
            lines = [Span(words.say("board.detail.history"), "muted bold")]
            notes = [
                Span("\n".join(part for part in (each.text, each.url) if part))
                for each in message.notes
            ]
            told = [
                Span(
                    f"{each.at.astimezone(board.zone):%m-%d %H:%M}  "
                    + happened(each, board, words),
                    "strike muted" if each.undone_by else "",
                )
                for each in message.events
            ]
            if notes:
                lines = [Span(words.say("board.detail.notes"), "muted bold"), *notes, *lines]
            text = Content("\n").join([content((line,)) for line in (*lines, *told)])
            self.query_one("#history", Static).update(text)

    def action_back(self) -> None:
        """Back to the board."""
        self.dismiss()

    def action_source(self) -> None:
        """Opens the record where it comes from."""
        url = getattr(self.record(), "source_url", "")
        if url.startswith("https://"):
            self.app.open_url(url)
            self.tell(url, "accent")
        else:
            self.tell(self.words.say("board.detail.no_source"), "muted")

    def action_help(self) -> None:
        """Shows the keys of this screen."""
        self.app.action_keys("detail")  # type: ignore[attr-defined]


def _fact(label: str, text: str) -> tuple[Span, ...]:
    from rich.cells import set_cell_size

    return (Span(set_cell_size(label, 14), "muted"), Span(text))


def _fields(record: Any) -> dict[str, Any]:
    from core.domain.record import fields_of

    return fields_of(record)
