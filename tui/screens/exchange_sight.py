"""The sync page as it looks: sources, one conflict, what happened of late (screens.md 4.9)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from core.domain.clash import ClashStatus
from core.domain.refusal import Refused, Unreachable
from tui.exchange import Knot, knots, open_clashes
from tui.exchange_recent import Merged, Recent, recent
from tui.panels import exchange_conflict as conflict
from tui.panels import exchange_recent as late
from tui.panels import exchange_sources as table
from tui.panels.frame_title import frame_title
from tui.panels.panel import content
from tui.panels.view import Width
from tui.screens import status
from tui.screens.doing import Doing
from tui.source_names import called
from tui.sync_wording import why_told
from tui.widgets.entry_bar import EntryBar
from tui.widgets.line_cells import Cell, Span
from tui.widgets.line_grid import LineGrid
from tui.widgets.one_line import OneLine
from tui.widgets.reading import FollowedReading

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.clash import Clash
    from core.service import Service
    from core.settings import SourceSettings
    from tui.panels.exchange_conflict import Line
    from tui.panels.exchange_sources import Row

PANES = ("conflict", "recent", "sources")
"""What Tab goes through."""


class RecentRead(Message):
    """The log was asked what syncs did; None where the database did not answer."""

    def __init__(self, found: Recent | None) -> None:
        super().__init__()
        self.found = found


class _Rows(LineGrid):
    """A list whose lines are whole: the keys for cells are the screen's."""

    def action_cell_left(self) -> None:
        """The screen's, too."""
        raise SkipAction

    def action_cell_right(self) -> None:
        """The screen's, too."""
        raise SkipAction


