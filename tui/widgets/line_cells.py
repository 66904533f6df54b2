"""What stands in one column of one line: pieces of text with a role each, cut to cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from rich.cells import cell_len, split_graphemes

from core.domain.text import UNSAFE
from tui.glyphs import ellipsis

Align: TypeAlias = Literal["left", "right", "center"]
"""Where a text stands in a column that is wider than it."""

_BREAK = re.compile(r"[\t\r\n\v\f\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of literal text in one style role (see `LinePalette`); never markup."""

    text: str
    role: str = ""


Cell: TypeAlias = str | Span | tuple[Span, ...]
"""One column of one line: plain text, one styled piece, or several."""


def fit(cell: Cell, width: int, align: Align = "left") -> tuple[Span, ...]:
    """The cell as pieces that are together exactly `width` terminal cells wide.

    Text that is too long ends in an ellipsis; a wide character is never split.
    """
    spans = tuple(_clean(span) for span in _spans(cell))
    used = sum(cell_len(span.text) for span in spans)
    if used > width:
        spans = tuple(_cut(spans, width))
        used = sum(cell_len(span.text) for span in spans)
    return _pad(spans, width - used, align)


def bracketed(cell: Cell, width: int) -> tuple[Span, ...]:
    """The cell between square brackets, in at most `width` cells: the cursor without colour."""
    size = sum(cell_len(_clean(span).text) for span in _spans(cell))
    return (Span("["), *fit(cell, min(size, width - 2)), Span("]"))


def _spans(cell: Cell) -> tuple[Span, ...]:
    if isinstance(cell, str):
        return (Span(cell),)
    return (cell,) if isinstance(cell, Span) else cell


def _clean(span: Span) -> Span:
    """Takes out what has no place in one line, so that its width is what the terminal draws."""
    text = span.text
    if text.isascii() and text.isprintable():
        return span
    return Span(UNSAFE.sub("", _BREAK.sub(" ", text)), span.role)


def _cut(spans: tuple[Span, ...], width: int) -> Iterator[Span]:
    end = ellipsis(width)
    room = width - len(end)
    for span in spans:
        size = cell_len(span.text)
        if size > room:
            if width > 0:
                yield Span(_head(span.text, room) + end, span.role)
            return
        yield span
        room -= size


def _head(text: str, room: int) -> str:
    """The longest beginning of whole graphemes that takes at most `room` cells."""
    end = used = 0
    for _start, stop, size in split_graphemes(text)[0]:
        used += size
        if used > room:
            break
        end = stop
    return text[:end]


def _pad(spans: tuple[Span, ...], missing: int, align: Align) -> tuple[Span, ...]:
    if missing <= 0:
        return spans
    before = {"left": 0, "right": missing, "center": missing // 2}[align]
    left = (Span(" " * before),) if before else ()
    right = (Span(" " * (missing - before)),) if missing > before else ()
    return (*left, *spans, *right)
