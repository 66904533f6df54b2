"""MinutesScreen: minutes before they go out (screens.md 4.8): checked, edited, sent, recalled."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from core.domain.ids import RecordId
from core.domain.meeting_wishes import SendMinutes, WriteMinutes
from tui.actions import MINUTES
from tui.keymap import bindings
from tui.minutes_draft import MinutesDraft
from tui.minutes_draft import draft as draft_of
from tui.outcome import way_back
from tui.panels import minutes_beside as beside
from tui.screens.minutes_editor import Editing, MinutesEditor
from tui.screens.paper import PaperScreen
from tui.screens.picker import Choice, Picker

if TYPE_CHECKING:
    from core.documents.checks import Check
    from core.service import Service
    from tui.messages import CommandDone, CommandRefused
    from tui.panels.paper_beside import Line
    from tui.words import Words

KIND = "minutes"
"""What its text is put aside as while it is edited."""


class MinutesScreen(PaperScreen):
    """The minutes of a meeting."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(MINUTES)]
    ACTIONS = MINUTES
    KEYS_OF = "minutes"
    ABOUT = "minutes.sent"

    def __init__(self, meeting: str) -> None:
        super().__init__(meeting)
        self._confirmed: list[Check] = []
        self._own_text: str | None = None
        """What was edited and is not on record yet."""
        self._leaving: MinutesDraft | None = None
        """What was asked to be sent, as it was shown."""

    @property
    def _draft(self) -> MinutesDraft | None:
        return self.paper if isinstance(self.paper, MinutesDraft) else None

    def make(self, service: Service, meeting: str, words: Words) -> MinutesDraft:
        return draft_of(service, meeting, words)

    def beside(self, *, narrow: bool) -> list[Line]:
        if self._draft is None:
            return []
        told = beside.Beside(self._draft, self._confirmed, self.way, self.files)
        return beside.lines(told, self.words, narrow=narrow)

    def beside_title(self) -> str:
        return self.words.say("minutes_screen.checks")

    def entitled(self) -> str:
        say = self.words.say
        if self._draft is None:
            return say("minutes_screen.reading", id=self.meeting_id)
        word = "minutes_screen.edited" if self._draft.edited else "minutes_screen.made"
        return f"{self.meeting_id} {say(word)}"

    def subtitled(self) -> str:
        meeting = self.meeting
        if meeting is None or self.board is None:
            return ""
        at = meeting.recapped_at
        if at is None:
            return self.words.say("minutes_screen.not_read_back")
        told = f"{at.astimezone(self.board.zone):%H:%M}"
        return self.words.say("minutes_screen.read_back", at=told)

    def greet(self) -> None:
        """Says what Enter would do."""
        draft = self._draft
        if draft is None:
            self.tell(self.words.say("board.detail.gone"), "sla-soon")
        elif left := beside.open_checks(draft, self._confirmed):
            self.tell(self.words.say("minutes_screen.unconfirmed", n=len(left)), "muted")
        elif not self._is_sent():
            self.tell(self.words.say("minutes_screen.all_clear", n=0), "muted")

    def action_send(self) -> None:
        """Sends the minutes as they are shown; the outbox holds them for ten seconds."""
        draft = self._draft
        if draft is None:
            return
        if left := beside.open_checks(draft, self._confirmed):
            self.tell(self.words.say("minutes_screen.unconfirmed", n=len(left)), "sla-soon bold")
            return
        if self._is_sent() and not self.twice("minutes_screen.again"):
            return
        self._leaving = draft
        meeting = draft.record.meeting.id
        self.issue(SendMinutes(meeting=meeting, text=draft.text, channels=self.chosen))

    def _is_sent(self) -> bool:
        meeting = self.meeting
        return meeting is not None and meeting.minutes_sent_at is not None

    def action_confirm(self) -> None:
        """Takes the first open check for granted."""
        if self._draft is not None:
            self._confirm(1)

    def action_confirm_all(self) -> None:
        """Takes all open checks for granted."""
        if self._draft is not None:
            self._confirm(len(self._draft.checks))

    def _confirm(self, most: int) -> None:
        assert self._draft is not None
        left = beside.open_checks(self._draft, self._confirmed)
        self._confirmed += left[:most]
        self.draw()
        word = "minutes_screen.still" if len(left) > most else "minutes_screen.all_clear"
        self.tell(self.words.say(word, n=max(len(left) - most, 0)), "muted")

    def action_section(self, number: int) -> None:
        """Goes to a chapter."""
        if 0 < number <= len(self._laid.chapters):
            row = self._laid.chapters[number - 1]
            self.query_one("#draft").scroll_to(y=row, animate=False)

    def action_edit(self) -> None:
        """Opens the text to be edited; what was typed before and not saved is offered again."""
        draft = self._draft
        if draft is None:
            return
        held = self.pengtou.drafts.held(self._shelf, KIND)
        if self._own_text is not None:
            self._edit(draft, self._own_text)
        elif held is None or held.text == draft.text:
            self._edit(draft, draft.text)
        else:
            self._offer(draft, held.text)

    @property
    def _shelf(self) -> str:
        """Where its text is put aside; a database may hold several projects."""
        code = self.board.project.code if self.board is not None else ""
        return f"{code}/{self.meeting_id}"

    def _offer(self, draft: MinutesDraft, held: str) -> None:
        say = self.words.say

        def chosen(choice: str | None) -> None:
            if choice == "go_on":
                self._edit(draft, held)
            elif choice == "anew":
                self._put_aside("")
                self._edit(draft, draft.text)

        told = say("minutes_screen.unsaved.n", n=len(held.splitlines()))
        choices = [
            Choice("go_on", say("minutes_screen.unsaved.go_on"), told),
            Choice("anew", say("minutes_screen.unsaved.anew")),
        ]
        title = say("minutes_screen.unsaved.title")
        again = partial(self._offer, draft, held)
        self.app.push_screen(Picker(title, choices, again=again), chosen)

    def _edit(self, draft: MinutesDraft, text: str) -> None:
        def edited(found: str | None) -> None:
            if found is not None and found.strip() != draft.text:
                self._write(draft, found)
            else:
                self._put_aside("")

        editing = Editing(self._editor_title, text, draft.text, self._put_aside)
        self.app.push_screen(MinutesEditor(editing, self.words), edited)

    def _editor_title(self) -> str:
        return self.words.say("minutes_screen.editor", id=self.meeting_id)

    def _put_aside(self, text: str) -> None:
        self.pengtou.drafts.hold(self._shelf, KIND, text)

    def _write(self, draft: MinutesDraft, text: str) -> None:
        self._own_text = text
        known = draft.record.minutes
        # Where there was nothing on record, what somebody wrote since is not overwritten unseen.
        seen = known.version if known is not None else 0
        self.issue(WriteMinutes(meeting=draft.record.meeting.id, text=text, seen=seen))

    def action_cc(self) -> None:
        """Somebody gets a copy, or gets none."""
        draft, board = self._draft, self.board
        if draft is None or board is None:
            return
        now = beside.copies(draft.record)
        mark = self.words.say("minutes_screen.has_copy")
        meeting = draft.record.meeting
        people = [each for each in board.people.values() if each.id not in meeting.attendance]
        choices = [
            Choice(each.id, f"{each.name}  {each.dept}", mark if each.id in now else "")
            for each in people
            if each.here
        ]

        def chosen(identity: str | None) -> None:
            if identity is not None:
                person = RecordId(identity)
                after = tuple(each for each in now if each != person)
                cc = after if person in now else (*now, person)
                self.issue(WriteMinutes(meeting=meeting.id, cc=cc))

        search = self.words.say("board.entry.search")
        title = self.words.say("minutes_screen.cc")
        self.app.push_screen(Picker(title, choices, search=search, again=self.action_cc), chosen)

    def done(self, message: CommandDone) -> None:
        """What was sent is kept as a file, too."""
        kinds = {each.event.kind for each in message.events}
        super().done(message)
        if "minutes.written" in kinds and "meeting.minutes_sent" not in kinds:
            self._own_text = None
            self._put_aside("")
            back = self.words.say(way_back(message.events))
            self.tell(f"✓ {self.words.say('minutes_screen.edit_kept')}  ·  {back}", "accent")
        if "meeting.minutes_sent" in kinds and self._leaving is not None:
            self.save(self._leaving)
            self._leaving = None

    def refused(self, message: CommandRefused) -> None:
        """What was typed is there again when the text is opened to be edited."""
        self._leaving = None
        super().refused(message)
