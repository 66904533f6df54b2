"""PaperLooking: a paper of a meeting on the screen, live; what is done to it is `PaperScreen`'s."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from core.domain.message import Delivery
from tui import paper_reading as reading
from tui.panels.minutes_text import Laid, laid
from tui.panels.panel import content
from tui.panels.paper_beside import LABEL, Line, Outgoing
from tui.panels.view import Width, width_of
from tui.paper_reading import PaperRead, PaperSaved
from tui.screens.doing import Doing
from tui.terminal.shown import shown
from tui.widgets.entry_bar import EntryBar
from tui.widgets.one_line import OneLine
from tui.widgets.reading import Reading

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.meeting import Meeting
    from core.service import Service
    from tui.paper import Paper
    from tui.words import Words

COUNTING = 1.0
"""Seconds between two looks at how long a paper can be recalled."""


class PaperLooking(Doing):
    """The text that will be sent, and what is looked at before."""

    ABOUT: ClassVar[str]
    """What its messages are about."""

    board: reactive[Board | None] = reactive(None, init=False, repaint=False)
    now: reactive[datetime | None] = reactive(None, init=False, repaint=False)

    def __init__(self, meeting: str) -> None:
        super().__init__()
        self.meeting_id = meeting
        self._asked = 0
        self._revision = -1
        self.paper: Paper | None = None
        """What is shown; None until it was read, and where there is none."""
        self._laid = Laid()
        self._channels: tuple[str, ...] | None = None
        self._bots: dict[str, str] = {}
        self.files: list[str] = []

    def compose(self) -> ComposeResult:
        yield OneLine(id="status")
        yield EntryBar(id="entry")
        with Container(id="minutes"):
            with Reading(id="draft", classes="box") as text:
                text.can_focus = True
                yield Static(markup=False)
            with Reading(id="beside", classes="box") as checks:
                checks.can_focus = False
                yield Static(markup=False)
        yield OneLine(id="footer")

    def on_mount(self) -> None:
        self.query_one("#draft").focus()
        self.query_one("#beside").border_title = shown(self.beside_title())
        self.set_interval(COUNTING, self._count)
        self.watch_board()

    def subject(self) -> str | None:
        return self.meeting_id

    @property
    def meeting(self) -> Meeting | None:
        """The meeting as the board has it."""
        board: Board | None = self.board
        return board.meetings.get(self.meeting_id) if board is not None else None

    @property
    def chosen(self) -> tuple[str, ...]:
        """The bots that it goes through: the usual ones until somebody chooses."""
        if self._channels is not None:
            return self._channels
        bots = self.pengtou.opening.settings.bots
        return tuple(name for name, why in self._bots.items() if not why and bots[name].default)

    def watch_board(self) -> None:
        if not self.alive or self.board is None:
            return
        if self.board.revision != self._revision:
            self._revision = self.board.revision
            self.ask()
        self.draw()

    def reword(self) -> None:
        """The paper is made anew in the other language, too; the place in it stays."""
        self._revision = -1
        self.query_one("#beside").border_title = shown(self.beside_title())
        super().reword()

    def watch_now(self) -> None:
        if self.alive and self.board is not None:
            self.draw()

    def on_resize(self) -> None:
        """The text breaks elsewhere."""
        wide = width_of(self.app.size.width, self.app.size.height)
        frame = self.query_one("#minutes")
        frame.set_class(wide is Width.NARROW, "-stacked")
        frame.set_class(wide is Width.WIDE, "-roomy")
        self.call_after_refresh(self._lay)
        self.call_after_refresh(self.watch_now)

    @property
    def way(self) -> Outgoing:
        """Its way to groups, as the board has it now."""
        assert self.board is not None
        now = self.pengtou.moment()
        return Outgoing(self.board, self.meeting_id, self.ABOUT, now, self.chosen, self._bots)

    def make(self, service: Service, meeting: str, words: Words) -> Paper:
        """In a thread: the paper as it stands."""
        raise NotImplementedError

    def beside(self, *, narrow: bool) -> list[Line]:
        """What stands beside the text."""
        raise NotImplementedError

    def beside_title(self) -> str:
        """What that is called."""
        raise NotImplementedError

    def entitled(self) -> str:
        """What stands above the text."""
        raise NotImplementedError

    def subtitled(self) -> str:
        """What stands below it."""
        raise NotImplementedError

    def ask(self) -> None:
        """Has the paper read again."""
        feed = self.pengtou.feed
        self._asked += 1
        self._read(feed.service if feed else None, self._asked)

    @work(thread=True, group="paper", exit_on_error=False)
    def _read(self, service: Service | None, number: int) -> None:
        """In a thread: it may only post messages."""
        words = self.words
        message = reading.read(service, self.meeting_id, words, number, self.make)
        if message is not None:
            message.bots = reading.looked_at(self.pengtou.opening.settings.bots, words)
            self.post_message(message)

    @on(PaperRead)
    def _was_read(self, message: PaperRead) -> None:
        if message.number != self._asked:
            return
        before, self.paper, self._bots = self.paper, message.found, message.bots
        self.draw()
        if before is None or self.paper is None or before.text != self.paper.text:
            self.call_after_refresh(self._lay)
        if before is None:
            self.greet()

    def greet(self) -> None:
        """The paper is on the screen for the first time."""

    @work(thread=True, group="paper-file", exit_on_error=False)
    def save(self, found: Paper, kind: str = "") -> None:
        """In a thread: writes files."""
        self.post_message(reading.saved(found, kind, self.words))

    @on(PaperSaved)
    def _was_saved(self, message: PaperSaved) -> None:
        if message.why:
            self.tell(message.why, "sla-late bold")
            return
        self.files = message.files
        told = self.words.join(message.files)
        self.tell(self.words.say("bots.saved", path=told), "accent")
        self.draw()

    def _lay(self) -> None:
        frame = self.query_one("#draft")
        text = self.paper.text if self.paper is not None else ""
        self._laid = laid(text, frame.content_size.width - 1)
        frame.query_one(Static).update(Content("\n").join(self._laid.rows))

    def _count(self) -> None:
        """What can still be recalled is a second nearer to leaving."""
        on_the_way = (Delivery.WAITING, Delivery.SENDING)
        if self.board is not None and any(each.status in on_the_way for each in self.way.letters):
            self.draw()

    def draw(self) -> None:
        """Everything but the text."""
        assert self.board is not None
        self.draw_edges(width_of(self.app.size.width))
        frame = self.query_one("#draft")
        frame.border_title = shown(self.entitled(), "bold")
        frame.border_subtitle = shown(self.subtitled())
        if self.paper is None:
            return
        narrow = self.query_one("#minutes").has_class("-stacked")
        room = self.query_one("#beside").content_size.width
        rows = [row for line in self.beside(narrow=narrow) for row in _hung(line, room)]
        beside = self.query_one("#beside").query_one(Static)
        told, before = Content("\n").join(rows), beside.content
        # Every second this is asked for again, and a new text lays the whole screen out anew.
        if not (isinstance(before, Content) and told.is_same(before)):
            beside.update(told)


def _hung(line: Line, room: int) -> list[Content]:
    """What is too long for a row goes on below its words, not below its label."""
    if not line:
        return [Content("")]
    indent = min(cell_len(line[0].text), LABEL)
    first, *rest = line
    wrapped = content(tuple(rest)).wrap(max(room - indent, 8)) or [Content("")]
    heads = [content((first,)), *[Content(" " * indent)] * (len(wrapped) - 1)]
    return [head.append(each) for head, each in zip(heads, wrapped, strict=True)]
