"""TriageScreen: one blocker after another by its digits; then the risks.

The list is frozen: what others write is counted and taken in with Space. Only what one did oneself
shows at once, in its old place. A verb acts on the record that the screen names, in the version it
shows, and nothing else; while it is under way no other verb is taken.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import BindingType

from tui import menus
from tui.actions import TRIAGE
from tui.drafts import Draft
from tui.keymap import bindings
from tui.panels import triage_around as around
from tui.panels.view import Width
from tui.screens.triage_looking import TriageLooking
from tui.triage.queue import queue_of
from tui.widgets.entry_bar import EntryBar, Purpose
from tui.widgets.line_cells import Span
from tui.widgets.line_grid import LineGrid

if TYPE_CHECKING:
    from core.domain.command import Command
    from core.domain.event import Recorded
    from core.domain.record import Record
    from tui.messages import CommandDone, CommandLost, CommandRefused
    from tui.panels.triage_detail import Line

ECHO = 0.2
"""Seconds after the screen went on by itself in which no verb counts: nobody reads so fast, and a
key that is held down would hit the next record."""


@dataclass(frozen=True, slots=True)
class Flight:
    """A wish without an answer."""

    ids: frozenset[str]
    moves: bool
    """Whether the screen goes on to the next record once it is done."""


class TriageScreen(TriageLooking):
    """The triage."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(TRIAGE)]
    ACTIONS = TRIAGE
    KEYS_OF = "triage"
    SKIPS = True

    def __init__(self, first: str | None = None) -> None:
        super().__init__()
        self._first = first
        self._flights: dict[str, Flight] = {}
        self._mine: dict[str, int] = {}
        """What is to be shown as it reads now, once the board is as far as this revision."""
        self._acting: frozenset[str] = frozenset()
        """The records that an action item is being typed about."""
        self._acted: dict[str, frozenset[str]] = {}
        """The action items that were made of records, and those records."""
        self._moved = 0.0
        self._began = time.monotonic()

    def on_mount(self) -> None:
        self.lay_out()
        if self.pengtou.link.frozen:
            self.pengtou.action_freeze()  # its own list is frozen; the board below need not be
        self.watch_board()
        self._take_focus()
        self.learn()

    def on_resize(self) -> None:
        self.lay_out()
        self.call_after_refresh(self._resized)

    def _resized(self) -> None:
        self._take_focus()
        self.draw()

    def _take_focus(self) -> None:
        """Keys go to the list, where it is shown; else to the screen, which knows them as well."""
        if not self.entry.typing:
            self.set_focus(None if self._wide is Width.NARROW else self.grid)

    def watch_board(self) -> None:
        board = self.board
        if board is None or not self.alive:
            return
        if not self.queue.order:
            self.queue = queue_of(board, self.moment)
        ripe = {each for each, seq in self._mine.items() if board.revision >= seq}
        self.queue = self.queue.taken_in(board, ripe)
        self._mine = {each: seq for each, seq in self._mine.items() if each not in ripe}
        self.draw()
        if self._first is not None:
            self.grid.go_to(self._first)
            self._first = None
        self.look()

    def watch_now(self) -> None:
        self.draw()

    @on(LineGrid.Highlighted)
    def _followed(self) -> None:
        self.look()
        self.draw_one()

    @on(LineGrid.Marked)
    def _marked(self) -> None:
        self.draw_one()

    @on(LineGrid.Selected)
    def _selected(self) -> None:
        self.action_open()

    def where(self) -> tuple[Line, Line]:
        found = around.Around(
            self.queue,
            self.subject(),
            self.board,
            self.moment if self.board is not None else None,
            self.words,
            time.monotonic() - self._began,
            self._wide is Width.NARROW,
        )
        return around.where(found), (Span(f"  {around.progress(found)}", "muted"),)

    # ── keys ─────────────────────────────────────────────────────────────────────────────────

    def action_verb(self, key: str) -> None:
        """Does what stands beside a digit to the record that is named."""
        record = self.meant()
        if record is None or self._busy(record.id):
            return
        kind = record.id.partition("-")[0]
        verb = next((name for name, each in menus.KEYS[kind].items() if each == key), None)
        if verb is not None:
            self.do(verb, record)
            return
        other = next(name for name, each in menus.KEYS["B"].items() if each == key)
        name = self.words.say(menus.verb_name(other, "B"))
        self.tell(self.words.say("triage.not_for_risks", id=record.id, verb=name), "sla-soon")

    def _busy(self, key: str) -> bool:
        """Whether a verb would come too early: one is under way, or the screen just went on."""
        if any(key in each.ids for each in self._flights.values()):
            self.tell(self.words.say("triage.under_way", id=key), "muted")
            return True
        return time.monotonic() - self._moved < ECHO

    def targets(self, record: Record) -> tuple[Record, ...]:
        kind = record.id.partition("-")[0]
        alike_first = sorted(self.marked, key=lambda each: not each.id.startswith(kind))
        return tuple(alike_first) or (record,)

    def skip(self, record: Record) -> None:
        for each in self.targets(record):
            self.queue = self.queue.passed_over(each.id)
        self.grid.set_marks(())
        self._go_on()
        self._moved = 0.0  # passing over changes nothing: it may be done as fast as one likes

    def to_action(self, record: Record) -> None:
        about = [each.id for each in self.targets(record)]
        self._acting = frozenset(about)
        self.open_about(Draft("".join(f"#{each} " for each in about), "action", about=record.id))

    def action_down(self) -> None:
        """To the next record."""
        self.grid.action_cursor_down()

    def action_up(self) -> None:
        """To the record before."""
        self.grid.action_cursor_up()

    def action_first(self) -> None:
        """To the first record."""
        self.grid.action_first()

    def action_last(self) -> None:
        """To the last record."""
        self.grid.action_last()

    def action_page(self, step: int) -> None:
        """Scrolls through a long record."""
        self.query_one("#one").scroll_relative(y=8 * step, animate=False)

    def action_mark(self) -> None:
        """Marks the record, or takes its mark away."""
        self.grid.action_toggle_mark()

    def action_clear_marks(self) -> None:
        """Takes all marks away."""
        self.grid.action_clear_marks()

    def action_open(self) -> None:
        """Opens the record with its whole history."""
        if identity := self.subject():
            self.open_record(identity)

    def action_edit(self) -> None:
        """Writes a fact of the record anew."""
        if (record := self.record()) is not None:
            self.do("edit", record)

    def action_take_in(self) -> None:
        """Takes in what others did: today's order, today's readings. The cursor stays."""
        if self.board is not None:
            self.queue = self.queue.merged(self.board, self.moment, self.subject())
            self.draw()
            self.look()
            self.learn()

    def action_back(self) -> None:
        """Back to the board."""
        if self.grid.marks:
            self.grid.action_clear_marks()
        else:
            self.dismiss()

    # ── from a wish to the next record ───────────────────────────────────────────────────────

    def issue(self, command: Command, purpose: Purpose | None = None) -> str:
        name = super().issue(command, purpose)
        ids = frozenset(_subjects(command)).intersection(self.queue.order)
        self._flights[name] = Flight(ids, any(_moves(each) for each in _each(command)))
        return name

    def done(self, message: CommandDone) -> None:
        flight = self._flights.pop(message.command_id, None)
        if self.goes_on(message.command_id):
            return
        super().done(message)
        if not message.events:
            return
        touched = {str(each.event.subject) for each in message.events}
        seq = max((each.seq for each in message.events), default=0)
        ids = touched | (flight.ids if flight else frozenset())
        self._mine |= dict.fromkeys(ids.intersection(self.queue.order), seq)
        if flight is None or any(each.event.undoes is not None for each in message.events):
            self._settled_elsewhere(message.events, touched)
        elif flight.moves:
            self._handled(flight.ids)
        self.watch_board()

    def _settled_elsewhere(self, events: Iterable[Recorded], touched: set[str]) -> None:
        """An undo comes back to its record and stays there; an action item was what was asked."""
        behind = [self._acted[each] for each in touched if each in self._acted]
        known = [each for each in self.queue.order if each in touched.union(*behind)]
        kinds = {each.event.kind.rpartition(".")[2] for each in events}
        if "undone" in kinds and known:
            self.queue = self.queue.back(known)
            self.grid.go_to(known[0])
        elif "redone" in kinds and known:
            self.queue = self.queue.done(known)
        elif self._acting and (made := [each for each in touched if each.startswith("A-")]):
            acted, self._acting = self._acting, frozenset()
            self._acted |= dict.fromkeys(made, acted)
            self.shut()
            self._handled(acted)

    def _handled(self, ids: Iterable[str]) -> None:
        """Goes on to what waits next, unless the person went elsewhere meanwhile."""
        done = frozenset(ids)
        self.queue = self.queue.done(done)
        self.grid.set_marks(self.grid.marks - done)
        if self.subject() in done:
            self._go_on()

    def _go_on(self) -> None:
        """To what waits next; the list is drawn first, so that what was done is dimmed."""
        key = self.subject()
        self.draw_queue()
        following = self.queue.after(key) if key is not None else None
        if following is not None:
            self.grid.go_to(following)
            self._moved = time.monotonic()
        else:
            self.draw_one()

    def refused(self, message: CommandRefused) -> None:
        flight = self._flights.pop(message.command_id, None)
        super().refused(message)
        if flight is not None and self.board is not None:
            # What somebody else made of it meanwhile is seen at once.
            self._mine |= dict.fromkeys(flight.ids, self.board.revision + 1)
            self.queue = self.queue.taken_in(self.board, flight.ids)
            self.draw()
            self.look()

    def lost(self, message: CommandLost) -> None:
        flight = self._flights.pop(message.issued.command_id, None)
        super().lost(message)
        if flight is not None and flight.moves:
            self._handled(flight.ids)

    @on(EntryBar.Closed)
    def _line_closed(self) -> None:
        self._acting = frozenset()
        self._take_focus()


def _each(command: Command) -> Iterator[Any]:
    from core.domain.batch import Batch

    if isinstance(command, Batch):
        for each in command.commands:
            yield from _each(each)
    else:
        yield command


def _subjects(command: Command) -> Iterator[str]:
    """The blockers and risks that a wish is about."""
    for each in _each(command):
        yield from (str(found) for name in _NAMES if (found := getattr(each, name, None)))


_NAMES = ("blocker", "risk", "subject")


def _moves(command: Any) -> bool:
    """Whether a wish settles what is to become of a record for now; a fact or a note does not."""
    from core.domain.blocker import EditBlocker
    from core.domain.decision import WriteNote
    from core.domain.risk import EditRisk

    if isinstance(command, EditRisk):
        return command.owner is not None or command.light is not None
    return not isinstance(command, EditBlocker | WriteNote)
