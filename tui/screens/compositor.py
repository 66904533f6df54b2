"""Textual's compositor, made to draw only the lines that changed.

For a change of two lines it would ask every widget above and beside them for all of its lines, and
throw them away. On a board of four panels that is most of what a key costs.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip


class LineCompositor(Compositor):
    """Asks widgets for the lines inside of what is drawn, and no other widgets at all.

    Overrides a method that is private to Textual: its minor version is pinned.
    """

    def _get_renders(
        self, crop: Region | None = None
    ) -> Iterable[tuple[Region, Region, list[Strip]]]:
        if crop is None:
            yield from super()._get_renders(crop)
            return
        for widget, (region, clip) in self.visible_widgets.items():
            # Only lines are left out: columns are cut where widgets begin and end.
            rows = clip.intersection(Region(clip.x, crop.y, clip.width, crop.height))
            shown = region.intersection(rows)
            if shown and shown.overlaps(crop):
                inside = Region(
                    shown.x - region.x, shown.y - region.y, shown.width, shown.height
                )
                yield region, rows, widget.render_lines(inside)
