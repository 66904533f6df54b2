"""What a meeting lends to a line that is typed in it: who is there, whose turn it is, what the
item is about; and to every line, when people meet next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Final

from core.capture.ground import Context
from core.domain.cadence import next_meeting
from core.domain.ids import Kind, RecordId, kind_of, parse_id
from core.domain.meeting import AgendaItem, Meeting, Purpose, Series

if TYPE_CHECKING:
    from core.calendar.workdays import WorkCalendar

_ID: Final = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{1,2}-[0-9]{1,9}(?![0-9])", re.ASCII)
_LINKED: Final = frozenset({Kind.TASK, Kind.BLOCKER, Kind.ACTION, Kind.DECISION, Kind.RISK})


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """The meetings that matter to a line: the one going on, those ahead, those begun today."""

    meetings: tuple[Meeting, ...] = ()
    items: tuple[AgendaItem, ...] = ()
    """The agenda items of the one going on."""
    series: tuple[Series, ...] = ()

    @property
    def meeting(self) -> Meeting | None:
        """The one going on."""
        return next((each for each in self.meetings if each.on), None)

    @property
    def item(self) -> AgendaItem | None:
        """What is under discussion in it."""
        meeting = self.meeting
        if meeting is None:
            return None
        return next((each for each in self.items if each.id == meeting.current), None)

    def seen_by(self, person: RecordId | None) -> Seat:
        """What it lends to a person's line; nothing of a meeting that they do not sit in.

        Nobody is a guest: whom the project does not know sits in the meeting they write in.
        """
        meeting, item = self.meeting, self.item
        if meeting is None or (person is not None and person not in sitting_in(meeting)):
            return Seat()
        if item is None:
            return Seat(present=frozenset(meeting.present()))
        return Seat(
            present=frozenset(meeting.present()),
            speaker=item.owner if item.purpose is Purpose.PERSON else None,
            about=next(records_in(item.title), None),
        )

    def ahead(
        self, now: datetime, zone: tzinfo, calendar: WorkCalendar
    ) -> tuple[datetime, str] | None:
        """When people meet next, and the title of that meeting or its kind.

        None where nothing is planned and the project has no rhythm.
        """
        upcoming = next_meeting(self.series, self.meetings, now, zone, calendar)
        if upcoming is None:
            return None
        planned = (each.title for each in self.meetings if each.id == upcoming.planned)
        return upcoming.at, next(planned, "") or upcoming.kind.value


@dataclass(frozen=True, slots=True)
class Seat:
    """A place in a meeting."""

    present: frozenset[RecordId] = field(default_factory=frozenset)
    speaker: RecordId | None = None
    """Whose turn it is in a standup."""
    about: RecordId | None = None
    """The record that the agenda item names."""

    def within(self, context: Context) -> Context:
        """A place on the board with what the meeting adds to it."""
        return replace(
            context,
            speaker=context.speaker or self.speaker,
            agenda=context.agenda or self.about,
        )


def sitting_in(meeting: Meeting) -> frozenset[RecordId]:
    """Who sits in a meeting: its chairs, and who came."""
    chairs = (each for each in (meeting.facilitator, meeting.recorder) if each)
    return frozenset((*chairs, *meeting.present()))


def records_in(text: str) -> Iterator[RecordId]:
    """The records that a text names by their ids, in order."""
    for found in _ID.finditer(text):
        identity = parse_id(found[0])
        if identity is not None and kind_of(identity) in _LINKED:
            yield identity


def floor_of(
    meetings: Iterable[Meeting], items: Iterable[AgendaItem], series: Iterable[Series]
) -> Floor:
    """A floor from whatever holds them."""
    return Floor(meetings=tuple(meetings), items=tuple(items), series=tuple(series))
