"""Aiming: goals, requests for resources and what waits for others, seen and moved on by keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from core.domain.goals import stands_at
from core.domain.resources import ResourceState, turned_to
from core.domain.text import clean
from tui import aims
from tui.screens.defined import Defined
from tui.screens.picker import Picker
from tui.widgets.entry_bar import Purpose

if TYPE_CHECKING:
    from core.domain.goals import Goal
    from core.domain.resources import Resource

_LONGEST: Final = 200


class Aiming(Defined):
    """A screen from which one key leads to what the project aims at and lacks."""

    def action_aims(self) -> None:
        """Lists them; a goal asks where it stands, a request how far it is, a task is opened."""
        board, say = self.board, self.words.say
        if board is None:
            return
        found = aims.choices(board, self.words)
        if not found:
            self.tell(say("goals.page.nothing"), "muted")
            return
        asked = Picker(say("goals.page.title"), found, again=self.action_aims)
        self.app.push_screen(asked, self._aim)

    def _aim(self, choice: str | None) -> None:
        board = self.board
        if board is None or choice is None:
            return
        if choice.startswith(aims.TASK):
            self.open_record(choice.removeprefix(aims.TASK))
        elif goal := aims.goal_of(choice, board):
            self._ask_current(choice, goal)
        elif request := aims.request_of(choice, board):
            self._ask_state(request)

    def _ask_current(self, choice: str, goal: Goal) -> None:
        def said() -> tuple[str, str]:
            say = self.words.say
            hint = say("goals.page.current_hint", target=goal.target or "–")
            return say("goals.page.current", goal=goal.goal), hint

        self.ask_line(Purpose(choice, goal.form), said, goal.current)
        self.entry.select_all()

    def _ask_state(self, request: Resource) -> None:
        title = self.words.say("goals.page.which_state", what=request.what)
        again = partial(self._ask_state, request)

        def chosen(state: str | None) -> None:
            form = self.board.forms.get(request.form) if self.board is not None else None
            if form is not None and state is not None:
                self.issue(turned_to(request, form, ResourceState(state)))

        self.app.push_screen(Picker(title, aims.states(self.words), again=again), chosen)

    def _enter(self, purpose: Purpose, text: str) -> None:
        board = self.board
        goal = aims.goal_of(purpose.id, board) if board is not None else None
        if board is None or goal is None:
            super()._enter(purpose, text)
            return
        value = clean(text, limit=_LONGEST)
        self.issue(stands_at(goal, board.forms[goal.form], value), purpose)
