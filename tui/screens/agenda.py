"""AgendaScreen: the agenda of a planned meeting before it goes out (C02, F03)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import BindingType

from core.domain.batch import Batch
from core.domain.ids import RecordId
from core.domain.meeting import AHEAD, Meeting, Presence
from core.domain.meeting_wishes import EditMeeting, SendAgenda, SetAttendance
from core.domain.opening import forgotten
from core.domain.text import clean
from tui import attendance
from tui.actions import AGENDA
from tui.keymap import bindings
from tui.panels import agenda_beside
from tui.paper import Paper, agenda
from tui.screens.paper import PaperScreen
from tui.screens.picker import Choice, Picker
from tui.widgets.entry_bar import Purpose

if TYPE_CHECKING:
    from core.service import Service
    from tui.panels.paper_beside import Line
    from tui.words import Words


_ALL = "all"
_FIELD = "agenda:"
"""The beginning of the purpose of a line on which a fact of the meeting is typed."""


class AgendaScreen(PaperScreen):
    """What people get before a meeting: shown as it is sent, recalled within ten seconds."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(AGENDA)]
    ACTIONS = AGENDA
    KEYS_OF = "agenda"
    ABOUT = "agenda.sent"

    def make(self, service: Service, meeting: str, words: Words) -> Paper:
        return agenda(service, meeting, words)

    def beside(self, *, narrow: bool) -> list[Line]:
        if self.paper is None:
            return []
        way, files = self.way, self.files
        return agenda_beside.lines(self.paper, way, files, self.words, narrow=narrow)

    def beside_title(self) -> str:
        return self.words.say("minutes_screen.checks")

    def entitled(self) -> str:
        word = "agenda.reading" if self.paper is None else "agenda.preview"
        return self.words.say(word, id=self.meeting_id)

    def subtitled(self) -> str:
        return ""

    def greet(self) -> None:
        """Says what Enter would do."""
        if self.paper is None:
            self.tell(self.words.say("board.detail.gone"), "sla-soon")
        else:
            word = "agenda.out" if self._is_sent() else "agenda.enter"
            self.tell(self.words.say(word), "muted")

    def action_send(self) -> None:
        """Sends it as it is shown; the outbox holds it for ten seconds."""
        meeting = self.meeting
        if self.paper is None or meeting is None:
            return
        if meeting.status in AHEAD and self._is_sent() and not self.twice("agenda.again"):
            return
        wish = SendAgenda(
            meeting=RecordId(self.meeting_id), text=self.paper.text, channels=self.chosen
        )
        self.issue(wish)

    def _is_sent(self) -> bool:
        meeting = self.meeting
        return meeting is not None and meeting.agenda_sent_at is not None

    def action_invite(self) -> None:
        """Asks somebody to the meeting, or no longer; all whom it concerns by one choice."""
        board, meeting = self.board, self.meeting
        if board is None or meeting is None or not self._changeable(meeting):
            return
        left_out = forgotten(board, meeting)
        told = self.words.say("agenda.invite_all", n=len(left_out))
        names = self.words.join(board.name_of(each) for each in left_out)
        every = [Choice(_ALL, told, names)] if left_out else []
        found = attendance.choices(board, meeting, self.words)

        def chosen(who: str | None) -> None:
            if who is not None:
                self.issue(_asked(meeting, left_out if who == _ALL else (RecordId(who),)))

        title, search = self.words.say("agenda.who"), self.words.say("board.entry.search")
        asked = Picker(title, [*every, *found], search=search, again=self.action_invite)
        self.app.push_screen(asked, chosen)

    def action_write(self, field: str) -> None:
        """Opens a line for the place, or for what people read before (F22)."""
        meeting = self.meeting
        if meeting is None or not self._changeable(meeting):
            return

        def said() -> tuple[str, str]:
            return self.words.say(f"agenda.write.{field}"), self.words.say(f"agenda.hint.{field}")

        now = getattr(meeting, field)
        self.ask_line(Purpose(_FIELD + field, meeting.id, meeting.version), said, now)

    def _changeable(self, meeting: Meeting) -> bool:
        if meeting.status not in AHEAD:
            self.tell(self.words.say("agenda.begun", id=meeting.id), "sla-soon")
        return meeting.status in AHEAD

    def _enter(self, purpose: Purpose, text: str) -> None:
        if not purpose.id.startswith(_FIELD):
            super()._enter(purpose, text)
            return
        told: dict[str, Any] = {purpose.id.removeprefix(_FIELD): clean(text)}
        wish = EditMeeting(meeting=RecordId(self.meeting_id), seen=purpose.seen, **told)
        self.issue(wish, purpose)


def _asked(meeting: Meeting, people: Iterable[RecordId]) -> Batch:
    """Who was not asked is; who was asked is not any more."""
    return Batch(
        commands=tuple(
            SetAttendance(
                meeting=meeting.id,
                person=each,
                how=None if each in meeting.attendance else Presence.PRESENT,
            )
            for each in people
        )
    )
