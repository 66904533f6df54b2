"""A commit whose answer is lost may have happened: the same command again happens once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from core.domain.event import Recorded
from core.domain.ids import Kind, record_id
from core.domain.refusal import Unreachable
from core.domain.task import AddTask, SetProgress
from core.service import Service
from core.store import open_store
from core.store.unit import Unit
from tests.backends import on_postgres
from tests.postgres import Postgres
from tests.store.proxy import Proxy, before

ONE = record_id(Kind.TASK, 1)


@pytest.fixture
def proxy(service: Service, database_url: str) -> Iterator[Proxy]:
    """The way to the database, which loses nothing yet."""
    with before(database_url) as door:
        yield door


@pytest.fixture
def far_service(proxy: Proxy) -> Iterator[Service]:
    """The project of `service`, through the proxy."""
    store = open_store(proxy.url.render_as_string(hide_password=False))
    yield Service(store, 1, "张伟")
    store.close()


@on_postgres
def test_a_lost_answer_is_told_and_the_second_attempt_gives_it(
    service: Service, far_service: Service, proxy: Proxy
) -> None:
    for number in range(10):
        proxy.lose_commits = 1
        wish = AddTask(title=f"第 {number} 个")
        with pytest.raises(Unreachable, match="database-unreachable"):
            far_service.perform(wish, command_id=f"c{number}")
        assert far_service.perform(wish, command_id=f"c{number}") == service.history(limit=1)

    assert proxy.lost == 10
    titles = [each.title for each in service.board().tasks.values()]
    assert sorted(titles[3:]) == [f"第 {number} 个" for number in range(10)]


@on_postgres
def test_a_lost_answer_to_a_change_that_was_seen_is_no_conflict(
    service: Service, far_service: Service, proxy: Proxy
) -> None:
    wish = SetProgress(task=ONE, actual=90, seen=service.board().tasks[ONE].version)
    proxy.lose_commits = 1
    with pytest.raises(Unreachable):
        far_service.perform(wish, command_id="c1")

    far_service.perform(wish, command_id="c1")

    assert service.board().tasks[ONE].version == (wish.seen or 0) + 1


@on_postgres
def test_a_connection_that_dies_within_a_transaction_leaves_nothing(
    service: Service, postgres: Postgres
) -> None:
    written: list[Recorded] = []

    def die(unit: Unit, recorded: tuple[Recorded, ...]) -> None:
        written.extend(recorded)
        mine = unit.connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
        with postgres.administration() as connection:
            connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": mine})

    before = service.history()
    with pytest.raises(Unreachable, match="database-unreachable"):
        service.perform_with(AddTask(title="x"), beside=die)

    assert len(written) == 1
    assert service.history() == before
    assert service.perform(AddTask(title="weiter"))


@on_postgres
def test_after_all_connections_were_cut_the_next_use_just_works(
    service: Service, postgres: Postgres
) -> None:
    with postgres.administration() as connection:
        cut = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")
        connection.execute(cut, {"name": service.store.url.database})

    assert service.board().tasks
    assert service.perform(AddTask(title="weiter"))


def test_a_server_that_is_not_there_is_unreachable_and_named_without_its_password() -> None:
    with pytest.raises(Unreachable, match="database-unreachable") as told:
        open_store("postgresql://wang:geheim@127.0.0.1:1/board")

    assert "geheim" not in repr(told.value.values)
    assert "127.0.0.1" in str(told.value.values["where"])


def test_a_database_that_is_not_there_is_named(postgres: Postgres) -> None:
    with pytest.raises(Unreachable, match="database-missing"):
        open_store(postgres.named("no_such_database"))


def test_a_login_that_is_not_known_is_told(postgres: Postgres) -> None:
    stranger = postgres.url.set(username="nobody").render_as_string(hide_password=False)

    with pytest.raises(Unreachable, match="database-login"):
        open_store(stranger)
