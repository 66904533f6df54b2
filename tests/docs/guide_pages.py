"""The pages of the guide, and what can be read out of them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "guide"
LANGUAGES = ("en", "zh")
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`]+)`")


def pages(language: str) -> list[Path]:
    """The pages in one language, in the order in which they are read."""
    return sorted((GUIDE / language).glob("*.md"))


def text(page: Path) -> str:
    """A page as it is written."""
    return page.read_text(encoding="utf-8")


def blocks(page: Path, kind: str) -> list[str]:
    """The fenced blocks of one kind: `console` is run, `sh` is only read."""
    return [body for name, body in _FENCE.findall(text(page)) if name == kind]


def commands(page: Path, kind: str) -> Iterator[list[str]]:
    """The words after `pengtou` of every command in the blocks of one kind."""
    for block in blocks(page, kind):
        for line in block.splitlines():
            words = shlex.split(line, comments=True)
            at = next((n for n, word in enumerate(words) if word == "pengtou"), None)
            if at is not None and words[at + 1 :]:
                yield words[at + 1 :]


def keys(page: Path) -> list[str]:
    """Every key that a page names, in order."""
    return re.findall(r"<kbd>(.*?)</kbd>", text(page))


def levels(page: Path) -> list[int]:
    """How deep each heading of a page is."""
    bare = _FENCE.sub("", text(page))
    return [len(signs) for signs in re.findall(r"^(#+) ", bare, re.MULTILINE)]


def links(page: Path) -> list[str]:
    """Where links and pictures of a page lead inside the project."""
    found = re.findall(r"\]\(([^)\s]+)\)", _FENCE.sub("", text(page)))
    return [each.partition("#")[0] for each in found if "://" not in each]


def messages(page: Path) -> list[list[str]]:
    """Of a table of messages of the program, “quoted”: each one in its unchanging pieces."""
    quoted = re.findall(r"^\| “(.*?)” \|", text(page), re.MULTILINE)
    return [[piece.strip() for piece in each.split("…") if piece.strip()] for each in quoted]


def typed_lines(page: Path) -> list[tuple[str, list[str]]]:
    """Of a table of typed lines: each line, and the pieces that it is said to be read as."""
    rows = re.findall(r"^\| (`.*`) \| (`.*`) \|$", text(page), re.MULTILINE)
    return [(_CODE.findall(line)[0], _CODE.findall(read)) for line, read in rows]
