"""What the triage shows: the queue, one record whole, the verbs, what it is related to, its clocks.

Everything is drawn from the frozen queue's reading of the record, never from a newer one: the
verb that is pressed acts on what is named here.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Digits, Static

from tui.panels import triage_beside as beside
from tui.panels import triage_queue as listing
from tui.panels.frame_title import frame_title
from tui.panels.panel import content
from tui.panels.triage_detail import Sight, detail, state
from tui.panels.view import Width, with_ids
from tui.screens import status
from tui.screens.capturing import Capturing
from tui.terminal.shown import shown
from tui.triage.queue import Queue
from tui.widgets.capture_card import CaptureCard
from tui.widgets.entry_bar import EntryBar
from tui.widgets.line_cells import Span
from tui.widgets.line_grid import LineGrid
from tui.widgets.one_line import OneLine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.domain.blocker import Blocker
    from core.domain.board import Board
    from core.domain.decision import Note
    from core.domain.event import Recorded
    from tui.panels.triage_detail import Line
    from tui.triage.prospects import Prospects

_CLOCKS = ("first", "second")


class TriageSight(Capturing):
    """The triage as it looks; what its keys do is in `TriageScreen`."""

    AUTO_FOCUS = ""

    board: reactive[Board | None] = reactive(None, init=False, repaint=False)
    now: reactive[datetime | None] = reactive(None, init=False, repaint=False)

    def __init__(self) -> None:
        super().__init__()
        self.queue = Queue()
        self.recent: tuple[Recorded | Note, ...] = ()
        """What happened to the record that is shown, and what was noted on it."""
        self.settled: tuple[Blocker, ...] = ()
        """What was closed before, to learn from."""

    def compose(self) -> ComposeResult:
        yield OneLine(id="status")
        yield OneLine(id="where")
        yield EntryBar(id="entry")
        with Container(id="triage"):
            with Vertical(id="queue", classes="box -current"):
                yield LineGrid(rule=True)
            with VerticalScroll(id="one", classes="box", can_focus=False):
                yield Static(id="facts", markup=False)
            yield Static(id="verbs", classes="box", markup=False)
            yield Static(id="related", classes="box", markup=False)
            with Vertical(id="clocks", classes="box"):
                for name in _CLOCKS:
                    yield Static(id=f"{name}-label", markup=False)
                    yield Digits(id=f"{name}-digits")
                yield Static(id="alarm", markup=False)
        yield OneLine(id="footer")
        yield CaptureCard(id="card")

    @property
    def grid(self) -> LineGrid:
        """The queue as a list; it holds the cursor even where it is not shown."""
        return self.query_one(LineGrid)

    def subject(self) -> str | None:
        return self.grid.cursor_key

    def record(self) -> Any:
        """The record that is named, as it is named: verbs say that they have seen this version."""
        return self.queue.records.get(self.subject() or "")

    @property
    def marked(self) -> list[Any]:
        """The marked records, in the order of the queue."""
        marks, queue = self.grid.marks, self.queue
        return [queue.records[each] for each in queue.order if each in marks]

    def meant(self) -> Any:
        """The record that verbs are chosen for: the one named, else the first that is marked."""
        record, marked = self.record(), self.marked
        if record is None or not marked:
            return record
        kinds = {each.id.partition("-")[0] for each in marked}
        return record if record.id.partition("-")[0] in kinds else marked[0]

    def draw(self) -> None:
        """Everything as it stands."""
        if self.board is None or not self.alive:
            return
        self.draw_queue()
        self.draw_one()

    def draw_queue(self) -> None:
        """The list; a line is drawn anew when its record, its fate or the minute changes."""
        board, queue, words, wide = self.board, self.queue, self.words, self._wide
        assert board is not None
        now = self.moment

        look = listing.Look(board, queue, now, words, wide)

        def stamp(key: str) -> tuple[object, ...]:
            fate = key in queue.handled, key in queue.skipped
            return (id(queue.records[key]), fate, now, wide)

        def cells(key: str) -> Any:
            return listing.line(look, queue.records[key])

        self.grid.set_columns(with_ids(listing.columns(wide, words), queue.order))
        self.grid.set_empty(words.say("triage.empty"))
        self.grid.show(queue.order, stamp, cells)

    def draw_lines(self) -> None:
        """The lines around the panels."""
        if not self.alive:
            return
        link = self.pengtou.link
        told = status.Shown(self.board, None, link, self.now, self._wide, self.app.size.width)
        self.query_one("#status", OneLine).show(*status.status_line(told, self.words))
        left, right = (self.frame(), ()) if self.capturing else self.where()
        self.query_one("#where", OneLine).show(left, right)
        self.draw_foot()
        self.entry.set_hint(status.hint_line(self.words, self._wide))

    def where(self) -> tuple[Line, Line]:
        """What this is, what others have done meanwhile; at the right, how much is left."""
        raise NotImplementedError

    def draw_one(self) -> None:
        """The record under the cursor and what stands beside it."""
        board, record = self.board, self.record()
        self.draw_lines()
        if board is None:
            return
        self._draw_title()
        if record is None:
            self._draw_nothing()
            return
        sight = self._sight("#one", record)
        self._fill("#facts", detail(sight, record, self._until(record)))
        title = f"{record.id} {record.title}" if sight.tight else self._named(record)
        self._entitle("#one", title, state(sight, record))
        self._draw_verbs(record)
        if self._wide is Width.WIDE:
            self._draw_related(record)
            self._draw_clocks(record)

    def _until(self, record: Any) -> list[Recorded | Note]:
        """What happened to a record as far as the reading that is shown goes."""
        last = self.queue.known.get(record.id, 0)
        return [each for each in self.recent if getattr(each, "seq", 0) <= last]

    def _named(self, record: Any) -> str:
        return self.words.say("triage.detail", id=record.id)

    def _sight(self, where: str, record: Any) -> Sight:
        assert self.board is not None
        gutter = 1 if where == "#one" else 0  # the room of its scroll bar, shown or not
        room = max(self.query_one(where).size.width - gutter, 10)
        return Sight(self.board, self.moment, self.words, room, self._wide is Width.NARROW)

    def _draw_title(self) -> None:
        assert self.board is not None
        order, key = self.queue.order, self.subject()
        at = order.index(key) + 1 if key in order else 0
        late, soon = listing.counts(self.board, self.queue, self.moment)
        counts = (Span(f"✗{late}", "sla-late bold"), Span(" "), Span(f"!{soon}", "sla-soon bold"))
        self._entitle("#queue", self.words.say("triage.queue", at=at, n=len(order)), counts)

    def _draw_nothing(self) -> None:
        self._fill("#facts", [(Span(self.words.say("triage.empty"), "muted"),)])
        self._entitle("#one", "", ())
        for name in ("#verbs", "#related"):
            self._fill(name, [])

    def _prospects(self, record: Any) -> Prospects:
        """What each verb would do to the record, or to how many of the marked ones."""
        from tui.triage.prospects import counted, prospects

        board, words, marked = self.board, self.words, self.marked
        assert board is not None
        told = [
            prospects(board, each, self.actor, self.moment, words) for each in marked or [record]
        ]
        if not marked:
            return told[0]
        return counted(told, record.id.partition("-")[0], words)

    def _draw_verbs(self, record: Any) -> None:
        record = self.meant()
        words, frame = self.words, self.query_one("#verbs")
        columns = {Width.WIDE: 1, Width.NORMAL: 2, Width.NARROW: 5}[self._wide]
        told = self._prospects(record)
        room = frame.size.width
        verbs = beside.Verbs(record.id.partition("-")[0], told, words)
        self._fill("#verbs", beside.verb_lines(verbs, room, columns))
        marked = len(self.grid.marks)
        name = "triage.verbs_marked" if marked else "triage.verbs"
        if self._wide is Width.NARROW and not marked:
            name = "triage.verbs_short"
        self._entitle("#verbs", words.say(name, n=marked), ())

    def _draw_related(self, record: Any) -> None:
        from tui.triage.alike import precedents

        assert self.board is not None
        sight = self._sight("#related", record)
        found = precedents(record, self.settled, self.board) if record.id.startswith("B-") else ()
        self._fill("#related", beside.related(sight, record, found))
        self._entitle("#related", self.words.say("triage.related"), ())

    def _draw_clocks(self, record: Any) -> None:
        sight = self._sight("#clocks", record)
        blocker = record if record.id.startswith("B-") else None
        shown_ = beside.digits(sight, blocker) if blocker is not None else []
        for name, each in zip(_CLOCKS, [*shown_, None, None], strict=False):
            label, digits = self.query_one(f"#{name}-label"), self.query_one(f"#{name}-digits")
            label.display = digits.display = each is not None
            if each is None:
                continue
            text, span, role = each
            label.update(content((Span(text, "muted"),)))  # type: ignore[attr-defined]
            digits.update(span)  # type: ignore[attr-defined]
            digits.set_classes(role)
        alarm = beside.alarm(sight, blocker) if blocker is not None and shown_ else ""
        self._fill("#alarm", [(Span(alarm, "muted"),)])
        self._entitle("#clocks", self.words.say("triage.clock_title"), ())

    def _fill(self, where: str, lines: Iterable[Line]) -> None:
        text = Content("\n").join([content(line) for line in lines])
        self.query_one(where, Static).update(text)

    def _entitle(self, where: str, left: str, right: Iterable[Span]) -> None:
        frame = self.query_one(where)
        room = frame.outer_size.width - 6
        ends = tuple(right)
        frame.border_title = frame_title(left, ends, room) if ends else shown(left, "bold")
