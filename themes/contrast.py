"""WCAG 2 relative luminance and contrast of `#rrggbb` colours."""

from __future__ import annotations

import re

HEX = re.compile(r"#[0-9A-Fa-f]{6}\Z")

WEIGHTS = (0.2126, 0.7152, 0.0722)
FLARE = 0.05
"""WCAG's stray light: what a black screen still reflects."""


def channels(colour: str) -> tuple[float, float, float]:
    """The linear red, green and blue of `#rrggbb`, each 0 to 1. Raises ValueError otherwise."""
    if not HEX.match(colour):
        raise ValueError(colour)
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return red, green, blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white)."""
    return sum(w * part for w, part in zip(WEIGHTS, channels(colour), strict=True))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21, in either order."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + FLARE) / (dark + FLARE)
