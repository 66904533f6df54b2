"""A program in a pseudo terminal, and the moment of every byte it wrote."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import NamedTuple, Self

import pyte

SIZE = (200, 50)
"""Columns and lines of every terminal here."""
PATIENCE = 30.0
"""Seconds that any wait may take; on the way to it a measurement is given up."""
UNWANTED = ("COLUMNS", "LINES", "PYTEST_VERSION", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")
"""What no program that is measured may find in its environment."""
_ON_TERMINAL = 'exec "$@" <>"$0" >&0 2>&0'
_ASKED_SYNC = b"\x1b[?2026$p"
_SYNC = b"\x1b[?2026;2$y"
_ASKED_CURSOR = b"\x1b[6n"
_CURSOR = b"\x1b[1;9R"
"""Where the cursor is behind the sample of characters that a board prints first (tui/glyphs.py)."""
_FRAME_END = b"\x1b[?2026l"
_UNKNOWN = re.compile(rb"\x1b\[[<>=][\d;]*[A-Za-z]|\x1b\[\?[\d;]*\$p|\x1b\[\?[\d;]*u")


class Late(Exception):
    """What was waited for did not come."""


class Chunk(NamedTuple):
    """What one read brought."""

    at: float
    """Seconds on the clock of `time.perf_counter`."""
    data: bytes


class Terminal:
    """Runs a command while its `with` block does; reads, and interprets nothing meanwhile."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str]) -> None:
        self._command = command
        self._env = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **env}
        for name in UNWANTED:
            self._env.pop(name, None)
        self.chunks: list[Chunk] = []

    def __enter__(self) -> Self:
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", SIZE[1], SIZE[0], 0, 0))
        name = os.ttyname(slave)
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            ["/bin/sh", "-c", _ON_TERMINAL, name, *self._command],
            env=self._env,
            start_new_session=True,
        )
        os.close(slave)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.master)

    def press(self, keys: str) -> float:
        """Sends these characters; the moment just before."""
        at = time.perf_counter()
        os.write(self.master, keys.encode())
        return at

    def read(self, seconds: float) -> bytes:
        """What comes first within this time; empty where nothing does."""
        if not select.select([self.master], [], [], max(seconds, 0.0))[0]:
            return b""
        try:
            data = os.read(self.master, 1 << 18)
        except OSError:
            return b""
        self.chunks.append(Chunk(time.perf_counter(), data))
        if _ASKED_SYNC in data:
            os.write(self.master, _SYNC)
        if _ASKED_CURSOR in data:
            os.write(self.master, _CURSOR)
        return data

    def until(self, seen: Callable[[bytes], bool], what: str) -> None:
        """Reads until `seen` holds of all that came since.

        Raises:
            Late: it never did.
        """
        came, end = b"", time.perf_counter() + PATIENCE
        while not seen(came):
            if time.perf_counter() > end or (self.process.poll() is not None and not came):
                raise Late(f"{what}\n{self.screen()}")
            came += self.read(0.2)

    def quiet(self, seconds: float) -> float | None:
        """Reads until nothing came for so long; the moment of the last byte, if any came."""
        last = None
        while self.read(seconds):
            last = self.chunks[-1].at
        return last

    def screen(self) -> str:
        """The screen now, drawn from all that was written."""
        replay = Replay()
        for chunk in self.chunks:
            replay.feed(chunk.data)
        return replay.text()


class Replay:
    """A terminal's screen, made after the measurement from what was written during it."""

    def __init__(self) -> None:
        self._screen = pyte.Screen(*SIZE)
        self._stream = pyte.ByteStream(self._screen)

    def feed(self, data: bytes) -> None:
        """Draws what was written."""
        self._stream.feed(_UNKNOWN.sub(b"", data))

    def text(self) -> str:
        """The screen's lines."""
        # Not `display`: it stumbles over a wide character of which one half was overwritten.
        rows, columns = range(self._screen.lines), range(self._screen.columns)
        buffer = self._screen.buffer
        return "\n".join("".join(buffer[y][x].data for x in columns).rstrip() for y in rows)


def first_moments(terminal: Terminal, holds: Sequence[Callable[[str], bool]]) -> list[float]:
    """Milliseconds from the start until the screen first was as each condition says, in order.

    Raises:
        Late: the screen never was.
    """
    replay, left, found = Replay(), list(holds), []
    for chunk in terminal.chunks:
        replay.feed(chunk.data)
        if _FRAME_END not in chunk.data:
            continue
        while left and left[0](replay.text()):
            left.pop(0)
            found.append((chunk.at - terminal.started) * 1000)
    if left:
        raise Late(replay.text())
    return found
