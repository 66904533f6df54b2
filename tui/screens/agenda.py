"""AgendaScreen: the agenda of a planned meeting before it goes out (C02, F03)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from core.domain.ids import RecordId
from core.domain.meeting import AHEAD
from core.domain.meeting_wishes import SendAgenda
from tui.actions import AGENDA
from tui.keymap import bindings
from tui.panels import agenda_beside
from tui.paper import Paper, agenda
from tui.screens.paper import PaperScreen

if TYPE_CHECKING:
    from core.service import Service
    from tui.panels.paper_beside import Line
    from tui.words import Words


class AgendaScreen(PaperScreen):
    """What people get before a meeting: shown as it is sent, recalled within ten seconds."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(AGENDA)]
    ACTIONS = AGENDA
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

    def action_help(self) -> None:
        """Shows the keys of this screen."""
        self.pengtou.action_keys("agenda")
