"""The first record of a project: the project."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from core.domain.event import Event, created
from core.domain.ids import Kind, record_id
from core.domain.people import Department
from core.domain.project import CreateProject, Project
from core.domain.refusal import Refused
from core.store.tables import project as table
from core.store.unit import Unit

if TYPE_CHECKING:
    from core.store.store import Store


def found(store: Store, command: CreateProject, *, actor: str, at: datetime) -> int:
    """A project comes to be, with its lead department; gives back its number.

    Raises:
        Refused: the name or code is missing, the code is taken, or the days run backwards.
    """
    if not command.name or not command.code:
        raise Refused("name-missing")
    if command.start and command.end and command.end < command.start:
        raise Refused("due-before-start", due=command.end, start=command.start)
    with store.begin(0) as unit:
        unit.lock()
        rows = unit.connection.execute(select(table.c.code, table.c.number))
        codes = {row.code: row.number for row in rows}
        if command.code in codes:
            raise Refused("code-in-use", code=command.code)
        number = max(codes.values(), default=0) + 1
        Unit(unit.connection, number).write(
            _events(command, number), command=uuid.uuid4().hex, actor=actor, at=at
        )
    return number


def _events(command: CreateProject, number: int) -> list[Event]:
    project = Project(
        id=record_id(Kind.PROJECT, number),
        code=command.code,
        name=command.name,
        lead_dept=command.lead_dept,
        phase=command.phase,
        start=command.start,
        end=command.end,
        calendar=command.calendar,
        timezone=command.timezone,
    )
    events = [created(project, "project.created")]
    if command.lead_dept:
        lead = Department(id=record_id(Kind.DEPARTMENT, 1), name=command.lead_dept)
        events.append(created(lead, "department.added"))
    return events
