"""What every test may ask for: databases, a store, a small project, a clock; and a clean desk."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.pool import Pool

from core.domain.ids import RecordId
from core.domain.people import AddPerson
from core.domain.project import CreateProject
from core.domain.task import AddTask, SetProgress
from core.service import Service, create_project
from core.store import Store, open_store
from tests.hand_clock import HandClock
from tests.postgres import TEMPLATE, Postgres, running

_FOLDERS = ("CONFIG", "DATA", "STATE", "CACHE", "RUNTIME")


@pytest.fixture(autouse=True)
def clean_desk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keeps the settings, the data and the databases of whoever runs the tests out of them."""
    for name in list(os.environ):
        if name.startswith(("PENGTOU_", "PG")) and not name.startswith("PGSERVER_"):
            monkeypatch.delenv(name)
    for word in _FOLDERS:
        home = "DIR" if word == "RUNTIME" else "HOME"
        monkeypatch.setenv(f"XDG_{word}_{home}", str(tmp_path / "xdg" / word.lower()))


@pytest.fixture(autouse=True)
def nothing_left_open(clean_desk: None) -> Iterator[None]:
    """Fails a test that leaves a database connection open: the next reader would wait for it."""
    opened: set[int] = set()

    def on_connect(connection: object, _: object) -> None:
        opened.add(id(connection))

    def on_close(connection: object, _: object = None) -> None:
        opened.discard(id(connection))

    listeners = (("connect", on_connect), ("close", on_close), ("close_detached", on_close))
    for name, listener in listeners:
        event.listen(Pool, name, listener)
    yield
    for name, listener in listeners:
        event.remove(Pool, name, listener)
    assert not opened, f"{len(opened)} database connections were left open"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The PostgreSQL of this run."""
    with running() as server:
        yield server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with today's schema and nothing in it."""
    path = tmp_path_factory.mktemp("template") / "empty.db"
    open_store(str(path), create=True).close()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    """Which database a test runs on: each in turn.

    `@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)` keeps a test to one.
    """
    return str(request.param)


@pytest.fixture
def database_url(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh database with today's schema."""
    if backend == "sqlite":
        path = tmp_path / "board.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    with server.database(TEMPLATE) as url:
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
    """An open store without a project."""
    opened = open_store(database_url)
    yield opened
    opened.close()


@pytest.fixture
def clock() -> HandClock:
    """Wednesday, 2026-11-18, 09:30 in Shanghai, until a test moves it."""
    return HandClock()


@pytest.fixture
def bare_service(store: Store, clock: HandClock) -> Service:
    """A project with its lead department and nothing else, on behalf of 张伟."""
    wish = CreateProject(
        code="launch", name="新品上市", lead_dept="市场部", start=date(2026, 11, 2)
    )
    return Service(store, create_project(store, wish, actor="张伟", now=clock()), "张伟", clock)


@pytest.fixture
def service(bare_service: Service) -> Service:
    """The project with P-01 张伟, P-02 王敏, P-03 李强 and T-01 调研, T-02 打样, T-03 上线."""
    for name, dept in (("张伟", "市场部"), ("王敏", "研发部"), ("李强", "销售部")):
        bare_service.perform(AddPerson(name=name, dept=dept))
    zhang, wang, li = (RecordId(f"P-0{number}") for number in (1, 2, 3))
    spans = (("调研", wang, 2, 13), ("打样", wang, 9, 27), ("上线", li, 16, 30))
    for title, owner, start, due in spans:
        wish = AddTask(
            title=title,
            dept=bare_service.board().people[owner].dept,
            owner=owner,
            collaborators=(zhang,),
            start=date(2026, 11, start),
            due=date(2026, 11, due),
        )
        bare_service.perform(wish)
    bare_service.perform(SetProgress(task=RecordId("T-01"), actual=80, reason="资源不足"))
    return bare_service
