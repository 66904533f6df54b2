"""WeeklyScreen: any meeting with an agenda; its item decides what is shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from core.domain.meeting import Purpose
from tui import menus
from tui.actions import MEETING
from tui.keymap import bindings
from tui.meeting import Sitting
from tui.panels import meeting_agenda
from tui.panels.meeting_bar import named
from tui.panels.meeting_item import Content, Topic, content_of
from tui.panels.meeting_progress import overview, progress
from tui.panels.meeting_recap import recap
from tui.panels.view import Width, with_ids
from tui.screens.meeting_looking import MeetingLooking
from tui.screens.picker import Picker

if TYPE_CHECKING:
    from core.domain.action import ActionItem
    from core.domain.meeting import AgendaItem
    from core.domain.task import Task


class WeeklyScreen(MeetingLooking):
    """A weekly sync, a kickoff, an issue meeting, a review …"""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(MEETING)]
    ACTIONS = MEETING
    KEYS_OF = "meeting"
    WEEK = True

    def compose_below(self) -> ComposeResult:
        with Vertical(id="week", classes="box"):
            yield Static(markup=False)

    def draw_list(self, sitting: Sitting) -> None:
        if self._wide is Width.NARROW:
            return
        room = max(self.query_one("#list").size.width, 10)
        self.fill("#list Static", meeting_agenda.agenda(sitting, self.words, room))
        title = self.words.say("meeting_screen.agenda", tally=sitting.tally)
        self.entitle("#list", title)

    def draw_main(self, sitting: Sitting) -> None:
        item = sitting.current
        if item is None:
            return
        room = max(self.query_one("#main").size.width - 3, 10)
        topic = Topic(sitting, self.words, room, item)
        found = self._content(topic)
        self._show(found)
        name = f"{sitting.at} {named(sitting, item, self.words)}"
        self.entitle("#main", name, found.counts)
        self._draw_week(topic)

    def _content(self, topic: Topic) -> Content:
        purpose = topic.item.purpose
        if purpose is Purpose.READ_BACK:
            return recap(topic, self.brought)
        if purpose is Purpose.PROGRESS:
            from core.domain.rounds import department_rows

            sitting = topic.sitting
            return progress(topic, department_rows(sitting.board, sitting.now, self.changes))
        return content_of(topic)

    def _show(self, found: Content) -> None:
        grid = self.grid
        grid.display = bool(found.empty)
        if found.empty:
            grid.set_columns(with_ids(found.columns, ()))
            grid.set_empty(found.empty)
            grid.show(found.keys, found.stamp, found.cells)
        self.query_one("#talk").display = bool(found.head)
        self.query_one("#foot").display = bool(found.foot)
        self.fill("#head", found.head)
        self.fill("#foot", found.foot)

    def _draw_week(self, topic: Topic) -> None:
        """The week at a glance, beside the progress of the departments, where there is room."""
        shown = self._wide is Width.WIDE and topic.item.purpose is Purpose.PROGRESS
        self.set_class(not shown, "-whole")
        self.query_one("#below").display = shown
        self.set_recap(topic.item.purpose is Purpose.READ_BACK)
        if shown:
            self.fill("#week Static", overview(topic, self.week, self.changes))
            self.entitle("#week", self.words.say("meeting_screen.week_title"))

    def record_changed(self) -> None:
        sitting = self.sitting
        current = sitting.current if sitting is not None else None
        if sitting is not None and current is not None and current.purpose is Purpose.READ_BACK:
            self.draw_main(sitting)

    # ── Enter, by what the item is about ─────────────────────────────────────────────────────

    def entered_item(self, sitting: Sitting, item: AgendaItem) -> None:
        identity = self.subject() or ""
        if item.purpose is Purpose.ACTIONS and identity in sitting.board.actions:
            self._finish_action(sitting.board.actions[identity])
        elif item.purpose is Purpose.PROGRESS and identity in sitting.board.tasks:
            self._explain(sitting.board.tasks[identity])
        else:
            super().entered_item(sitting, item)

    def _finish_action(self, item: ActionItem) -> None:
        """It is done, says the room; what is left open is carried over when the meeting ends.

        What was not handed in yet is handed in with the same key (R13); the rules say who may.
        """
        from core.domain.action import ActionStatus, SetActionStatus
        from core.domain.batch import Batch

        if item.status is ActionStatus.OPEN:
            steps = (ActionStatus.SUBMITTED, ActionStatus.DONE)
            wishes = tuple(SetActionStatus(action=item.id, status=each) for each in steps)
            self.issue(Batch(commands=wishes))
        else:
            done = SetActionStatus(action=item.id, status=ActionStatus.DONE, seen=item.version)
            self.issue(done)
        self.action_down()

    def _explain(self, task: Task) -> None:
        """R07: why it is behind, chosen by a digit; explained ones are opened."""
        from core.domain.task import SetProgress

        stands = self.board.standings.get(task.id) if self.board is not None else None
        if stands is None or not stands.unexplained:
            self.open_record(task.id)
            return

        def chosen(choice: str | None) -> None:
            if choice is not None:
                why = self.words.say(f"term.delay.{choice}")
                self.issue(
                    SetProgress(task=task.id, actual=task.actual, reason=why, seen=task.version)
                )

        title = self.words.say("board.entry.why", id=task.id, actual=task.actual)
        reasons = menus.delay_reasons(self.words)
        self.app.push_screen(Picker(title, reasons, again=partial(self._explain, task)), chosen)
