"""Every screen there is, visited once a size and language, and looked at from several sides."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from rich.cells import cell_len

import themes
from tests.looks.looking import cut, exports, faint
from tests.looks.tour import taken, tour
from tests.pilot.seat import Seat
from tests.samples import sample_database
from tui.screens.picker import Picker

Check = Callable[[Seat, str], AsyncIterator[str]]
"""What is wrong with the screen of this name, of which nothing is left when it is done."""
CHINESE = re.compile("[\u4e00-\u9fff]")
DATA = re.compile("新品推广|项目?|推广进度表|华东区试销|王敏|赵倩|L 中文|中文 / English")
"""What people and services wrote, and the name of the language itself."""
EXPORTED = frozenset({"board", "weekly", "standup", "minutes", "process", "forms", "form"})
"""What can be had as a file at least."""


@pytest.fixture
def url(request: pytest.FixtureRequest, tmp_path: Path, language: str) -> Iterator[str]:
    """The sample project in the language of the test. In English, whatever is Chinese was said by
    the program."""
    with sample_database(request, "sqlite", tmp_path, language) as found:
        yield found


async def nothing_is_cut(seat: Seat, name: str) -> AsyncIterator[str]:
    """Lines are as wide as the screen, and every text is whole, scrolled, or told as shortened."""
    width, height = seat.app.size
    if [cell_len(line) for line in seat.lines] != [width] * height:
        yield f"lines that are not {width} wide"
    for each in cut(seat):
        yield each


async def it_speaks_both(seat: Seat, name: str) -> AsyncIterator[str]:
    """No word of the other language is left, and nothing is lost on the way there and back."""
    kind, english = type(seat.app.screen), _standing(seat)
    await seat.press("f10")
    await seat.settled()
    if not CHINESE.search(seat.text):
        yield "says nothing in Chinese"
    await seat.press("f10")
    await seat.settled()
    if type(seat.app.screen) is not kind:
        yield f"became {seat.app.screen}"
    told = [line for line in seat.lines if CHINESE.search(DATA.sub("", line))]
    if name != "pasted":  # the frame below it has learnt of the pasted lines since
        told += [line for line in _standing(seat) if line not in english]
    for line in told:
        yield line


def _standing(seat: Seat) -> list[str]:
    """The screen without the line in which things are told once, and without running clocks."""
    return [re.sub(r"\d", "0", line) for line in seat.lines if not line.startswith("▸")]


async def it_can_be_had(seat: Seat, name: str) -> AsyncIterator[str]:
    """The key that exports leads to the formats wherever there is one."""
    screen = seat.app.screen
    if not exports(screen) or name == "form-field":
        if name in EXPORTED:
            yield "has no key that exports"
        return
    await seat.press("E")
    await seat.until(lambda: isinstance(seat.app.screen, Picker), f"formats of {name}")
    await seat.pilot.pause()
    if "Markdown" not in seat.text:
        yield "cannot be had as Markdown"
    await seat.press("escape")
    await seat.until(lambda: seat.app.screen is screen, name)


async def it_can_be_read(worn: tuple[str, ...], seat: Seat, name: str) -> AsyncIterator[str]:
    """Every word stands out from its ground in each of these themes."""
    for theme in worn:
        seat.app.wear(theme)
        await seat.pilot.pause()
        near = frozenset({themes.read(theme).colours["cursor-ground"].upper()})
        for each in sorted(set(faint(seat, near))):
            yield f"{theme}: {each}"


READ = partial(it_can_be_read, themes.BUILT_IN)
VISITS: dict[str, tuple[str, tuple[int, int], tuple[Check, ...]]] = {
    "80x24-zh": ("zh", (80, 24), (nothing_is_cut, READ)),
    "80x24-en": ("en", (80, 24), (nothing_is_cut, it_speaks_both)),
    "120x36-zh": ("zh", (120, 36), (it_can_be_had, READ)),
    "200x50-zh": ("zh", (200, 50), (partial(it_can_be_read, ("dark", "light")),)),
    "200x50-en": ("en", (200, 50), (it_speaks_both,)),
}
"""Where every screen is visited, and what is looked for: a visit costs more than a look."""


@pytest.mark.parametrize(("language", "size", "checks"), VISITS.values(), ids=VISITS)
async def test_nothing_is_wrong_with_any_screen(
    url: str, language: str, size: tuple[int, int], checks: tuple[Check, ...]
) -> None:
    found: list[str] = []
    async with taken(url, language, size) as seat:
        async for name in tour(seat, language):
            for check in checks:
                found += [f"{name}: {each}" async for each in check(seat, name)]
    assert found == [], "\n".join(found)
