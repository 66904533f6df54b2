"""How wide each column of a `LineGrid` is, and which ones give way when the grid is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tui.widgets.line_cells import Align

GAP = 1
"""Cells between two columns."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. All widths are terminal cells."""

    id: str
    """Names the column in messages."""

    title: str = ""
    """Header text; a line feed starts the second header line."""

    width: int = 0
    """Fixed width; 0 makes the column flexible."""

    flex: int = 1
    """Share of the left-over room, for a flexible column."""

    least: int = 8
    """Fewest cells a flexible column may have."""

    align: Align = "left"

    priority: int = 0
    """Columns with the highest number give way first; 0 never does."""

    cell: bool = False
    """Whether the cell cursor stops here; such columns scroll sideways when there are too many."""

    @property
    def narrowest(self) -> int:
        """The fewest cells the column can do with."""
        return self.width or self.least


@dataclass(frozen=True, slots=True)
class Placed:
    """A column that is shown: its place among all columns, where it starts, how wide it is."""

    index: int
    x: int
    width: int


def lay_out(columns: Sequence[Column], room: int, first_cell: int = 0) -> tuple[Placed, ...]:
    """Places columns into `room` cells, left to right, in their given order.

    Columns give way by priority until the rest fits. Cell columns before the `first_cell`-th
    are scrolled out, and those that do not fit after it are left out.
    """
    fixed = [i for i, column in enumerate(columns) if not column.cell]
    cells = [i for i, column in enumerate(columns) if column.cell][first_cell:]
    reserve = columns[cells[0]].narrowest + GAP if cells else 0
    kept = _drop(columns, fixed, room - reserve)
    left = room - _needed(columns, kept) - (GAP if kept else 0)
    for index in cells:
        left -= columns[index].narrowest
        if left < 0:
            break
        kept.append(index)
        left -= GAP
    return _spread(columns, sorted(kept), room)


def _needed(columns: Sequence[Column], kept: Sequence[int]) -> int:
    return sum(columns[i].narrowest for i in kept) + GAP * max(0, len(kept) - 1)


def _drop(columns: Sequence[Column], kept: list[int], room: int) -> list[int]:
    kept = list(kept)
    while _needed(columns, kept) > room:
        weakest = max(kept, key=lambda i: (columns[i].priority, i), default=None)
        if weakest is None or not columns[weakest].priority:
            break
        kept.remove(weakest)
    return kept


def _spread(columns: Sequence[Column], kept: Sequence[int], room: int) -> tuple[Placed, ...]:
    spare = max(0, room - _needed(columns, kept))
    shares = sum(columns[i].flex for i in kept if not columns[i].width)
    placed = []
    x = 0
    for index in kept:
        column = columns[index]
        width = column.narrowest
        if not column.width and shares:
            extra = spare * column.flex // shares
            width, spare, shares = width + extra, spare - extra, shares - column.flex
        placed.append(Placed(index, x, width))
        x += width + GAP
    return tuple(placed)
