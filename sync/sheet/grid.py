"""A sheet as it lies in its file: cells in rows, before anybody knows what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from core.domain.text import clean
from sync.record import Unreadable
from sync.trouble import Fatal

LARGEST = 20_000_000
"""Bytes of a file."""
ROWS = 20_000
"""Filled rows of a sheet."""
COLUMNS = 200
LONGEST = 4000
"""Characters kept of one cell."""


@dataclass(frozen=True, slots=True)
class Share:
    """A number that is shown as per cent: 0.65 reads 65 %."""

    value: float


Raw: TypeAlias = "str | float | bool | datetime | Share | Unreadable | None"
"""One cell: texts are clean, times are without a zone; None is an empty cell."""
Row: TypeAlias = "tuple[Raw, ...]"


@dataclass(frozen=True, slots=True)
class Merge:
    """A block of cells shown as one; its value stands in the upper left. All counted from 0."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def wide(self) -> int:
        """How many columns it spans."""
        return self.right - self.left + 1


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """One sheet. The row at place 0 is the first row of the file."""

    name: str
    """Empty for a text file, which has only one."""
    rows: tuple[Row, ...]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    from_1904: bool = False
    """Its numbered days are counted from 1904, as old Macs did."""


def text_of(text: str) -> str | None:
    """A text as it may be kept; None for one of blanks alone."""
    return clean(text, limit=LONGEST, lines=True) or None


def at(row: Row, place: int) -> Raw:
    """The cell at `place`; a short row is empty to its right."""
    return row[place] if place < len(row) else None


def bounded(rows: Iterable[Row], name: str) -> Iterator[Row]:
    """`rows` without the empty cells at their ends.

    Raises:
        Fatal: `sheet-too-many-rows`, `sheet-too-many-columns`; only filled ones count.
    """
    filled = 0
    for row in rows:
        last = len(row)
        while last and row[last - 1] is None:
            last -= 1
        filled += last > 0
        if last > COLUMNS:
            raise Fatal("sheet-too-many-columns", name=name, cap=COLUMNS)
        if filled > ROWS:
            raise Fatal("sheet-too-many-rows", name=name, cap=ROWS)
        yield row[:last]
