"""How the RACI matrix looks by department, and a sheet before it is written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.events import Paste

from tests.looks.test_looks import ACTORS, PICTURES, SIZES
from tests.pilot.seat import seated
from tests.samples import sample_database
from tui.screens.matrix import MatrixScreen
from tui.screens.matrix_sheet import SheetPreview
from tui.words import LANGUAGES

SHEET = (
    "task\t{a}\t{b}\tNobody\nT-06\tA\tC\tR\nT-13\tA\tR\t\nT-99\tA\t\t\nT-12\tA\tA\t\nT-01\tA\tR\t\n"
)
NAMES = {"zh": ("张伟", "王敏"), "en": ("Zhang Wei", "Wang Min")}


@pytest.fixture
def url(request: pytest.FixtureRequest, tmp_path: Path, language: str) -> Iterator[str]:
    """The sample project in the language of the test."""
    with sample_database(request, "sqlite", tmp_path, language) as found:
        yield found


def changed(name: str, lines: list[str], size: tuple[int, int], language: str) -> list[str]:
    """The name of the picture that no longer fits; `LOOKS=write` writes it anew."""
    assert [cell_len(line) for line in lines] == [size[0]] * size[1], name
    path = PICTURES / f"{name}-{size[0]}x{size[1]}-{language}.txt"
    drawn = "".join(f"{line.rstrip()}\n" for line in lines)
    if os.environ.get("LOOKS") == "write":
        path.write_text(drawn, encoding="utf-8")
    elif path.read_text(encoding="utf-8") != drawn:
        print(drawn)  # noqa: T201 - what pytest shows of a failed test
        return [path.name]
    return []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_matrix_looks_as_it_did(url: str, language: str, size: tuple[int, int]) -> None:
    async with seated(url, actor=ACTORS[language], language=language, size=size) as seat:
        await seat.press("r")
        await seat.until(lambda: isinstance(seat.app.screen, MatrixScreen), "the matrix")
        await seat.pilot.pause()
        await seat.press("v")
        await seat.pilot.pause()
        found = changed("departments", seat.lines, size, language)
        a, b = NAMES[language]
        seat.app.screen.post_message(Paste(SHEET.format(a=a, b=b)))
        await seat.until(lambda: isinstance(seat.app.screen, SheetPreview), "the preview")
        await seat.pilot.pause()
        found += changed("sheet", seat.lines, size, language)
        await seat.press("escape")
    assert found == []