class ExchangeSight(Doing):
    """What is seen of the exchange; what its keys do is in `ExchangeScreen`."""

    AUTO_FOCUS = ""

    board: reactive[Board | None] = reactive(None, init=False, repaint=False)
    now: reactive[datetime | None] = reactive(None, init=False, repaint=False)

    def __init__(self) -> None:
        super().__init__()
        self.knots: list[Knot] = []
        self.at = ""
        """The key of the conflict that is shown."""
        self.field = ""
        """The field of it that digits are for."""
        self.advancing = False
        """Whether a choice was made here, after which the next field is shown."""
        self.recent = Recent()
        self._late: dict[str, late.Row] = {}
        self._sources: dict[str, Row] = {}
        self._seen: set[str] = set()
        """Clashes that were open at some time while the page was."""
        self._asked: object = None

    def compose(self) -> ComposeResult:
        yield OneLine(id="status")
        yield OneLine(id="told")
        yield EntryBar(id="entry")
        with Container(id="exchange"):
            with Vertical(id="sources", classes="box"):
                yield _Rows(rule=True, id="source-list")
            with Container(id="below"):
                with Vertical(id="conflict", classes="box"):
                    yield OneLine(id="which")
                    with FollowedReading(id="fields"):
                        yield Static(id="knot", markup=False)
                with Vertical(id="recent", classes="box"):
                    yield _Rows(id="recent-list")
        yield OneLine(id="footer")

    def on_mount(self) -> None:
        for name in ("syncing", "sync_went"):
            self.watch(self.app, name, self.draw, init=False)
        self.pengtou.reread_sources()
        self.lay_out()
        self.query_one("#fields").focus()
        self.watch_board()

    @property
    def knot(self) -> Knot | None:
        """The conflict that is shown."""
        return next((each for each in self.knots if each.key == self.at), None)

    @property
    def clash(self) -> Clash | None:
        """The field that digits are for."""
        clashes = self.knot.clashes if self.knot is not None else ()
        return next((each for each in clashes if each.field == self.field), None)

    @property
    def pane(self) -> str:
        """Which of the three has the keys that move."""
        focused = self.focused
        ids = {"source-list": "sources", "recent-list": "recent"}
        return ids.get(focused.id or "", "conflict") if focused is not None else "conflict"

    def subject(self) -> str | None:
        if self.pane == "recent":
            row = self.recent_row
            return str(row.subject) if isinstance(row, Merged) else None
        return self.knot.subject if self.knot is not None and self.pane == "conflict" else None

    @property
    def recent_row(self) -> late.Row | None:
        """The line of the list of late under its cursor."""
        return self._late.get(self.query_one("#recent-list", LineGrid).cursor_key or "")

    @property
    def late_rows(self) -> dict[str, late.Row]:
        """The lines of the list of late by their keys."""
        return self._late

    @property
    def lines_to_act_on(self) -> list[str]:
        """Those of them that can be taken back."""
        merged = {key: row for key, row in self._late.items() if isinstance(row, Merged)}
        return [key for key, row in merged.items() if row.event.undone_by is None]

    @property
    def source(self) -> str | None:
        """The source under the cursor of the table."""
        return self.query_one("#source-list", LineGrid).cursor_key

    @property
    def source_rows(self) -> dict[str, Row]:
        """The sources as they are shown."""
        return self._sources

    def on_resize(self) -> None:
        """Another layout may fit better."""
        if self.alive:
            self.lay_out()
            self.call_after_refresh(self.draw)

    def watch_board(self) -> None:
        if not self.alive or self.board is None:
            return
        self._seen |= {each.id for each in open_clashes(self.board)}
        self._stay()
        self.draw()
        self.call_after_refresh(self.draw)
        self._ask()

    def watch_now(self) -> None:
        if self.alive and self.board is not None:
            self.draw()

    def _stay(self) -> None:
        """The conflict that was shown stays, and the field in it; else the first there is."""
        assert self.board is not None
        before = self.at
        found = knots(self.board, self._seen)
        self.knots = [each for each in found if each.open or each.key == before]
        if self.knot is None:
            self.at, self.field = (self.knots[0].key if self.knots else ""), ""
        clash = self.clash
        if clash is None or (self.advancing and clash.status is not ClashStatus.OPEN):
            self._go_on()
        self.knots = [each for each in found if each.open or each.key == self.at]

    def _go_on(self) -> None:
        """After a choice: to what still waits in this record, then to the next one that does."""
        self.advancing = False
        knot = self.knot
        if knot is not None and not knot.open:
            knot = next((each for each in self.knots if each.open), knot)
        if knot is not None:
            first = next(iter(knot.open or knot.clashes))
            self.at, self.field = knot.key, first.field

    def reveal(self) -> None:
        """Brings the field under the cursor into view."""
        if self.knot is not None:
            row = conflict.row_of(self.knot, self.field)
            fields = self.query_one("#fields")
            if not fields.scroll_y <= row - 2 <= fields.scroll_y + fields.size.height - 3:
                fields.scroll_to(y=max(row - 2, 0), animate=False)

    def _ask(self) -> None:
        """Asks the log once for each state of the exchange."""
        assert self.board is not None
        state = self.board.revision, self.board.sources
        feed = self.pengtou.feed
        service = feed.service if feed else None
        if state == self._asked or service is None:
            return
        self._asked = state
        names = [each.name for each in table.rows(self.board, self._known, self.words)]
        work = partial(self._look, service, names)
        self.run_worker(work, thread=True, group="recent", exclusive=True, exit_on_error=False)

    def _look(self, service: Service, names: Sequence[str]) -> None:
        """In a thread."""
        try:
            found = recent(service, names)
        except (Refused, Unreachable):
            self.post_message(RecentRead(None))
        else:
            self.post_message(RecentRead(found))

    @on(RecentRead)
    def _looked(self, message: RecentRead) -> None:
        if message.found is None:
            self._asked = None  # the next board asks again
        elif self.alive:
            self.recent = message.found
            self.draw()

    @property
    def _settings(self) -> Mapping[str, SourceSettings]:
        return self.pengtou.opening.settings.sources

    @property
    def _known(self) -> table.Known:
        """What this board knows of its sources."""
        app = self.pengtou
        halted = app.sync_troubles.items()
        return table.Known(
            settings=self._settings,
            syncing=app.syncing,
            went=app.sync_went,
            troubles={name: why_told(each, self.words) for name, each in halted},
            linked=self.recent.linked,
        )

    def called(self, name: str) -> str:
        """What people call a source."""
        return called(name, self.board, self.words, self._settings)

    def draw(self) -> None:
        """Everything as it stands."""
        if self.board is None or not self.alive:
            return
        self._draw_lines()
        self._draw_sources()
        self._draw_conflict()
        self._draw_recent()

    def _draw_lines(self) -> None:
        board, words = self.board, self.words
        self.draw_edges(self._wide)
        assert board is not None
        waiting = len(open_clashes(board))
        # Where it is narrow this line stands in place of the header.
        mark = status.put_away(board, words) if self._wide is Width.NARROW else []
        left = [Span(words.say("exchange.title"), "bold"), *mark, Span("  ")]
        role = "sla-soon bold" if waiting else "muted"
        left.append(Span(words.say("exchange.waiting", n=waiting), role))
        merged = words.say("exchange.merged", n=self.recent.standing)
        left.append(Span(" · " + merged, "muted"))
        if self._wide is Width.WIDE:
            left.append(Span(" · " + words.say("exchange.ended"), "muted"))
        self.query_one("#told", OneLine).show(left)

    def _draw_sources(self) -> None:
        board, words, now = self.board, self.words, self.moment
        assert board is not None
        found = table.rows(board, self._known, words)
        self._sources = {each.name: each for each in found}
        grid = self.query_one("#source-list", LineGrid)
        grid.set_columns(table.columns(self._wide, words, exact=table.exact(found)))
        grid.set_empty(words.say("exchange.no_sources"))

        def stamp(key: str) -> Hashable:
            row = self._sources[key]
            told = row.state, row.called, row.records, row.clashes, row.running, row.trouble
            return (told, row.went, now, self._wide, words.language)

        def cells(key: str) -> Sequence[Cell]:
            return table.cells(self._sources[key], board, now, words, self._wide)

        grid.show(tuple(self._sources), stamp, cells)
        frame = self.query_one("#sources")
        frame.styles.height = min(max(len(found), 1), 4 if self._wide is Width.NARROW else 8) + 4
        self._entitle("sources", words.say("exchange.sources"), table.interval_told(found, words))

    def _draw_conflict(self) -> None:
        board, words, knot = self.board, self.words, self.knot
        assert board is not None
        which, fields = self.query_one("#which", OneLine), self.query_one("#knot", Static)
        self._entitle("conflict", words.say("exchange.conflict.title"), "")
        if knot is None:
            which.show(())
            lines: Iterable[Line] = conflict.empty(words, sources=bool(self._sources))
            fields.update(Content("\n").join(content(line) for line in lines))
            return
        room = max(self.query_one("#conflict").content_size.width - 1, 40)  # the bar beside them
        settings = self.pengtou.opening.settings.sources.get(knot.source)
        sight = conflict.Sight(board, words, room, settings)
        place = self.knots.index(knot) + 1
        which.show(conflict.heading(knot, place, len(self.knots), sight))
        lines = conflict.lines(knot, self.field, sight)
        fields.update(Content("\n").join(content(line) for line in lines))

    def _draw_recent(self) -> None:
        board, words, now = self.board, self.words, self.moment
        assert board is not None
        before, self._late = next(iter(self._late), ""), late.rows(self.recent)
        grid = self.query_one("#recent-list", LineGrid)
        grid.set_columns(late.columns())
        grid.set_empty(words.say("exchange.recent.none"))

        def cells(key: str) -> Sequence[Cell]:
            return late.cells(self._late[key], board, now, words)

        def stamp(key: str) -> Hashable:
            row = self._late[key]
            fate = row.event.undone_by if isinstance(row, Merged) else row.times
            return (fate, now.date(), words.language)

        grid.show(tuple(self._late), stamp, cells)
        if (newest := next(iter(self._late), "")) != before:
            self._show_newest(grid, newest)
        self._entitle_recent()

    def _show_newest(self, grid: LineGrid, newest: str) -> None:
        """What just happened comes into view; a cursor that has the keys stays on its line."""
        cursor = grid.cursor_key
        if self.pane != "recent":
            grid.go_to(newest)
        elif cursor is not None and list(self._late).index(cursor) < grid.size.height:
            grid.scroll_to(y=0, animate=False, force=True)

    @on(LineGrid.Highlighted, "#recent-list")
    def _entitle_recent(self) -> None:
        """The keys for the line under the cursor, where there are any."""
        row = self.recent_row if self.pane == "recent" else None
        standing = isinstance(row, Merged) and row.event.undone_by is None
        hint = self.words.say("exchange.recent.keys") if standing else ""
        self._entitle("recent", self.words.say("exchange.recent.title"), hint)

    def _entitle(self, where: str, left: str, right: str) -> None:
        frame = self.query_one(f"#{where}")
        room = max(frame.outer_size.width - 6, 8)  # nothing is laid out before the first paint
        frame.border_title = frame_title(left, (Span(right, "muted"),) if right else (), room)
        frame.set_class(self.pane == where, "-current")
