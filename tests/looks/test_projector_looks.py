"""How the wall looks, as text to be read in a diff; `LOOKS=write` writes the pictures anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from core.calendar.clock import fixed
from core.domain.task import AddTask
from core.projector_settings import ProjectorSettings
from core.settings import Settings
from tests.looks.test_meeting_looks import ACTORS, SIZES, kept
from tests.pilot.meeting_room import begun
from tests.pilot.seat import Seat, seated
from tests.samples import NOW, sample_database
from tui.screens.projector import ProjectorScreen
from tui.words import LANGUAGES

CUSTOMERS = {"zh": "华南连锁", "en": "Acme Stores"}
SECRETS = {
    "zh": ("华南连锁补款 ¥120 万", "回电 138 0013 8000 定货期"),
    "en": ("Acme Stores: settle $12,000", "call +86 138 0013 8000 back"),
}


@pytest.fixture
def url(request: pytest.FixtureRequest, tmp_path: Path, language: str) -> Iterator[str]:
    """The sample project in the language of the test."""
    with sample_database(request, "sqlite", tmp_path, language) as found:
        yield found


async def on_the_wall(seat: Seat) -> ProjectorScreen:
    """Goes to the projector and waits until it is whole."""
    await seat.press("P")
    await seat.until(lambda: isinstance(seat.app.screen, ProjectorScreen), "the projector")
    screen = seat.app.screen
    assert isinstance(screen, ProjectorScreen)
    await seat.until(lambda: screen.reel.page.keys, "a page")
    await seat.pilot.pause()
    return screen


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_each_page_looks_as_it_did(url: str, language: str, size: tuple[int, int]) -> None:
    changed = []
    async with seated(url, actor=ACTORS[language], language=language, size=size) as seat:
        screen = await on_the_wall(seat)
        for page in screen.reel.pages:
            name = f"wall-{page.kind.value}"
            if not kept(seat, name, size, language):
                changed.append(name)
            await seat.press("right")
            await seat.pilot.pause()
    assert changed == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize(("name", "key"), [("standup", "1"), ("weekly", "2")])
async def test_a_meeting_on_the_wall_looks_as_it_did(
    url: str, language: str, size: tuple[int, int], name: str, key: str
) -> None:
    async with seated(url, actor=ACTORS[language], language=language, size=size) as seat:
        await begun(seat, "m", key)
        await seat.press("n")
        await seat.settled()
        screen = await on_the_wall(seat)
        assert kept(seat, f"wall-{name}", size, language)
        late = datetime.fromisoformat(NOW) + timedelta(minutes=64, seconds=7)
        assert seat.app.feed is not None
        assert seat.app.feed.service is not None
        seat.app.feed.service._clock = fixed(late.isoformat())
        screen.plan()
        await seat.pilot.pause()
        assert kept(seat, f"wall-{name}-late", size, language)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_is_hidden_looks_as_it_did(url: str, language: str) -> None:
    size = (80, 24)
    own = ProjectorSettings(customers=(CUSTOMERS[language],))
    async with seated(url, actor=ACTORS[language], language=language, size=size) as seat:
        seat.app.opening = replace(seat.app.opening, settings=Settings(projector=own))
        for title in SECRETS[language]:
            start, due = date(2024, 10, 8), date(2024, 10, 14)
            await seat.outsider.perform(AddTask(title=title, start=start, due=due))
        await seat.settled()
        await on_the_wall(seat)
        assert kept(seat, "wall-hidden", size, language)
