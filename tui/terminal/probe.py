"""Asking the terminal how wide it draws the characters that Unicode leaves open.

A sample is printed and the terminal asked where its cursor is; the sample is taken away in the
same breath. What the person typed meanwhile comes before the answer and is handed on.
"""

from __future__ import annotations

import os
import re
import select
import sys
import time
from dataclasses import dataclass
from typing import Final

from tui.glyphs import SAMPLE

PATIENCE: Final = 0.045
"""Seconds that a terminal may take to answer: longer would be seen before the first picture."""
_QUESTION = f"\r{SAMPLE}\x1b[6n\r\x1b[K"
_ANSWER = re.compile(rb"\x1b\[[0-9]+;([0-9]+)R")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the terminal said."""

    cells: int | None = None
    """The cells that it gave to the sample; None where it did not answer, or is no terminal."""
    typed: bytes = b""
    """What was typed meanwhile."""

    @property
    def wide(self) -> bool:
        """Whether it draws any of the sample's characters two cells wide."""
        return self.cells is not None and self.cells > len(SAMPLE)


def asked(patience: float = PATIENCE) -> Answer:
    """Asks the terminal of this process; one that is no terminal is not asked."""
    keys, screen = sys.__stdin__, sys.__stderr__
    if os.name != "posix" or keys is None or screen is None:
        return Answer()
    if not keys.isatty() or not screen.isatty() or os.environ.get("TERM", "") in ("", "dumb"):
        return Answer()
    return ask(keys.fileno(), screen.fileno(), patience)


def ask(keys: int, screen: int, patience: float = PATIENCE) -> Answer:
    """Asks through these descriptors of a terminal, and leaves its settings as they were."""
    import termios

    try:
        before = termios.tcgetattr(keys)
        quiet = list(before)
        quiet[3] &= ~(termios.ECHO | termios.ICANON)
        termios.tcsetattr(keys, termios.TCSANOW, quiet)
    except (OSError, termios.error):
        return Answer()
    try:
        os.write(screen, _QUESTION.encode())
        came = _read(keys, time.monotonic() + patience)
    except OSError:
        return Answer()
    finally:
        termios.tcsetattr(keys, termios.TCSANOW, before)
    found = _ANSWER.search(came)
    if found is None:
        return Answer(None, came)
    return Answer(int(found[1]) - 1, came[: found.start()] + came[found.end() :])


def _read(keys: int, until: float) -> bytes:
    """What comes until the answer is there or the time is over."""
    came = b""
    while _ANSWER.search(came) is None:
        left = until - time.monotonic()
        if left <= 0 or not select.select([keys], [], [], left)[0]:
            break
        data = os.read(keys, 1024)
        if not data:
            break
        came += data
    return came
