"""Contrast as WCAG computes it."""

from __future__ import annotations

import pytest

from themes.contrast import contrast


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


def test_the_order_does_not_matter() -> None:
    assert contrast("#FF6B4A", "#07080A") == contrast("#07080A", "#FF6B4A")


def test_the_sketches_figures_come_out() -> None:
    figures = [contrast(colour, "#000000") for colour in ("#FF6B4A", "#F0E442", "#56B4E9")]

    assert figures == pytest.approx([7.5, 15.9, 9.1], abs=0.06)


@pytest.mark.parametrize("colour", ["", "red", "#12345", "#1234567", "#GGGGGG", "#123456\n"])
def test_what_is_no_colour_is_refused(colour: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        contrast(colour, "#000000")
