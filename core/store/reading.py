"""Queries that build boards, in one consistent read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, or_, select

from core.calendar.workdays import WorkCalendar
from core.collector import nothing_to_collect
from core.domain import action as action_rules
from core.domain import blocker as blocker_rules
from core.domain.assembly import assemble, step
from core.domain.board import Board, Presence
from core.domain.clash import ClashStatus
from core.domain.ids import Kind, RecordId, kind_of
from core.domain.meeting import TURNING, Sort
from core.domain.people import Department
from core.domain.project import Project
from core.domain.record import Record
from core.store.calendars import calendar_around, own_calendars
from core.store.convert import PART, columns_of, records_from
from core.store.exchange_sources import gone, source_states
from core.store.journal import revision, subjects_after
from core.store.tables import (
    TABLES,
    action,
    blocker,
    clash,
    meeting,
    message,
    point,
    presence,
)

SHOWN_FOR = timedelta(days=7)
"""Settled blockers and action items stay on the board this long."""
LISTED_FOR = timedelta(days=2)
"""Messages stay on the board this long."""
MET_WITHIN = timedelta(days=15)
"""Meetings that are over stay on the board this long: the last weekly sync and the one before.
Those that stages of the process are read from stay."""
MANY = 5000
"""From so many changed records on, reading the whole board is the cheaper way."""
AWAY = timedelta(seconds=75)
"""Who has not been heard of for this long has left."""

_OF_MEETINGS = frozenset({Kind.MEETING, Kind.AGENDA_ITEM, Kind.MINUTES, Kind.POINT})
_ON_BOARD = (
    Kind.DEPARTMENT,
    Kind.PERSON,
    Kind.TASK,
    Kind.RACI,
    Kind.BLOCKER,
    Kind.ACTION,
    Kind.DECISION,
    Kind.MILESTONE,
    Kind.RISK,
    Kind.POLICY,
    Kind.MESSAGE,
    Kind.MEETING,
    Kind.AGENDA_ITEM,
    Kind.POINT,
    Kind.MINUTES,
    Kind.SERIES,
    Kind.CLASH,
    Kind.FORM,
)


def projects(connection: Connection) -> list[tuple[int, Project]]:
    """All projects with their numbers."""
    table = TABLES[Kind.PROJECT]
    rows = connection.execute(
        select(table.c.number, *columns_of(Kind.PROJECT)).order_by(table.c.number)
    ).all()
    records = records_from(Kind.PROJECT, [row[1:] for row in rows])
    return [(row[0], record) for row, record in zip(rows, records, strict=True)]


def read_board(connection: Connection, number: int, now: datetime) -> Board:
    """The whole board of a project."""
    project = dict(projects(connection))[number]
    moment = project.clock_at(now)
    seen = revision(connection, number)
    records: list[Record] = []
    with nothing_to_collect():
        for kind in _ON_BOARD:
            records += _read(connection, number, kind, moment)
        board = assemble(blank_board(project, seen, moment, records), records)
    return with_company(connection, number, board, now)


def blank_board(
    project: Project, seen: int, now: datetime, records: Iterable[Record] = ()
) -> Board:
    """A board with nothing on it but its project, and the calendars of it and of departments
    among the records that it is for."""
    zone, days = ZoneInfo(project.timezone), _days(project, now)
    calendar = calendar_around(project.calendar, *days)
    departments = (each for each in records if isinstance(each, Department))
    own = own_calendars(departments, project.calendar, *days)
    return Board(seen, now, project, zone, calendar, own)


def _days(project: Project, now: datetime) -> list[date]:
    """The days around which calendars are read."""
    today = now.astimezone(ZoneInfo(project.timezone)).date()
    return [today, *(day for day in (project.start, project.end) if day)]


def _read(connection: Connection, number: int, kind: Kind, now: datetime) -> list[Any]:
    query = _standing(number, kind)
    settled = {
        Kind.BLOCKER: (blocker, blocker_rules.SETTLED),
        Kind.ACTION: (action, action_rules.SETTLED),
    }.get(kind)
    if settled is not None:
        shelf, words = settled
        recent = shelf.c.updated_at >= now - SHOWN_FOR
        query = query.where(or_(shelf.c.status.not_in([each.value for each in words]), recent))
    if (lately := _lately(kind, number, now)) is not None:
        query = query.where(lately)
    return records_from(kind, _rows(connection, query))


def _lately(kind: Kind, number: int, now: datetime) -> ColumnElement[bool] | None:
    """What of a kind that only grows is still on the board; None is all of it."""
    if kind is Kind.MESSAGE:
        return message.c.queued_at >= now - LISTED_FOR
    if kind is Kind.CLASH:
        lately = clash.c.updated_at >= now - LISTED_FOR
        return or_(clash.c.status == ClashStatus.OPEN.value, lately)
    return _of_late_meetings(kind, number, now) if kind in _OF_MEETINGS else None


def _of_late_meetings(kind: Kind, number: int, now: datetime) -> ColumnElement[bool]:
    fresh = or_(
        *(meeting.c.ended_at.is_(None), meeting.c.ended_at >= now - MET_WITHIN),
        meeting.c.kind.in_([each.value for each in TURNING]),
    )
    if kind is Kind.MEETING:
        return fresh
    ids = select(meeting.c.id).where(meeting.c.project == number, fresh)
    if kind is Kind.POINT:
        parked = and_(point.c.sort == Sort.PARKED.value, point.c.settled.is_(False))
        return or_(point.c.meeting.in_(ids), parked)
    return TABLES[kind].c.meeting.in_(ids)


def _rows(connection: Connection, query: Select[Any]) -> Iterator[Any]:
    """The rows of many records, some at a time: all at once they would need twice the room."""
    return chain.from_iterable(connection.execute(query).partitions(PART))


def catch_up(connection: Connection, number: int, board: Board, now: datetime) -> Board:
    """The next board: the events since the last one are read, and only the records they name."""
    seen, subjects = subjects_after(connection, number, board.revision)
    if len(subjects) > MANY:
        return read_board(connection, number, now)
    with nothing_to_collect():
        records = read_records(connection, number, subjects)
        project = next((each for each in records if isinstance(each, Project)), board.project)
        own = _calendars(board, records, now)
        board = step(board, records, seen, project.clock_at(now), own)
    return with_company(connection, number, board, now)


def _calendars(
    board: Board, records: Iterable[Record], now: datetime
) -> dict[str, WorkCalendar] | None:
    """The departments' calendars after some records changed; None where no department did."""
    changed = {each.id: each for each in records if isinstance(each, Department)}
    if not changed:
        return None
    known = {each.id: each for each in board.departments.values()} | changed
    project = board.project
    return own_calendars(known.values(), project.calendar, *_days(project, now))


