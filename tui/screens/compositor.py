"""Textual's compositor, made to draw only the lines that changed.

For a change of two lines it would ask every widget above, beside and below them for all of its
lines, and throw them away. On a board of four panels that is most of what a key costs.

It also cuts lines where widgets that nobody sees begin and end, and ends an update where a region
does: a character of two cells that stands across such a place would be drawn as two blanks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import cast

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip


class LineCompositor(Compositor):
    """Asks only widgets that show something of what is drawn, and only for those lines.

    Overrides methods that are private to Textual: its minor version is pinned.
    """

    @property
    def cuts(self) -> list[list[int]]:
        """Where each line is cut: at the edges of widgets, but for those that lie behind others."""
        if self._cuts is None:
            height = self.size.height
            found = [{0, self.size.width} for _ in range(height)]
            front: list[list[tuple[int, int]]] = [[] for _ in range(height)]
            for region, clip in self.visible_widgets.values():
                shown = region.intersection(clip)
                for y in shown.line_range if shown else ():
                    if 0 <= y < height:
                        _cut(found[y], front[y], shown.column_span)
            self._cuts = [sorted(each) for each in found]
        return self._cuts

    def _render_chops(
        self, crop: Region, is_rendered_line: Callable[[int], bool]
    ) -> Sequence[Mapping[int, Strip]]:
        """The pieces of the lines asked for, each by where it begins; what is in front wins.

        A piece that nobody draws is None: pieces and cuts go side by side.
        """
        pieces: list[dict[int, Strip]] = [{} for _ in self.cuts]
        for region, clip, strips in self._get_renders(crop):
            seen = region.intersection(clip)
            for y, strip in zip(seen.line_range, strips, strict=False):
                if is_rendered_line(y):
                    _fill(pieces[y], self.cuts[y], seen, strip)
        found = [
            {start: each.get(start) for start in cuts[:-1]}
            for each, cuts in zip(pieces, self.cuts, strict=True)
        ]
        return cast("Sequence[Mapping[int, Strip]]", found)

    def render_partial_update(self) -> ChopsUpdate | None:
        """What changed, to the end of each piece that it touches."""
        update = super().render_partial_update()
        if update is None:
            return None
        spans = [(y, x, _end_of(self.cuts[y], end)) for y, x, end in update.spans]
        return ChopsUpdate(update.chops, spans, update.chop_ends)

    def _get_renders(
        self, crop: Region | None = None
    ) -> Iterable[tuple[Region, Region, list[Strip]]]:
        if crop is None:
            yield from super()._get_renders(crop)
            return
        covered: list[Region] = []
        for widget, (region, clip) in self.visible_widgets.items():
            # Only lines are left out: columns are cut where widgets begin and end.
            rows = clip.intersection(Region(clip.x, crop.y, clip.width, crop.height))
            shown = region.intersection(rows)
            wanted = shown.intersection(crop)
            # From front to back: what lies wholly behind another widget is not seen.
            if not wanted or any(each.contains_region(wanted) for each in covered):
                continue
            covered.append(wanted)
            x, y, width, height = shown
            inside = Region(x - region.x, y - region.y, width, height)
            yield region, rows, widget.render_lines(inside)


def _cut(found: set[int], front: list[tuple[int, int]], span: tuple[int, int]) -> None:
    """Adds the edges of a widget to the cuts of a line, but for those behind another widget."""
    found.update(x for x in span if not any(start < x < end for start, end in front))
    if span not in front:
        front.append(span)


def _end_of(cuts: list[int], x: int) -> int:
    """The end of the piece that a column lies in; a cut is an end itself."""
    return next((cut for cut in cuts if cut >= x), x)


def _fill(line: dict[int, Strip], cuts: list[int], seen: Region, strip: Strip) -> None:
    """Puts in what a widget shows where nothing stands in front of it."""
    for start, end in pairwise(cuts):
        if start >= seen.x and end <= seen.right and start not in line:
            line[start] = strip.crop(start - seen.x, end - seen.x)
