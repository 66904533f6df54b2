"""The lights are told apart by everybody: CIE 1976 distances under three colour blindnesses."""

from __future__ import annotations

from itertools import combinations

import pytest

import themes
from tests.unit.themes.colour_vision import EYES, apart
from themes.roles import LIGHTS, TRANSPARENT

WORDS = 30.0
"""Least distance of coloured words, some thirteen times what can just be seen."""
BLOCKS = 56.0
"""Least distance of solid blocks, which are all that is left of a light on a washed-out wall."""


def seen_colours(name: str) -> tuple[list[str], float]:
    """What the eye tells the lights by in a theme, and how far apart that must be."""
    colours = themes.read(name).colours
    grounds = [colours[f"{light}-ground"] for light in LIGHTS]
    if TRANSPARENT in grounds:
        return [colours[light] for light in LIGHTS], WORDS
    return grounds, BLOCKS


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("name", themes.names())
def test_no_two_lights_look_alike(name: str, eye: str) -> None:
    colours, least = seen_colours(name)

    assert all(apart(one, other, eye) >= least for one, other in combinations(colours, 2))


def test_plain_red_and_green_would_fail() -> None:
    assert apart("#FF0000", "#00CC00", "deuteranopia") < WORDS / 2


def test_a_colour_is_no_distance_from_itself() -> None:
    assert all(apart("#56B4E9", "#56B4E9", eye) == 0 for eye in EYES)
