"""The agenda of a meeting (F03, F22): sent at least a day ahead (C02)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from core.documents import cells, naming, sections
from core.documents.content import Block, Cell, Document, Fact, Facts, Paragraph, Table, Tone
from core.documents.minutes import item_title
from core.documents.voice import Voice
from core.domain.meeting_record import MeetingRecord


def agenda_document(record: MeetingRecord, voice: Voice) -> Document:
    """What people get before a meeting: why, when, where, who, and what in which order."""
    board, meeting = record.board, record.meeting
    word = voice.say("term.record.agenda")
    kind = voice.say(f"term.meeting.{meeting.kind.value}")
    day = f"{_start(record):%Y-%m-%d}-{meeting.id}"
    return Document(
        kind="agenda",
        title=voice.say("documents.agenda.title", project=board.project.name, kind=kind),
        blocks=tuple(_blocks(record, voice)),
        subtitle=meeting.title,
        project=board.project.name,
        file=naming.file_of(board, word, voice, day),
        footer=voice.say("documents.footer", id=meeting.id, kind=word),
        page=voice.say("documents.page", page="{page}", pages="{pages}"),
        language=voice.language,
    )


def _start(record: MeetingRecord) -> datetime:
    at = record.meeting.starts_at or record.meeting.started_at or record.now
    return at.astimezone(record.board.zone)


def _blocks(record: MeetingRecord, voice: Voice) -> Iterator[Block]:
    meeting, start = record.meeting, _start(record)
    minutes = meeting.minutes or sum(each.seconds for each in record.items) // 60
    invited = sections.titled(record.people("present", "absent", "excused"))
    values = {
        "time": voice.say(
            "documents.agenda.time",
            day=voice.full_day(start.date()),
            start=f"{start:%H:%M}",
            end=f"{start + timedelta(minutes=minutes):%H:%M}",
            n=minutes,
        ),
        "place": meeting.place or cells.DASH,
        "facilitator": record.board.name_of(meeting.facilitator) or cells.DASH,
        "goal": meeting.goal or cells.DASH,
        "invited": voice.join(invited) or cells.DASH,
        "materials": meeting.materials or cells.DASH,
    }
    rows = (Fact(key, voice.say(f"documents.fact.{key}"), text) for key, text in values.items())
    yield Facts(tuple(rows), frozenset({"time", "goal", "invited", "materials"}))
    yield _items(record, voice)
    yield Paragraph(voice.say("documents.agenda.closing"), Tone.MUTED)


def _items(record: MeetingRecord, voice: Voice) -> Table:
    """Each item with who speaks first (R19) and from when to when."""
    at, rows = _start(record), []
    for place, each in enumerate(record.items, 1):
        ends = at + timedelta(seconds=each.seconds)
        rows.append(
            (
                cells.number(place),
                Cell(f"{at:%H:%M}–{ends:%H:%M}"),
                Cell(item_title(record, each, voice)),
                cells.said(record.board.name_of(each.owner)),
                Cell(cells.clock(each.seconds)),
            )
        )
        at = ends
    return Table(
        "agenda",
        voice.say("documents.table.agenda"),
        sections.columns(voice, "place", "from_to", "item", "leader", "timebox"),
        tuple(rows),
        voice.say("documents.none.agenda"),
    )
