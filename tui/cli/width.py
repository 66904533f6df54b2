"""Texts in columns of terminal cells: a Chinese character takes two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def padded(text: str, cells: int) -> str:
    """The text, filled up with blanks to so many cells."""
    from rich.cells import cell_len

    return text + " " * (cells - cell_len(text))


def table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows as aligned lines, two blanks between columns and none at the end."""
    from rich.cells import cell_len

    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (padded(text, width) for text, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()
