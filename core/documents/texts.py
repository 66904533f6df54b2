"""Texts of people in documents: data that no program ever carries out."""

from __future__ import annotations

import re
from unicodedata import east_asian_width

from core.domain.text import UNSAFE

_RISKY = re.compile(r"[\s\u3000]*[=+\-@＝＋－＠]")
_NAME = re.compile(r'[\\/:*?"<>|]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_LONGEST_NAME = 180
"""Bytes of a file's name, its ending left out; file systems take 255."""


def lines_of(text: str) -> list[str]:
    """The lines of a text without anything that is no character to read."""
    ends = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return [UNSAFE.sub("", each).rstrip() for each in ends.split("\n")]


def legible(text: str) -> str:
    """A text without control characters; its line ends stay."""
    return text if text.isprintable() else "\n".join(lines_of(text)).rstrip("\n")


def one_line(text: str) -> str:
    """The same in one line."""
    return text if text.isprintable() else " ".join(filter(None, lines_of(text)))


def risky(text: str) -> bool:
    """Whether a sheet would take a text for a formula: `=`, `+`, `-`, `@`, full-width ones too.

    What it begins with counts once blanks, tabs and line ends are gone.
    """
    return _RISKY.match(text) is not None


def file_name(text: str) -> str:
    """A text as the name of a file that every system takes."""
    name = _NAME.sub("-", one_line(text)).strip(" .-")
    while len(name.encode()) > _LONGEST_NAME:
        name = name[:-1].rstrip(" .-")
    return f"-{name}" if _RESERVED.fullmatch(name) else name or "-"


def width(text: str) -> int:
    """Cells that the longest line of a text takes: a Chinese character takes two."""
    return max(
        sum(2 if east_asian_width(each) in "WF" else 1 for each in line)
        for line in text.split("\n")
    )
