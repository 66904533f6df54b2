"""The saved screen, on the terminal before anything is loaded that could draw one.

It is shown under the janitor's eyes, on the alternate screen, with the keys that are typed
meanwhile neither echoed nor lost. The driver takes over from there.
"""

from __future__ import annotations

import os
import re
import termios
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ENTER, LEAVE = "\x1b[?1049h", "\x1b[?1049l"
_BEGIN, _END = "\x1b[?2026h", "\x1b[?2026l"
_HIDE, _SHOW = "\x1b[?25l", "\x1b[?25h"
_HARMLESS = re.compile(r"(?:[^\x00-\x1f\x7f-\x9f]|\x1b\[[0-9;]*m|\n)*")
"""Text, colours and the ends of lines: nothing else of a file reaches the terminal."""


class EarlyScreen:
    """A saved screen that is being shown; the driver takes the terminal over from it."""

    def __init__(self, terminal: int, settings: list[Any]) -> None:
        self._terminal = terminal
        self.settings = settings
        """The terminal's settings before it."""
        self.taken = False
        """Whether the driver has taken over, and will put the terminal back itself."""

    def end(self) -> None:
        """Puts the terminal back where nobody has taken over."""
        if not self.taken:
            termios.tcsetattr(self._terminal, termios.TCSANOW, self.settings)
            _write(self._terminal, LEAVE + _SHOW)


def save(path: Path, size: tuple[int, int], lines: Sequence[str]) -> None:
    """Keeps a screen of so many columns and lines; only its owner may read it."""
    part = path.with_suffix(f".{os.getpid()}.part")
    data = "\n".join((f"{size[0]}x{size[1]}", *lines))
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(data)
    part.replace(path)


@contextmanager
def shown(path: Path, terminal: int) -> Iterator[EarlyScreen | None]:
    """Shows the screen kept in a file while the block runs; nothing where it does not fit."""
    lines = _lines(path, os.get_terminal_size(terminal))
    if lines is None:
        yield None
        return
    settings = termios.tcgetattr(terminal)
    quiet = list(settings)
    quiet[3] &= ~termios.ECHO
    termios.tcsetattr(terminal, termios.TCSANOW, quiet)
    early = EarlyScreen(terminal, settings)
    try:
        placed = "".join(f"\x1b[{y};1H{line}" for y, line in enumerate(lines, 1))
        _write(terminal, f"{ENTER}{_HIDE}{_BEGIN}{placed}\x1b[0m\x1b[H{_END}")
        yield early
    finally:
        early.end()


def _lines(path: Path, size: tuple[int, int]) -> list[str] | None:
    """The kept lines, where they were kept for a terminal of this size and are harmless."""
    try:
        kept = path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None
    head, _, body = kept.partition("\n")
    lines = body.split("\n")
    fits = head == f"{size[0]}x{size[1]}" and len(lines) == size[1]
    return lines if fits and _HARMLESS.fullmatch(body) else None


def _write(terminal: int, text: str) -> None:
    data = text.encode()
    while data:
        data = data[os.write(terminal, data) :]
