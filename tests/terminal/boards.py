"""The real board in a pseudo terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.samples import NOW
from tests.terminal.pty_screen import PtyScreen

SETTINGS = {"PENGTOU_NOW": NOW, "PENGTOU_LANG": "zh"}


def board(url: str, user: str = "张伟", size: tuple[int, int] = (120, 36)) -> PtyScreen:
    """A board on a database; for use with `with`."""
    command = [sys.executable, "-m", "tui", "--db", url]
    return PtyScreen(command, size=size, env={**SETTINGS, "PENGTOU_USER": user})


_HOMES = ("CONFIG_HOME", "DATA_HOME", "STATE_HOME", "CACHE_HOME", "RUNTIME_DIR")


@contextmanager
def lasting(url: str, folder: Path) -> Iterator[PtyScreen]:
    """A board that the tests of a module share, at a desk of its own and nobody else's."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [each for each in os.environ if each.startswith(("PENGTOU_", "PG"))]:
            patch.delenv(name)
        for each in _HOMES:
            patch.setenv(f"XDG_{each}", str(folder / each))
        screen = board(url)
    with screen:
        ready(screen)
        screen.wait_quiet()
        yield screen


def ready(screen: PtyScreen) -> PtyScreen:
    """Waits until a board shows what the database says."""
    screen.wait_for(r"在线 \d")
    return screen


def pengtou(url: str, *words: str) -> None:
    """One command line, in a process of its own."""
    env = {**os.environ, **SETTINGS, "PENGTOU_USER": "赵倩"}
    command = [sys.executable, "-m", "tui", "--db", url, *words]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
