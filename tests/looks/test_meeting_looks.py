"""How meetings look, as text to be read in a diff; `LOOKS=write` writes the pictures anew."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from rich.cells import cell_len

from core.domain.action import AddAction
from core.domain.ids import RecordId
from core.domain.meeting_wishes import MakePoint
from tests.pilot.meeting_room import Room, begun
from tests.pilot.seat import Seat, seated
from tests.samples import NOW, sample_database
from tui.screens.meeting_looking import MeetingLooking
from tui.words import LANGUAGES

PICTURES = Path(__file__).parent / "snapshots"
SIZES = ((80, 24), (120, 36), (200, 50))
ACTORS = {"zh": "张伟", "en": "Zhang Wei"}
LINES = {
    "zh": ("开放测试接口权限", "预算口径"),
    "en": ("open the test API", "budget terms"),
}
"""An action item and a topic that is parked."""
STANDUP = {"standup": (), "standup-next": ("n",), "standup-menu": ("m",), "standup-recap": ("9",)}
WEEKLY = {
    "weekly-opening": ("1",),
    "weekly-actions": ("2",),
    "weekly-progress": ("3",),
    "weekly-blockers": ("4",),
    "weekly-next": ("5",),
    "weekly-recap": ("6",),
}
"""The keys that lead from one picture to the next."""


@pytest.fixture
def url(request: pytest.FixtureRequest, tmp_path: Path, language: str) -> Iterator[str]:
    """The sample project in the language of the test."""
    with sample_database(request, "sqlite", tmp_path, language) as found:
        yield found


def kept(seat: Seat, name: str, size: tuple[int, int], language: str) -> bool:
    """Whether the screen looks as it did; writes it where that is asked for."""
    lines = seat.lines
    assert [cell_len(line) for line in lines] == [size[0]] * size[1], name
    path = PICTURES / f"{name}-{size[0]}x{size[1]}-{language}.txt"
    drawn = "".join(f"{line.rstrip()}\n" for line in lines)
    if os.environ.get("LOOKS") == "write":
        path.write_text(drawn, encoding="utf-8")
    elif path.read_text(encoding="utf-8") != drawn:
        print(drawn)  # noqa: T201 - what pytest shows of a failed test
        return False
    return True


async def calm(room: Room) -> None:
    """Waits until all that is looked up was looked up."""
    seat, screen = room.seat, room.screen
    assert isinstance(screen, MeetingLooking)
    await seat.settled()
    await seat.until(lambda: screen.changes is not None and not screen._looking, "the changes")
    await seat.settled()


async def recorded(room: Room, language: str) -> None:
    """Takes something down and parks something."""
    title, parked = LINES[language]
    due = datetime.fromisoformat(NOW) + timedelta(days=2)
    links = (RecordId("B-08"),)
    room.screen.issue(AddAction(title=title, owner=RecordId("P-03"), due=due, links=links))
    room.screen.issue(MakePoint(text=parked, people=(RecordId("P-06"),)))
    await room.seat.settled()
    await room.reads("A-24")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_standup_looks_as_it_did(url: str, language: str, size: tuple[int, int]) -> None:
    changed = []
    async with seated(url, actor=ACTORS[language], language=language, size=size) as seat:
        room = await begun(seat, "m", "1")
        for name, keys in STANDUP.items():
            if name == "standup-recap":
                await seat.press("escape", "m", "9")
            else:
                await seat.press(*keys)
            await calm(room)
            if name == "standup":
                await recorded(room, language)
            if not kept(seat, name, size, language):
                changed.append(name)
    assert changed == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_weekly_sync_looks_as_it_did(
    url: str, language: str, size: tuple[int, int]
) -> None:
    changed = []
    async with seated(url, actor=ACTORS[language], language=language, size=size) as seat:
        room = await begun(seat, "m", "2")
        await recorded(room, language)
        for name, keys in WEEKLY.items():
            await seat.press(*keys)
            await calm(room)
            if not kept(seat, name, size, language):
                changed.append(name)
    assert changed == []
