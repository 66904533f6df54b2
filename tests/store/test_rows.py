"""New records' rows, made of what their creation says."""

from __future__ import annotations

from typing import Any

import pytest

from core.domain.event import Event
from core.domain.ids import RecordId
from core.domain.task import Priority, Task
from core.service import Service

NEW = RecordId("T-99")


def _made(service: Service, **said: Any) -> Task:
    with service.store.begin(service.project) as unit:
        event = Event("task.added", NEW, {}, {"title": "样品", **said})
        unit.write([event], command="made", actor="张伟", at=service.now())
    (task,) = service.store.records(service.project, [NEW])
    assert isinstance(task, Task)
    return task


def test_a_field_of_a_newer_program_is_left_out(service: Service) -> None:
    made = _made(service, of_tomorrow="x", priority="high")

    assert (made.title, made.priority, made.version) == ("样品", Priority.HIGH, 1)


def test_what_a_creation_says_of_its_own_place_does_not_count(service: Service) -> None:
    made = _made(service, project=7, number=3, id="T-01")

    assert (made.id, made.title) == (NEW, "样品")


@pytest.mark.parametrize("said", [{"priority": "soon"}, {"due": "tomorrow"}])
def test_a_value_that_is_none_of_its_field_is_refused(
    service: Service, said: dict[str, Any]
) -> None:
    with pytest.raises(ValueError, match=next(iter(said.values()))):
        _made(service, **said)
