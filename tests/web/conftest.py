"""Servers on the sample project, and a browser where there is one."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.samples import sample_database
from tests.web import chromium
from tests.web.chromium import Browser, Tab
from tests.web.serving import Served

REQUIRED = os.environ.get("TEST_BROWSER") == "required"
"""Whether a test may be left out where Chromium is not installed: not at the gate."""


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A SQLite file with the sample project."""
    with sample_database(request, "sqlite", tmp_path) as url:
        yield url


@pytest.fixture
def served(database: str) -> Iterator[Served]:
    """A server for readers."""
    with Served(database) as server:
        yield server


@pytest.fixture(scope="module")
def shared(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """A server for readers that the tests of a module share, with a home of its own."""
    folder = tmp_path_factory.mktemp("shared")
    homes = {f"XDG_{each}_HOME": str(folder / each) for each in ("STATE", "CACHE", "DATA")}
    with (
        sample_database(request, "sqlite", folder) as url,
        Served(url, "--visitors", "30", **homes) as server,
    ):
        yield server


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A real browser that the tests of a module share."""
    if chromium.PROGRAM is None and not REQUIRED:
        pytest.skip("Chromium is not installed")
    with Browser(tmp_path_factory.mktemp("profile")) as running:
        yield running


@pytest.fixture
async def tab(browser: Browser) -> AsyncIterator[Tab]:
    """An empty page of it, with cookies of its own."""
    async with browser.page() as page:
        yield page
