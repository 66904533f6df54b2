"""The language key on every screen of the tour: all is said anew, and nothing is lost by it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.looks.tour import taken, tour
from tests.pilot.seat import Seat
from tests.samples import sample_database

CHINESE = re.compile("[\u4e00-\u9fff]")
DATA = re.compile("新品推广|项目?|推广进度表|华东区试销|王敏|赵倩|L 中文|中文 / English")
"""What people and services wrote, and the name of the language itself."""
SIZES = ((80, 24), (200, 50))


@pytest.fixture
def english_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The sample project in English, where whatever is Chinese was said by the program."""
    with sample_database(request, "sqlite", tmp_path, "en") as found:
        yield found


def standing(seat: Seat) -> list[str]:
    """The screen without the line in which things are told once, and without running clocks."""
    return [re.sub(r"\d", "0", line) for line in seat.lines if not line.startswith("▸")]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_no_word_of_the_other_language_is_left_on_any_screen(
    english_url: str, size: tuple[int, int]
) -> None:
    left: list[str] = []
    async with taken(english_url, "en", size) as seat:
        async for name in tour(seat, "en"):
            kind, english = type(seat.app.screen), standing(seat)
            await seat.press("f10")
            await seat.settled()
            assert CHINESE.search(seat.text), name
            await seat.press("f10")
            await seat.settled()
            assert type(seat.app.screen) is kind, name
            told = [line for line in seat.lines if CHINESE.search(DATA.sub("", line))]
            if name != "pasted":  # the frame below it has learnt of the pasted lines since
                told += [line for line in standing(seat) if line not in english]
            left += [f"{name}: {line}" for line in told]
    assert left == [], "\n".join(left)
