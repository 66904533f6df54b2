"""How much a visitor may ask for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

WIDTHS: Final = (20, 400)
"""Columns of a terminal, fewest and most."""
HEIGHTS: Final = (5, 150)
"""Lines of a terminal, fewest and most."""
USUAL: Final = (80, 24)
"""The size where none was given that can be read."""
MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What one server allows."""

    visitors: int = 8
    """Boards that are open at the same moment."""
    idle: float = 8 * 3600.0
    """Seconds without a key or a touch of the mouse after which a visit ends."""
    frame: int = 4096
    """Bytes of one message from the page."""
    memory: int = 1024 * MEGABYTE
    """Bytes of address space of one visitor's board."""
    grace: float = 3.0
    """Seconds that a board gets to end by itself."""


WRITING_IDLE: Final = 3600.0
"""Seconds without a key after which a visit ends that may write: a seat left open is a door."""


def clamped(width: object, height: object) -> tuple[int, int]:
    """A size a board can be drawn in, whatever was asked for."""
    return _within(width, WIDTHS, USUAL[0]), _within(height, HEIGHTS, USUAL[1])


def _within(value: object, bounds: tuple[int, int], otherwise: int) -> int:
    # A boolean is an integer to Python; a float may be no number, or endless.
    if isinstance(value, bool) or not isinstance(value, int):
        return otherwise
    return max(bounds[0], min(value, bounds[1]))


def sized(width: str, height: str) -> tuple[int, int]:
    """A size from the texts of an address."""
    return clamped(_number(width), _number(height))


def _number(text: str) -> int | None:
    # Python refuses to read thousands of digits, and reads digits of any script.
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None
