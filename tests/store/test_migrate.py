"""Schemas: as described, brought up with a copy beside them, whole or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.exc import DatabaseError, IntegrityError

from core.domain.refusal import Refused, Unreachable
from core.service import Service
from core.store import Store, open_store
from core.store.engine import database_url as read_url
from core.store.migrate import newest
from core.store.schema import HEAD, older
from core.store.tables import metadata
from tests.backends import on_postgres, on_sqlite
from tests.store import later


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The migrations of a later program."""
    return later.scripts(tmp_path)


@pytest.fixture
def later_program(folder: Path, monkeypatch: pytest.MonkeyPatch, service: Service) -> None:
    """This process is the later program from here on; `service` was made by today's."""
    service.store.close()
    later.become(folder, monkeypatch.setattr)


def columns(url: str, table: str) -> set[str]:
    with closing(Store(read_url(url))) as store, store.reading() as connection:
        return {each["name"] for each in inspect(connection).get_columns(table)}


def test_the_tables_are_what_the_migrations_make(store: Store) -> None:
    with store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, metadata) == []


def test_the_last_migration_is_the_one_that_the_program_speaks() -> None:
    assert newest() == HEAD
    assert older("0000")
    assert not older(HEAD)
    assert not older(later.VERSION)


def test_a_new_database_is_made_once_and_only_when_asked(empty_database_url: str) -> None:
    with pytest.raises(Refused, match=r"database-(absent|empty)"):
        open_store(empty_database_url)

    for _ in range(2):
        with closing(open_store(empty_database_url, create=True)) as store:
            assert store.version() == HEAD


@on_sqlite
def test_an_older_file_is_brought_up_with_a_sound_copy_beside_it(
    later_program: None, database_url: str, service: Service
) -> None:
    path = Path(str(service.store.path))
    with closing(open_store(database_url)) as store:
        assert store.version() == later.VERSION
        assert len(Service(store, 1, "张伟").board().tasks) == 3
    (copy,) = path.parent.glob("board.db.*.backup")

    assert "mood" in columns(database_url, "task")
    with closing(Store(read_url(str(copy)))) as kept:
        assert kept.problems() == []
        assert kept.version() == HEAD
        assert len(kept.board(1, service.now()).tasks) == 3
    assert list(path.parent.glob("*.part*")) == []


@on_sqlite
def test_a_file_that_is_up_to_date_is_not_copied(database_url: str, service: Service) -> None:
    open_store(database_url).close()

    assert list(Path(str(service.store.path)).parent.glob("*.backup")) == []


@on_postgres
def test_an_older_server_waits_until_somebody_upgrades_it(
    later_program: None, database_url: str
) -> None:
    with pytest.raises(Refused, match="database-older") as refused:
        open_store(database_url)
    assert refused.value.values == {"theirs": HEAD, "ours": later.VERSION}
    assert "mood" not in columns(database_url, "task")

    with closing(Store(read_url(database_url))) as store:
        store.upgrade()

    open_store(database_url).close()
    assert "mood" in columns(database_url, "task")


def test_a_newer_database_is_left_alone(
    service: Service, folder: Path, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        later.become(folder, patch.setattr)
        with closing(Store(read_url(database_url))) as store:
            store.upgrade()

    with pytest.raises(Refused, match="database-newer") as refused:
        open_store(database_url)
    assert refused.value.values == {"theirs": later.VERSION, "ours": HEAD}


def test_an_upgrade_that_fails_leaves_everything_as_it_was(
    later_program: None, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BREAK_INSIDE", "1")
    with (
        closing(Store(read_url(database_url))) as store,
        pytest.raises((DatabaseError, Unreachable, IntegrityError)),
    ):
        store.upgrade()

    assert "mood" not in columns(database_url, "task")
    with closing(Store(read_url(database_url))) as store, store.reading() as connection:
        assert store.version() == HEAD
        assert connection.execute(text("SELECT count(*) FROM person")).scalar() == 3


def test_an_upgrade_killed_in_the_middle_leaves_nothing_and_can_be_done_again(
    later_program: None, folder: Path, database_url: str
) -> None:
    command = [sys.executable, "-m", "tests.store.later", str(folder), database_url]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        env={**os.environ, "PAUSE_INSIDE": "1"},
        cwd=Path(__file__).parents[2],
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == b"inside\n"
        program.send_signal(signal.SIGKILL)

    assert "mood" not in columns(database_url, "task")
    with closing(Store(read_url(database_url))) as store:
        assert store.version() == HEAD
        store.upgrade()
        assert store.version() == later.VERSION
    assert "mood" in columns(database_url, "task")


@on_sqlite
def test_after_an_upgrade_references_are_checked_again(
    later_program: None, database_url: str
) -> None:
    with closing(Store(read_url(database_url))) as store:
        store.upgrade()
        with store.reading() as connection:
            assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


@on_sqlite
def test_a_backup_is_checked_and_whole_while_others_write(service: Service, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    service.store.backup(str(target))

    with closing(open_store(str(target))) as copy:
        assert copy.problems() == []
        assert copy.board(1, service.now()).tasks == service.board().tasks


@on_postgres
def test_a_server_has_backups_of_its_own(service: Service, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="backup-postgres"):
        service.store.backup(str(tmp_path / "copy.db"))
