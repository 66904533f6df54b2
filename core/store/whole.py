"""Boards that hold every record, settled long ago or not: what documents are made of."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from core.collector import nothing_to_collect
from core.domain.assembly import assemble
from core.domain.board import Board
from core.domain.event import Recorded
from core.domain.ids import Kind, RecordId
from core.domain.record import Record
from core.domain.replay import turned_back
from core.store.convert import columns_of, records_from
from core.store.journal import Sought, history, in_order, revision, revision_at
from core.store.reading import blank_board, projects
from core.store.tables import TABLES

_LEFT_OUT = frozenset({Kind.PROJECT, Kind.MESSAGE, Kind.NOTE})
_MOST = 100_000
"""Events of one meeting: more than anybody types."""


def whole_board(
    connection: Connection, number: int, now: datetime, at: datetime | None = None
) -> Board:
    """The board with everything on it, as it stood at a moment; without one, as it stands."""
    seen, read_at = revision(connection, number), now
    records = _records(connection, number)
    if at is not None and at < now:
        seen, read_at = revision_at(connection, number, at), at
        later = in_order(connection, number, Sought(after=seen))
        records = turned_back(records, _known(later, records))
    project = dict(projects(connection))[number]
    with nothing_to_collect():
        found = records.values()
        return assemble(blank_board(project, seen, read_at, found), found)


def _records(connection: Connection, number: int) -> dict[RecordId, Record]:
    """Every record, those that were taken back too: they may have stood at an earlier moment."""
    found: dict[RecordId, Record] = {}
    for kind in Kind:
        if kind not in _LEFT_OUT:
            table = TABLES[kind]
            query = select(*columns_of(kind)).where(table.c.project == number)
            rows = connection.execute(query.order_by(table.c.number)).all()
            found |= {each.id: each for each in records_from(kind, rows)}
    return found


def _known(later: tuple[Recorded, ...], records: dict[RecordId, Record]) -> tuple[Recorded, ...]:
    return tuple(each for each in later if each.event.subject in records)


def brought_by(connection: Connection, number: int, meeting: str) -> tuple[Recorded, ...]:
    """The events that the log keeps under a meeting, in order, with what took them back."""
    found = history(connection, number, sought=Sought(meetings=(meeting,)), limit=_MOST)
    return tuple(reversed(found))
