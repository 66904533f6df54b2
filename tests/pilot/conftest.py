"""The sample project on both databases, and a watch on the thread that draws the screen."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from tests.pilot.calm import hasten
from tests.samples import sample_database


@pytest.fixture
def board_url(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database with the sample project."""
    with sample_database(request, backend, tmp_path) as url:
        yield url


@pytest.fixture
def file_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A SQLite file with the sample project, where the kind of database makes no difference."""
    with sample_database(request, "sqlite", tmp_path) as url:
        yield url


@pytest.fixture(autouse=True)
def no_idle_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key takes as long as the board takes for it."""
    hasten(monkeypatch)


@pytest.fixture(autouse=True)
def no_statement_on_the_screen_thread(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test in which the thread that draws the screen waited for a database."""
    for name in ("board_url", "file_url"):
        if name in request.fixturenames:
            request.getfixturevalue(name)
    statements: list[str] = []

    def note(*details: object) -> None:
        if threading.current_thread() is threading.main_thread():
            statements.append(str(details[2]))

    event.listen(Engine, "before_cursor_execute", note)
    yield
    event.remove(Engine, "before_cursor_execute", note)
    assert statements == []
