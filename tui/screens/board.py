"""BoardScreen: the status lines, the line to type in, and the four panels in three layouts."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.events import Resize
from textual.reactive import reactive

from core.domain.refusal import Refused
from tui.actions import BOARD
from tui.keymap import bindings
from tui.panels import action_items, blockers, progress, raci
from tui.panels.panel import Panel
from tui.panels.view import Width, width_of
from tui.screens import status
from tui.screens.capturing import Capturing
from tui.screens.edged import wear
from tui.typed import read_jump
from tui.widgets.capture_card import CaptureCard
from tui.widgets.entry_bar import EntryBar, Purpose
from tui.widgets.line_cells import Span
from tui.widgets.line_grid import LineGrid
from tui.widgets.one_line import OneLine
from tui.wording import refusal

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.record import Record

NAMES = ("progress", "blockers", "raci", "actions")
KINDS = {"progress": "T", "blockers": "B", "raci": "T", "actions": "A"}


class BoardScreen(Capturing):
    """The live board."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(BOARD)]
    ACTIONS = BOARD

    board: reactive[Board | None] = reactive(None, init=False, repaint=False)
    now: reactive[datetime | None] = reactive(None, init=False, repaint=False)
    link: reactive[status.Link] = reactive(status.Link(), init=False, repaint=False)

    def __init__(self, picture: dict[str, Any] | None = None) -> None:
        super().__init__()
        self._picture = picture
        self._current = "progress"
        self._filters = 0
        """Filters asked for; what a thread found for an earlier one counts no more."""

    def compose(self) -> ComposeResult:
        yield OneLine(id="status")
        yield OneLine(id="project")
        yield EntryBar(id="entry")
        yield OneLine(id="tabs")
        with Container(id="panels"):
            for number, name in enumerate(NAMES, 1):
                panel = Panel(name, number, *_VIEWS[name])
                panel.words = self.words
                yield panel.data_bind(BoardScreen.board, BoardScreen.now)
        yield OneLine(id="footer")
        yield CaptureCard(id="card")

    def on_mount(self) -> None:
        self._lay_out(width_of(*self.app.size))
        if self._picture is not None:
            for panel in self.query(Panel):
                panel.show_picture(self._picture["panels"][panel.id])
        self._focus("progress")
        self.draw_lines()

    def panel(self, name: str) -> Panel:
        """One of the four."""
        return self.query_one(f"#{name}", Panel)

    @property
    def current(self) -> Panel:
        """The panel that keys go to."""
        return self.panel(self._current)

    def subject(self) -> str | None:
        return self.current.chosen

    def watch_board(self) -> None:
        if self.board is not None:
            self._picture = None
        self.draw_lines()

    def watch_now(self) -> None:
        self.draw_lines()

    def watch_link(self, before: status.Link, after: status.Link) -> None:
        if before.lost and not after.lost and not self.entry.typing:
            self.entry.say(status.hint_line(self.words, self._wide))
        self.draw_lines()

    def draw_lines(self) -> None:
        """The lines around the panels."""
        if not self.alive:
            return
        across = self.app.size.width
        shown = status.Shown(self.board, self._picture, self.link, self.now, self._wide, across)
        self.query_one("#status", OneLine).show(*status.status_line(shown, self.words))
        line, end = (self.frame(), ()) if self.capturing else self._second_line(shown)
        self.query_one("#project", OneLine).show(line, end)
        panels = sorted(self.query(Panel), key=lambda panel: panel.number)
        tallies = [(panel.number, str(panel.id), panel.view.tally) for panel in panels]
        self.query_one("#tabs", OneLine).show(status.tab_line(tallies, self._current, self.words))
        self.draw_foot()
        self.entry.set_hint(status.hint_line(self.words, self._wide))

    def _second_line(self, shown: status.Shown) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """The meeting that goes on elsewhere, else how the project stands."""
        board = self.board
        if board is not None and board.meeting is not None:
            from tui.panels.meeting_bar import board_bar

            now = self.pengtou.moment()
            return board_bar(board, now, self.actor, self.words, self._wide)
        return status.project_line(shown, self.words), ()

    def reword(self) -> None:
        """Speaks another language from now on."""
        for panel in self.query(Panel):
            panel.words = self.words
            panel.draw()
        super().reword()
        self.draw_lines()

    def on_resize(self, event: Resize) -> None:
        self._lay_out(width_of(*event.size))
        self.draw_lines()

    def _lay_out(self, width: Width) -> None:
        if self.has_class(f"-{width.name.lower()}"):
            return  # a child that is moved, even to its own place, has all laid out again
        self._wide = width
        wear(self, width)
        raci_panel, actions = self.panel("raci"), self.panel("actions")
        panels = self.query_one("#panels")
        if width is Width.WIDE:
            panels.move_child(raci_panel, before=actions)
        else:
            panels.move_child(raci_panel, after=actions)
        for panel in self.query(Panel):
            panel.set_width(width)

    def _focus(self, name: str) -> None:
        self._current = name
        for panel in self.query(Panel):
            panel.set_class(panel.id == name, "-current")
        self.current.grid.focus()
        self.draw_lines()

    def action_panel(self, number: int) -> None:
        """Goes to a panel; once more on the RACI summary opens the matrix."""
        name = NAMES[number - 1]
        if name == self._current == "raci" and self._wide is Width.NORMAL:
            self.action_raci()
        self._focus(name)

    def action_panel_next(self) -> None:
        """Goes to the next panel."""
        self._focus(NAMES[(NAMES.index(self._current) + 1) % len(NAMES)])

    def action_panel_previous(self) -> None:
        """Goes to the panel before."""
        self._focus(NAMES[(NAMES.index(self._current) - 1) % len(NAMES)])

    @on(LineGrid.Selected)
    def _open_selected(self, event: LineGrid.Selected) -> None:
        if self._current == "raci":
            self.action_raci()
        else:
            self.open_record(event.key)

    def action_open(self) -> None:
        """Opens the record under the cursor with its history."""
        if identity := self.subject():
            self.open_record(identity)

    def action_raci(self) -> None:
        """Opens the RACI matrix."""
        self.app.action_raci(self.subject())  # type: ignore[attr-defined]

    def action_triage(self) -> None:
        """Opens the triage with the most urgent blocker."""
        self.pengtou.action_triage()

    def targets(self, record: Record) -> tuple[Record, ...]:
        marks, board = self.current.grid.marks, self.board
        kind = record.id.partition("-")[0]
        if board is None or self.current.id == "raci" or record.id not in self.current.view.keys:
            return (record,)
        keys = [each for each in self.current.view.keys if each in marks]
        found = [each for key in keys if (each := board.record(key)) is not None]
        return tuple(each for each in found if each.id.startswith(f"{kind}-")) or (record,)

    def action_filter(self) -> None:
        """Narrows the panel down to what fits, by characters or pinyin."""
        panel = self._current

        def said() -> tuple[str, str]:
            name = self.words.say(f"board.panel.{panel}")
            return self.words.say("board.entry.filter", panel=name), ""

        self.ask_line(Purpose("filter"), said, self.current.filtered)

    def action_unclaimed(self) -> None:
        """Shows the action items that nobody has claimed, and nothing else."""
        board, words = self.board, self.words
        items = board.actions.values() if board is not None else ()
        found = [each for each in items if action_items.unclaimed(each)]
        if not found:
            self.tell(words.say("action.none_unclaimed"), "muted")
            return
        self._focus("actions")
        self.current.set_filter(words.say("term.action.unclaimed"), self._is_unclaimed)
        self.tell(words.say("action.unclaimed_only", n=len(found)), "muted")

    def _is_unclaimed(self, key: str) -> bool:
        item = self.board.actions.get(key) if self.board is not None else None
        return item is not None and action_items.unclaimed(item)

    def action_jump(self) -> None:
        """Goes to a record by its number."""
        self.ask_line(Purpose("jump"), lambda: ("#", self.words.say("board.entry.jump")))

    def action_freeze(self) -> None:
        """Holds the picture, or lets it go on."""
        self.app.action_freeze()  # type: ignore[attr-defined]

    def action_back(self) -> None:
        """Takes the filter away."""
        self._filters += 1
        self.current.set_filter("", None)
        self.draw_lines()

    @on(EntryBar.Changed)
    def _filtering(self, event: EntryBar.Changed) -> None:
        if event.purpose.id == "filter":
            self._filters += 1
            text, panel = event.text.strip(), self.current
            self.run_worker(
                partial(self._fitting, self._filters, text, panel, self.board),
                group="filter",
                exclusive=True,
                thread=True,
            )

    def _fitting(self, number: int, text: str, panel: Panel, board: Board | None) -> None:
        """In a thread: the first look at many titles takes a while."""
        from core.domain.names import fits

        if board is None:
            return
        kept = frozenset(key for key in panel.view.keys if fits(text, status.searched(board, key)))
        self.app.call_later(self._filter, number, text, panel, kept)

    def _filter(self, number: int, text: str, panel: Panel, kept: frozenset[str]) -> None:
        """Shows what fits, unless another filter, or none, was asked for meanwhile."""
        if number == self._filters:
            panel.set_filter(text, kept.__contains__ if text else None)

    def _enter(self, purpose: Purpose, text: str) -> None:
        if purpose.id == "filter":
            self.entry.close(done=True)
        elif purpose.id == "jump":
            self._jump(text)
        else:
            super()._enter(purpose, text)

    def _jump(self, text: str) -> None:
        identity = read_jump(text, KINDS[self._current])
        for name in (self._current, *NAMES):
            panel = self.panel(name)
            if identity in panel.view.keys:
                self._filters += 1
                panel.set_filter("", None)
                panel.grid.go_to(identity)
                self.entry.close()
                self._focus(name)
                return
        if identity.startswith("M-") and self.pengtou.open_meeting(identity):
            self.entry.close()
            return
        if self.board is not None and self.board.record(identity) is None:
            raise Refused("no-such-record", id=identity)
        self.entry.close()
        self.open_record(identity)

    @on(EntryBar.Closed)
    def _entry_closed(self, event: EntryBar.Closed) -> None:
        if event.purpose.id == "filter" and not event.done:
            self.action_back()
        if not self.entry.typing:
            self.current.grid.focus()

    def told(self, reason: str, values: dict[str, object]) -> None:
        """Says why the database is not there."""
        self.tell("✗ " + refusal(reason, values, self.words), "sla-late bold")


_VIEWS: dict[str, tuple[Any, Any]] = {
    "progress": (lambda board, words, width: progress.columns(width, words), progress.view),
    "blockers": (lambda board, words, width: blockers.columns(width, words, board), blockers.view),
    "raci": (lambda board, words, width: raci.columns(board, words), raci.view),
    "actions": (lambda board, words, width: action_items.columns(width, words), action_items.view),
}
