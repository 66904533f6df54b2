"""A file that may only be read is read, and says so to who wants to write."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from core.domain.refusal import Unreachable
from core.domain.task import AddTask
from core.service import Service
from core.store import Store, open_store
from core.store.engine import database_url
from core.store.read_only import is_read_only, opener
from tests.backends import on_sqlite

pytestmark = on_sqlite

_READS = """
import sys
from core.store import open_store
store = open_store(sys.argv[1])
print(len(store.projects()), store.reads_only)
"""


@pytest.fixture
def path(service: Service) -> Iterator[Path]:
    """The file of a project, closed and whole."""
    service.perform(AddTask(title="渠道物料定稿"))
    assert service.store.path is not None
    found = Path(service.store.path)
    service.store.close()
    with closing(sqlite3.connect(found)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    yield found
    found.parent.chmod(0o755)


def refused(store: Store) -> str:
    """What somebody hears who writes all the same."""
    with pytest.raises(Unreachable) as problem:
        Service(store, 1, "张伟").perform(AddTask(title="x"))
    return problem.value.reason


def test_an_address_may_ask_for_reading_alone(path: Path) -> None:
    with closing(open_store(f"sqlite:///{path}?mode=ro")) as store:
        assert store.reads_only
        assert refused(store) == "database-read-only"
        board = Service(store, 1, "张伟").board()

    assert "渠道物料定稿" in [each.title for each in board.tasks.values()]


def test_a_file_of_somebody_elses_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)

    with closing(open_store(str(path))) as store:
        assert refused(store) == "database-read-only"
        assert Service(store, 1, "张伟").board().tasks


def test_a_file_in_a_folder_that_takes_nothing_is_read(path: Path) -> None:
    """Nothing can be put beside it, as in a share that is only mounted for reading."""
    path.chmod(0o444)
    for beside in path.parent.glob(f"{path.name}-*"):
        beside.unlink()
    path.parent.chmod(0o555)
    command = [sys.executable, "-c", _READS, str(path)]
    if os.geteuid() == 0:
        # Root reads and writes whatever the rights say, unless it gives that up.
        command = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", *command]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (done.stdout.split(), done.stderr) == (["1", "True"], "")


def test_what_waits_beside_a_file_is_never_left_out(path: Path) -> None:
    with closing(sqlite3.connect(path)) as writer:
        writer.execute("UPDATE project SET name = '新名字'")
        writer.commit()
        with closing(opener(str(path), 0.1)()) as reader:
            assert reader.execute("SELECT name FROM project").fetchone() == ("新名字",)


def test_a_file_that_is_not_there_is_not_called_read_only(path: Path) -> None:
    assert not is_read_only(database_url(str(path.with_name("none.db"))))
