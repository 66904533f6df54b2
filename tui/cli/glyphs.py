"""How wide this terminal draws the glyphs that Unicode leaves open."""

from __future__ import annotations

import os
import re
import sys

GLYPH = "│"
_ANSWER = re.compile(rb"\x1b\[[0-9]+;([0-9]+)R")
_PATIENCE = 0.3
"""Seconds that a terminal may take to say where its cursor is."""


def ambiguous_width() -> int | None:
    """The cells that the terminal gives to `│`; None where it does not answer."""
    try:
        import select
        import termios
        import tty
    except ImportError:
        return None
    keys, before = sys.stdin.fileno(), None
    try:
        before = termios.tcgetattr(keys)
        tty.setcbreak(keys)
        os.write(sys.stdout.fileno(), f"\r{GLYPH}\x1b[6n".encode())
        answer = b""
        while _ANSWER.search(answer) is None and select.select([keys], [], [], _PATIENCE)[0]:
            answer += os.read(keys, 64)
    except (OSError, termios.error):
        return None
    finally:
        if before is not None:
            termios.tcsetattr(keys, termios.TCSADRAIN, before)
        os.write(sys.stdout.fileno(), b"\r\x1b[K")
    found = _ANSWER.search(answer)
    return int(found[1]) - 1 if found else None
