"""A standup's minutes by person: done, in hand, in the way, taken down in their turn."""

from __future__ import annotations

from collections.abc import Iterable

from core.documents import cells, sections
from core.documents.content import Cell, Table, Tone
from core.documents.voice import Voice
from core.domain.board import Board
from core.domain.event import Recorded
from core.domain.ids import Kind, kind_of
from core.domain.meeting import AgendaItem, Presence, Purpose
from core.domain.meeting_record import MeetingRecord, Turn

_AWAY = frozenset({Presence.ABSENT.value, Presence.EXCUSED.value})
_KEYS = ("person", "spoke", "done_since", "in_hand", "in_the_way", "taken_down")


def turns(record: MeetingRecord, voice: Voice) -> Table:
    """One row a person, in the order of the meeting: also who was absent, or never came up."""
    return Table(
        "turns",
        voice.say("documents.table.turns"),
        sections.columns(voice, *_KEYS),
        tuple(_row(record, each, voice) for each in record.turns),
    )


def _row(record: MeetingRecord, turn: Turn, voice: Voice) -> tuple[Cell, ...]:
    board, told = record.board, turn.briefing
    return (
        Cell(board.name_of(turn.item.owner), tone=Tone.STRONG),
        spoke(record, turn, voice),
        _listed(board, told.done),
        _listed(board, told.in_hand),
        _listed(board, (each.blocker for each in told.blocked)),
        cells.said("\n".join(_said(each, board, voice) for each in turn.said)),
    )


def spoke(record: MeetingRecord, turn: Turn, voice: Voice) -> Cell:
    """For how long somebody spoke, or why they did not: absent, passed over, never come to."""
    item = turn.item
    seconds = item.took(record.meeting, record.now).total_seconds()
    if reason := silent(record, item, seconds):
        return Cell(voice.say(reason), tone=Tone.MUTED)
    return Cell(cells.clock(seconds))


def silent(record: MeetingRecord, item: AgendaItem, seconds: float) -> str:
    """The id of the words for why an item took no time; empty where it was spoken of."""
    if item.purpose is Purpose.PERSON and record.meeting.attendance.get(item.owner or "") in _AWAY:
        return "term.presence.absent"
    if not item.turns and not item.skipped:
        return "documents.not_reached"
    return "documents.skipped" if item.skipped or seconds < 1 else ""


def _listed(board: Board, ids: Iterable[str]) -> Cell:
    """Records by id and title, with how far a task has come."""
    return cells.said("\n".join(_record(board, each) for each in ids))


def _record(board: Board, identity: str) -> str:
    task = board.tasks.get(identity)
    title = getattr(board.record(identity), "title", "")
    told = f"{identity} {title}".strip()
    return f"{told} {task.actual}%" if task is not None else told


def _said(recorded: Recorded, board: Board, voice: Voice) -> str:
    """What was taken down: its id and title; a point by its sort."""
    event = recorded.event
    if kind_of(event.subject) is Kind.POINT:
        sort = voice.say(f"term.point.{event.after.get('sort', 'parked')}")
        return f"{sort}: {event.after.get('text', '')}"
    title = getattr(board.record(event.subject), "title", "") or event.after.get("title", "")
    owner = board.name_of(event.after.get("owner") or event.after.get("maker") or "")
    return " ".join(filter(None, (event.subject, str(title), f"@{owner}" if owner else "")))
