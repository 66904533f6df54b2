"""What the screens of a meeting have in common to look at: bar, line, list, timers, record.

The board may keep still while a line is open; the meeting itself never does: its times go on and
what is recorded shows at once, also what others record elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Digits, Static

from tui.meeting import Sitting, Timer, brought, clock
from tui.panels import meeting_bar
from tui.panels.frame_title import frame_title
from tui.panels.meeting_record import session
from tui.panels.panel import content
from tui.panels.view import Width
from tui.screens import status
from tui.screens.capturing import Capturing
from tui.terminal.shown import shown
from tui.widgets.capture_card import CaptureCard, frame_top
from tui.widgets.entry_bar import EntryBar
from tui.widgets.line_cells import Span
from tui.widgets.line_grid import LineGrid
from tui.widgets.one_line import OneLine

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.event import Recorded

Line = tuple[Span, ...]
LOG = 1000
"""So many events of a meeting are looked through for its record."""
_TIMERS = ("own", "whole")
_NEVER = -1
"""The revision for which the log was asked last, where it was not, or did not answer."""


@dataclass
class RecordRead(Message):
    """The log has said what a meeting brought."""

    meeting: str
    record: tuple[Recorded, ...] | None
    """None where the database was away."""


class MeetingSight(Capturing):
    """A meeting as it looks; what its keys do is in `MeetingScreen`."""

    AUTO_FOCUS = ""
    PERSONS = False
    """Whether it goes person by person."""

    board: reactive[Board | None] = reactive(None, init=False, repaint=False)
    now: reactive[datetime | None] = reactive(None, init=False, repaint=False)

    def __init__(self, meeting: str) -> None:
        super().__init__()
        self.meeting_id = meeting
        self.brought: tuple[Recorded, ...] = ()
        """What the meeting brought so far."""
        self._drawn: object = None
        self._asked_log, self._reading_log = _NEVER, False

    def compose(self) -> ComposeResult:
        yield OneLine(id="status")
        yield OneLine(id="bar")
        yield EntryBar(id="entry")
        with Container(id="meeting"):
            with VerticalScroll(id="list", classes="box", can_focus=False):
                yield Static(markup=False)
            with Vertical(id="main", classes="box -current"):
                with VerticalScroll(id="talk", can_focus=False):
                    yield Static(id="head", markup=False)
                yield LineGrid(rule=True)
                yield Static(id="foot", markup=False)
            with Vertical(id="timers"):
                for name in _TIMERS:
                    with Vertical(id=name, classes="box"):
                        yield Digits()
                        yield Static(markup=False)
            with Horizontal(id="below"):
                yield from self.compose_below()
            with VerticalScroll(id="record", classes="box", can_focus=False):
                yield Static(markup=False)
        yield OneLine(id="footer")
        yield CaptureCard(id="card")

    def compose_below(self) -> ComposeResult:
        """What stands under the item."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self.grid.can_focus = False
        self.lay_out()
        self.set_interval(1.0, self.second)
        self.watch_board()

    @property
    def grid(self) -> LineGrid:
        """The list of what the item is about, where there is one."""
        return self.query_one(LineGrid)

    @property
    def instant(self) -> datetime:
        """The time to the second, which the meeting's clocks are read by."""
        return self.pengtou.moment()

    @property
    def sitting(self) -> Sitting | None:
        """The meeting as it was read last, whatever else is held still."""
        board = self.pengtou.latest
        if board is None:
            return None
        return Sitting.of(board, self.meeting_id, self.instant, self._wide)

    def on_resize(self) -> None:
        self.lay_out()
        self.call_after_refresh(self.draw)

    def watch_board(self) -> None:
        if self.board is not None and self.alive:
            self.draw()

    def watch_now(self) -> None:
        if self.alive:
            self.draw()

    def second(self) -> None:
        """Once a second: the times go on, and what came in while the board is held shows."""
        sitting = self.sitting
        if sitting is None or not self.alive:
            return
        if sitting.board is not self._drawn or self._asked_log == _NEVER:
            self.draw()
        else:
            self.draw_times(sitting)

    def draw(self) -> None:
        """Everything as it stands."""
        sitting = self.sitting
        if sitting is None or self.board is None or not self.alive:
            return
        self._drawn = sitting.board
        self._ask_log_once(sitting.board.revision)
        self.draw_times(sitting)
        self.draw_main(sitting)
        self.draw_record()

    def draw_times(self, sitting: Sitting) -> None:
        """Whatever moves with the seconds."""
        self.draw_lines()
        self.draw_list(sitting)
        if self._wide is Width.WIDE:
            self._draw_timers(sitting)

    def draw_lines(self) -> None:
        """The lines around the panels."""
        sitting = self.sitting
        if not self.alive or sitting is None:
            return
        link, narrow = self.pengtou.link, self._wide is Width.NARROW
        told = status.Shown(self.board, None, link, self.now, self._wide, self.app.size.width)
        words, room = self.words, self.app.size.width
        bar = meeting_bar.bar(sitting, self.brought, words, room)
        first, second = status.status_line(told, words), bar
        if narrow:
            first, second = bar, (meeting_bar.strip(sitting, words, room), ())
        self.query_one("#status", OneLine).show(*first)
        self.query_one("#bar", OneLine).show(*((self.frame(), ()) if self.capturing else second))
        self.query_one("#footer", OneLine).show(*status.footer_line(self.actions, words, room))
        self.entry.set_hint(status.hint_line(words, self._wide))

    def frame(self) -> Line:
        """The upper edge of an open line: where the meeting is, for it covers the bar."""
        sitting, width = self.sitting, self.app.size.width
        if sitting is None or sitting.current is None:
            return super().frame()
        name = meeting_bar.named(sitting, sitting.current, self.words)
        title = f" {self.words.say('board.entry.title')} · {name} "
        if (subject := self.spoken_of()) is not None:
            title += f"· {self.words.say('board.entry.selected', id=subject)} "
        times = meeting_bar.timed(sitting.timer(sitting.current), self.words, tight=True)
        return frame_top((Span(title, "accent bold"),), (Span(" "), *times, Span(" ")), width)

    def draw_list(self, sitting: Sitting) -> None:
        """The agenda, or the people, at the left."""
        raise NotImplementedError

    def draw_main(self, sitting: Sitting) -> None:
        """What the item under discussion is about."""
        raise NotImplementedError

    def _draw_timers(self, sitting: Sitting) -> None:
        words, current = self.words, sitting.current
        own = (
            sitting.timer(current)
            if current
            else Timer(sitting.whole().took * 0, sitting.whole().box * 0)
        )
        name = "own_person" if self.PERSONS else "own_item"
        self._timer("own", words.say(f"meeting_screen.{name}"), own, self._rest(own))
        whole = sitting.whole()
        pace = words.say("meeting_screen.pace", span=clock(sitting.projected()))
        self._timer("whole", words.say("meeting_screen.whole_title"), whole, pace)

    def _rest(self, timer: Timer) -> str:
        """What is left of a box; beyond it, what may be done about that. Nothing is cut off."""
        from tui.meeting import Overrun

        words, span = self.words, clock(timer.left)
        if not timer.box:
            return ""
        told = {
            Overrun.NONE: "left_time",
            Overrun.OVER: "beyond",
            Overrun.SAID: "beyond",
            Overrun.PARK: "park_offer",
        }[timer.overrun]
        return words.say(f"meeting_screen.{told}", span=span)

    def _timer(self, name: str, title: str, timer: Timer, told: str) -> None:
        box = self.query_one(f"#{name}")
        digits, below = box.query_one(Digits), box.query_one(Static)
        role = meeting_bar.ROLES[timer.overrun].split()[0]
        digits.update(clock(timer.took))
        digits.set_classes(role if role.startswith("sla") else "")
        room = max(box.size.width, 10)
        lines = [content(meeting_bar.meter(timer, room)), content((Span(told, role),))]
        below.update(Content("\n").join(lines))
        full = f"{title} / {clock(timer.box)}" if timer.box else title
        box.border_title = shown(full, "bold")

    def set_recap(self, reading: bool) -> None:
        """While all of it is read back, the record gives its room to that."""
        self.set_class(reading, "-recap")
        self.query_one("#record").display = not reading or self._wide is Width.WIDE

    def draw_record(self) -> None:
        """What the meeting brought; its end is in view."""
        board = self.pengtou.latest
        if board is None:
            return
        frame = self.query_one("#record", VerticalScroll)
        room = max(frame.size.width - 1, 10)
        tight = self._wide is Width.NARROW
        lines = session(self.brought, board, self.words, room, tight=tight)
        at_end = frame.scroll_offset.y >= frame.max_scroll_y
        self.fill("#record Static", lines)
        title = self.words.say("meeting_screen.record")
        self.entitle("#record", title, self._record_counts())
        if at_end:
            self.call_after_refresh(frame.scroll_end, animate=False)

    def _record_counts(self) -> Line:
        from tui.meeting import counts

        found = counts(self.brought)
        told = [
            self.words.say(f"meeting_screen.count.{name}", n=found[name])
            for name in ("action", "blocker", "decision")
            if found[name]
        ]
        return (Span(" ".join(told)),) if told and self._wide is not Width.WIDE else ()

    def fill(self, where: str, lines: Iterable[Line]) -> None:
        """Puts lines into a box."""
        text = Content("\n").join([content(line) for line in lines])
        self.query_one(where, Static).update(text)

    def entitle(self, where: str, left: str, right: Iterable[Span] = ()) -> None:
        """Gives a box its title, with counts at the right end."""
        box = self.query_one(where)
        ends = tuple(right)
        room = box.outer_size.width - 6
        box.border_title = frame_title(left, ends, room) if ends else shown(left, "bold")

    def _ask_log_once(self, revision: int) -> None:
        """Asks the log once for each revision, one thread at a time."""
        if revision != self._asked_log and not self._reading_log:
            self._asked_log, self._reading_log = revision, True
            self._read_log()

    @work(thread=True, group="meeting-log", exit_on_error=False)
    def _read_log(self) -> None:
        """In a thread: what was said in this meeting."""
        from core.domain.refusal import Refused, Unreachable

        service = self.pengtou.feed.service if self.pengtou.feed else None
        sitting, record = self.sitting, None
        if service is not None and sitting is not None:
            try:
                log = service.history(since=sitting.meeting.started_at, limit=LOG)
                record = brought(log, self.meeting_id)
            except (Unreachable, Refused):
                pass  # it is asked for again a second later
        self.post_message(RecordRead(self.meeting_id, record))

    @on(RecordRead)
    def _record_read(self, message: RecordRead) -> None:
        self._reading_log = False
        if message.record is None:
            self._asked_log = _NEVER
            return
        self.brought = message.record
        sitting = self.sitting
        if self.alive and sitting is not None:
            self.draw_lines()
            self.draw_record()
            self.record_changed()
            self._ask_log_once(sitting.board.revision)

    def record_changed(self) -> None:
        """The meeting brought something more."""
