"""A company at the beginning of a test, founded once a run."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.store import Store, open_store
from tests.postgres import Postgres
from tests.store.process_cast import founded_company


@pytest.fixture
def founded(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An open store with the company of `process_cast`, founded at its moment."""
    with _founded(backend, request, tmp_path) as url:
        opened = open_store(url)
        yield opened
        opened.close()


@contextmanager
def _founded(backend: str, request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    if backend == "sqlite":
        path = folder / "company.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template")(founded_company), path)
        yield f"sqlite:///{path}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    with server.database(server.template(founded_company)) as url:
        yield url
