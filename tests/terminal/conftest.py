"""The sample app in a pseudo terminal of its own."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.terminal.pty_screen import PtyScreen

Start = Callable[..., PtyScreen]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Where the sample app writes its log."""
    (tmp_path / "state").mkdir()
    return tmp_path / "state" / "sample.log"


@pytest.fixture
def start(log: Path) -> Iterator[Start]:
    """Starts the sample app and waits for its first screen."""
    with ExitStack() as running:

        def start_one(**env: str) -> PtyScreen:
            command = [sys.executable, "-m", "tests.terminal.sample_app"]
            screen = running.enter_context(PtyScreen(command, env={"SAMPLE_LOG": str(log), **env}))
            screen.wait_for("碰头")
            screen.wait_for("大小 120x36")
            return screen

        yield start_one


@pytest.fixture
def sample(start: Start) -> PtyScreen:
    """The sample app, ready for keys."""
    return start()
