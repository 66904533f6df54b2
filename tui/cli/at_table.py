"""The meeting that a verb speaks of, with all that is on the table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from core.domain.ids import Kind, RecordId
from core.domain.meeting import AHEAD, ON, AgendaItem, Meeting
from core.domain.refusal import Gone, Refused
from core.domain.text import clean
from tui.cli import lookup
from tui.cli.typed_line import ground_for
from tui.cli.wrong import Told

if TYPE_CHECKING:
    from core.capture.ground import Ground
    from tui.cli.desk import Desk
    from tui.meeting import Sitting


@dataclass(frozen=True, slots=True)
class Table:
    """What a verb of a meeting works with."""

    desk: Desk
    sitting: Sitting

    @property
    def meeting(self) -> Meeting:
        """The meeting itself."""
        return self.sitting.meeting

    @property
    def id(self) -> RecordId:
        """Its id."""
        return self.sitting.meeting.id

    def people(self, names: Iterable[str]) -> tuple[RecordId, ...]:
        """The people that were named, in words or with commas between them."""
        return people_of(names, self.desk, ground_for(self.desk, ()))


def people_of(names: Iterable[str], desk: Desk, ground: Ground) -> tuple[RecordId, ...]:
    """The people whose names were typed.

    Raises:
        Refused, Told: see `lookup.person`.
    """
    typed = (one for each in names for one in clean(each).replace("，", ",").split(","))
    found = (lookup.person(each.strip(), ground, desk.words) for each in typed if each.strip())
    return tuple(dict.fromkeys(found))


def running(desk: Desk) -> Table:
    """The meeting that is going on.

    Raises:
        Refused: there is none.
    """
    meeting = desk.board.meeting
    if meeting is None:
        raise Refused("no-meeting-on")
    return Table(desk, sitting_of(desk, meeting, desk.board.items_of(meeting.id)))


def named(desk: Desk, text: str | None, *, ahead: bool = False) -> Table:
    """The meeting of an id; without one that which is on, else the last one, else the next.

    With `ahead` the next one comes before the last.

    Raises:
        Gone: there is no such meeting.
        Told: there is no meeting at all.
    """
    meetings: list[Meeting] = desk.service.all_of(Kind.MEETING)
    found = _found(meetings, text) if text else _usual(meetings, ahead)
    if found is None:
        raise Told(word="meet.none")
    items = [each for each in desk.service.all_of(Kind.AGENDA_ITEM) if each.meeting == found.id]
    return Table(desk, sitting_of(desk, found, items))


def sitting_of(desk: Desk, meeting: Meeting, items: Iterable[AgendaItem]) -> Sitting:
    """A meeting at this moment."""
    from tui.meeting import Sitting

    order = sorted(items, key=lambda each: (each.position, each.id.zfill(12)))
    return Sitting(desk.board, meeting, tuple(order), desk.service.now())


def in_order(meetings: Iterable[Meeting]) -> list[Meeting]:
    """The one that is on, those ahead by their time, then the others, the latest first."""
    every = list(meetings)
    ahead = sorted((each for each in every if each.status in AHEAD), key=_planned)
    over = [each for each in every if each.status not in AHEAD | ON]
    on = [each for each in every if each.status in ON]
    return [*on, *ahead, *sorted(over, key=_began, reverse=True)]


def _found(meetings: Iterable[Meeting], text: str) -> Meeting | None:
    identity = lookup.identity(text)
    for each in meetings:
        if each.id == identity:
            return each
    raise Gone(identity)


def _usual(meetings: list[Meeting], ahead: bool) -> Meeting | None:
    on = [each for each in meetings if each.status in ON]
    coming = sorted((each for each in meetings if each.status in AHEAD), key=_planned)
    over = sorted((each for each in meetings if each.ended_at is not None), key=_began)
    rest = [*coming[:1], *over[-1:]] if ahead else [*over[-1:], *coming[:1]]
    return next(iter((*on, *rest)), None)


def _planned(meeting: Meeting) -> tuple[str, str]:
    return _stamp(meeting.starts_at), meeting.id.zfill(12)


def _began(meeting: Meeting) -> tuple[str, str]:
    return _stamp(meeting.started_at or meeting.starts_at), meeting.id.zfill(12)


def _stamp(moment: datetime | None) -> str:
    return f"{moment.timestamp():020.6f}" if moment else ""
