"""What is checked before the screen starts; answers in ids, the words are elsewhere."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

FEWEST_COLUMNS = 60
FEWEST_LINES = 16


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing about the terminal that the person should know."""

    id: str
    """`stdin-not-terminal`, `stderr-not-terminal`, `encoding-not-utf8`, `terminal-dumb`,
    `terminal-small` or `kitty-keys`."""

    fatal: bool = False
    """Whether the screen cannot work at all."""

    value: str = ""
    """What was found instead: an encoding, a terminal's name, a size as `80x24`."""


def check_terminal(
    stdin: TextIO | None = None, screen: TextIO | None = None
) -> tuple[Finding, ...]:
    """Looks at where keys come from and where the screen goes (stderr); asks the terminal nothing.

    Without arguments it looks at the process's own streams.
    """
    return tuple(_findings(stdin or sys.__stdin__, screen or sys.__stderr__))


def _findings(stdin: TextIO | None, screen: TextIO | None) -> Iterator[Finding]:
    if not _is_terminal(stdin):
        yield Finding("stdin-not-terminal", fatal=True)
    if screen is None or not _is_terminal(screen):
        yield Finding("stderr-not-terminal", fatal=True)
        return
    if codecs.lookup(screen.encoding or "ascii").name != "utf-8":
        yield Finding("encoding-not-utf8", fatal=True, value=screen.encoding)
    if os.environ.get("TERM", "") in ("", "dumb"):
        yield Finding("terminal-dumb", value=os.environ.get("TERM", ""))
    columns, lines = os.get_terminal_size(screen.fileno())
    if columns < FEWEST_COLUMNS or lines < FEWEST_LINES:
        yield Finding("terminal-small", value=f"{columns}x{lines}")
    if os.environ.get("TEXTUAL_DISABLE_KITTY_KEY", "1") != "1":
        yield Finding("kitty-keys")


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False
