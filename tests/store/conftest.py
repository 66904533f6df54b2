"""A company at the beginning of a test, founded once a run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.store import Store, open_store
from tests.seeds import seeded
from tests.store.process_cast import founded_company


@pytest.fixture
def founded(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An open store with the company of `process_cast`, founded at its moment."""
    with seeded(founded_company, request, backend, tmp_path) as url:
        opened = open_store(url)
        yield opened
        opened.close()
