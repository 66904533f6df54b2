"""The real board in a pseudo terminal."""

from __future__ import annotations

import subprocess
import sys

from tests.samples import NOW
from tests.terminal.pty_screen import PtyScreen

SETTINGS = {"PENGTOU_NOW": NOW, "PENGTOU_LANG": "zh"}


def board(url: str, user: str = "张伟", size: tuple[int, int] = (120, 36)) -> PtyScreen:
    """A board on a database; for use with `with`."""
    command = [sys.executable, "-m", "tui", "--db", url]
    return PtyScreen(command, size=size, env={**SETTINGS, "PENGTOU_USER": user})


def ready(screen: PtyScreen) -> PtyScreen:
    """Waits until a board shows what the database says."""
    screen.wait_for(r"在线 \d")
    return screen


def pengtou(url: str, *words: str) -> None:
    """One command line, in a process of its own."""
    import os

    env = {**os.environ, **SETTINGS, "PENGTOU_USER": "赵倩"}
    command = [sys.executable, "-m", "tui", "--db", url, *words]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
