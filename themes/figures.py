"""The figures a theme is judged by: contrasts, and how far apart its lights look. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Final

from themes.contrast import contrast
from themes.roles import CONTRASTS, CURSOR, LIGHTS, PAGE, TEXT, TRANSPARENT
from themes.vision import EYES, apart

WORDS: Final = 30.0
"""Least distance of lights that are coloured words, thirteen times what can just be seen."""
BLOCKS: Final = 56.0
"""Least distance of solid blocks, which are all that is left of a light on a washed-out wall."""
GREYS: Final = 28.0
"""Least distance of the grounds of lights that have no hue: their shape and word do the rest."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: of a text on its ground, or of two lights to one eye."""

    name: str
    """What is read, or the first light: a name of `themes.roles`."""
    other: str
    """Its ground, or the second light."""
    value: float
    """A contrast from 1 to 21, or a CIE 1976 distance."""
    least: float
    """What it must come to."""
    eye: str = ""
    """A key of `EYES` where this is a distance; empty for a contrast."""

    @property
    def holds(self) -> bool:
        """Whether it is enough."""
        return self.value >= self.least


def figures(colours: Mapping[str, str]) -> tuple[Figure, ...]:
    """All figures of a theme: contrasts first. Raises ValueError where a colour is none."""
    return (*_contrasts(colours), *_distances(colours))


def _contrasts(colours: Mapping[str, str]) -> Iterator[Figure]:
    for text, ground, least in (*CONTRASTS, *_lights(colours)):
        yield Figure(text, ground, contrast(colours[text], colours[ground]), least)


def _lights(colours: Mapping[str, str]) -> Iterator[tuple[str, str, float]]:
    for light in LIGHTS:
        if colours[f"{light}-ground"] == TRANSPARENT:
            yield from ((light, ground, TEXT) for ground in PAGE)
            yield light, "cursor-ground", CURSOR
        else:
            yield light, f"{light}-ground", TEXT


def _distances(colours: Mapping[str, str]) -> Iterator[Figure]:
    seen, least = _seen(colours)
    for eye in EYES:
        for one, other in combinations(LIGHTS, 2):
            yield Figure(one, other, apart(seen[one], seen[other], eye), least, eye)


def _seen(colours: Mapping[str, str]) -> tuple[dict[str, str], float]:
    """The colour each light is told by, and how far apart these must be.

    Where a light is a block, the grounds are compared, the page standing in for one that has none.
    """
    grounds = {light: colours[f"{light}-ground"] for light in LIGHTS}
    if set(grounds.values()) == {TRANSPARENT}:
        return {light: colours[light] for light in LIGHTS}, WORDS
    seen = {
        light: colours["background"] if each == TRANSPARENT else each
        for light, each in grounds.items()
    }
    return seen, GREYS if all(map(_is_grey, seen.values())) else BLOCKS


def _is_grey(colour: str) -> bool:
    """Whether a `#rrggbb` has no hue."""
    parts = (colour[1:3].lower(), colour[3:5].lower(), colour[5:7].lower())
    return all(one == other for one, other in pairwise(parts))
