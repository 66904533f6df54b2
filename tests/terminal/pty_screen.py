"""A program in a real pseudo terminal: press keys, read the screen, judge every byte."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any
from uuid import uuid4

import pyte

from tests.terminal.byte_judge import modes_left_on, offences

KEYS = {
    "enter": "\r",
    "esc": "\x1b",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "space": " ",
    "backspace": "\x7f",
    "up": "\x1b[A",
    "shift+up": "\x1b[1;2A",
    "shift+down": "\x1b[1;2B",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pgup": "\x1b[5~",
    "pgdn": "\x1b[6~",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
} | {
    f"f{n}": f"\x1b[{code}~"
    for n, code in zip(range(5, 13), (15, 17, 18, 19, 20, 21, 23, 24), strict=True)
}

_MARK = "PTY_SCREEN_ID"
_NO_TEXT = re.compile(
    rb"\x1b\[[\d;:]*m|\x1b\[[<>=][\d;]*[A-Za-z]|\x1b\[\?[\d;]*\$p|\x1b\[\?[\d;]*u"
)
"""Colours, which nobody reads here and which are most of what is written; what pyte stumbles on.

A NUL takes their place: it does nothing but end a run of text, as they do.
"""
# The first thing a session leader opens becomes its terminal, as in a terminal window.
_ON_TERMINAL = 'exec "$@" <>"$0" >&0 2>&0'

_UNFINISHED = re.compile(rb"(?:\x1b(?:\[[\d;:?<>]*|\][^\x07\x1b]*)?|[\xc0-\xff][\x80-\xbf]{0,2})$")
"""A sequence or a character that is being written."""


class PtyScreen:
    """Runs a command for the time of a `with` block; nothing of it is left afterwards."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        size: tuple[int, int] = (120, 36),
        env: Mapping[str, str] | None = None,
        patience: float = 15.0,
    ) -> None:
        """`size` is columns and lines; `patience` is how many seconds any wait may take."""
        self._command = command
        self._env = dict(os.environ, TERM="xterm-256color", COLORTERM="truecolor", **(env or {}))
        self._env[_MARK] = self._id = uuid4().hex
        # Without its bytecode each start would compile the whole program.
        self._env.pop("PYTHONDONTWRITEBYTECODE", None)
        for name in ("COLUMNS", "LINES", "TEXTUAL_DISABLE_KITTY_KEY"):
            if not env or name not in env:
                self._env.pop(name, None)
        self._patience = patience
        self._size = size
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self._lines: list[str] = []
        self._pending = b""
        self.raw = b""
        """Everything the program wrote."""

    def __enter__(self) -> PtyScreen:
        self._master, self._slave = pty.openpty()
        self.resize(*self._size)
        self.settings_before = self.settings()
        self._process = subprocess.Popen(
            ["/bin/sh", "-c", _ON_TERMINAL, os.ttyname(self._slave), *self._command],
            env=self._env,
            start_new_session=True,
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        for pid in self.processes():
            with suppress(ProcessLookupError):  # it may end while the list is gone through
                os.kill(pid, signal.SIGKILL)
        self.hang_up()

    def press(self, *keys: str) -> None:
        """Presses keys: a name of `KEYS`, `ctrl+x`, or text that arrives in one write."""
        for key in keys:
            if key.startswith("ctrl+") and len(key) == 6:
                self.write(bytes([ord(key[5].lower()) & 31]))
            else:
                self.write(KEYS.get(key, key).encode())

    def write(self, data: bytes) -> None:
        """Sends these bytes as the terminal would."""
        os.write(self._master, data)

    def text(self) -> str:
        """The screen as lines without trailing blanks."""
        # Not `display`: that fails on a wide character of which only the first half was drawn over.
        columns, lines = range(self._screen.columns), self._screen.lines
        buffer = self._screen.buffer
        self._lines = [*self._lines[:lines], *[""] * (lines - len(self._lines))]
        drawn = self._screen.dirty
        # A combining character at the beginning of a line is drawn on the end of the one above.
        for y in (drawn | {y - 1 for y in drawn}) & {*range(lines)}:
            self._lines[y] = "".join(buffer[y][x].data for x in columns).rstrip()
        self._screen.dirty.clear()
        return "\n".join(self._lines)

    def wait_for(self, pattern: str) -> str:
        """Waits until the screen shows the regular expression; the screen's text."""
        self.wait_until(lambda: re.search(pattern, self.text()) is not None, pattern)
        return self.text()

    def wait_until(self, holds: Callable[[], bool], what: str = "") -> None:
        """Reads until the condition holds; AssertionError with the screen when it never does."""
        end = time.monotonic() + self._patience
        while not holds():
            ended = self._process.poll() is not None
            came = self._pump(0.02)
            if time.monotonic() > end or (ended and not came and not self.processes()):
                assert holds(), f"never came: {what or holds}\n{self.text()}"

    def wait_end(self) -> int:
        """Waits for the end of the program: its exit status, negative when a signal killed it."""
        self.wait_until(lambda: self._process.poll() is not None, "the end of the program")
        while self._pump(0.05):
            pass  # the last words may come in several pieces
        assert self._process.returncode is not None
        return self._process.returncode

    def wait_quiet(self, seconds: float = 0.15) -> None:
        """Reads until the program has written nothing for this long."""
        while self._pump(seconds):
            pass

    def resize(self, columns: int, lines: int) -> None:
        """Gives the terminal another size, as dragging its window does."""
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        if columns and lines:
            self._screen.resize(lines, columns)

    def kill(self, number: int) -> None:
        """Sends a signal to the program."""
        self._process.send_signal(number)

    def hang_up(self) -> None:
        """Closes the terminal window."""
        for descriptor in (self._master, self._slave):
            if descriptor >= 0:
                os.close(descriptor)
        self._master = self._slave = -1

    def settings(self) -> list[Any]:
        """The terminal's settings (termios)."""
        return termios.tcgetattr(self._slave)

    def processes(self) -> list[int]:
        """Process numbers of all that still runs of the program, children included."""
        return list(self._alive())

    def offences(self) -> list[str]:
        """What the program wrote that neither is text nor one of Textual's own sequences.

        It may be writing now: what was cut off at the end is not judged yet.
        """
        running = self._process.poll() is None
        return offences(_UNFINISHED.sub(b"", self.raw) if running else self.raw)

    def modes_left_on(self) -> set[str]:
        """Terminal modes that are not as they were at the start."""
        return modes_left_on(self.raw)

    @property
    def pid(self) -> int:
        """Process number of the program."""
        return self._process.pid

    def _alive(self) -> Iterator[int]:
        mark = f"{_MARK}={self._id}".encode()
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                ours = mark in (folder / "environ").read_bytes()
                zombie = (folder / "stat").read_text().rpartition(")")[2].split()[0] == "Z"
            except OSError:
                continue
            if ours and not zombie:
                yield int(folder.name)

    def _pump(self, seconds: float) -> bool:
        """Reads what the program wrote within this time; False when that was nothing."""
        if self._master < 0:
            time.sleep(seconds)
            return False
        if not select.select([self._master], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._master, 1 << 16)
        except OSError:
            return False
        self.raw += data
        self._feed(self._pending + data)
        return True

    def _feed(self, data: bytes) -> None:
        cut = _UNFINISHED.search(data)
        at = cut.start() if cut else len(data)
        self._pending = data[at:]
        self._stream.feed(_NO_TEXT.sub(b"\0", data[:at]))
