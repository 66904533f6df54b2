"""Every screen in every theme: whatever is read can be read. Nothing is cut at 80 by 24."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.color import Color
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Label, Static

import themes
from tests.looks.tour import at, taken, tour
from tests.pilot.seat import Seat
from tests.samples import sample_database
from themes.contrast import contrast
from tui.theming import textual_theme
from tui.words import LANGUAGES

MARKS = "─│┌┐└┘├┤┬┴┼═║╔╗╚╝╭╮╰╯█▌▐▇▆▅▄▃▂▁▎▍▏▔▕░▒▓▉▊▋━┃╸╺·•▸›⠀"
"""What is seen and not read: frames, bars, separators."""
READ = 7.0
GREY = {**themes.read("dark").colours, "muted": "#606060"}
NEAR = 4.5
"""Contrast of the line under the cursor: who moves it sits near."""


@pytest.fixture
def url(request: pytest.FixtureRequest, tmp_path: Path, language: str) -> Iterator[str]:
    """The sample project in the language of the test."""
    with sample_database(request, "sqlite", tmp_path, language) as found:
        yield found


def faint(seat: Seat, near: frozenset[str]) -> Iterator[tuple[str, str, str, float]]:
    """Pieces of text with their colour and ground that nobody can read well; `near` are grounds
    that are read from near."""
    screen = seat.app.screen
    front_most = screen.children[0].region if screen.is_modal else screen.region
    for y, strip in enumerate(screen._compositor.render_strips()):
        if not front_most.y <= y < front_most.bottom:
            continue  # below what lies on top of it the board is dimmed
        for text, style, _ in strip.crop(front_most.x, front_most.right):
            if not text.strip(f" {MARKS}") or style is None:
                continue
            front, back = (_hex(each) for each in (style.color, style.bgcolor))
            if style.reverse:
                front, back = back, front
            if style.dim and front and back:
                front = Color.parse(front).blend(Color.parse(back), 0.5).hex6
            least = NEAR if back in near else READ
            if front is None or back is None or contrast(front, back) < least:
                ratio = contrast(front, back) if front and back else 0.0
                yield text.strip(), str(front), str(back), round(ratio, 2)


def _hex(colour: object) -> str | None:
    from rich.color import Color as RichColor

    return Color.from_rich_color(colour).hex6 if isinstance(colour, RichColor) else None


@pytest.mark.parametrize("language", ["zh"])
@pytest.mark.parametrize(
    ("size", "worn"),
    [((80, 24), themes.BUILT_IN), ((120, 36), themes.BUILT_IN), ((200, 50), ("dark", "light"))],
    ids=lambda each: "x".join(map(str, each)) if isinstance(each[0], int) else str(len(each)),
)
async def test_every_word_of_every_screen_can_be_read_in_every_theme(
    url: str, language: str, size: tuple[int, int], worn: tuple[str, ...]
) -> None:
    found: dict[tuple[str, str], list[tuple[str, str, str, float]]] = {}
    async with taken(url, language, size) as seat:
        async for name in tour(seat, language):
            for theme in worn:
                seat.app.wear(theme)
                await seat.pilot.pause()
                near = frozenset({themes.read(theme).colours["cursor-ground"].upper()})
                if wrong := sorted(set(faint(seat, near))):
                    found[name, theme] = wrong
    assert found == {}, "\n".join(
        f"{key} {each}" for key, several in found.items() for each in several
    )


@pytest.mark.parametrize("language", LANGUAGES)
async def test_nothing_is_cut_at_80_by_24(url: str, language: str) -> None:
    found: dict[str, list[str]] = {}
    async with taken(url, language, (80, 24)) as seat:
        async for name in tour(seat, language):
            lines = seat.lines
            assert [cell_len(line) for line in lines] == [80] * 24, name
            if wrong := [*cut(seat)]:
                found[name] = wrong
    assert found == {}


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


def cut(seat: Seat) -> Iterator[str]:
    """Texts of which a part is neither seen, nor scrolled to, nor told by an ellipsis."""
    for each in seat.app.screen.query(Static):
        if not each.is_on_screen or not each.size.width or not str(each.content).strip():
            continue
        box, width = each.app.size, each.size.width
        if _scrolls(each):
            continue
        rows = each.get_content_height(box, box, width)
        nowrap = each.styles.text_wrap == "nowrap"
        if nowrap and each.styles.text_overflow != "ellipsis":
            wide = max(cell_len(line) for line in str(each.content).splitlines())
            if wide > width:
                yield f"{each!r}: {wide} > {width}"
        if rows > each.content_size.height and not isinstance(each, Label):
            yield f"{each!r}: {rows} rows in {each.content_size.height}: {each.content}"


def _scrolls(widget: Static) -> bool:
    """Whether it lies in something that scrolls; a whole screen that does would be a fault."""
    above = (each for each in widget.ancestors if isinstance(each, Widget))
    return any(
        each.styles.overflow_y in ("auto", "scroll")
        for each in above
        if not isinstance(each, Screen)
    )
