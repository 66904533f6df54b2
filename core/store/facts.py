"""What a typed line needs to know of a project, in a few short questions: no board is read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, null, select

from core.capture.gathering import Facts
from core.domain.ids import Kind, RecordId, task_of
from core.store.calendars import calendar_around
from core.store.reading import AWAY, projects, read_all
from core.store.tables import TABLES, action, presence

_LINKED: Final = (Kind.TASK, Kind.BLOCKER, Kind.ACTION, Kind.DECISION)
_NAMED_OF_LATE: Final = 30


def facts_of(connection: Connection, number: int, now: datetime, *, linked: bool) -> Facts:
    """The facts of a project; titles and the RACI grid only where something may be `linked`."""
    project = dict(projects(connection))[number]
    zone = ZoneInfo(project.timezone)
    days = (now.astimezone(zone).date(), project.start, project.end)
    people = read_all(connection, number, Kind.PERSON)
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
    )


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
