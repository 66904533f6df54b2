"""A store that only reads: refused at the door, and once more by the database itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from core.domain.people import AddPerson
from core.domain.refusal import Refused
from core.service import Service
from core.store import Store, open_store


@pytest.fixture
def reader(service: Service) -> Iterator[Service]:
    """The small project, opened for reading beside the one who writes."""
    store = open_store(service.store.url.render_as_string(hide_password=False), reading=True)
    yield Service(store, 1, "张伟", service.now)
    store.close()


WISHES: dict[str, Callable[[Service], Any]] = {
    "perform": lambda service: service.perform(AddPerson(name="赵倩", dept="研发部")),
    "undo": lambda service: service.undo(),
    "tell": lambda service: service.store.tell(lambda connection: None),
    "begin": lambda service: service.store.begin(1).__enter__(),
}


@pytest.mark.parametrize("wish", WISHES.values(), ids=list(WISHES))
def test_no_wish_is_carried_out(
    reader: Service, service: Service, wish: Callable[[Service], Any]
) -> None:
    before = service.store.revision(1)

    with pytest.raises(Refused) as refusal:
        wish(reader)

    assert refusal.value.reason == "reading-only"
    assert service.store.revision(1) == before


def test_what_others_write_is_seen(reader: Service, service: Service) -> None:
    board = reader.board()
    service.perform(AddPerson(name="赵倩", dept="研发部"))

    assert "赵倩" in {each.name for each in reader.catch_up(board).people.values()}


def test_who_reads_is_not_told_of(reader: Service, service: Service) -> None:
    reader.store.enter(1, "session", "张伟", service.now())
    reader.store.look("session", "triage")
    reader.store.leave("session")

    assert service.board().present == ()


def test_the_database_refuses_what_would_get_past_the_door(reader: Service) -> None:
    with pytest.raises(DBAPIError, match=r"read-?only"):
        _write_past(reader.store)


def _write_past(store: Store) -> None:
    with store._engine.begin() as connection:
        connection.execute(text("DELETE FROM task"))
