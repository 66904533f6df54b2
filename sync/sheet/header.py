"""Which rows of a sheet are its head, below titles, notes and blank rows. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sync.sheet.grid import Grid, Merge, Raw, Row, at
from sync.sheet.hints import hint, is_key

_LOOK = 60
"""Rows from the top among which the head is looked for."""
_LONGEST = 24
_EDGES = re.compile(r"^[\s*＊]+|[\s*＊:：]+$")
"""Marks around a name: of what must be filled in, of what follows."""
_BETWEEN = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")
"""Blanks between two Chinese characters only break a line or fill a narrow column."""


@dataclass(frozen=True, slots=True)
class Head:
    """The names of a table's columns, and where its rows begin."""

    names: tuple[str, ...]
    """By place; empty where a column has none."""
    below: int
    """The place of the first row after it."""
    above: int
    """The place of its first row."""
    weight: int = 0
    """How much it looks like the head of a list of tasks."""
    tasks: bool = False
    """Whether it names a column of titles, and one more that we know."""


def find_head(grid: Grid) -> Head | None:
    """The head that names most columns we know; else the first row of several short texts."""
    best: Head | None = None
    for place in range(min(_LOOK, len(grid.rows))):
        for head in _heads(grid, place):
            if head.weight > (best.weight if best else 1):
                best = head
    return best or _first_row_of_words(grid)


def _heads(grid: Grid, place: int) -> Iterator[Head]:
    row = grid.rows[place]
    if not _is_words(row):
        return
    yield _weighed(_names(row), place, 1)
    if place + 1 < len(grid.rows) and _is_words(grid.rows[place + 1]):
        names = _two_rows(grid, place)
        if names:
            yield _weighed(names, place, 2)


def _first_row_of_words(grid: Grid) -> Head | None:
    for place, row in enumerate(grid.rows[:_LOOK]):
        names = [name for name in _names(row) if name]
        if len(names) > 1 and len(names) == len(set(names)) and _is_words(row):
            return _weighed(_names(row), place, 1)
    return None


def _weighed(names: tuple[str, ...], place: int, height: int) -> Head:
    hints = [hint(name) for name in names]
    fields = Counter(each.field for each in hints if each.field)
    # A sentence that repeats our words is not a head: each field counts once.
    known = sum(max(each.weight for each in hints if each.field == name) for name in fields)
    other = sum(each.weight for each in hints if not each.field)
    if len(fields) < 3 and not any(each.weight > 1 for each in hints):
        # A task may well be about a report of progress; a head has a name of its own.
        known = 0
    tasks = "title" in fields and (len(fields) > 1 or any(map(is_key, filter(None, names))))
    return Head(names, place + height, place, known + min(other, 5), tasks)


def _is_words(row: Row) -> bool:
    """Whether all that is in it could be names of columns."""
    cells = [cell for cell in row if cell is not None]
    return bool(cells) and all(isinstance(cell, str) for cell in cells)


def name_of(cell: Raw) -> str:
    """A cell as the name of a column: one line, without the mark of what must be filled in."""
    text = cell if isinstance(cell, str) else ""
    return _EDGES.sub("", _BETWEEN.sub("", " ".join(text.split())))


def _names(row: Row) -> tuple[str, ...]:
    return tuple(map(name_of, row))


def _two_rows(grid: Grid, place: int) -> tuple[str, ...]:
    """`计划` above `开始` and `完成` as `计划开始`, `计划完成`; nothing where they do not fit."""
    upper, lower = _names(grid.rows[place]), _names(grid.rows[place + 1])
    wide = max(len(upper), len(lower))
    spans = _spans(grid, place, upper, wide)
    if not any(_holds_names(span, lower) for span in spans):
        return ()
    names = list(at_each(upper, wide))
    covered: set[int] = set()
    for span in spans:
        for column in range(span.left, min(span.right, wide - 1) + 1):
            below = _at(lower, column)
            own = upper[span.left] if column == span.left or below else ""
            names[column] = _joined(own, below)
            covered.add(column)
    for column in set(range(wide)) - covered:
        above, below = _at(upper, column), _at(lower, column)
        names[column] = above if above == below else _joined(above, below)
        if above and below and not _is_name(above, names[column]):
            return ()
    return tuple(names) if all(len(_at(lower, each)) <= _LONGEST for each in range(wide)) else ()


def _spans(grid: Grid, place: int, upper: tuple[str, ...], wide: int) -> list[Merge]:
    """Names that stand above more than one column: merged, or with nothing to their right."""
    merged = [each for each in grid.merges if each.top == place == each.bottom and each.wide > 1]
    filled = [column for column, name in enumerate(upper) if name]
    if merged:
        # A title above everything names no group.
        return [each for each in merged if _at(upper, each.left) and each.wide < wide]
    if len(filled) == 1 and filled[0] == 0:
        return []
    ends = [*filled[1:], wide]
    found = (Merge(place, left, place, end - 1) for left, end in zip(filled, ends, strict=True))
    return [each for each in found if each.wide > 1]


def _holds_names(span: Merge, lower: tuple[str, ...]) -> bool:
    return sum(bool(_at(lower, each)) for each in range(span.left, span.right + 1)) > 1


def _is_name(above: str, both: str) -> bool:
    """Whether `实际` above `完成` is one more group; below `任务` there would be a task's title."""
    known = hint(above)
    if known.field == "title" or is_key(above):
        return False
    return not known.field or hint(both).weight >= known.weight


def _joined(above: str, below: str) -> str:
    if not above or not below or below.startswith(above):
        return below or above
    gap = " " if above[-1].isascii() and below[0].isascii() else ""
    return f"{above}{gap}{below}"


def _at(names: tuple[str, ...], place: int) -> str:
    return names[place] if place < len(names) else ""


def at_each(names: tuple[str, ...], wide: int) -> Iterator[str]:
    """The names of `wide` columns."""
    return (_at(names, place) for place in range(wide))


def repeats(row: Row, head: Head) -> bool:
    """Whether a row says the head once more, as where pages were put together."""
    said = [(name_of(at(row, place)), name) for place, name in enumerate(head.names) if name]
    same = sum(bool(cell) and cell == name for cell, name in said)
    return same > 1 and same == sum(bool(cell) for cell, _ in said)
