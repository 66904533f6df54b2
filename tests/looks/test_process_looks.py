"""How the screens of the process look, as text; `LOOKS=write` writes the pictures anew."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.looks.tour import PROCESS, at, taken
from tests.samples import sample_database
from tui.words import LANGUAGES

PICTURES = Path(__file__).parent / "snapshots"
SIZES = ((80, 24), (120, 36), (200, 50))


@pytest.fixture
def url(request: pytest.FixtureRequest, tmp_path: Path, language: str) -> Iterator[str]:
    """The sample project in the language of the test."""
    with sample_database(request, "sqlite", tmp_path, language) as found:
        yield found


def differs(lines: list[str], name: str) -> bool:
    """Whether a screen is not as it was."""
    path = PICTURES / f"{name}.txt"
    drawn = "".join(f"{line.rstrip()}\n" for line in lines)
    if os.environ.get("LOOKS") == "write":
        path.write_text(drawn, encoding="utf-8")
    elif path.read_text(encoding="utf-8") != drawn:
        print(drawn)  # noqa: T201 - what pytest shows of a failed test
        return True
    return False


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_screens_of_the_process_look_as_they_did(
    url: str, language: str, size: tuple[int, int]
) -> None:
    changed = []
    async with taken(url, language, size) as seat:
        for stop in PROCESS:
            async with at(seat, stop, language):
                lines = seat.lines
                assert [cell_len(line) for line in lines] == [size[0]] * size[1], stop
                name = f"{stop}-{size[0]}x{size[1]}-{language}"
                if differs(lines, name):
                    changed.append(name)
    assert changed == []
