"""What the triage asks the database in threads: what happened to a record, what was before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from tui.screens.triage_sight import TriageSight

if TYPE_CHECKING:
    from core.domain.blocker import Blocker
    from core.domain.decision import Note
    from core.domain.event import Recorded
    from core.service import Service

RECENT = 12
"""How many changes of a record are shown."""


@dataclass
class Looked(Message):
    """The log has answered."""

    subject: str
    events: tuple[Recorded, ...]
    notes: tuple[Note, ...]


@dataclass
class Learned(Message):
    """What was settled before."""

    blockers: tuple[Blocker, ...]


class TriageLooking(TriageSight):
    """The triage as far as it looks things up; threads only post messages."""

    def __init__(self) -> None:
        super().__init__()
        self._looked: tuple[object, ...] = ()

    def _service(self) -> Service | None:
        feed = self.pengtou.feed
        return feed.service if feed else None

    def look(self) -> None:
        """Asks the log about the record that is shown, once for each reading of it."""
        record = self.record()
        wanted = (record.id, record.version) if record is not None else ()
        if wanted and wanted != self._looked:
            if wanted[:1] != self._looked[:1]:
                self.recent = ()  # another record's; of the same one it stays until the answer
            self._looked = wanted
            self._ask_log(record.id)

    @work(thread=True, group="log", exclusive=True, exit_on_error=False)
    def _ask_log(self, identity: str) -> None:
        from core.domain.ids import logged_as
        from core.domain.refusal import Refused, Unreachable

        service = self._service()
        if service is None:
            return
        try:
            events = service.history(logged_as(identity), limit=RECENT)
            notes = service.notes_on(identity)[-RECENT:]
        except (Unreachable, Refused):
            return
        self.post_message(Looked(identity, events, notes))

    @on(Looked)
    def _log_read(self, message: Looked) -> None:
        if message.subject == self.subject():
            self.recent = (*message.events, *message.notes)
            self.draw_one()

    @work(thread=True, group="learn", exclusive=True, exit_on_error=False)
    def learn(self) -> None:
        from core.domain.blocker import SETTLED
        from core.domain.ids import Kind
        from core.domain.refusal import Refused, Unreachable

        service = self._service()
        if service is None:
            return
        try:
            found = service.all_of(Kind.BLOCKER)
        except (Unreachable, Refused):
            return
        self.post_message(Learned(tuple(each for each in found if each.status in SETTLED)))

    @on(Learned)
    def _learned(self, message: Learned) -> None:
        self.settled = message.blockers
        self.draw_one()
