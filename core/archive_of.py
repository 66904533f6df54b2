"""The package of a project (F28), read from the store and written: every paper there is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from core.documents import archive_log, naming
from core.documents.archive import Item, Package, Writing, packed
from core.documents.archive_tables import REGISTERS, register
from core.documents.form_sheet import FormPaper, form_document
from core.documents.minutes import kept_minutes
from core.documents.tables import table_document
from core.documents.weekly import weekly_document
from core.domain.form_as_it_stands import as_it_stands
from core.domain.form_standing import scene_of
from core.domain.meeting import OVER
from core.domain.refusal import Refused
from core.domain.week import week_of
from core.records_of import project_board, week_record
from core.service import Service
from core.store.journal import Sought, in_order

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from core.documents.voice import Voice
    from core.domain.board import Board
    from core.domain.event import Recorded
    from core.domain.meeting_record import MeetingRecord
    from core.domain.scene import Scene

_REPORTS = ("tracker", "raci", "progress", "assignments")
_RECORDS = ("blockers", "actions")
_TRIES = 5
"""How often it is begun anew because somebody wrote meanwhile."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """A project as it stood at its last event."""

    service: Service
    """Whose clock stands at that moment."""
    board: Board
    scene: Scene
    log: tuple[Recorded, ...]
    writing: Writing


def archive_of(
    service: Service, voice: Voice, *, office: bool = True, templates: Path | None = None
) -> Package:
    """The package of a project as it stands, in a customer's own templates where there are any.

    Raises:
        ImportError: the extra `office` is not installed.
        Refused: somebody writes all the time, or a template cannot be used.
    """
    for _ in range(_TRIES):
        reading = _read(service, partial(Writing, voice=voice, office=office, templates=templates))
        package = packed(_items(reading), reading.writing)
        if service.store.revision(service.project) == package.seq:
            return package
    raise Refused("archive-busy")


def _read(service: Service, writing: Callable[[Board], Writing]) -> _Reading:
    log: tuple[Recorded, ...] = service.store.ask(in_order, service.project, Sought())
    at = log[-1].at
    # What is told depends on the records alone, not on the day somebody writes them out.
    still = Service(service.store, service.project, service.actor, lambda: at)
    board = project_board(still)
    scene = scene_of(board, service.definitions(), at, service.actor)
    return _Reading(still, board, scene, log, writing(board))


def _items(reading: _Reading) -> Iterator[Item]:
    board, voice, write = reading.board, reading.writing.voice, reading.writing
    yield from _forms(reading)
    yield from _meetings(reading)
    for monday in _weeks(board, reading.log):
        document = weekly_document(week_record(reading.service, monday), voice)
        called = f"{voice.say('documents.archive.table.weekly')} {monday:%G-W%V}"
        yield from write.letter("reports", document, called=called)
    for name in _REPORTS:
        yield from write.sheet("reports", table_document(name, board, voice))
    for name in REGISTERS:
        folder = "reports" if name == "plan" else "records"
        yield from write.sheet(folder, register(name, board, reading.scene, voice))
    for name in _RECORDS:
        yield from write.sheet("records", table_document(name, board, voice))
    title = voice.say("documents.archive.table.events")
    yield Item("log", archive_log.FILE, title, archive_log.written(reading.log))


def _forms(reading: _Reading) -> Iterator[Item]:
    """Every form, withdrawn ones too; what nobody defines any more is written as it stands."""
    board, scene = reading.board, reading.scene
    for identity in sorted(board.forms, key=lambda each: each.zfill(12)):
        form = board.forms[identity]
        kind = as_it_stands(form, scene.forms.get(form.kind))
        document = form_document(FormPaper(form, kind, board, scene, reading.writing.voice))
        called = " ".join(filter(None, (form.id, document.title, form.dept)))
        yield from reading.writing.letter("forms", document, called=called)


def _meetings(reading: _Reading) -> Iterator[Item]:
    """The minutes of every meeting that was held, and as they were sent."""
    board, voice = reading.board, reading.writing.voice
    for identity in sorted(board.meetings, key=lambda each: each.zfill(12)):
        meeting = board.meetings[identity]
        if meeting.status not in OVER or meeting.ended_at is None:
            continue
        record = reading.service.meeting_record(identity)
        document = kept_minutes(record, voice)
        yield from reading.writing.letter("meetings", document, called=_named(record, voice))
        if record.minutes is not None and record.minutes.sent_text:
            yield _sent(record, voice)


def _sent(record: MeetingRecord, voice: Voice) -> Item:
    """The text that went out, word for word."""
    assert record.minutes is not None
    what = voice.say("documents.archive.table.minutes_sent")
    name = naming.file_of(record.board, what, voice, record.meeting.id)
    data = f"{record.minutes.sent_text}\n".encode()
    return Item("meetings", f"{name}.md", f"{what} {record.meeting.id}", data)


def _named(record: MeetingRecord, voice: Voice) -> str:
    """A meeting in the index: what it was and when."""
    meeting = record.meeting
    kind = voice.say(f"term.meeting.{meeting.kind.value}")
    at = (meeting.started_at or record.now).astimezone(record.board.zone)
    minutes = voice.say("documents.archive.table.minutes")
    return " ".join(filter(None, (minutes, meeting.id, kind, meeting.title, f"{at:%Y-%m-%d}")))


def _weeks(board: Board, log: tuple[Recorded, ...]) -> Iterator[date]:
    """The Mondays of the weeks in which anything was put on record."""
    days = sorted({_monday(each.at, board) for each in log})
    return iter(days)


def _monday(moment: datetime, board: Board) -> date:
    return week_of(moment.astimezone(board.zone).date())[0]
