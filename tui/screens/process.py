"""ProcessScreen: where the project stands, who is late, and one key for the next step."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType

from tui.keymap import bindings
from tui.panels.process_stages import idle
from tui.process_actions import PROCESS
from tui.process_step import FORM_VERBS
from tui.screens.aiming import Aiming
from tui.screens.appointing import Appointing
from tui.screens.form_beginning import Beginning
from tui.screens.process_sight import ProcessSight
from tui.screens.putting_away import PuttingAway
from tui.widgets.line_grid import LineGrid

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.process_step import Step


class ProcessScreen(Aiming, Appointing, PuttingAway, Beginning, ProcessSight):
    """The process page."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PROCESS)]
    ACTIONS = PROCESS
    KEYS_OF = "process"

    def __init__(self, at: str = "") -> None:
        """`at` is the stage that it opens on; empty for the one to go on with."""
        super().__init__()
        self._wanted = at
        self._stepping = ""
        """The row whose step was asked for while the page was being read anew."""

    def caught_up(self) -> None:
        """Takes the step that was asked for meanwhile; not that of another row."""
        if self._wanted:
            wanted, self._wanted = self._wanted, ""
            self.lead_to(wanted)
        asked, self._stepping = self._stepping, ""
        if asked and asked == self.row:
            self.action_next_step()
        elif asked:
            self.tell(self.words.say("process_page.moved_on"), "sla-soon")

    def lead_to(self, stage: str) -> None:
        """Puts the cursor on a stage."""
        self.query_one("#stage-list", LineGrid).go_to(stage)

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
        else:
            self._show(identity)

    def _show(self, identity: str) -> None:
        if not (identity.startswith("M-") and self.pengtou.open_meeting(identity)):
            self.open_record(identity)

    def action_next_step(self) -> None:
        """Takes the next step of the row under the cursor; not one that was taken already."""
        if self.behind:
            self._stepping = self.row
            return
        step = self.step()
        if step is None:
            stage = self.stage if self.pane == "stages" else None
            if self.board is not None:
                self.tell(idle(stage, self.board, self.words), "muted")
        else:
            self._take(step)

    def _take(self, step: Step) -> None:
        app, subject = self.pengtou, step.subject
        ways: dict[str, Callable[[], object]] = {
            "new": lambda: self.begin(subject, step.dept, step.about),
            "plan": lambda: app.plan_meeting(subject),
            "convene": lambda: app.convene(subject),
            "join": app.action_meeting,
            "agenda": lambda: app.action_agenda(subject),
            "agenda_out": lambda: app.action_agenda(subject),
            "open": lambda: self._show(subject),
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
        elif not step.verb:
            self.open_record(step.subject)
        else:
            self.do(step.verb, record)

    def action_forms(self) -> None:
        """Shows all forms."""
        self.pengtou.action_forms()
