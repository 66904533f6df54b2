"""Convening: the part of the app that begins meetings, joins them, and comes back to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from textual import on
from textual.message import Message

from core.domain.refusal import Refused
from tui import ahead, messages
from tui.planning import Planning
from tui.screens.picker import Choice, Picker
from tui.wording import refusal

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.meeting import Meeting
    from core.domain.meeting_wishes import StartMeeting
    from tui.screens.doing import Doing

KINDS: Final = {
    "1": "standup",
    "2": "weekly",
    "3": "issue",
    "4": "kickoff",
    "5": "acceptance",
    "6": "retrospective",
    "g": "alignment",
}
"""What `m` begins, by the key behind it (keys.md 3.4)."""
DURING: Final = {
    "park": "7",
    "hand_over": "8",
    "end": "9",
    "attendance": "0",
    "dispute": "d",
    "consensus": "c",
    "discussion": "s",
    "resource": "r",
}
"""What there is to do in a meeting besides."""
_AGENDA: Final = "agenda"
_MINUTES: Final = "minutes"
_PLAN: Final = "plan"


@dataclass
class MeetingReady(Message):
    """A thread has laid out how a meeting begins; or its template cannot be used."""

    wish: StartMeeting | None
    problem: Refused | None = None


class Convening(Planning):
    """Begins and joins meetings. A chair's board comes back to the meeting when it is opened."""

    def __init__(self) -> None:
        super().__init__()
        self._called = False
        """Whether the meeting that comes is one that was asked for here."""
        self._seen_board = False

    def enter_room(self, make: Callable[[], Doing]) -> None:
        """Opens a live screen."""
        raise NotImplementedError

    def action_agenda(self, meeting: str | None = None) -> None:
        """Opens the agenda of a planned meeting."""
        raise NotImplementedError

    def action_minutes(self, meeting: str | None = None) -> None:
        """Opens the minutes of a meeting."""
        raise NotImplementedError

    def action_meeting_menu(self) -> None:
        """Which meeting to begin; in a meeting also what there is to do in it.

        The board says that it leads to the meeting that goes on: there it does, at once.
        """
        board, screen = self.latest, self._doing()
        if board is None or screen is None:
            return
        on_now = board.meeting
        if on_now is not None and self.screen is self.screen_stack[0]:
            self.action_meeting()
            return
        choices = [self._kind_choice(key, kind, board) for key, kind in KINDS.items()]
        if on_now is not None:
            during = [
                Choice(name, self.words.say(f"meeting_screen.do.{name}"), key=key)
                for name, key in DURING.items()
            ]
            choices = [*during, *choices]
        choices += self._minutes_choice(board)
        if ahead.planned(board):
            choices.append(Choice(_AGENDA, self.words.say("agenda.send"), key="a"))
        choices.append(Choice(_PLAN, self.words.say("region.plan_menu"), key="p"))
        title = self.words.say("meeting_screen.menu")
        asked = Picker(title, choices, again=self.action_meeting_menu)
        self.push_screen(asked, lambda choice: self._menu_chosen(choice, on_now))

    def _menu_chosen(self, choice: str | None, on_now: Meeting | None) -> None:
        if choice in KINDS.values():
            self.convene(str(choice))
        elif choice == _AGENDA:
            self.action_agenda()
        elif choice == _MINUTES:
            self.action_minutes()
        elif choice == _PLAN:
            self.plan_menu(KINDS)
        elif choice is not None and on_now is not None:
            self._during(choice, on_now)

    def _minutes_choice(self, board: Board) -> list[Choice]:
        """The way to the minutes of the last meeting, and whether they are out."""
        last = ahead.last_over(board)
        if last is None:
            return []
        say = self.words.say
        state = say(f"term.meeting_status.{last.status.value}")
        name = last.title or say(f"term.meeting.{last.kind.value}")
        hint = f"{last.id} {name}  {state}"
        return [Choice(_MINUTES, say("minutes_screen.menu"), hint, key="j")]

    def _kind_choice(self, key: str, kind: str, board: Board) -> Choice:
        on_now = board.meeting
        name = self.words.say(f"term.meeting.{kind}")
        if on_now is None:
            series = next((each for each in board.series.values() if each.kind == kind), None)
            n = series.minutes if series is not None else 0
            told = [self.words.say("meeting_screen.minutes", n=n)] if n else []
            for each in ahead.planned(board, kind)[:1]:
                told = [ahead.begins(each, board)]
                told.append(ahead.agenda_state(each, board, self.moment(), self.words))
            return Choice(kind, name, "  ".join(told), key=key)
        running = on_now.kind == kind
        hint = self.words.say("meeting_screen.join") if running else ""
        return Choice(kind, name, hint, key=key, off=not running)

    def convene(self, kind: str) -> None:
        """Begins a meeting of a kind at once; one that goes on is joined, not begun anew."""
        board = self.latest
        if board is None:
            return
        if board.meeting is not None:
            self.action_meeting()
            return
        self._called = True
        work = partial(self._lay_out, kind, board, self.words.language)
        self.run_worker(work, thread=True, group="convene", exclusive=True, exit_on_error=False)

    def _lay_out(self, kind: str, board: Board, language: str) -> None:
        """In a thread: reads the template."""
        from core.domain.meeting import MeetingKind
        from core.domain.opening import start
        from core.meetings import template

        config = self.opening.config
        folder = config.parent / "meetings" if config.name else None
        try:
            found = template(MeetingKind(kind), folder)
        except Refused as problem:
            self.post_message(MeetingReady(None, problem))
            return
        self.post_message(MeetingReady(start(board, found, language)))

    @on(MeetingReady)
    def _ready_to_begin(self, message: MeetingReady) -> None:
        screen = self._doing()
        if screen is None:
            return
        if message.wish is not None:
            screen.issue(message.wish)
        elif message.problem is not None:
            problem = message.problem
            screen.tell("✗ " + refusal(problem.reason, problem.values, self.words), "sla-late bold")

    @on(messages.BoardLoaded)
    def _come_back(self) -> None:
        """Into the meeting that was asked for; at the start, into one whose chair is ours."""
        from tui.meeting import sits_in

        board = self.latest
        first, self._seen_board = not self._seen_board, True
        if first and board is not None:
            self.call_after_refresh(self._say_seat, board)
        if board is None or board.meeting is None:
            return
        mine = first and sits_in(board, board.meeting, self.opening.actor)
        if self._called or mine:
            self._called = False
            self.action_meeting()

    def _say_seat(self, board: Board) -> None:
        """Whom the project does not know hears it at the start."""
        from tui.guest import greeting

        screen = self._doing()
        told = greeting(board, self.opening.actor, self.words)
        if told and screen is not None and screen.alive and screen is self.screen_stack[0]:
            screen.tell(told, "sla-soon")

    def action_meeting(self) -> None:
        """Into the meeting that goes on; back to it where its screen is open already."""
        board = self.latest
        if board is None or board.meeting is None:
            self.action_meeting_menu()
            return
        if self._meeting_screen() is None:
            self.enter_room(partial(_screen_of, board.meeting))
            return
        while self.screen is not self._meeting_screen():
            self.pop_screen()

    def meeting_over(self, meeting: str, *, here: bool) -> None:
        """A meeting has ended: its minutes come up where it was ended, elsewhere it is said."""
        if meeting and here:
            self.action_minutes(meeting)
        elif (screen := self._doing()) is not None and screen.alive and meeting:
            screen.tell(self.words.say("meeting_screen.over_told"), "muted")


def _screen_of(meeting: Meeting) -> Doing:
    """The screen that a meeting is held on."""
    if meeting.kind == "standup":
        from tui.screens.standup import StandupScreen

        return StandupScreen(meeting.id)
    from tui.screens.weekly import WeeklyScreen

    return WeeklyScreen(meeting.id)
