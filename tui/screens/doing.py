"""Doing: what every screen with a record under the cursor can do to it."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on

from core.domain.refusal import Refused
from tui import browsing, menus
from tui.attendance import ABSENCE, absence_line
from tui.drafts import Draft
from tui.lines import CAPTURES, PLAN
from tui.messages import (
    CommandDone,
    CommandIssued,
    CommandLost,
    CommandRefused,
    PageOpened,
    PagesFound,
    UndoIssued,
)
from tui.outcome import came_to, way_back
from tui.points import POINT, point_label, point_line
from tui.screens.asking import Asking
from tui.screens.edged import Edged
from tui.screens.picker import Picker
from tui.typed import share_told
from tui.widgets.entry_bar import EntryBar, Purpose
from tui.widgets.line_cells import Span
from tui.widgets.line_grid import LineGrid
from tui.wording import refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.domain.board import Board
    from core.domain.command import Command
    from core.domain.contest import Contest
    from core.domain.intake import TakeBack
    from core.domain.record import Record
    from tui.words import Words


class Doing(Edged):
    """A screen whose records can be changed; it knows one of them at a time."""

    SKIPS: ClassVar[bool] = False
    """Whether the tenth verb goes to the next record; elsewhere it leads to the triage."""
    KEEPS_TYPING: ClassVar[bool] = False
    """Whether text that means nothing here, or above it, does not go to the board's line."""

    def __init__(self) -> None:
        super().__init__()
        self._sent: dict[str, Purpose] = {}
        self._opened: Purpose | None = None
        """What the open line is for, where what is typed is kept for its record."""
        self._counted: dict[str, tuple[str, int]] = {}
        """Wishes for several records: what is done to how many of them."""
        self._line: tuple[Purpose, Callable[[], tuple[str, str]]] | None = None
        """What the line was opened for last, and the record as it read then."""
        self.asking = Asking(self)

    def watch_board(self) -> None:
        """The board reads differently."""

    def reword(self) -> None:
        """Says all anew in the language that was chosen; cursor, page and typed text stay."""
        for grid in self.query(LineGrid):
            grid.draw_anew()
        self.watch_board()
        if not self.entry.typing:
            self.entry.rest()
        elif self._line is not None and self._line[0] == self.entry.purpose:
            purpose, said = self._line
            self.entry.rename(purpose, *said())
        self.draw_foot()

    def subject(self) -> str | None:
        """The record that is meant."""
        raise NotImplementedError

    def record(self) -> Record | None:
        """The record that is meant, as the board has it."""
        board: Board | None = self.board
        identity = self.subject()
        return board.record(identity) if board is not None and identity else None

    def issue(self, command: Command, purpose: Purpose | None = None) -> str:
        """Sends a wish on its way, and gives back its id; its line stays until it is done."""
        name = uuid.uuid4().hex
        if purpose is not None:
            self._sent[name] = purpose
        self.post_message(CommandIssued(command, name))
        return name

    def entered(self) -> list[str]:
        """The ids of the wishes that the open line stands for until they are answered."""
        return [name for name, purpose in self._sent.items() if purpose == self.entry.purpose]

    def count(self, command: str, verb: str, n: int) -> None:
        """Has the answer to a wish say to how many records it was done."""
        if n > 1:
            self._counted[command] = (verb, n)

    def tell(self, text: str, role: str = "") -> None:
        """Says something in the line where people type."""
        self.entry.say((Span(text, role),))

    def action_undo(self) -> None:
        """Takes back one's own last change."""
        self.post_message(UndoIssued(uuid.uuid4().hex))

    def action_redo(self) -> None:
        """Takes back one's own last undo."""
        self.post_message(UndoIssued(uuid.uuid4().hex, redo=True))

    def contested(self, contest: Contest) -> None:
        """Others changed since what is to be taken back: asks what is to become of each field."""
        from tui.screens.undoing import Undoing

        def chosen(wish: TakeBack | None) -> None:
            if wish is None:
                self.tell(self.words.say("history.contest.left_alone"), "muted")
            else:
                self.issue(wish)

        if self.board is not None:
            self.app.push_screen(Undoing(contest, self.board, self.words), chosen)

    def action_progress(self) -> None:
        """Opens the line for a progress report on the task that is meant."""
        record = self.record()
        if record is not None and record.id.startswith("T-"):
            self.open_line("progress", record)
        elif self.board is not None:
            self.tell(self.words.say("board.entry.no_task"), "sla-soon")

    def action_palette(self) -> None:
        """Finds what can be done here, people and records, by what they are called."""
        from tui.palette import open_palette

        open_palette(self)

    def action_menu(self) -> None:
        """Shows what can be done to the record that is meant."""
        record = self.record()
        if record is None:
            return
        title = f"{record.id} {getattr(record, 'title', '')}"
        choices = menus.verbs(record, self.words, self.prospects(record), skips=self.SKIPS)
        asked = Picker(title, choices, again=self.action_menu)
        self.app.push_screen(asked, lambda verb: self.do(verb, record))

    def prospects(self, record: Record) -> dict[str, tuple[str, bool]]:
        """What each verb would do to a record now, and whether it would be refused."""
        if record.id.startswith("A-"):
            from tui import action_verbs

            return action_verbs.prospects(self.board, record, self.actor, self.moment, self.words)
        if not record.id.startswith(("B-", "K-")):
            return {}
        from tui.triage.prospects import prospects

        return prospects(self.board, record, self.actor, self.moment, self.words)

    def do(self, verb: str | None, record: Record) -> None:
        """Carries a verb out, or asks for what it needs."""
        if verb is None:
            return
        if verb == "open":
            self.open_record(record.id)
        elif verb == "raci":
            self.pengtou.action_raci(record.id)
        elif verb == "skip":
            self.skip(record)
        elif verb == "unclaimed":
            self.pengtou.show_unclaimed()
        elif verb == "to-action":
            self.to_action(record)
        else:
            self.asking.begin(verb, self.targets(record))

    def targets(self, record: Record) -> tuple[Record, ...]:
        """The records that a verb goes to: those that are marked with it, else it alone."""
        return (record,)

    def skip(self, record: Record) -> None:
        """The tenth key: beside the triage it leads there."""
        self.pengtou.action_triage(record.id)

    def to_action(self, record: Record) -> None:
        """Opens the line for an action item about a record; the board's, where there is none."""
        self.pengtou.capture_about(record.id)

    def action_history(self) -> None:
        """Shows the history of the record that is meant."""
        if (record := self.record()) is not None:
            self.pengtou.action_record(record.id, at_history=True)

    def action_source(self) -> None:
        """Opens what is meant where it comes from."""
        address, record = self.address(), self.record()
        if not address and record is not None and record.id.startswith("A-"):
            browsing.look_up(self, record.id)
        else:
            browsing.visit(self, address)

    @on(PagesFound)
    def _pages_found(self, message: PagesFound) -> None:
        browsing.choose(self, message.pages)

    def address(self) -> str:
        """The page of what is meant at its source; empty where it comes from nowhere."""
        return str(getattr(self.record(), "source_url", ""))

    @on(PageOpened)
    def _page_opened(self, message: PageOpened) -> None:
        if message.opened:
            self.tell(self.words.say("exchange.page.opened", url=message.url), "accent")
        else:
            browsing.hand_over(self, message.url)

    def open_record(self, identity: str) -> None:
        """Shows one record whole."""
        self.pengtou.action_record(identity)

    def open_line(self, purpose: str, record: Record, text: str = "") -> None:
        """Opens the line for something about a record."""
        name, _, detail = purpose.partition(":")
        kept = self.pengtou.drafts.kept_for(record.id, (purpose,))
        meant = Purpose(purpose, record.id, record.version)
        self._opened = meant if not text else None
        typed = text or (kept.text if kept else "")
        self.ask_line(meant, lambda: line_words(name, detail, record, self.words), typed)

    def ask_line(self, meant: Purpose, said: Callable[[], tuple[str, str]], text: str = "") -> None:
        """Opens the line; `said` is its name and its hint, in the language of then."""
        self._line = meant, said
        label, hint = said()
        self.entry.open(meant, label, text, hint)

    @on(EntryBar.Changed)
    def _typed(self, event: EntryBar.Changed) -> None:
        if event.purpose.id.startswith(POINT) and self.board is not None:
            label = point_label(event.purpose.id, self.entry.text, self.board, self.words)
            self.entry.rename(event.purpose, label)
        elif event.purpose.id == "progress" and self._line is not None:
            self.entry.rename(event.purpose, self._line[1]()[0] + share_told(self.entry.text))
        self.typed(event)

    def typed(self, event: EntryBar.Changed) -> None:
        """The line reads differently."""

    def enter_capture(self) -> None:
        """Enter on a line for a new record."""

    @on(EntryBar.Submitted)
    def _entered(self, event: EntryBar.Submitted) -> None:
        if self.board is None:
            self.tell(self.words.say("board.entry.no_board"), "sla-soon")
            return
        try:
            self._enter(event.purpose, event.text)
        except Refused as problem:
            self.tell(refusal(problem.reason, problem.values, self.words), "sla-late")

    def _enter(self, purpose: Purpose, text: str) -> None:
        if purpose.id in CAPTURES:
            self.enter_capture()
            return
        if purpose.id.startswith(POINT):
            self.issue(point_line(purpose.id, text, self.board), purpose)
            return
        if purpose.id == ABSENCE:
            self.issue(absence_line(purpose.subject, text, self.board), purpose)
            return
        if purpose.id.startswith(PLAN):
            self.pengtou.plan_at(purpose, text)
            return
        self.asking.entered(purpose, text)

    @on(EntryBar.Closed)
    def _left(self, event: EntryBar.Closed) -> None:
        if event.done:
            return
        if event.purpose == self._opened and event.text.strip():
            purpose = event.purpose
            draft = Draft(event.text, purpose.id, about=purpose.subject)
            self.pengtou.drafts.shelve(draft)
            self.tell(self.words.say("board.entry.kept", id=purpose.subject), "muted")
        self.asking.closed(event.purpose)

    @property
    def moment(self) -> datetime:
        """The time by which lines are read."""
        moment: datetime = self.now or self.board.read_at
        return moment

    @property
    def actor(self) -> str:
        """Who acts."""
        return self.pengtou.opening.actor

    def done(self, message: CommandDone) -> None:
        """A wish of this screen was carried out: its line is free again."""
        purpose = self._sent.pop(message.command_id, None)
        verb, n = self._counted.pop(message.command_id, ("", 0))
        if purpose is not None and purpose == self.entry.purpose:
            self.entry.close(done=True)
        if message.events and self.board is not None:
            line = came_to(message.events, self.board, self.words)
            if n:
                line = self.words.say("triage.did", verb=verb, n=n)
            self.tell(f"✓ {line}  ·  {self.words.say(way_back(message.events))}", "accent")
        else:
            self.tell(self.words.say("board.entry.same"), "muted")

    def refused(self, message: CommandRefused) -> None:
        """A wish of this screen was refused: its line stays as it was typed."""
        self._sent.pop(message.command_id, None)
        self._counted.pop(message.command_id, None)
        self.tell("✗ " + refusal(message.reason, message.values, self.words), "sla-late bold")

    def lost(self, message: CommandLost) -> None:
        """The database went away in the middle of a wish of this screen."""
        why = refusal(message.reason, message.values, self.words)
        self.tell(f"{why} · {self.words.say('board.entry.lost')}", "sla-soon bold")


def line_words(name: str, detail: str, record: Record, words: Words) -> tuple[str, str]:
    """What an open line is called, and what it says while it is empty."""
    title = str(getattr(record, "title", ""))
    kind = record.id.partition("-")[0]
    if name in ("fact", "edit"):
        field = words.say(f"term.field.{detail}")
        hint = words.say("triage.ask_fact", field=field) if name == "fact" else field
        return f"{field} {record.id} {title}", hint
    label = f"{words.say(menus.verb_name(name, kind))} {record.id} {title}"
    own = f"triage.entry.{name}"
    return label, words.say(own if kind in "BK" and words.has(own) else f"board.entry.{name}")
