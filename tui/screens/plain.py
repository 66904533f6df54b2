"""The board as text: for chats, pipes and screen readers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from rich.cells import cell_len, set_cell_size

from tui.glyphs import twin
from tui.panels import action_items, blockers, progress, raci
from tui.panels.view import View, Width, width_of, with_ids
from tui.screens import status
from tui.widgets.line_cells import Span, fit
from tui.widgets.line_columns import GAP, Column, lay_out

if TYPE_CHECKING:
    from core.domain.board import Board
    from tui.words import Words

WIDE_ENOUGH = 120
"""The width where none is asked for."""
PANELS: Final = ("progress", "blockers", "raci", "actions")
"""The panels in the order of their numbers."""
_SIGNS: Final = {"✗": "x", "✓": "v", "▸": ">", "≈": "~"}
"""What has no twin of the same width, and still means something."""


def board_text(
    board: Board,
    words: Words,
    now: datetime,
    size: tuple[int, int] | None = None,
    panels: Sequence[str] = PANELS,
) -> str:
    """The panels one below the other, every line at most `size[0]` cells wide.

    With a number of lines, each panel shows its share of them and says how many are left out;
    0 lines are as many as there are.
    """
    columns = size[0] if size else WIDE_ENOUGH
    width = width_of(columns)
    if width is Width.WIDE:
        width = Width.NORMAL
    shown = status.Shown(board, None, status.Link(live=True), now, width, columns)
    left, right = status.status_line(shown, words)
    rows = max((size[1] - 2) // len(panels) - 4, 1) if size and size[1] else None
    lines = [
        _both(_text(left), _text(right), columns),
        set_cell_size(_text(status.project_line(shown, words)), columns).rstrip(),
    ]
    for name in panels:
        heading, view = _panel(name, board, words, now, width)
        title = f"[{PANELS.index(name) + 1}] {words.say(f'board.panel.{name}')}"
        lines += [_framed(title, _text(view.summary), columns)]
        lines += _table(with_ids(heading, view.keys), view, words, columns, rows)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def readable(text: str, encoding: str) -> str:
    """The text with what an encoding lacks replaced, one cell for one cell.

    Rules and arrows become their ASCII twins, a Chinese character two question marks: the columns
    stay where they are.
    """
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(_readable(each, encoding) for each in text)
    return text


def _readable(character: str, encoding: str) -> str:
    for each in (character, _SIGNS.get(character) or twin(character)):
        try:
            each.encode(encoding)
        except UnicodeEncodeError:
            continue
        return each
    return "?" * cell_len(character)


def _panel(
    name: str, board: Board, words: Words, now: datetime, width: Width
) -> tuple[Sequence[Column], View]:
    if name == "raci":
        return raci.columns(board, words), raci.view(board, now, words, width)
    module: Any = {"progress": progress, "blockers": blockers, "actions": action_items}[name]
    if name != "progress" and width is Width.NORMAL:
        # On the screen they share a line of panels; here each has the whole width.
        width = Width.WIDE
    return module.columns(width, words), module.view(board, now, words, width)


def _text(spans: Sequence[Span]) -> str:
    return "".join(span.text for span in spans)


def _both(left: str, right: str, columns: int) -> str:
    room = max(columns - cell_len(right), 0)
    return set_cell_size(left, room) + right


def _framed(title: str, counts: str, columns: int) -> str:
    dashes = columns - cell_len(title) - cell_len(counts) - 6
    return f"── {title} {'─' * max(dashes, 1)} {counts} "


def _table(
    heading: Sequence[Column], view: View, words: Words, columns: int, rows: int | None
) -> Iterator[str]:
    """Head and lines of one panel."""
    placed = lay_out(heading, columns)
    titles = [column.title.split("\n") for column in heading]
    for index in range(max(len(each) for each in titles)):
        head = [
            fit(title[index] if index < len(title) else "", place.width)
            for place in placed
            for title in [titles[place.index]]
        ]
        yield (" " * GAP).join(_text(cell) for cell in head)
    keys = view.keys if rows is None else view.keys[:rows]
    for key in keys:
        cells = view.cells(key)
        fitted = [
            fit(cells[place.index], place.width, heading[place.index].align) for place in placed
        ]
        yield (" " * GAP).join(_text(cell) for cell in fitted)
    if not view.keys:
        yield words.say("board.empty")
    elif len(keys) < len(view.keys):
        yield words.say("board.left_out", n=len(view.keys) - len(keys))
