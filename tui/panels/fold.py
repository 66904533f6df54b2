"""Text folded into lines of so many terminal cells, a wide character never split."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len

from tui.widgets.line_cells import Span

_PIECES = re.compile(r"\s+|[!-~]+|.", re.DOTALL)
"""Runs of space, words of ASCII, and other characters one by one: between Chinese ones any line
may end."""


def folded(text: str, width: int) -> list[str]:
    """The text in lines that are at most `width` cells wide; at least one."""
    lines = [line for part in text.splitlines() for line in _fold(part, max(width, 2))]
    return lines or [""]


def labelled(
    label: str, text: str, room: int, indent: int, role: str = ""
) -> list[tuple[Span, ...]]:
    """A label and a text behind it, whose further lines stand under its first."""
    from rich.cells import set_cell_size

    first, *rest = folded(text, room - indent)
    head = (Span(set_cell_size(label, indent), "muted"), Span(first, role))
    return [head, *((Span(" " * indent), Span(each, role)) for each in rest)]


def _fold(text: str, width: int) -> Iterator[str]:
    line, used = "", 0
    for piece in _pieces(text, width):
        size = cell_len(piece)
        if used + size > width:
            yield line.rstrip()
            line, used = "", 0
            if piece.isspace():
                continue
        line, used = line + piece, used + size
    yield line.rstrip()


def _pieces(text: str, width: int) -> Iterator[str]:
    """The pieces that stay together; a word longer than a line is cut."""
    for piece in _PIECES.findall(text):
        while cell_len(piece) > width:
            yield piece[:width]
            piece = piece[width:]
        yield piece
