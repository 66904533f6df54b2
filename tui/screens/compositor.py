"""Textual's compositor, made to draw only the lines that changed.

For a change of two lines it would ask every widget above, beside and below them for all of its
lines, and throw them away. On a board of four panels that is most of what a key costs.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip


class LineCompositor(Compositor):
    """Asks only widgets that show something of what is drawn, and only for those lines.

    Overrides a method that is private to Textual: its minor version is pinned.
    """

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
