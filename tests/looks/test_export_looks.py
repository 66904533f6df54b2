"""The export key leads somewhere on every screen that has it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.looks.tour import taken, tour
from tests.samples import sample_database
from tui.screens.doing import Doing
from tui.screens.picker import Picker


@pytest.fixture
def file_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The sample project."""
    with sample_database(request, "sqlite", tmp_path) as found:
        yield found


def exports(screen: object) -> bool:
    """Whether the screen as it stands has a key that exports."""
    if not isinstance(screen, Doing) or screen.entry.typing:
        return False
    return any(each.id.endswith(".export") for each in screen.actions)


async def test_every_screen_says_in_which_formats_it_can_be_had(file_url: str) -> None:
    asked: list[str] = []
    async with taken(file_url, "zh", (120, 36)) as seat:
        async for name in tour(seat, "zh"):
            screen = seat.app.screen
            if not exports(screen) or name == "form-field":
                continue
            await seat.press("E")
            await seat.until(lambda: isinstance(seat.app.screen, Picker), f"formats of {name}")
            await seat.pilot.pause()
            assert "Markdown" in seat.text, name
            await seat.press("escape")
            await seat.until(lambda below=screen: seat.app.screen is below, name)  # type: ignore[misc]
            asked.append(name)
    assert {"board", "weekly", "standup", "minutes", "process", "forms", "form"} <= set(asked)