def read_records(connection: Connection, number: int, ids: Iterable[RecordId]) -> list[Record]:
    """The records of these ids, removed ones too."""
    by_kind: dict[Kind, list[RecordId]] = defaultdict(list)
    for identity in ids:
        by_kind[kind_of(identity)].append(identity)
    found: list[Record] = []
    for kind, wanted in by_kind.items():
        asked = {"wanted": wanted} if kind is Kind.PROJECT else {"wanted": wanted, "of": number}
        found += records_from(kind, connection.execute(_named(kind), asked).all())
    return found


@cache
def _named(kind: Kind) -> Select[Any]:
    table = TABLES[kind]
    query = select(*columns_of(kind)).where(table.c.id.in_(bindparam("wanted", expanding=True)))
    return query if kind is Kind.PROJECT else query.where(table.c.project == bindparam("of"))


def notes_on(connection: Connection, number: int, subject: str) -> tuple[Any, ...]:
    """The notes on one record, in the order they were written."""
    table = TABLES[Kind.NOTE]
    query = _standing(number, Kind.NOTE).where(table.c.subject == subject)
    return tuple(records_from(Kind.NOTE, _rows(connection, query.order_by(table.c.number))))


def read_all(connection: Connection, number: int, kind: Kind) -> list[Any]:
    """Every record of one kind that was not taken back, in the order of their numbers."""
    query = _standing(number, kind).order_by(TABLES[kind].c.number)
    return records_from(kind, _rows(connection, query))


def _standing(number: int, kind: Kind) -> Select[Any]:
    table = TABLES[kind]
    return select(*columns_of(kind)).where(table.c.project == number, table.c.removed.is_(False))


def with_company(connection: Connection, number: int, board: Board, now: datetime) -> Board:
    """The same board with who is there and how the sources stand."""
    people = select(presence.c.name, presence.c.view).where(
        presence.c.project == number, presence.c.seen_at >= now - AWAY
    )
    sources = source_states(connection, number, now)
    return replace(
        board,
        present=tuple(
            Presence(name, view)
            for name, view in connection.execute(people.order_by(presence.c.session))
        ),
        sources=sources,
        # No link ends but in a sync, which leaves its mark on its source.
        gone=board.gone if sources == board.sources else gone(connection, number),
    )
