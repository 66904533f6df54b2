"""What stands beside an agenda before it goes out (F03, C02). Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from core.domain.meeting import Purpose
from core.domain.opening import forgotten
from tui.known import agenda_by, agenda_span
from tui.minutes_draft import span
from tui.panels.paper_beside import Line, Outgoing, channels, fact
from tui.proposals import asked, there
from tui.widgets.line_cells import Span

if TYPE_CHECKING:
    from core.domain.meeting import Meeting
    from core.domain.meeting_record import MeetingRecord
    from tui.paper import Paper
    from tui.words import Words

_NAMED = 4
"""So many who are not asked are named."""
_LED = frozenset({Purpose.TOPIC, Purpose.GOALS, Purpose.SCOPE, Purpose.ROLES, Purpose.RISKS})
"""Items that somebody speaks to first (R19)."""


def lines(
    paper: Paper, way: Outgoing, files: Sequence[str], words: Words, *, narrow: bool = False
) -> list[Line]:
    """What it has and lacks, whether there is time, and whom it goes to.

    Where there is little room, only what it lacks, last.
    """
    record = paper.record
    meeting = way.board.meetings.get(record.meeting.id, record.meeting)
    clock = [*_clock(meeting, way, words)]
    people = [
        fact("to", words.say("agenda.invited", n=len(meeting.attendance)), words),
        *channels(way, words),
        *(fact("file" if not at else "", path, words) for at, path in enumerate(files)),
    ]
    checks = [*_missing(meeting, way, words), *_checks(record, words)]
    if narrow:
        return [*clock, *people, *(line for ok, line in checks if not ok)]
    return [*(line for _, line in checks), (), *clock, (), *people]


def _missing(meeting: Meeting, way: Outgoing, words: Words) -> Iterator[tuple[bool, Line]]:
    """Who should be there and is not asked: one key asks them all."""
    left_out = forgotten(way.board, meeting)
    if left_out:
        people = (way.board.people[each] for each in left_out[:_NAMED])
        names = words.join(f"{each.name}({each.dept})" for each in people)
        told = words.say("agenda.forgotten", n=len(left_out), names=names)
        yield False, (Span("! ", "sla-soon bold"), Span(told))


def _checks(record: MeetingRecord, words: Words) -> Iterator[tuple[bool, Line]]:
    """What people will look for; nothing of it keeps the agenda here."""
    meeting = record.meeting
    alone = [each for each in record.items if each.purpose in _LED and each.owner is None]
    held = {
        "invited": bool(meeting.attendance),
        "place": bool(meeting.place),
        "goal": bool(meeting.goal),
        "materials": bool(meeting.materials),
        "leaders": not alone,
    }
    for name, ok in held.items():
        mark = Span("✓ ", "success") if ok else Span("! ", "sla-soon bold")
        told = words.say(f"agenda.check.{name}.{'ok' if ok else 'no'}", n=len(alone))
        yield ok, (mark, Span(told))


def _clock(meeting: Meeting, way: Outgoing, words: Words) -> Iterator[Line]:
    """C02: until when it is to be out, where the project has such a clock."""
    starts, zone = meeting.starts_at, way.board.zone
    if starts is None:
        return
    elsewhere = there(starts, asked(way.board, meeting.attendance), way.board, words)
    if elsewhere:
        yield fact("there", words.join(elsewhere), words)
    by, sent = agenda_by(starts, way.board), meeting.agenda_sent_at
    mark = Span("")
    if by is not None:
        told = f"{by.astimezone(zone):%m-%d %H:%M}"
        span_of = agenda_span(way.board, words)
        yield fact("due", words.say("agenda.due", span=span_of, at=told), words)
        kept = (sent or way.now) <= by
        mark = Span("  ✓", "success") if kept else Span("  ✗", "sla-late")
    if sent is not None:
        said = words.say("agenda.sent", at=f"{sent.astimezone(zone):%m-%d %H:%M}")
    else:
        said = words.say("agenda.ahead", span=span(max(starts - way.now, starts - starts)))
    yield (*fact("now", said, words), mark)
