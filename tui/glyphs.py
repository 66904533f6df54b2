"""Which characters the screen is drawn with: Unicode's, or ASCII where those would not line up.

Some terminals, mostly older ones under a Chinese locale, draw characters whose width Unicode
leaves open (East Asian "ambiguous": rules, arrows, the middle dot, curly quotes) two cells wide,
while every frame here counts them as one. There all of them are replaced: our own words before they
are measured (`spelled`), and whatever is left, texts of people and frames of Textual included, at
the last step before the terminal, one cell for one cell (`drawn`).
"""

from __future__ import annotations

import unicodedata
from typing import Final

SAMPLE: Final = "│─█·…→①“"
"""What a terminal is shown to find out how wide it draws such characters."""
ELLIPSIS: Final = "…"
"""Stands for what was cut off; one cell wide."""
_DOTS, _ROOM_FOR_DOTS = "...", 6
_SPELLED: Final = {
    "…": "...",
    "→": "->",
    "←": "<-",
    "↔": "<->",
    **{chr(0x2460 + n): f"({n + 1})" for n in range(20)},
}
_TWINS: Final = {
    "·": ".",
    "…": ".",
    "→": ">",
    "←": "<",
    "↑": "^",
    "↓": "v",
    "↔": "-",
    "×": "x",
    "÷": "/",
    "°": "o",
    "±": "+",
    "—": "-",
    "–": "-",
    "―": "-",
    "═": "=",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "★": "*",
    "☆": "*",
    "●": "*",
    "○": "o",
    "■": "#",
    "□": "#",
    "◆": "*",
    "◇": "*",
    "▲": "^",
    "△": "^",
    "▼": "v",
    "▽": "v",
    "░": "-",
    "▁": "_",
    "▂": "_",
    "▃": ".",
    "▄": "-",
    "▅": "=",
    "▆": "=",
    "▇": "#",
    "▔": "-",
    "▌": "|",
    "▐": "|",
    "▎": "|",
    "▊": "|",
    "\ufffd": "?",
    **dict(zip("┏┓┗┛┣┫╻╹", "..''||.'", strict=True)),
}
_ACROSS: Final = frozenset("─━┄┅┈┉╌╍╴╶╸╺╼╾")
"""Light and heavy rules; the heavy corners above are those of large digits."""
_DOWN: Final = frozenset("│┃┆┇┊┋╎╏╵╷╹╻╽╿║")
_BOX, _BLOCK = range(0x2500, 0x2580), range(0x2580, 0x25A0)


class _Twins(dict[int, int]):
    """The ASCII twin of each character, found when it is first asked for."""

    def __missing__(self, code: int) -> int:
        found = self[code] = ord(twin(chr(code)))
        return found


def twin(character: str) -> str:
    """What stands for a character; itself where its width is no question, or where it is a letter.

    Greek and Cyrillic letters are ambiguous too: a name that stands one cell off can still be read.
    """
    code = ord(character)
    if character in _TWINS:
        return _TWINS[character]
    if code in _BOX:
        return "-" if character in _ACROSS else "|" if character in _DOWN else "+"
    if code in _BLOCK:
        return "#"
    if (
        unicodedata.east_asian_width(character) != "A"
        or unicodedata.category(character)[0] in "LMC"
    ):
        return character
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 and plain.isascii() else "?"


class _Choice:
    """The one place that knows which set is drawn with."""

    def __init__(self) -> None:
        self.ascii = False
        self.twins = _Twins()


_choice = _Choice()


def choose(*, ascii_only: bool) -> None:
    """Draws with ASCII from now on, or with everything; told once, before the screen starts."""
    _choice.ascii = ascii_only


def ascii_only() -> bool:
    """Whether the screen is drawn with ASCII beside Chinese."""
    return _choice.ascii


def spelled(text: str) -> str:
    """One of our own sentences in the set that is drawn with; it may grow longer."""
    if not _choice.ascii or text.isascii():
        return text
    for glyph, plain in _SPELLED.items():
        text = text.replace(glyph, plain)
    return text.translate(_choice.twins)


def drawn(text: str) -> str:
    """A piece of the screen in the set that is drawn with, as wide as it was."""
    return text.translate(_choice.twins) if _choice.ascii and not text.isascii() else text


def ellipsis(width: int) -> str:
    """What ends a text that was cut to so many cells."""
    if not _choice.ascii:
        return ELLIPSIS
    return _DOTS if width >= _ROOM_FOR_DOTS else _DOTS[0]
