"""The title of a frame: words at the left, a rule, and counts at the right end."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content

from tui.panels.panel import content
from tui.terminal.shown import shown
from tui.widgets.line_cells import Span, fit


def frame_title(left: str, right: Sequence[Span], room: int) -> Content:
    """A title that is `room` cells wide; where both do not fit, the words give way."""
    ends = sum(cell_len(each.text) for each in right)
    width = max(room - ends - 3, 1) if ends else room
    words = left if cell_len(left) <= width else fit(left, width)[0].text
    gap = room - cell_len(words) - ends - 2
    line = f" {'─' * gap} " if ends and gap > 0 else " " if ends else ""
    return Content.assemble(shown(words, "bold"), (line, ""), content(right))
