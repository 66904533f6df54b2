"""What a panel shows: its keys in order and, for each key, how its line looks."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui.widgets.line_cells import Cell, Span
from tui.widgets.line_columns import Column

if TYPE_CHECKING:
    from core.domain.task import LightLevel
    from tui.words import Words


class Width(IntEnum):
    """How wide the screen is; each has a layout of its own (screens.md 4.0)."""

    NARROW = 80
    NORMAL = 100
    WIDE = 180


LINES = 29
"""Lines that several panels at once need; below, one at a time shows more."""


def width_of(columns: int, lines: int = LINES) -> Width:
    """The layout for so many terminal cells and lines."""
    if lines < LINES:
        return Width.NARROW
    return next((each for each in (Width.WIDE, Width.NORMAL) if columns >= each), Width.NARROW)


@dataclass(frozen=True, slots=True)
class View:
    """One panel's content. Lines are asked for only when they come into view."""

    keys: Sequence[str] = ()
    stamp: Callable[[str], Hashable] = hash
    """What the look of a line depends on."""
    cells: Callable[[str], Sequence[Cell]] = lambda key: ()
    summary: tuple[Span, ...] = ()
    """Counts, at the right end of the panel's title."""
    detail: Callable[[str | None, int], Sequence[tuple[Span, ...]]] = lambda key, room: ()
    """Lines under the list, so many cells wide, about the record under the cursor."""
    tally: tuple[Span, ...] = ()
    """The counts once more, as short as a tab can hold."""


def with_ids(columns: Sequence[Column], keys: Sequence[str]) -> tuple[Column, ...]:
    """The columns, the first of which has room for the longest of the ids."""
    room = cell_len(max(keys, key=len, default=""))
    first, *rest = columns
    return (replace(first, width=max(first.width, room)), *rest)


def name_room(words: Words) -> int:
    """How many cells a person's name gets."""
    return 6 if words.language == "zh" else 9


SHAPES = {"red": "✗", "amber": "!", "green": "✓"}
"""A light's shape: colour may be lost, its meaning not."""


def light(level: LightLevel, words: Words, count: int | None = None) -> Span:
    """A light as shape, word and colour, with a count where there is one: `✗红3`."""
    ground = f"light-{level.value} on:light-{level.value}-ground bold"
    number = "" if count is None else str(count)
    return Span(f"{SHAPES[level.value]}{words.say(f'term.light.{level.value}')}{number}", ground)


def spaced(spans: Sequence[Span], gap: str = " ") -> tuple[Span, ...]:
    """Pieces with a gap between them."""
    found: list[Span] = []
    for span in spans:
        found += [Span(gap), span] if found else [span]
    return tuple(found)
