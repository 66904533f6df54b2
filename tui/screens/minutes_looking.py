"""MinutesLooking: the minutes of a meeting on the screen, live; what is done to them is beside."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from core.domain.message import Delivery
from tui import minutes_reading as reading
from tui.actions import MINUTES
from tui.minutes_reading import MinutesRead, MinutesSaved
from tui.panels import minutes_beside as beside
from tui.panels.minutes_text import Laid, laid
from tui.panels.panel import content
from tui.panels.view import Width, width_of
from tui.screens import status
from tui.screens.doing import Doing
from tui.terminal.shown import shown
from tui.widgets.entry_bar import EntryBar
from tui.widgets.one_line import OneLine

if TYPE_CHECKING:
    from core.documents.checks import Check
    from core.domain.board import Board
    from core.domain.meeting import Meeting
    from core.service import Service
    from tui.minutes_draft import MinutesDraft

COUNTING = 1.0
"""Seconds between two looks at how long the minutes can be recalled."""


class _Reading(VerticalScroll):
    """Scrolls by the keys that lists have."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", show=False),
        Binding("k", "scroll_up", show=False),
        Binding("g", "scroll_home", show=False),
        Binding("G", "scroll_end", show=False),
    ]


class MinutesLooking(Doing):
    """The text that will be sent, and what is looked at before."""

    board: reactive[Board | None] = reactive(None, init=False, repaint=False)
    now: reactive[datetime | None] = reactive(None, init=False, repaint=False)

    def __init__(self, meeting: str) -> None:
        super().__init__()
        self.meeting_id = meeting
        self._asked = 0
        self._revision = -1
        self._draft: MinutesDraft | None = None
        self._laid = Laid()
        self._confirmed: list[Check] = []
        self._channels: tuple[str, ...] | None = None
        self._bots: dict[str, str] = {}
        self._files: list[str] = []

    def compose(self) -> ComposeResult:
        yield OneLine(id="status")
        yield EntryBar(id="entry")
        with Container(id="minutes"):
            with _Reading(id="draft", classes="box") as text:
                text.can_focus = True
                yield Static(markup=False)
            with _Reading(id="beside", classes="box") as checks:
                checks.can_focus = False
                yield Static(markup=False)
        yield OneLine(id="footer")

    def on_mount(self) -> None:
        self.query_one("#draft").focus()
        self.query_one("#beside").border_title = shown(self.words.say("minutes_screen.checks"))
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
        """The bots that the minutes go through: the usual ones until somebody chooses."""
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

    def ask(self) -> None:
        """Has the minutes read again."""
        feed = self.pengtou.feed
        self._asked += 1
        self._read(feed.service if feed else None, self._asked)

    @work(thread=True, group="minutes", exit_on_error=False)
    def _read(self, service: Service | None, number: int) -> None:
        """In a thread: it may only post messages."""
        words = self.words
        message = reading.read(service, self.meeting_id, words, number)
        if message is not None:
            message.bots = reading.looked_at(self.pengtou.opening.settings.bots, words)
            self.post_message(message)

    @on(MinutesRead)
    def _were_read(self, message: MinutesRead) -> None:
        if message.number != self._asked:
            return
        before, self._draft, self._bots = self._draft, message.found, message.bots
        self.draw()
        if before is None or self._draft is None or before.text != self._draft.text:
            self.call_after_refresh(self._lay)
        if before is None:
            self.greet()

    def greet(self) -> None:
        """The minutes are on the screen for the first time."""

    @work(thread=True, group="minutes-file", exit_on_error=False)
    def save(self, found: MinutesDraft, kind: str = "") -> None:
        """In a thread: writes files."""
        self.post_message(reading.saved(found, kind, self.words))

    @on(MinutesSaved)
    def _were_saved(self, message: MinutesSaved) -> None:
        if message.why:
            self.tell(message.why, "sla-late bold")
            return
        self._files = message.files
        told = self.words.join(message.files)
        self.tell(self.words.say("bots.saved", path=told), "accent")
        self.draw()

    def _lay(self) -> None:
        frame = self.query_one("#draft")
        text = self._draft.text if self._draft is not None else ""
        self._laid = laid(text, frame.content_size.width - 1)
        frame.query_one(Static).update(Content("\n").join(self._laid.rows))

    def _count(self) -> None:
        """What can still be recalled is a second nearer to leaving."""
        board: Board | None = self.board
        if board is not None and any(
            each.status in (Delivery.WAITING, Delivery.SENDING)
            for each in board.messages.values()
            if each.subject == self.meeting_id
        ):
            self.draw()

    def draw(self) -> None:
        """Everything but the text."""
        board, words = self.board, self.words
        assert board is not None
        width = self.app.size.width
        state = status.Shown(board, None, status.Link(live=True), self.now, width_of(width))
        self.query_one("#status", OneLine).show(*status.status_line(state, words))
        self.query_one("#footer", OneLine).show(*status.footer_line(MINUTES, words, width))
        frame = self.query_one("#draft")
        frame.border_title = shown(self._title(), "bold")
        frame.border_subtitle = shown(self._subtitle())
        if self._draft is None:
            return
        now = self.pengtou.moment()
        files = self._files
        told = beside.Beside(
            self._draft, board, now, self._confirmed, self.chosen, self._bots, files
        )
        narrow = self.query_one("#minutes").has_class("-stacked")
        room = self.query_one("#beside").content_size.width
        rows = [
            row for line in beside.lines(told, words, narrow=narrow) for row in _hung(line, room)
        ]
        self.query_one("#beside").query_one(Static).update(Content("\n").join(rows))

    def _title(self) -> str:
        say = self.words.say
        if self._draft is None:
            return say("minutes_screen.reading", id=self.meeting_id)
        word = "minutes_screen.edited" if self._draft.edited else "minutes_screen.made"
        return f"{self.meeting_id} {say(word)}"

    def _subtitle(self) -> str:
        meeting = self.meeting
        if meeting is None:
            return ""
        at = meeting.recapped_at
        if at is None:
            return self.words.say("minutes_screen.not_read_back")
        assert self.board is not None
        return self.words.say(
            "minutes_screen.read_back", at=f"{at.astimezone(self.board.zone):%H:%M}"
        )


def _hung(line: beside.Line, room: int) -> list[Content]:
    """What is too long for a row goes on below its words, not below its label."""
    if not line:
        return [Content("")]
    indent = min(cell_len(line[0].text), beside.LABEL)
    first, *rest = line
    wrapped = content(tuple(rest)).wrap(max(room - indent, 8)) or [Content("")]
    heads = [content((first,)), *[Content(" " * indent)] * (len(wrapped) - 1)]
    return [head.append(each) for head, each in zip(heads, wrapped, strict=True)]
