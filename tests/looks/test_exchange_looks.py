"""How the sync page and the set-up look, as text; `LOOKS=write` writes the pictures anew."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.pilot import clashing
from tests.pilot.seat import Seat, seated
from tests.samples import sample_database
from tests.sync.sheet_files import messy
from tui.exchange_recent import Recent
from tui.screens.exchange import ExchangeScreen
from tui.screens.picker import Picker
from tui.screens.source_wizard import SourceWizard
from tui.words import LANGUAGES

PICTURES = Path(__file__).parent / "snapshots"
SIZES = ((80, 24), (120, 36), (200, 50))
ACTORS = {"zh": "张伟", "en": "Zhang Wei"}
FOUND = (*clashing.as_sketched(), clashing.clash("actual", 30, 80, 20, task="T-04"))


@pytest.fixture
def url(request: pytest.FixtureRequest, tmp_path: Path, language: str) -> Iterator[str]:
    """The sample project with the conflicts of the sketches, in the language of the test."""
    with sample_database(request, "sqlite", tmp_path, language) as found:
        clashing.found_now(found, *FOUND)
        clashing.ran_now(found)
        clashing.merged_now(found, {"T-09": {"delay_reason": "等素材"}})
        yield found


def differs(seat: Seat, name: str, size: tuple[int, int], language: str) -> list[str]:
    """The name of the picture, where it is not as it was."""
    lines = seat.lines
    assert [cell_len(line) for line in lines] == [size[0]] * size[1], name
    path = PICTURES / f"{name}-{size[0]}x{size[1]}-{language}.txt"
    drawn = "".join(f"{line.rstrip()}\n" for line in lines)
    if os.environ.get("LOOKS") == "write":
        path.write_text(drawn, encoding="utf-8")
    elif path.read_text(encoding="utf-8") != drawn:
        print(drawn)  # noqa: T201 - what pytest shows of a failed test
        return [path.name]
    return []


def recent(seat: Seat) -> Recent:
    """What the page lists of late."""
    screen = seat.app.screen
    assert isinstance(screen, ExchangeScreen)
    return screen.recent


async def opened(seat: Seat) -> None:
    seat.app.opening = clashing.configured(seat.app.opening)
    await seat.press("S")
    await seat.until(lambda: isinstance(seat.app.screen, ExchangeScreen), "the sync page")
    await seat.until(lambda: recent(seat).runs, "the log")
    await seat.settled()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_sync_page_looks_as_it_did(
    url: str, language: str, size: tuple[int, int]
) -> None:
    changed = []
    async with seated(url, actor=ACTORS[language], language=language, size=size) as seat:
        await opened(seat)
        changed += differs(seat, "exchange", size, language)
        await seat.press("1")
        await seat.until(lambda: any(each.clash for each in recent(seat).merges), "the choice")
        await seat.settled()
        changed += differs(seat, "exchange-chosen", size, language)
        await seat.press("3")
        await seat.settled()
        changed += differs(seat, "exchange-line", size, language)
        await seat.press("escape", "tab")
        await seat.settled()
        changed += differs(seat, "exchange-recent", size, language)
        await seat.press("shift+tab")
        await seat.settled()
        await seat.press("A")
        await seat.until(lambda: isinstance(seat.app.screen, Picker), "which side")
        await seat.pilot.pause()
        changed += differs(seat, "exchange-alike", size, language)
    assert changed == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_set_up_of_a_source_looks_as_it_did(
    url: str, language: str, size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, changed = messy(tmp_path / "plan.xlsx"), []
    monkeypatch.chdir(tmp_path)
    async with seated(url, actor=ACTORS[language], language=language, size=size) as seat:
        seat.app.opening = replace(seat.app.opening, config=tmp_path / "config.toml")
        seat.app.action_source_wizard()
        await seat.until(lambda: isinstance(seat.app.screen, SourceWizard), "the set-up")
        wizard = seat.app.screen
        assert isinstance(wizard, SourceWizard)
        await seat.pilot.pause()
        changed += differs(seat, "wizard", size, language)
        wizard.line.value = plan.name
        await seat.press("enter", "enter")
        await seat.until(lambda: wizard.draft.found, "the columns")
        await seat.pilot.pause()
        changed += differs(seat, "wizard-columns", size, language)
        await seat.press("enter")
        await seat.until(lambda: wizard.draft.report, "the dry run")
        await seat.pilot.pause()
        changed += differs(seat, "wizard-plan", size, language)
    assert changed == []
