"""Broken storage is told, not hidden, and nothing is lost by it (reliability: files)."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event, text

from core.domain.refusal import Refused, Unreachable
from core.domain.task import AddTask
from core.service import Service
from core.store import Store, engine, open_store
from tests.backends import on_sqlite

pytestmark = on_sqlite


@pytest.fixture
def path(service: Service) -> Path:
    """The file of `service`."""
    assert service.store.path is not None
    return Path(service.store.path)


def add(service: Service, title: str = "x") -> None:
    service.perform(AddTask(title=title))


def reason(refused: pytest.ExceptionInfo[Unreachable]) -> str:
    return refused.value.reason


def test_every_connection_writes_ahead_and_flushes_before_it_answers(service: Service) -> None:
    asked = ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")
    with service.store.reading() as connection:
        told = [connection.execute(text(f"PRAGMA {each}")).scalar() for each in asked]

    assert told == ["wal", 2, 1, 1]


def test_a_lock_that_somebody_holds_is_told_and_passes(
    service: Service, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "PATIENCE", 0.05)
    with closing(open_store(str(path))) as store, closing(sqlite3.connect(path)) as other:
        mine = Service(store, 1, "张伟")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unreachable) as refused:
            add(mine)
        assert (reason(refused), refused.value.values["where"]) == ("database-busy", str(path))
        assert mine.board().tasks.keys() == service.board().tasks.keys()

        other.rollback()
        add(mine)
    assert "T-04" in service.board().tasks


def test_a_file_that_was_deleted_takes_no_more_writes(service: Service, path: Path) -> None:
    path.unlink()

    with pytest.raises(Unreachable) as refused:
        add(service)

    assert reason(refused) == "database-moved"


def test_a_file_that_was_replaced_takes_no_more_writes(
    service: Service, path: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    service.store.backup(str(copy))
    before = copy.read_bytes()
    os.replace(copy, path)

    with pytest.raises(Unreachable) as refused:
        add(service)
    with pytest.raises(Unreachable):
        service.store.enter(1, "s1", "张伟", service.now())

    assert reason(refused) == "database-moved"
    assert path.read_bytes() == before


def test_a_file_that_was_moved_away_and_back_is_the_same(service: Service, path: Path) -> None:
    path.rename(path.with_suffix(".away"))
    with pytest.raises(Unreachable):
        add(service)
    path.with_suffix(".away").rename(path)

    add(service)

    assert "T-04" in service.board().tasks


@contextmanager
def as_nobody(path: Path, mode: int) -> Iterator[Path]:
    """A copy of a database that its reader may not write; root reads and writes everything."""
    folder = Path(tempfile.mkdtemp())
    copy = Path(shutil.copy(path, folder / "board.db"))
    folder.chmod(0o755)
    copy.chmod(0o644)
    root = os.geteuid() == 0
    try:
        if root:
            os.chown(copy, 65534, 65534)
            os.chown(folder, 65534, 65534)
            os.seteuid(65534)
        copy.chmod(0o444)
        folder.chmod(mode)
        yield copy
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o755)
        shutil.rmtree(folder)


def test_a_file_that_may_only_be_read_is_read_and_not_written(service: Service, path: Path) -> None:
    service.store.close()
    with as_nobody(path, 0o755) as copy, closing(open_store(str(copy))) as store:
        reader = Service(store, 1, "张伟")
        assert len(reader.board().tasks) == 3
        with pytest.raises(Unreachable) as refused:
            add(reader)

    assert reason(refused) == "database-read-only"


def test_a_folder_that_may_only_be_read_is_told(service: Service, path: Path) -> None:
    service.store.close()
    with as_nobody(path, 0o555) as copy, pytest.raises(Unreachable) as refused:
        open_store(str(copy))

    assert reason(refused) in ("database-read-only", "database-cannot-open")


def garbage(size: int) -> bytes:
    return bytes(number * 7 % 251 for number in range(size))


@pytest.mark.parametrize(
    "content", [garbage(10_000), b"<html></html>" * 100], ids=["noise", "page"]
)
def test_a_file_that_is_no_database_is_told(tmp_path: Path, content: bytes, backend: str) -> None:
    path = tmp_path / "no.db"
    path.write_bytes(content)

    with pytest.raises(Unreachable) as refused:
        open_store(str(path), create=True)

    assert reason(refused) == "database-broken"
    assert path.read_bytes() == content


def test_somebody_elses_database_is_left_alone(tmp_path: Path, backend: str) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE photo (name TEXT)")

    with pytest.raises(Refused, match="database-broken"):
        open_store(str(path), create=True)

    with closing(sqlite3.connect(path)) as other:
        names = [row[0] for row in other.execute("SELECT name FROM sqlite_master")]
    assert names == ["photo"]


def test_an_empty_file_is_no_board_unless_one_is_to_be_made(tmp_path: Path, backend: str) -> None:
    path = tmp_path / "empty.db"
    path.touch()

    with pytest.raises(Refused, match="database-empty"):
        open_store(str(path))
    open_store(str(path), create=True).close()
    open_store(str(path)).close()


def test_a_file_that_is_not_there_is_not_made_by_looking(tmp_path: Path, backend: str) -> None:
    with pytest.raises(Refused, match="database-absent"):
        open_store(str(tmp_path / "none.db"))

    assert list(tmp_path.glob("none*")) == []


@pytest.mark.parametrize("name", ["folder", "no/such/folder/board.db"])
def test_a_path_that_leads_nowhere_is_told(tmp_path: Path, name: str, backend: str) -> None:
    (tmp_path / "folder").mkdir()

    with pytest.raises(Unreachable) as refused:
        open_store(str(tmp_path / name), create=True)

    assert reason(refused) == "database-cannot-open"


def damaged(service: Service, path: Path) -> None:
    for number in range(200):
        add(service, f"第 {number} 个 {'长' * 300}")
    service.store.close()


def reads_all(path: Path) -> None:
    with closing(open_store(str(path))) as store:
        service = Service(store, 1, "张伟")
        service.board()
        service.history(limit=1000)


def test_a_truncated_file_is_told(service: Service, path: Path) -> None:
    damaged(service, path)
    os.truncate(path, path.stat().st_size // 2 // 4096 * 4096)

    with pytest.raises(Unreachable) as refused:
        reads_all(path)

    assert reason(refused) == "database-broken"


def test_zeroed_pages_are_told(service: Service, path: Path) -> None:
    damaged(service, path)
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2 // 4096 * 4096)
        file.write(bytes(60 * 4096))

    with closing(open_store(str(path))) as store:
        assert store.problems() != []
    with pytest.raises(Unreachable) as refused:
        reads_all(path)
    assert reason(refused) == "database-broken"


def test_a_sound_database_has_no_problems(service: Service) -> None:
    assert service.store.problems() == []


def fill(service: Service) -> str:
    """Adds until there is no more room; the reason told."""
    for number in range(2000):
        try:
            add(service, f"第 {number} 个 {'长' * 300}")
        except Unreachable as problem:
            return problem.reason
    return "never full"


def test_a_full_disk_is_told_and_nothing_is_lost(service: Service) -> None:
    def at_most(connection: sqlite3.Connection, _: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 20}")

    with closing(Store(service.store.url)) as small:
        event.listen(small._engine, "connect", at_most)
        small.check()
        assert fill(Service(small, 1, "张伟")) == "database-full"
        written = len(Service(small, 1, "张伟").board().tasks)

    assert written > 3
    assert len(service.board().tasks) == written
    assert service.store.problems() == []
    add(service, "wieder Platz")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one and a half megabytes."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1536k", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this machine lets no file system be mounted")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_runs_full_loses_nothing_that_was_told_to_be_saved(
    service: Service, path: Path, small_disk: Path
) -> None:
    service.store.close()
    there = Path(shutil.copy(path, small_disk))
    with closing(open_store(str(there))) as store:
        mine = Service(store, 1, "张伟")
        assert fill(mine) == "database-full"
        saved = {each.event.subject for each in mine.history(limit=5000)}
        assert {task for task in saved if task.startswith("T-")} == set(mine.board().tasks)
        assert store.problems() == []


def test_a_name_with_odd_characters_is_just_a_name(tmp_path: Path, backend: str) -> None:
    path = tmp_path / "看板 #1 100%.db"
    with closing(open_store(str(path), create=True)) as store:
        store.feed().close()

    assert path.exists()
