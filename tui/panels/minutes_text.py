"""The text of the minutes as it will be sent, broken into the lines of the screen. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content

from tui.panels.panel import content
from tui.widgets.line_cells import Span


@dataclass(frozen=True, slots=True)
class Laid:
    """A text on the screen."""

    rows: tuple[Content, ...] = ()
    chapters: tuple[int, ...] = ()
    """The rows at which they begin."""


def laid(text: str, width: int) -> Laid:
    """Every sign of the text; what is too long for a row goes on below it."""
    rows: list[Content] = []
    chapters: list[int] = []
    for line in text.split("\n"):
        if line.startswith("## "):
            chapters.append(len(rows))
        told = content((Span(line.expandtabs(4), _role(line)),))
        rows += told.wrap(max(width, 8)) if line.strip() else [Content("")]
    return Laid(tuple(rows), tuple(chapters))


def _role(line: str) -> str:
    if line.startswith("# "):
        return "accent bold"
    return "bold" if line.startswith("## ") else ""
