"""What stands beside the minutes before they go out (screens.md 4.8). Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from core.domain.meeting import MeetingStatus
from tui.minutes_draft import MinutesDraft, check_told, span
from tui.panels.paper_beside import Line, Outgoing, channels, fact
from tui.widgets.line_cells import Span

if TYPE_CHECKING:
    from core.documents.checks import Check
    from core.domain.board import Board
    from core.domain.ids import RecordId
    from core.domain.meeting import Meeting
    from core.domain.meeting_record import MeetingRecord
    from tui.words import Words


@dataclass(frozen=True, slots=True)
class Beside:
    """What is said there."""

    draft: MinutesDraft
    confirmed: Collection[Check]
    way: Outgoing
    files: Sequence[str] = ()
    """Where the minutes were saved."""

    @property
    def meeting(self) -> Meeting:
        """The meeting as the board has it now."""
        meeting = self.draft.record.meeting
        return self.board.meetings.get(meeting.id, meeting)

    @property
    def board(self) -> Board:
        """What is on record."""
        return self.way.board

    @property
    def now(self) -> datetime:
        """The moment it is told at."""
        return self.way.now


def open_checks(draft: MinutesDraft, confirmed: Collection[Check]) -> list[Check]:
    """What neither holds nor was confirmed."""
    return [each for each in draft.checks if not each.ok and each not in confirmed]


def copies(record: MeetingRecord) -> tuple[RecordId, ...]:
    """Who gets a copy: as it was chosen, else the heads of departments who were not there (R12)."""
    if record.minutes is not None:
        return record.minutes.cc
    return tuple(each.id for each in record.heads() if each.id not in record.meeting.attendance)


def lines(shown: Beside, words: Words, *, narrow: bool = False) -> list[Line]:
    """All of it; where there is little room, what holds is only counted."""
    if not narrow:
        return [*_checks(shown, words), (), *_clock(shown, words), (), *_people(shown, words)]
    held = sum(each.ok for each in shown.draft.checks)
    count = (Span("✓ ", "success"), Span(_say(words, "held", n=held)))
    told = (each for check, each in _each_check(shown, words) if not check.ok)
    return [*told, count, *_people(shown, words), *_clock(shown, words)]


def _checks(shown: Beside, words: Words) -> Iterator[Line]:
    yield from (each for _, each in _each_check(shown, words))


def _each_check(shown: Beside, words: Words) -> Iterator[tuple[Check, Line]]:
    first = next(iter(open_checks(shown.draft, shown.confirmed)), None)
    for each in shown.draft.checks:
        told = check_told(each, words)
        if each.ok:
            yield each, (Span("✓ ", "success"), Span(told))
        elif each in shown.confirmed:
            yield each, (Span("✓ ", "muted"), Span(f"{told}  {_say(words, 'confirmed')}", "muted"))
        else:
            hint = f"  {_say(words, 'confirm_it')}" if each is first else ""
            yield each, (Span("! ", "sla-soon bold"), Span(told, "bold"), Span(hint, "accent"))


def _clock(shown: Beside, words: Words) -> Iterator[Line]:
    """C12: within 24 hours of the end."""
    meeting, draft, zone = shown.meeting, shown.draft, shown.board.zone
    if draft.due is None or meeting.ended_at is None:
        yield (Span(""), Span(_say(words, "not_over"), "sla-soon"))
        return
    yield fact("due", _say(words, "due", at=f"{draft.due.astimezone(zone):%m-%d %H:%M}"), words)
    sent = meeting.minutes_sent_at
    late = (sent or shown.now) > draft.due
    passed = span((sent or shown.now) - meeting.ended_at)
    word = "sent_after" if sent else "after"
    mark = Span("  ✗", "sla-late") if late else Span("  ✓", "success")
    yield (*fact("now", _say(words, word, span=passed), words), mark)
    took, planned = meeting.ran(shown.now), meeting.minutes
    told = _say(words, "took", took=round(took.total_seconds() / 60), planned=planned or "–")
    yield fact("length", told, words)


def _people(shown: Beside, words: Words) -> Iterator[Line]:
    record, board, meeting = shown.draft.record, shown.board, shown.meeting
    here = len(meeting.present())
    attendees = _say(words, "attendees", n=here, away=len(meeting.attendance) - here)
    yield fact("to", attendees, words)
    names = words.join(board.name_of(each) for each in copies(record))
    yield fact("cc", names or "–", words)
    yield from channels(shown.way, words)
    if meeting.status is MeetingStatus.MINUTES_SENT:
        signed = _say(words, "signed", n=len(meeting.signed), of=len(meeting.present()))
        yield fact("agreed", signed, words)
    else:
        yield fact("agreed", _say(words, "agreement"), words)
    for at, path in enumerate(shown.files):
        yield fact("file" if not at else "", path, words)


def _say(words: Words, name: str, **values: object) -> str:
    return words.say(f"minutes_screen.{name}", **values)
