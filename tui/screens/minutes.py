"""MinutesScreen: minutes before they go out (screens.md 4.8): checked, edited, sent, recalled."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from core.domain.ids import RecordId
from core.domain.meeting_wishes import SendMinutes, WriteMinutes
from core.domain.message import Delivery, RetryMessage
from tui.actions import MINUTES
from tui.delivery import standing
from tui.keymap import bindings
from tui.minutes_draft import MinutesDraft
from tui.minutes_file import FORMATS
from tui.panels import minutes_beside as beside
from tui.screens.minutes_editor import MinutesEditor
from tui.screens.minutes_looking import MinutesLooking
from tui.screens.picker import Choice, Picker

if TYPE_CHECKING:
    from core.domain.message import Message
    from tui.messages import CommandDone, CommandRefused


class MinutesScreen(MinutesLooking):
    """The minutes of a meeting."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(MINUTES)]
    ACTIONS = MINUTES

    def __init__(self, meeting: str) -> None:
        super().__init__(meeting)
        self._own_text: str | None = None
        """What was edited and is not on record yet."""
        self._again = False
        """Whether Enter was pressed for minutes that went out already."""
        self._leaving: MinutesDraft | None = None
        """What was asked to be sent, as it was shown."""
        self._recallable = False
        """Whether the line says for how long it can be recalled."""

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
        if self._is_sent() and not self._again:
            self._again = True
            self.tell(self.words.say("minutes_screen.again"), "sla-soon bold")
            return
        self._again, self._leaving = False, draft
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
        """Opens the text to be edited; what was typed before and refused is there again."""
        draft = self._draft
        if draft is None:
            return
        text = self._own_text if self._own_text is not None else draft.text

        def edited(found: str | None) -> None:
            if found is not None and found.strip() != draft.text:
                self._write(draft, found)

        title = self.words.say("minutes_screen.editor", id=self.meeting_id)
        self.app.push_screen(MinutesEditor(title, text, self.words), edited)

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
            if not each.removed
        ]

        def chosen(identity: str | None) -> None:
            if identity is not None:
                person = RecordId(identity)
                after = tuple(each for each in now if each != person)
                cc = after if person in now else (*now, person)
                self.issue(WriteMinutes(meeting=meeting.id, cc=cc))

        search = self.words.say("board.entry.search")
        title = self.words.say("minutes_screen.cc")
        self.app.push_screen(Picker(title, choices, search=search), chosen)

    def action_channels(self) -> None:
        """A group gets the minutes, or does not."""
        if not self._bots:
            self.tell(self.words.say("minutes_screen.no_bots"), "sla-soon")
            return
        now, say = self.chosen, self.words.say
        choices = [
            Choice(name, name, why or (say("minutes_screen.goes") if name in now else ""))
            for name, why in self._bots.items()
        ]

        def chosen(name: str | None) -> None:
            if name is not None and not self._bots[name]:
                rest = tuple(each for each in now if each != name)
                self._channels = rest if name in now else (*now, name)
                self.draw()

        self.app.push_screen(Picker(say("minutes_screen.channels"), choices), chosen)

    def action_export(self) -> None:
        """Writes the minutes to a file."""
        draft = self._draft
        if draft is None:
            return

        def chosen(kind: str | None) -> None:
            if kind is not None:
                self.save(draft, kind)

        choices = [
            Choice(each, self.words.say(f"minutes_screen.format.{each}")) for each in FORMATS
        ]
        self.app.push_screen(Picker(self.words.say("minutes_screen.export"), choices), chosen)

    def action_retry(self) -> None:
        """Has what did not arrive sent again; where that is in doubt, the group is asked first."""
        stuck = [each for each in self._on_their_way() if each.stuck()]
        if not stuck:
            self.tell(self.words.say("minutes_screen.none_stuck"), "muted")
        elif stuck[0].status is Delivery.FAILED:
            self.issue(RetryMessage(message=stuck[0].id, seen=stuck[0].version))
        else:
            self._ask_of(stuck[0])

    def _ask_of(self, message: Message) -> None:
        def chosen(answer: str | None) -> None:
            if answer is not None:
                arrived = answer == "arrived"
                self.issue(RetryMessage(message=message.id, arrived=arrived, seen=message.version))

        say = self.words.say
        choices = [
            Choice(each, say(f"minutes_screen.retry.{each}")) for each in ("lost", "arrived")
        ]
        title = say("minutes_screen.retry.title", channel=message.channel)
        self.app.push_screen(Picker(title, choices), chosen)

    def _on_their_way(self) -> list[Message]:
        if self._draft is None or self.board is None:
            return []
        return beside.Beside(self._draft, self.board, self.pengtou.moment(), ()).messages

    def done(self, message: CommandDone) -> None:
        """What was sent is kept as a file, too."""
        kinds = {each.event.kind for each in message.events}
        if "minutes.written" in kinds:
            self._own_text = None
        super().done(message)
        if "meeting.minutes_sent" in kinds and self._leaving is not None:
            self.save(self._leaving)
            self._leaving = None

    def refused(self, message: CommandRefused) -> None:
        """What was typed is there again when the text is opened to be edited."""
        self._leaving = None
        super().refused(message)

    def _count(self) -> None:
        super()._count()
        waiting = [each for each in self._on_their_way() if each.status is Delivery.WAITING]
        now = self.pengtou.moment()
        first = next((each for each in waiting if not each.left(now)), None)
        if first is not None and self.board is not None:
            self._recallable = True
            told = standing(first, now, self.board.zone, self.words)
            self.tell(self.words.say("minutes_screen.recall", told=told), "sla-soon bold")
        elif self._recallable:
            self._recallable = False
            self.tell("")

    def action_back(self) -> None:
        """Back to where one came from."""
        self.dismiss()

    def action_help(self) -> None:
        """Shows the keys of this screen."""
        self.pengtou.action_keys("minutes")
