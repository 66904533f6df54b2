"""Doing: what every screen with a record under the cursor can do to it."""

from __future__ import annotations

import uuid
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.screen import Screen

from core.domain.refusal import Refused
from tui import menus
from tui.lines import CAPTURES, Asked, command_of
from tui.messages import CommandDone, CommandIssued, CommandLost, CommandRefused, UndoIssued
from tui.screens.compositor import LineCompositor
from tui.screens.picker import Picker
from tui.widgets.entry_bar import EntryBar, Purpose
from tui.widgets.line_cells import Span
from tui.wording import happened, refusal

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.command import Command
    from core.domain.record import Record
    from tui.actions import Action
    from tui.app import Pengtou
    from tui.words import Words


class Doing(Screen[None]):
    """A screen whose records can be changed; it knows one of them at a time."""

    ACTIONS: ClassVar[tuple[Action, ...]] = ()
    """What the command palette offers."""

    board: Any
    now: Any

    def __init__(self) -> None:
        super().__init__()
        self._compositor = LineCompositor()
        self._sent: dict[str, Purpose] = {}

    @property
    def pengtou(self) -> Pengtou:
        """The app."""
        return self.app  # type: ignore[return-value]

    @property
    def words(self) -> Words:
        """The language of the screen."""
        return self.pengtou.words

    @property
    def entry(self) -> EntryBar:
        """The line to type in."""
        return self.query_one(EntryBar)

    def subject(self) -> str | None:
        """The record that is meant."""
        raise NotImplementedError

    def record(self) -> Record | None:
        """The record that is meant, as the board has it."""
        board: Board | None = self.board
        identity = self.subject()
        return board.record(identity) if board is not None and identity else None

    def issue(self, command: Command, purpose: Purpose | None = None) -> None:
        """Sends a wish on its way; the line it was typed in stays until it is done."""
        name = uuid.uuid4().hex
        if purpose is not None:
            self._sent[name] = purpose
        self.post_message(CommandIssued(command, name))

    def tell(self, text: str, role: str = "") -> None:
        """Says something in the line where people type."""
        self.entry.say((Span(text, role),))

    def action_undo(self) -> None:
        """Takes back one's own last change."""
        self.post_message(UndoIssued(uuid.uuid4().hex))

    def action_redo(self) -> None:
        """Takes back one's own last undo."""
        self.post_message(UndoIssued(uuid.uuid4().hex, redo=True))

    def action_progress(self) -> None:
        """Opens the line for a progress report on the task that is meant."""
        record = self.record()
        if record is not None and record.id.startswith("T-"):
            self.open_line("progress", record)
        elif self.board is not None:
            self.tell(self.words.say("board.entry.no_task"), "sla-soon")

    def action_palette(self) -> None:
        """Finds any action of this screen by what it is called, in either language."""
        from tui.palette import choices, warm

        found = choices(self.ACTIONS, self.words)
        self.run_worker(partial(warm, found), thread=True, group="palette")
        title, search = self.words.say("actions.palette"), self.words.say("board.entry.palette")

        def chosen(name: str | None) -> None:
            action = next((each for each in self.ACTIONS if each.id == name), None)
            if action is not None:
                self.call_later(self.run_action, action.run)

        self.app.push_screen(Picker(title, found, search=search), chosen)

    def action_menu(self) -> None:
        """Shows what can be done to the record that is meant."""
        record = self.record()
        if record is None:
            return
        title = f"{record.id} {getattr(record, 'title', '')}"
        choices = menus.verbs(record, self.words)
        self.app.push_screen(Picker(title, choices), lambda verb: self.do(verb, record))

    def do(self, verb: str | None, record: Record) -> None:
        """Carries a verb out, or asks for what it needs."""
        if verb is None:
            return
        if verb in menus.TYPED:
            self.open_line(verb, record)
        elif verb in menus.PICKED:
            self._pick(verb, record)
        elif verb == "open":
            self.open_record(record.id)
        elif verb == "raci":
            self.pengtou.action_raci(record.id)
        elif (command := menus.at_once(verb, record)) is not None:
            self.issue(command)

    def open_record(self, identity: str) -> None:
        """Shows one record whole."""
        self.pengtou.action_record(identity)

    def open_line(self, purpose: str, record: Record, text: str = "") -> None:
        """Opens the line for something about a record."""
        title = getattr(record, "title", "")
        name = purpose.partition(":")[0]
        label = f"{self.words.say(f'actions.verb.{name}')} {record.id} {title}"
        hint = self.words.say(f"board.entry.{name}")
        self.entry.open(Purpose(purpose, record.id, record.version), label, text, hint)

    def _pick(self, verb: str, record: Record) -> None:
        words, search = self.words, ""
        if verb == "assign":
            choices = menus.people(self.board, record.id)
            search = words.say("board.entry.search")
        else:
            choices = menus.statuses(words) if verb == "status" else menus.lights(words)
        title = f"{words.say(f'actions.verb.{verb}')} · {record.id}"

        def chosen(choice: str | None) -> None:
            if choice is None:
                return
            command = menus.picked(verb, record, choice)
            if command is not None:
                self.issue(command)
            else:
                self.open_line(f"light:{choice}", record)

        self.app.push_screen(Picker(title, choices, search=search), chosen)

    @on(EntryBar.Changed)
    def _typed(self, event: EntryBar.Changed) -> None:
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
        wish = command_of(purpose, text, self.board, self.moment, self.words)
        if isinstance(wish, Asked):
            self._ask_why(purpose, wish.actual)
        else:
            self.issue(wish, purpose)

    def _ask_why(self, purpose: Purpose, actual: int) -> None:
        """R07: behind plan, so the reason belongs to the report."""
        choices = menus.delay_reasons(self.words)

        def chosen(choice: str | None) -> None:
            from core.domain.ids import RecordId
            from core.domain.task import SetProgress

            if choice is None:
                return
            why = self.words.say(f"term.delay.{choice}")
            task = RecordId(purpose.subject)
            self.issue(
                SetProgress(task=task, actual=actual, reason=why, seen=purpose.seen), purpose
            )

        title = self.words.say("board.entry.why", id=purpose.subject, actual=actual)
        self.app.push_screen(Picker(title, choices), chosen)

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
        if purpose is not None and purpose == self.entry.purpose:
            self.entry.close()
        if message.events and self.board is not None:
            line = happened(message.events[-1], self.board, self.words)
            self.tell(f"✓ {line}  ·  {self.words.say('board.entry.undo')}", "accent")
        else:
            self.tell(self.words.say("board.entry.same"), "muted")

    def refused(self, message: CommandRefused) -> None:
        """A wish of this screen was refused: its line stays as it was typed."""
        self._sent.pop(message.command_id, None)
        self.tell("✗ " + refusal(message.reason, message.values, self.words), "sla-late bold")

    def lost(self, message: CommandLost) -> None:
        """The database went away in the middle of a wish of this screen."""
        why = refusal(message.reason, message.values, self.words)
        self.tell(f"{why} · {self.words.say('board.entry.lost')}", "sla-soon bold")
