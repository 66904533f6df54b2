"""What every test may ask for: databases, a store, a small project, a clock; and a clean desk."""

from __future__ import annotations

import gc
import os
import sqlite3
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Dialect, Engine, create_engine, event
from sqlalchemy.pool import Pool

from core.service import Service
from core.store import Store, open_store
from tests.hand_clock import HandClock
from tests.postgres import Postgres, running
from tests.seeds import Seed, schema, seeded, small_project

_FOLDERS = ("CONFIG", "DATA", "STATE", "CACHE", "RUNTIME")
_SELDOM = (50_000, 10, 10)
"""How often cycles are looked for: a board that was left is one, of some ten thousand objects."""


def pytest_collection_finish() -> None:
    """All that is imported stays to the end: the collector need not look through it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_SELDOM)


@pytest.fixture(scope="session")
def desks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for each test that has none, which nobody has made: making them takes seconds."""
    every = tmp_path_factory.getbasetemp() / "desks"
    return (every / str(number) for number in count())


@pytest.fixture(autouse=True)
def clean_desk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keeps the settings, the data and the databases of whoever runs the tests out of them."""
    if "tmp_path" in request.fixturenames:
        desk: Path = request.getfixturevalue("tmp_path") / "xdg"
    else:
        desk = next(request.getfixturevalue("desks"))
    for name in list(os.environ):
        if name.startswith(("PENGTOU_", "PG")) and not name.startswith("PGSERVER_"):
            monkeypatch.delenv(name)
    for word in _FOLDERS:
        home = "DIR" if word == "RUNTIME" else "HOME"
        monkeypatch.setenv(f"XDG_{word}_{home}", str(desk / word.lower()))


@pytest.fixture(autouse=True)
def nothing_left_open(clean_desk: None) -> Iterator[None]:
    """Fails a test that leaves a database connection open: the next reader would wait for it."""
    opened: list[Any] = []

    def on_connect(connection: Any, _: object) -> None:
        opened.append(connection)

    event.listen(Pool, "connect", on_connect)
    yield
    event.remove(Pool, "connect", on_connect)
    left = [each for each in opened if _is_open(each)]
    assert not left, f"{len(left)} database connections were left open"


def _is_open(connection: Any) -> bool:
    if not isinstance(connection, sqlite3.Connection):
        return not connection.closed
    try:
        return connection.total_changes >= 0
    except sqlite3.ProgrammingError:
        return False


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """What one engine compiled serves the next: a command line opens one each, as a process does.

    SQLAlchemy keeps statements by dialect, and each engine has one of its own. That is half of a
    command here, and a tenth where it starts in a process, which compiles everything once.
    """
    statements: dict[Any, Any] = {}
    dialects: dict[str, Dialect] = {}

    def opened(url: Any, **options: Any) -> Engine:
        engine = create_engine(url, **options)
        # Only one that has seen a server knows which it is.
        event.listen(engine, "connect", lambda *_: dialects.setdefault(engine.name, engine.dialect))
        engine.dialect = dialects.get(engine.name, engine.dialect)
        engine.update_execution_options(compiled_cache=statements)
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.store.engine.create_engine", opened)
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The PostgreSQL of this run."""
    with running() as server:
        yield server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Seed], Path]:
    """A SQLite file with today's schema and what the seed puts into it, made once."""

    @cache
    def template(seed: Seed) -> Path:
        path = tmp_path_factory.mktemp("template") / f"{seed.__name__}.db"
        seed(str(path))
        return path

    return template


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    """Which database a test runs on: each in turn; see `tests.backends` to keep it to one."""
    return str(request.param)


@pytest.fixture
def database_url(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh database with today's schema; with the small project where `service` is asked for."""
    seed = small_project if "service" in request.fixturenames else schema
    with seeded(seed, request, backend, tmp_path) as url:
        yield url


@pytest.fixture
def empty_database_url(
    backend: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[str]:
    """A database without a schema: on SQLite, no file at all."""
    if backend == "sqlite":
        yield f"sqlite:///{tmp_path / 'new.db'}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    with server.database() as url:
        yield url


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """An open store; without a project, unless `service` is asked for."""
    opened = open_store(database_url)
    yield opened
    opened.close()


@pytest.fixture
def clock() -> HandClock:
    """Wednesday, 2026-11-18, 09:30 in Shanghai, until a test moves it."""
    return HandClock()


@pytest.fixture
def service(store: Store, clock: HandClock) -> Service:
    """The small project (see `tests.seeds`), on behalf of 张伟, at the time of `clock`."""
    return Service(store, 1, "张伟", clock)
