"""What a typed line needs to know of a project, in a few short questions: no board is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, null, or_, select

from core.capture.floor import Floor, records_in
from core.capture.gathering import Facts
from core.domain.ids import Kind, RecordId, task_of
from core.domain.meeting import AHEAD, ON
from core.store.calendars import calendar_around
from core.store.convert import columns_of, records_from
from core.store.reading import AWAY, projects, read_all
from core.store.tables import TABLES, action, meeting, presence

_LINKED: Final = (Kind.TASK, Kind.BLOCKER, Kind.ACTION, Kind.DECISION, Kind.RISK)
_NAMED_OF_LATE: Final = 30
_LATELY: Final = timedelta(days=2)
"""Meetings that began within it may be today's, wherever the project is."""


def facts_of(connection: Connection, number: int, now: datetime, *, linked: bool) -> Facts:
    """The facts of a project; titles and the RACI grid only where something may be `linked`."""
    project = dict(projects(connection))[number]
    zone = ZoneInfo(project.timezone)
    days = (now.astimezone(zone).date(), project.start, project.end)
    people = read_all(connection, number, Kind.PERSON)
    floor = _floor(connection, number, now)
    linked = linked or (floor.item is not None and any(records_in(floor.item.title)))
    rows = list(_titles(connection, number)) if linked else []
    cells = read_all(connection, number, Kind.RACI) if linked else []
    return Facts(
        project=project,
        calendar=calendar_around(project.calendar, *filter(None, days)),
        zone=zone,
        people=people,
        departments=read_all(connection, number, Kind.DEPARTMENT),
        titles={identity: title for identity, title, _ in rows},
        owners={identity: owner for identity, _, owner in rows if owner},
        grid={task_of(row.id): row.cells for row in cells},
        milestones=read_all(connection, number, Kind.MILESTONE),
        recent=tuple(_of_late(connection, number, now, people)),
        floor=floor,
    )


def _floor(connection: Connection, number: int, now: datetime) -> Floor:
    """The meetings that matter now; of the one that goes on, the agenda too."""
    wanted = [each.value for each in (*ON, *AHEAD)]
    query = select(*columns_of(Kind.MEETING)).where(
        meeting.c.project == number,
        meeting.c.removed.is_(False),
        or_(meeting.c.status.in_(wanted), meeting.c.started_at >= now - _LATELY),
    )
    found = Floor(
        meetings=tuple(records_from(Kind.MEETING, connection.execute(query).all())),
        series=tuple(read_all(connection, number, Kind.SERIES)),
    )
    if found.meeting is None:
        return found
    agenda = TABLES[Kind.AGENDA_ITEM]
    items = select(*columns_of(Kind.AGENDA_ITEM)).where(
        agenda.c.project == number,
        agenda.c.removed.is_(False),
        agenda.c.meeting == found.meeting.id,
    )
    rows = connection.execute(items).all()
    return replace(found, items=tuple(records_from(Kind.AGENDA_ITEM, rows)))


def _titles(connection: Connection, number: int) -> Iterator[tuple[RecordId, str, RecordId | None]]:
    """Every record that can be linked: its id, its title, who answers for it."""
    for kind in _LINKED:
        table = TABLES[kind]
        owner = table.c.owner if "owner" in table.c else null()
        query = select(table.c.id, table.c.title, owner).where(
            table.c.project == number, table.c.removed.is_(False)
        )
        for row in connection.execute(query.order_by(table.c.number)):
            yield RecordId(row[0]), row[1], row[2]


def _of_late(
    connection: Connection, number: int, now: datetime, people: list[Any]
) -> Iterator[RecordId]:
    """Who has the board open, then who was given action items, the latest first."""
    open_now = select(presence.c.name).where(
        presence.c.project == number, presence.c.seen_at >= now - AWAY
    )
    here = set(connection.execute(open_now).scalars())
    yield from (each.id for each in people if each.name in here)
    given = (
        select(action.c.owner)
        .where(action.c.project == number, action.c.removed.is_(False))
        .order_by(action.c.number.desc())
        .limit(_NAMED_OF_LATE)
    )
    yield from (each for each in connection.execute(given).scalars() if each)
