"""Following: what the facilitator looks at is told, and shown where somebody follows (`F`).

A view is told as a word and the record it is about: `meeting`, `triage:B-08`, `record:T-04`. Who
follows may leave at any moment, by going somewhere else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui.convening import Convening
from tui.meeting import myself
from tui.screens.doing import Doing

if TYPE_CHECKING:
    from core.domain.board import Board

EVERY: Final = 0.5
"""Seconds between two looks at what the facilitator looks at."""
_MEETING, _BOARD = "meeting", "board"


class Following(Convening):
    """Tells what is looked at in a chair, and follows it on another screen."""

    def __init__(self) -> None:
        super().__init__()
        self._followed: str | None = None
        """The view that was opened last for following; None while nobody is followed."""
        self._arrived = False

    def on_mount(self) -> None:
        """Looks around from now on."""
        self.set_interval(EVERY, self._look_around)

    @property
    def following(self) -> bool:
        """Whether somebody else's view is followed."""
        return self._followed is not None

    def action_follow(self) -> None:
        """Follows the facilitator, or goes its own way again; the chair itself takes its seat."""
        board, screen = self.latest, self._doing()
        if board is None or screen is None:
            return
        if board.meeting is None:
            screen.tell(self.words.say("meeting_screen.none_on"), "muted")
        elif self._in_chair(board):
            self.action_meeting()
        elif self.following:
            self._stop()
        else:
            self._follow(view_followed(board))
            name = board.name_of(board.meeting.facilitator)
            told = self.words.say("meeting_screen.following", name=name)
            self.call_later(self._tell, told)

    def _tell(self, text: str) -> None:
        if (screen := self._doing()) is not None and screen.alive:
            screen.tell(text, "accent")

    def _stop(self) -> None:
        self._followed = None
        self._tell(self.words.say("meeting_screen.left"))

    def _in_chair(self, board: Board) -> bool:
        me = myself(board, self.opening.actor)
        meeting = board.meeting
        return meeting is not None and me is not None and me.id == meeting.facilitator

    def _look_around(self) -> None:
        board, screen = self.latest, self._doing()
        if board is None or screen is None or not screen.alive:
            return
        if self.feed is not None:
            chair = self._in_chair(board)
            self.feed.look_at(view_of(screen) if chair else "")
        if self.following:
            self._keep_up(board, screen)

    def _keep_up(self, board: Board, screen: Doing) -> None:
        """Goes where the facilitator went; whoever walks off on their own is let go."""
        if board.meeting is None:
            self._followed = None
            return
        wanted, here = view_followed(board), view_of(screen)
        if screen.entry.typing or self.screen is not screen:
            return
        if wanted != self._followed:
            self._follow(wanted)
        elif self._arrived and here != wanted:
            self._stop()

    def _follow(self, view: str) -> None:
        self._followed, self._arrived = view, False
        name, _, subject = view.partition(":")
        if subject and self._moved(name, subject):
            self._arrived = True
            return
        self._clear_the_way(name)
        self._open_view(name, subject)
        self.call_later(self._arrive)  # after the screen, which is opened the same way

    def _arrive(self) -> None:
        self._arrived = True

    def _open_view(self, name: str, subject: str) -> None:
        match name:
            case "board":
                return
            case "triage":
                self.action_triage(subject or None)
            case "record":
                self.action_record(subject)
            case "raci":
                self.action_raci(subject or None)
            case _:
                self.action_meeting()

    def _moved(self, name: str, subject: str) -> bool:
        """Whether the screen that is open has a list that could simply go to the record."""
        screen = self._doing()
        if screen is None or view_of(screen).partition(":")[0] != name:
            return False
        grid = getattr(screen, "grid", None)
        return grid is not None and bool(grid.go_to(subject))

    def _clear_the_way(self, name: str) -> None:
        """Back to the meeting, or to the board where that is what is looked at."""
        keep = {self.screen_stack[0]}
        inside = self._meeting_screen()
        if inside is not None and name != _BOARD:
            keep.add(inside)
        while self.screen not in keep:
            self.pop_screen()

    def action_triage(self, first: str | None = None) -> None:
        """Opens the triage."""
        raise NotImplementedError

    def action_record(self, identity: str, *, at_history: bool = False) -> None:
        """Opens a record."""
        raise NotImplementedError

    def action_raci(self, task: str | None) -> None:
        """Opens the RACI matrix."""
        raise NotImplementedError


def view_of(screen: Doing) -> str:
    """What a screen shows, in a word that another board can open it by."""
    from tui.screens.board import BoardScreen
    from tui.screens.detail import DetailScreen
    from tui.screens.matrix import MatrixScreen
    from tui.screens.meeting import MeetingScreen
    from tui.screens.triage import TriageScreen

    named = ((TriageScreen, "triage"), (DetailScreen, "record"), (MatrixScreen, "raci"))
    for kind, name in named:
        if isinstance(screen, kind):
            return f"{name}:{screen.subject() or ''}"
    if isinstance(screen, MeetingScreen):
        return _MEETING
    return _BOARD if isinstance(screen, BoardScreen) else _MEETING


def view_followed(board: Board) -> str:
    """What the facilitator of the running meeting looks at; the meeting, where nobody says."""
    meeting = board.meeting
    chair = board.people.get(meeting.facilitator or "") if meeting is not None else None
    if chair is None:
        return _MEETING
    told = [each.view for each in board.present if each.view and chair.goes_by(each.name)]
    return told[0] if told else _MEETING
