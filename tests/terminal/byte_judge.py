"""Tells apart, byte by byte, what Textual itself writes and what slipped through it."""

from __future__ import annotations

import re

from core.domain.text import UNSAFE
from tui.glyphs import SAMPLE

_MODES = "7|25|1000|1002|1003|1004|1006|1015|1016|1049|2004|2026|2048"
_ALLOWED = re.compile(
    "|".join(
        (
            r"\x1b\[[\d;:]*m",  # colours
            r"\x1b\[\d*;?\d*H",  # where to write
            rf"\x1b\[\?(?:{_MODES})[hl]",
            r"\x1b\[\?20(?:26|48)\$p",  # what the terminal can do
            rf"\r{SAMPLE}\x1b\[6n\r\x1b\[K",  # how wide it draws the sample
            r"\x1b\[(?:>\d+|<)u",  # keyboard protocol
            r"\x1b\]8;id=[\d-]+;https?://[!-~]+\x1b\\|\x1b\]8;;\x1b\\",  # links
            r"\x1b\]22;[a-z-]*\x07",  # shape of the mouse pointer
        )
    )
)
_MODE = re.compile(r"\x1b\[\?([\d;]+)([hl])")
_ON_AT_START = {"7", "25"}


def offences(raw: bytes) -> list[str]:
    """The parts that are neither text nor sequences Textual is known to write."""
    text = raw.decode("utf-8", errors="surrogateescape")
    rest = _ALLOWED.sub("", text).replace("\r\n", "")
    return [rest[found.start() : found.end() + 12] for found in UNSAFE.finditer(rest)]


def modes_left_on(raw: bytes) -> set[str]:
    """Numbers of the modes that differ from a fresh terminal's, `kitty` for its keyboard."""
    text = raw.decode("utf-8", errors="replace")
    on = set(_ON_AT_START)
    for numbers, switch in _MODE.findall(text):
        on = on | set(numbers.split(";")) if switch == "h" else on - set(numbers.split(";"))
    left = on ^ _ON_AT_START
    pushed = len(re.findall(r"\x1b\[>\d+u", text)) - len(re.findall(r"\x1b\[<u", text))
    return left | ({"kitty"} if pushed > 0 else set())
