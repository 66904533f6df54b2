"""Who came to a meeting, as a list to choose from, and what a choice comes to. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.domain.batch import Batch
from core.domain.ids import RecordId
from core.domain.meeting import MeetingKind, Presence, Purpose
from core.domain.meeting_wishes import AddAgendaItem, SetAttendance, Slot
from core.domain.people import Role
from core.domain.refusal import Refused
from tui.screens.picker import Choice

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.command import Command
    from core.domain.meeting import Meeting
    from tui.words import Words

ABSENCE: Final = "absence"
"""The purpose of a line that says why somebody is not there."""
OTHER: Final = "other"
_REASONS: Final = ("leave", "trip", "clash", "sick", "unsaid", OTHER)
"""Why somebody is not there, by their digits."""
_MARKS: Final = {Presence.PRESENT: "✓", Presence.ABSENT: "✗", Presence.EXCUSED: "–", None: " "}


def choices(board: Board, meeting: Meeting, words: Words) -> list[Choice]:
    """The invited first, in the order of the project; then the others, but no viewers."""
    people = [each for each in board.people.values() if each.here]
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
        why = meeting.excuses.get(person.id, "")
        hint = " ".join(part for part in (told, why, person.dept) if part)
        text = f"{_MARKS[how]} {person.name}"
        found.append(Choice(person.id, text, hint, others=(person.name, *person.aliases)))
    return found


def presence(meeting: Meeting, who: str) -> Presence | None:
    """Whether somebody came; None for who was not invited."""
    how = meeting.attendance.get(who)
    return Presence(how) if how else None


def is_there(meeting: Meeting, who: str) -> bool:
    """Whether somebody counts as present."""
    return presence(meeting, who) is Presence.PRESENT


def reasons(words: Words) -> list[Choice]:
    """Why somebody is not there, to choose from by a digit."""
    return [Choice(each, words.say(f"meeting_screen.away.{each}")) for each in _REASONS]


def away(meeting: Meeting, who: RecordId, reason: str, words: Words) -> SetAttendance:
    """Somebody did not come, for one of these reasons; leave is a presence of its own (F04)."""
    how = Presence.EXCUSED if reason == "leave" else Presence.ABSENT
    told = "" if reason in ("leave", "unsaid") else words.say(f"meeting_screen.away.{reason}")
    return SetAttendance(meeting=meeting.id, person=who, how=how, why=told, seen=meeting.version)


def absence_line(who: str, text: str, board: Board) -> SetAttendance:
    """What a line that says why somebody is not there comes to.

    Raises:
        Refused: no meeting is going on any more.
    """
    if board.meeting is None:
        raise Refused("no-meeting-on")
    why = text.strip()
    return SetAttendance(
        meeting=board.meeting.id, person=RecordId(who), how=Presence.ABSENT, why=why
    )


def came(board: Board, meeting: Meeting, who: RecordId) -> Command:
    """The wish that has somebody present.

    Who comes late to a standup gets a turn, like the others.
    """
    present = Presence.PRESENT
    wish = SetAttendance(meeting=meeting.id, person=who, how=present, seen=meeting.version)
    if meeting.kind is not MeetingKind.STANDUP:
        return wish
    turns = [each for each in board.items_of(meeting.id) if each.purpose is Purpose.PERSON]
    if any(each.owner == who for each in turns):
        return wish
    seconds = turns[0].seconds if turns else 120
    slot = Slot(purpose=Purpose.PERSON, owner=who, seconds=seconds)
    return Batch(commands=(wish, AddAgendaItem(meeting=meeting.id, slot=slot)))
