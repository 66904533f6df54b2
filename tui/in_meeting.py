"""In a meeting: the part of the app that does what there is to do in it, and asks who leaves it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from core.domain.ids import RecordId
from tui.dressing import Dressing
from tui.screens.doing import Doing
from tui.screens.picker import Choice, Picker
from tui.widgets.entry_bar import Purpose

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.meeting import Meeting
    from tui.screens.meeting import MeetingScreen

_LEAVING: Final = ("leave", "end", "stay")


class InMeeting(Dressing):
    """What the menu of meetings does to the meeting that goes on."""

    def action_meeting(self) -> None:
        """Into the meeting that goes on."""
        raise NotImplementedError

    def _meeting_screen(self) -> MeetingScreen | None:
        from tui.screens.meeting import MeetingScreen

        found = (each for each in self.screen_stack if isinstance(each, MeetingScreen))
        return next(found, None)

    def _doing(self) -> Doing | None:
        """The screen on top on which things can be done."""
        return next((each for each in self.screen_stack[::-1] if isinstance(each, Doing)), None)

    def _during(self, name: str, meeting: Meeting) -> None:
        if name == "park":
            self.action_park()
        elif name == "hand_over":
            self.action_hand_over()
        elif name == "attendance":
            self.action_attendance()
        elif name == "end":
            self._to_read_back(meeting)
        else:
            self.open_point(name)

    def action_park(self) -> None:
        """Puts something off the agenda for now (停车场)."""
        screen = self._doing()
        inside = self._meeting_screen()
        if inside is not None and screen is inside:
            inside.park()
        else:
            self.open_point("parked")

    def open_point(self, sort: str) -> None:
        """Opens the line for something that goes on record, or into the parking lot."""
        screen = self._doing()
        if screen is not None:
            names = (f"term.point.{sort}", "meeting_screen.point_hint")
            purpose = Purpose(f"point:{sort}")
            screen.ask_line(purpose, lambda: (self.words.say(names[0]), self.words.say(names[1])))

    def _to_read_back(self, meeting: Meeting) -> None:
        """The end begins with the read-back (R11); from there one key ends it."""
        from core.domain.meeting_wishes import GoToItem

        board, screen, inside = self.latest, self._doing(), self._meeting_screen()
        if inside is not None:
            self.action_meeting()
            inside.to_end()
        elif board is not None and screen is not None:
            last = board.items_of(meeting.id)[-1]
            screen.issue(GoToItem(meeting=meeting.id, item=last.id))
            self.action_meeting()

    def action_hand_over(self) -> None:
        """Somebody else facilitates, or records."""
        from core.domain.meeting_wishes import HandOver

        board, screen = self.latest, self._doing()
        if board is None or board.meeting is None or screen is None:
            return
        meeting, words = board.meeting, self.words
        choices = [
            Choice(
                f"{chair}:{who}",
                words.say(f"meeting_screen.to_{chair}", name=board.name_of(who)),
                board.people[who].dept if who in board.people else "",
                others=board.people[who].aliases if who in board.people else (),
            )
            for chair in ("facilitator", "recorder")
            for who in meeting.present()
            if who != getattr(meeting, chair)
        ]

        def chosen(choice: str | None) -> None:
            chair, _, who = (choice or "").partition(":")
            if who:
                seats = {chair: RecordId(who)}
                screen.issue(HandOver(meeting=meeting.id, seen=meeting.version, **seats))

        title = words.say("meeting_screen.do.hand_over")
        search, again = words.say("board.entry.search"), self.action_hand_over
        self.push_screen(Picker(title, choices, search=search, again=again), chosen)

    def action_attendance(self) -> None:
        """Who came: who is chosen and was there is asked why not; everybody else has come."""
        from tui import attendance

        board, screen = self.latest, self._doing()
        if board is None or board.meeting is None or screen is None:
            return
        meeting = board.meeting

        def chosen(who: str | None) -> None:
            if who is None:
                return
            if attendance.is_there(meeting, who):
                self._ask_why(board, meeting, RecordId(who), screen)
            else:
                screen.issue(attendance.came(board, meeting, RecordId(who)))

        title = self.words.say("meeting_screen.do.attendance")
        found = attendance.choices(board, meeting, self.words)
        search, again = self.words.say("board.entry.search"), self.action_attendance
        self.push_screen(Picker(title, found, search=search, again=again), chosen)

    def _ask_why(self, board: Board, meeting: Meeting, who: RecordId, screen: Doing) -> None:
        """Why somebody is not there: by a digit, or in words of one's own."""
        from tui import attendance

        def said() -> tuple[str, str]:
            say = self.words.say
            title = say("meeting_screen.why_away", name=board.name_of(who))
            return title, say("meeting_screen.why_hint")

        def chosen(why: str | None) -> None:
            if why == attendance.OTHER:
                purpose = Purpose(attendance.ABSENCE, who, meeting.version)
                screen.ask_line(purpose, said)
            elif why is not None:
                screen.issue(attendance.away(meeting, who, why, self.words))

        again = partial(self._ask_why, board, meeting, who, screen)
        asked = Picker(said()[0], attendance.reasons(self.words), again=again)
        self.push_screen(asked, chosen)

    # ── leaving ──────────────────────────────────────────────────────────────────────────────

    async def action_quit(self) -> None:
        """Leaves; in a meeting that is ours, or on its screen, that is asked about first."""
        from tui.meeting import sits_in

        board = self.latest
        meeting = board.meeting if board is not None else None
        if board is None or meeting is None:
            self.exit()
            return
        mine = sits_in(board, meeting, self.opening.actor)
        if mine or self.screen is self._meeting_screen():
            self._ask_leaving(meeting)
        else:
            self.exit()

    def _ask_leaving(self, meeting: Meeting) -> None:
        say = self.words.say
        choices = [Choice(each, say(f"meeting_screen.leaving.{each}")) for each in _LEAVING]

        def chosen(choice: str | None) -> None:
            if choice == "leave":
                self.exit()
            elif choice == "end":
                self._to_read_back(meeting)

        title = say("meeting_screen.still_on", id=meeting.id)
        again = partial(self._ask_leaving, meeting)
        self.push_screen(Picker(title, choices, again=again), chosen)
