"""What is written is what is read, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import StatementError

from core.domain.event import changed, created
from core.domain.ids import Kind, record_id
from core.domain.intake import BringIn
from core.domain.kinds import RECORDS
from core.domain.project import CreateProject
from core.domain.record import Record
from core.domain.task import SetStatus, Task, TaskStatus
from core.service import Service, create_project
from core.store import Store
from core.store.tables import TABLES
from tests.unit.core.making import records

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
ZHANG = record_id(Kind.PERSON, 1)


class Enough(Exception):
    """Leaves a unit without a trace."""


def write_and_leave(store: Store, record: Record, read: list[Record]) -> None:
    """Writes a record, reads it back, and undoes all of it."""
    with store.begin(1) as unit:
        unit.write([created(record, "x.made")], command="one", actor="x", at=NOON)
        read.extend(unit.load([record.id]).values())
        raise Enough


def people_of(cls: type[Record]) -> list[str]:
    """The fields of a record that must name somebody of the project."""
    keys = TABLES[_KINDS[cls]].foreign_key_constraints
    named = (each for each in keys if each.referred_table.name == "person")
    return [name for each in named for name in each.column_keys if name != "project"]


@pytest.mark.parametrize(
    "cls",
    [cls for kind, cls in RECORDS.items() if kind is not Kind.PROJECT],
    ids=lambda cls: cls.__name__,
)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_kind_of_record_comes_back_as_it_went_in(
    service: Service, cls: type[Record], data: st.DataObject
) -> None:
    record = replace(data.draw(records(cls)), id=record_id(_KINDS[cls], 70), version=1)
    someone: dict[str, Any] = {name: ZHANG for name in people_of(cls) if getattr(record, name)}
    record = replace(record, **someone)

    read: list[Record] = []
    with pytest.raises(Enough):
        write_and_leave(service.store, record, read)

    assert read == [replace(record, updated_at=NOON)]


_KINDS = {cls: kind for kind, cls in RECORDS.items()}


def test_the_project_comes_back_as_it_was_made(service: Service) -> None:
    ((number, project),) = service.store.projects()

    assert (number, project.id, project.code) == (1, "PJ-01", "launch")
    assert (project.start, project.end) == (date(2026, 11, 2), None)


def test_a_change_is_read_as_it_was_written(service: Service) -> None:
    store, at = service.store, NOON.astimezone(timezone(timedelta(hours=8)))
    with store.begin(service.project) as unit:
        before = unit.load([record_id(Kind.TASK, 2)])[record_id(Kind.TASK, 2)]
        event = changed(before, "task.edited", progressed_at=at, collaborators=(), plan={"x": 1})
        assert event is not None
        unit.write([event], command="one", actor="x", at=at)

    (after,) = store.records(service.project, [before.id])

    assert isinstance(before, Task)
    assert isinstance(after, Task)
    assert after == replace(
        before,
        progressed_at=NOON,
        collaborators=(),
        plan={"x": 1},
        version=before.version + 1,
        updated_at=NOON,
    )
    assert after.progressed_at is not None
    assert after.progressed_at.tzinfo is UTC


def test_an_instant_without_an_offset_is_not_written(service: Service) -> None:
    before = service.history()
    somewhere = Service(service.store, 1, "张伟", lambda: NOON.replace(tzinfo=None))

    with pytest.raises(StatementError, match="offset"):
        somewhere.perform(SetStatus(task=record_id(Kind.TASK, 1), status=TaskStatus.DONE))

    assert service.history() == before


def test_a_transaction_that_fails_leaves_nothing(service: Service) -> None:
    before = service.board()
    with pytest.raises(Enough):
        write_and_leave(service.store, Task(id=record_id(Kind.TASK, 9), title="x"), [])

    assert service.board().revision == before.revision
    assert "T-09" not in service.board().tasks


def test_records_of_one_project_are_not_seen_from_another(service: Service) -> None:
    number = create_project(service.store, CreateProject(code="other", name="另一个"), actor="李强")
    other = Service(service.store, number, "李强")
    other.perform(BringIn(records=(Task(id=record_id(Kind.TASK, 1), title="别的"),)))

    assert [each.title for each in other.board().tasks.values()] == ["别的"]
    assert service.board().tasks["T-01"].title == "调研"
    assert {each.event.subject for each in other.history()} == {"PJ-02", "T-01"}


def test_instants_are_kept_in_utc(service: Service) -> None:
    with service.store.reading() as connection:
        told = connection.execute(text("SELECT updated_at FROM task WHERE id = 'T-01'")).scalar()

    assert str(told).startswith("2026-11-18 01:30:00")
