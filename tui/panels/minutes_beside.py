"""What stands beside the minutes before they go out (screens.md 4.8). Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from rich.cells import set_cell_size

from core.domain.meeting import MeetingStatus
from tui import delivery
from tui.minutes_draft import MinutesDraft, check_told, span
from tui.widgets.line_cells import Span

if TYPE_CHECKING:
    from core.documents.checks import Check
    from core.domain.board import Board
    from core.domain.ids import RecordId
    from core.domain.meeting import Meeting
    from core.domain.meeting_record import MeetingRecord
    from core.domain.message import Message
    from tui.words import Words

Line = tuple[Span, ...]
LABEL = 10
"""Cells of a label."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What is said there."""

    draft: MinutesDraft
    board: Board
    now: datetime
    confirmed: Collection[Check]
    channels: Sequence[str] = ()
    """The bots that are chosen."""
    bots: dict[str, str] = field(default_factory=dict)
    """Every bot of this machine with why it cannot send; empty where it can."""
    files: Sequence[str] = ()
    """Where the minutes were saved."""

    @property
    def meeting(self) -> Meeting:
        """The meeting as the board has it now."""
        meeting = self.draft.record.meeting
        return self.board.meetings.get(meeting.id, meeting)

    @property
    def messages(self) -> list[Message]:
        """The texts of its minutes that are on their way to groups, the newest of each group."""
        found = {
            each.channel: each
            for each in self.board.messages.values()
            if each.channel and each.subject == self.meeting.id and not each.removed
        }
        return list(found.values())


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
    count = (Span("✓ ", "light-green"), Span(_say(words, "held", n=held)))
    told = (each for check, each in _each_check(shown, words) if not check.ok)
    return [*told, count, *_people(shown, words), *_clock(shown, words)]


def _checks(shown: Beside, words: Words) -> Iterator[Line]:
    yield from (each for _, each in _each_check(shown, words))


def _each_check(shown: Beside, words: Words) -> Iterator[tuple[Check, Line]]:
    first = next(iter(open_checks(shown.draft, shown.confirmed)), None)
    for each in shown.draft.checks:
        told = check_told(each, words)
        if each.ok:
            yield each, (Span("✓ ", "light-green"), Span(told))
        elif each in shown.confirmed:
            yield each, (Span("✓ ", "muted"), Span(f"{told}  {_say(words, 'confirmed')}", "muted"))
        else:
            hint = f"  {_say(words, 'confirm_it')}" if each is first else ""
            yield each, (Span("! ", "light-amber bold"), Span(told, "bold"), Span(hint, "accent"))


def _clock(shown: Beside, words: Words) -> Iterator[Line]:
    """C12: within 24 hours of the end."""
    meeting, draft, zone = shown.meeting, shown.draft, shown.board.zone
    if draft.due is None or meeting.ended_at is None:
        yield (Span(""), Span(_say(words, "not_over"), "sla-soon"))
        return
    yield _fact("due", _say(words, "due", at=f"{draft.due.astimezone(zone):%m-%d %H:%M}"), words)
    sent = meeting.minutes_sent_at
    late = (sent or shown.now) > draft.due
    passed = span((sent or shown.now) - meeting.ended_at)
    word = "sent_after" if sent else "after"
    mark = Span("  ✗", "sla-late") if late else Span("  ✓", "light-green")
    yield (*_fact("now", _say(words, word, span=passed), words), mark)
    took, planned = meeting.ran(shown.now), meeting.minutes
    told = _say(words, "took", took=round(took.total_seconds() / 60), planned=planned or "–")
    yield _fact("length", told, words)


def _people(shown: Beside, words: Words) -> Iterator[Line]:
    record, board, meeting = shown.draft.record, shown.board, shown.meeting
    attendees = _say(words, "attendees", n=len(meeting.attendance))
    yield _fact("to", attendees, words)
    names = words.join(board.name_of(each) for each in copies(record))
    yield _fact("cc", names or "–", words)
    yield from _channels(shown, words)
    if meeting.status is MeetingStatus.MINUTES_SENT:
        signed = _say(words, "signed", n=len(meeting.signed), of=len(meeting.present()))
        yield _fact("agreed", signed, words)
    else:
        yield _fact("agreed", _say(words, "agreement"), words)
    for at, path in enumerate(shown.files):
        yield _fact("file" if not at else "", path, words)


def _channels(shown: Beside, words: Words) -> Iterator[Line]:
    """What went out says how it stands; before, what is chosen says whether it could."""
    sent = shown.messages
    for at, each in enumerate(sent):
        told = delivery.standing(each, shown.now, shown.board.zone, words)
        name = f"{each.channel}  "
        yield (*_fact("channels" if not at else "", name, words), Span(told, delivery.role(each)))
    if sent:
        return
    own = [_say(words, "boards"), *shown.channels]
    yield _fact("channels", words.say("minutes_screen.and").join(own), words)
    if not shown.bots:
        yield (Span(" " * LABEL), Span(_say(words, "no_bots"), "muted"))
    if unready := [name for name, why in shown.bots.items() if why]:
        told = _say(words, "unready", names=words.join(unready))
        yield (Span(" " * LABEL), Span(told, "sla-soon"))


def _fact(label: str, text: str, words: Words) -> Line:
    head = _say(words, f"label_{label}") if label else ""
    return (Span(set_cell_size(head, LABEL), "muted"), Span(text))


def _say(words: Words, name: str, **values: object) -> str:
    return words.say(f"minutes_screen.{name}", **values)
