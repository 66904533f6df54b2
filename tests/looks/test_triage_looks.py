"""How the triage looks, as text to be read in a diff; `LOOKS=write` writes the pictures anew."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.pilot.seat import Seat, seated
from tests.samples import sample_database
from tui.screens.triage import TriageScreen
from tui.words import LANGUAGES

PICTURES = Path(__file__).parent / "snapshots"
SIZES = ((80, 24), (120, 36), (200, 50))
VIEWS = {
    "triage": ("j",),
    "triage-snooze": ("6",),
    "triage-line": ("4",),
    "triage-menu": ("full_stop",),
    "triage-marked": ("x", "x", "1"),
    "triage-risk": ("G", "k", "k"),
}
"""The keys that lead from one picture to the next, after what was open is left with Esc."""
ACTORS = {"zh": "张伟", "en": "Zhang Wei"}


@pytest.fixture
def url(request: pytest.FixtureRequest, tmp_path: Path, language: str) -> Iterator[str]:
    """The sample project in the language of the test."""
    with sample_database(request, "sqlite", tmp_path, language) as found:
        yield found


async def left(seat: Seat) -> None:
    """Leaves what lies on the triage, or is open in it."""
    screen = seat.app.screen
    if not isinstance(screen, TriageScreen) or screen.entry.typing or screen.grid.marks:
        await seat.press("escape")
        await seat.until(lambda: isinstance(seat.app.screen, TriageScreen), "the triage again")
        await seat.pilot.pause()
    triage = seat.app.screen
    assert isinstance(triage, TriageScreen)
    if triage.grid.marks:
        await seat.press("X")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_triage_looks_as_it_did(url: str, language: str, size: tuple[int, int]) -> None:
    changed = []
    async with seated(url, actor=ACTORS[language], language=language, size=size) as seat:
        await seat.press("t")
        await seat.until(lambda: isinstance(seat.app.screen, TriageScreen), "the triage")
        for name, keys in VIEWS.items():
            await left(seat)
            await seat.press(*keys)
            await seat.settled()
            triage = next(s for s in seat.app.screen_stack if isinstance(s, TriageScreen))
            await seat.until(partial(getattr, triage, "recent"), "the log")
            await seat.pilot.pause()
            lines = seat.lines
            assert [cell_len(line) for line in lines] == [size[0]] * size[1], name
            path = PICTURES / f"{name}-{size[0]}x{size[1]}-{language}.txt"
            drawn = "".join(f"{line.rstrip()}\n" for line in lines)
            if os.environ.get("LOOKS") == "write":
                path.write_text(drawn, encoding="utf-8")
            elif path.read_text(encoding="utf-8") != drawn:
                changed.append(path.name)
                print(drawn)  # noqa: T201 - what pytest shows of a failed test
    assert changed == []
