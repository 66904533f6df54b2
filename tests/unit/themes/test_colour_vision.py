"""The lights are told apart by everybody: CIE 1976 distances under three colour blindnesses."""

from __future__ import annotations

import pytest

import themes
from themes.contrast import contrast
from themes.figures import BLOCKS, GREYS, WORDS, Figure, figures
from themes.roles import LIGHTS
from themes.vision import EYES, apart


def distances(name: str) -> list[Figure]:
    """How far apart the lights of a theme look to each eye."""
    return [each for each in figures(themes.read(name).colours) if each.eye]


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("name", themes.names())
def test_no_two_lights_look_alike(name: str, eye: str) -> None:
    found = [each for each in distances(name) if each.eye == eye]

    assert len(found) == 3
    assert all(each.holds for each in found)


def test_words_blocks_and_greys_are_asked_for_different_distances() -> None:
    least = {name: {each.least for each in distances(name)} for name in themes.BUILT_IN}

    assert least == {"dark": {WORDS}, "light": {BLOCKS}, "projector": {BLOCKS}, "mono": {GREYS}}


def test_plain_red_and_green_would_fail() -> None:
    assert apart("#FF0000", "#00CC00", "deuteranopia") < WORDS / 2


def test_a_colour_is_no_distance_from_itself() -> None:
    assert all(apart("#56B4E9", "#56B4E9", eye) == 0 for eye in EYES)


def test_monochrome_has_no_hue_at_all() -> None:
    colours = themes.read("mono").colours.values()
    parts = {each: {each[at : at + 2] for at in (1, 3, 5)} for each in colours if each[0] == "#"}
    hues = {each for each, three in parts.items() if len(three) > 1}

    assert hues == set()


def test_monochrome_lights_stand_on_three_different_grounds() -> None:
    colours = themes.read("mono").colours

    assert len({colours[f"{light}-ground"] for light in LIGHTS}) == 3


def test_the_projector_has_more_contrast_than_a_lit_room_takes() -> None:
    colours = themes.read("projector").colours
    texts = ("foreground", "muted", "accent", "sla-late", "sla-soon", "sla-ok")

    assert min(contrast(colours[each], colours["background"]) for each in texts) >= 12
