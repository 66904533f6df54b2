"""A first look at a database, and the question whether it is still there."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.domain.refusal import Unreachable
from core.domain.task import AddTask
from core.service import Service
from core.store.glance import revisions
from tests.backends import on_sqlite


def address(service: Service) -> str:
    """What a person would give to open the database."""
    return service.store.path or service.store.url.render_as_string(hide_password=False)


def test_a_glance_sees_the_number_of_the_last_event(service: Service) -> None:
    (code,) = revisions(address(service))
    (last,) = service.perform(AddTask(title="x"))
    assert revisions(address(service)) == {code: last.seq}


@pytest.mark.parametrize("content", [None, b"", b"no database at all, " * 100])
def test_a_glance_at_what_cannot_be_read_sees_nothing(
    tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "other.db"
    if content is not None:
        file.write_bytes(content)
    assert revisions(str(file)) == {}
    assert file.exists() is (content is not None)


def test_a_glance_at_a_server_that_is_not_there_sees_nothing() -> None:
    assert revisions("postgresql://127.0.0.1:9/none") == {}


def test_the_pulse_of_a_server_is_its_last_event_and_a_file_has_none(service: Service) -> None:
    (last,) = service.perform(AddTask(title="x"))
    expected = None if service.store.path else last.seq
    assert service.store.pulse(service.project) == expected


@on_sqlite
def test_the_pulse_of_a_file_that_was_moved_away_is_an_error(service: Service) -> None:
    assert service.store.path is not None
    Path(service.store.path).rename(Path(service.store.path).with_suffix(".moved"))
    with pytest.raises(Unreachable) as problem:
        service.store.pulse(service.project)
    assert problem.value.reason == "database-moved"
