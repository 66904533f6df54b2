"""ProcessScreen: where the project stands, who is late, and one key for the next step."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.message import Message

from core.domain.refusal import Refused
from tui.keymap import bindings
from tui.lines import moment_of
from tui.process_actions import PROCESS
from tui.process_step import FORM_VERBS
from tui.screens.appointing import Appointing
from tui.screens.form_beginning import Beginning
from tui.screens.process_sight import ProcessSight
from tui.screens.putting_away import PuttingAway
from tui.widgets.entry_bar import Purpose
from tui.widgets.line_grid import LineGrid
from tui.wording import refusal

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from core.domain.board import Board
    from core.domain.meeting_wishes import PlanMeeting
    from tui.process_step import Step

_PLAN = "plan:"
"""The beginning of the purpose of a line on which a meeting's time is typed."""


class PlanReady(Message):
    """A thread has laid out a meeting from its template; or the template cannot be used."""

    def __init__(self, wish: PlanMeeting | None, problem: Refused | None, purpose: Purpose) -> None:
        super().__init__()
        self.wish, self.problem, self.purpose = wish, problem, purpose


class ProcessScreen(Appointing, PuttingAway, Beginning, ProcessSight):
    """The process page."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PROCESS)]
    ACTIONS = PROCESS

    def __init__(self) -> None:
        super().__init__()
        self._stepping = False
        """Whether the next step was asked for while the page was being read anew."""

    def caught_up(self) -> None:
        """Takes the step that was asked for meanwhile."""
        if self._stepping:
            self._stepping = False
            self.action_next_step()

    def action_pane(self) -> None:
        """Gives the keys that move to the other list."""
        other = "#clock-list" if self.pane == "stages" else "#stage-list"
        # The list must be there before it can have the keys.
        self.query_one("#process").set_class(other == "#clock-list", "-clocks")
        self.query_one(other).focus()
        self.call_after_refresh(self.draw)

    def action_met(self) -> None:
        """Shows the clocks that were met as well, or hides them again."""
        self.met = not self.met
        self.draw()
        if self.met:
            self.tell(self.words.say("process_page.shown_met"), "muted")

    @on(LineGrid.Selected)
    def _selected(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Opens the form, the meeting or the record of the row; where there is none, its step."""
        identity = self.subject()
        if identity is None:
            self.action_next_step()
        elif not (identity.startswith("M-") and self.pengtou.open_meeting(identity)):
            self.open_record(identity)

    def action_next_step(self) -> None:
        """Takes the next step of the row under the cursor; not one that was taken already."""
        if self.behind:
            self._stepping = True
            return
        step = self.step()
        if step is None:
            self.tell(self.words.say("process_page.nothing"), "muted")
        else:
            self._take(step)

    def _take(self, step: Step) -> None:
        app, subject = self.pengtou, step.subject
        ways: dict[str, Callable[[], object]] = {
            "new": lambda: self.begin(subject, step.dept, step.about),
            "plan": lambda: self._plan(subject),
            "convene": lambda: app.convene(subject),
            "agenda": lambda: app.action_agenda(subject),
            "minutes": lambda: app.action_minutes(subject),
            "add": lambda: app.capture_kind(step.verb),
            "people": lambda: self.appoint(step.verb),
            "archive": self.put_away,
        }
        if step.does in FORM_VERBS:
            app.open_form(subject, step.does)
        else:
            ways.get(step.does, lambda: self._do(step))()

    def _do(self, step: Step) -> None:
        """What is done to a task, a blocker, an action item: as everywhere else."""
        board = self.board
        record = board.record(step.subject) if board is not None else None
        if record is None:
            self.tell(self.words.say("process_page.gone"), "sla-soon")
        elif step.does == "open" or not step.verb:
            self.open_record(step.subject)
        else:
            self.do(step.verb, record)

    def _plan(self, kind: str) -> None:
        def said() -> tuple[str, str]:
            say = self.words.say
            label = say("process_page.when", kind=say(f"term.meeting.{kind}"))
            return label, say("process_page.when_hint")

        self.ask_line(Purpose(_PLAN + kind), said)

    def _enter(self, purpose: Purpose, text: str) -> None:
        board = self.board
        if not purpose.id.startswith(_PLAN) or board is None:
            super()._enter(purpose, text)
            return
        at, rest = moment_of(text, board, self.moment)
        if rest:
            raise Refused("day-form", text=text)
        work = partial(self._lay, purpose, at, board, self.words.language)
        self.run_worker(work, thread=True, group="plan", exclusive=True, exit_on_error=False)

    def _lay(self, purpose: Purpose, at: datetime, board: Board, language: str) -> None:
        """In a thread: reads the template."""
        from core.domain.meeting import MeetingKind
        from core.domain.opening import plan
        from core.meetings import template

        config = self.pengtou.opening.config
        folder = config.parent / "meetings" if config.name else None
        try:
            found = template(MeetingKind(purpose.id.removeprefix(_PLAN)), folder)
        except Refused as problem:
            self.post_message(PlanReady(None, problem, purpose))
            return
        self.post_message(PlanReady(plan(board, found, language, at), None, purpose))

    @on(PlanReady)
    def _plan_ready(self, message: PlanReady) -> None:
        if message.wish is not None:
            self.issue(message.wish, message.purpose)
        elif message.problem is not None:
            problem = message.problem
            told = refusal(problem.reason, problem.values, self.words)
            self.tell(f"✗ {told}", "sla-late bold")

    def action_forms(self) -> None:
        """Shows all forms."""
        self.pengtou.action_forms()

    def action_back(self) -> None:
        """Back to where one came from."""
        self.dismiss()

    def action_help(self) -> None:
        """Shows the keys of this screen."""
        self.pengtou.action_keys("process")
