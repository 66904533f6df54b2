"""The sample project as a test's database begins with it; see `tests.seeds`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from core import sample
from core.calendar.clock import fixed
from core.domain.board import Board
from core.service import Service
from core.store import open_store
from tests.seeds import seeded

NOW = "2024-10-16T09:30+08:00"
"""The moment of the sketches in the screen design."""


def sample_zh(url: str) -> None:
    """The sample project in Chinese, as project 1."""
    _build(url, "zh")


def sample_en(url: str) -> None:
    """The sample project in English, as project 1."""
    _build(url, "en")


def _build(url: str, language: str) -> None:
    store = open_store(url, create=True)
    sample.build(store, fixed(NOW)(), language=language)
    store.close()


@cache
def sample_board(language: str) -> Board:
    """The board of the sample project at `NOW`."""
    with TemporaryDirectory() as folder:
        path = f"{folder}/sample.db"
        _build(path, language)
        store = open_store(path)
        try:
            return Service(store, 1, "", fixed(NOW)).board()
        finally:
            store.close()


@contextmanager
def sample_database(
    request: pytest.FixtureRequest, backend: str, folder: Path, language: str = "zh"
) -> Iterator[str]:
    """A database with the sample project: on SQLite the file `board.db` in the folder."""
    with seeded({"zh": sample_zh, "en": sample_en}[language], request, backend, folder) as url:
        yield url
