"""What is faint or cut is found by those who look for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import themes
from tests.looks.looking import cut, faint
from tests.looks.tour import at, taken
from tests.samples import sample_database
from tui.theming import textual_theme

GREY = {**themes.read("dark").colours, "muted": "#606060"}


@pytest.fixture
def url(request: pytest.FixtureRequest, tmp_path: Path, language: str) -> Iterator[str]:
    """The sample project in the language of the test."""
    with sample_database(request, "sqlite", tmp_path, language) as found:
        yield found


@pytest.mark.parametrize("language", ["zh"])
async def test_what_is_faint_or_cut_would_be_found(url: str, language: str) -> None:
    grey = replace(themes.read("dark"), name="grey", colours=GREY)
    async with taken(url, language, (80, 24)) as seat, at(seat, "triage", language) as screen:
        assert [*cut(seat)] == []
        seat.app.register_theme(textual_theme(grey))
        seat.app.theme = "grey"
        screen.query_one("#verbs").styles.height = 3
        screen.query_one("#verbs").styles.max_height = 3
        await seat.pilot.pause()
        assert {front for _, front, _, _ in faint(seat, frozenset())} == {GREY["muted"]}
        assert any("verbs" in each for each in cut(seat))
