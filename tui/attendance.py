"""Who came to a meeting, as a list to choose from, and what a choice comes to. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.domain.batch import Batch
from core.domain.meeting import MeetingKind, Presence, Purpose
from core.domain.meeting_wishes import AddAgendaItem, SetAttendance, Slot
from core.domain.people import Role
from tui.screens.picker import Choice

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.command import Command
    from core.domain.ids import RecordId
    from core.domain.meeting import Meeting
    from tui.words import Words

_AFTER: Final = {
    None: Presence.PRESENT,
    Presence.PRESENT: Presence.ABSENT,
    Presence.ABSENT: Presence.EXCUSED,
    Presence.EXCUSED: Presence.PRESENT,
}
_MARKS: Final = {Presence.PRESENT: "✓", Presence.ABSENT: "✗", Presence.EXCUSED: "–", None: " "}


def choices(board: Board, meeting: Meeting, words: Words) -> list[Choice]:
    """The invited first, in the order of the project; then the others, but no viewers."""
    people = [each for each in board.people.values() if not each.removed]
    asked = [each for each in people if each.id in meeting.attendance]
    others = [
        each
        for each in people
        if each.id not in meeting.attendance and each.role is not Role.VIEWER
    ]
    found = []
    for person in (*asked, *others):
        how = presence(meeting, person.id)
        told = words.say(f"term.presence.{how.value}") if how else ""
        hint = " ".join(part for part in (told, person.dept) if part)
        text = f"{_MARKS[how]} {person.name}"
        found.append(Choice(person.id, text, hint, others=(person.name, *person.aliases)))
    return found


def presence(meeting: Meeting, who: str) -> Presence | None:
    """Whether somebody came; None for who was not invited."""
    how = meeting.attendance.get(who)
    return Presence(how) if how else None


def turned(board: Board, meeting: Meeting, who: RecordId) -> Command:
    """The wish that takes somebody on: present, absent, excused, present.

    Who comes late to a standup gets a turn, like the others.
    """
    how = _AFTER[presence(meeting, who)]
    wish = SetAttendance(meeting=meeting.id, person=who, how=how, seen=meeting.version)
    if how is not Presence.PRESENT or meeting.kind is not MeetingKind.STANDUP:
        return wish
    turns = [each for each in board.items_of(meeting.id) if each.purpose is Purpose.PERSON]
    if any(each.owner == who for each in turns):
        return wish
    seconds = turns[0].seconds if turns else 120
    slot = Slot(purpose=Purpose.PERSON, owner=who, seconds=seconds)
    return Batch(commands=(wish, AddAgendaItem(meeting=meeting.id, slot=slot)))
