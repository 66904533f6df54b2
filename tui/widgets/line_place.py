"""Where the cursor and the viewport go when the lines of a `LineGrid` change under them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """The line under the cursor and the first line in view, counted from 0."""

    row: int = 0
    top: int = 0


def carry_over(old: Sequence[str], place: Place, new: Sequence[str], height: int) -> Place:
    """The place after `old` lines became `new` ones, in a view of `height` lines.

    The cursor stays on its key, or goes to the nearest line that is still there; the line it is
    on (or, when that is out of view, the first line in view) keeps its place on the screen. A view
    that shows the beginning of the list goes on showing it: what is most urgent comes in there.
    """
    if not old or not new:
        return Place()
    row = _follow(old, place.row, new)
    if not place.top:
        return Place(row, max(0, row - max(height, 1) + 1))
    seen = place.top <= place.row < place.top + height
    anchor = place.row if seen else place.top
    now = row if seen else _follow(old, anchor, new)
    top = now - (anchor - place.top)
    return Place(row, max(0, min(top, len(new) - height)))


def scrolled_to(row: int, top: int, height: int) -> int:
    """The first line in view that shows `row` with the least movement."""
    if row < top:
        return row
    return max(top, row - height + 1)


def _follow(old: Sequence[str], row: int, new: Sequence[str]) -> int:
    row = min(row, len(old) - 1)
    if row < len(new) and new[row] == old[row]:
        return row
    with suppress(ValueError):
        return new.index(old[row])
    places = {key: index for index, key in enumerate(new)}
    for key in (*old[row:], *reversed(old[:row])):
        if key in places:
            return places[key]
    return min(row, len(new) - 1)
