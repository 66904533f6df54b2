"""Plan against actual as a bar: filled to the actual share, with a stroke where the plan is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The one-cell characters of a gauge."""

    full: str = "█"
    empty: str = "░"
    plan: str = "│"


BLOCKS = Glyphs()
ASCII = Glyphs("#", "-", "|")
"""For terminals that draw the blocks two cells wide."""


def gauge(plan: float, actual: float, width: int, glyphs: Glyphs = BLOCKS) -> str:
    """A bar of `width` cells; `plan` and `actual` are percentages, cut to 0 to 100.

    The stroke shows only while the actual share is behind the plan.
    """
    plan, actual = (max(0.0, min(100.0, share)) for share in (plan, actual))
    filled = int(actual * width / 100)
    bar = glyphs.full * filled + glyphs.empty * (width - filled)
    if actual >= plan or width < 1:
        return bar
    stroke = min(width - 1, int(plan * width / 100))
    return bar[:stroke] + glyphs.plan + bar[stroke + 1 :]
