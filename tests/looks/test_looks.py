"""How the screens look, as text to be read in a diff; `LOOKS=write` writes the pictures anew."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.events import Paste

from tests.pilot.seat import Seat, seated
from tests.samples import sample_database
from tui.words import LANGUAGES

PICTURES = Path(__file__).parent / "snapshots"
SIZES = ((80, 24), (120, 36), (200, 50))
SCREENS = {
    "board": (),
    "matrix": ("r",),
    "detail": ("enter",),
    "picker": ("full_stop",),
    "help": ("question_mark",),
    "palette": ("colon",),
    "line": ("a",),
    "asked": ("b",),
    "pasted": (),
}
"""The keys that lead from the board to each screen."""
TYPED = {
    ("line", "zh"): "提交物料清单 @wm 下周三 #T-12 !",
    ("line", "en"): "submit the list @wm next wed #T-12 !",
    ("asked", "zh"): "样机损坏 影响:T-05 @w #物料 !!",
    ("asked", "en"): "prototype broken impact:T-05 @z #promo !!",
    ("pasted", "zh"): "甲事 @王敏 周五\n乙事 @ll 10-12\n阻塞:丙事 @赵倩 #T-04\n@all 更新周报",
    ("pasted", "en"): "one @wm fri\ntwo @z 10-12\nblocker: three @zq #T-04\n@all update",
}
"""What is typed there, by screen and language."""
ACTORS = {"zh": "张伟", "en": "Zhang Wei"}
HISTORY = {"zh": "历史", "en": "History"}


@pytest.fixture
def url(request: pytest.FixtureRequest, tmp_path: Path, language: str) -> Iterator[str]:
    """The sample project in the language of the test."""
    with sample_database(request, "sqlite", tmp_path, language) as found:
        yield found


async def open_screen(seat: Seat, name: str, language: str) -> None:
    """Goes from the board to a screen and waits until it is whole."""
    await seat.press(*SCREENS[name])
    if (name, language) in TYPED:
        seat.app.post_message(Paste(TYPED[name, language]))
        await seat.until(lambda: seat.screen.line is not None, "the line is read")
    if name == "asked":
        await seat.press("enter")
    elif name not in ("board", "line"):
        await seat.until(lambda: seat.app.screen is not seat.screen, name)
    if name == "detail":
        await seat.until(lambda: HISTORY[language] in seat.text, "the history")
    await seat.pilot.pause()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_screens_look_as_they_did(url: str, language: str, size: tuple[int, int]) -> None:
    changed = []
    async with seated(url, actor=ACTORS[language], language=language, size=size) as seat:
        for name in SCREENS:
            await open_screen(seat, name, language)
            lines = seat.lines
            assert [cell_len(line) for line in lines] == [size[0]] * size[1], name
            path = PICTURES / f"{name}-{size[0]}x{size[1]}-{language}.txt"
            drawn = "".join(f"{line.rstrip()}\n" for line in lines)
            if os.environ.get("LOOKS") == "write":
                path.write_text(drawn, encoding="utf-8")
            elif path.read_text(encoding="utf-8") != drawn:
                changed.append(path.name)
                print(drawn)  # noqa: T201 - what pytest shows of a failed test
            if name in ("line", "asked"):
                await seat.press("ctrl+u", "escape")
            elif name != "board":
                await seat.press("escape")
                await seat.until(lambda: seat.app.screen is seat.screen, "the board again")
    assert changed == []


@pytest.mark.parametrize("language", ["zh"])
@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_no_word_has_the_colour_of_its_ground(url: str, language: str, theme: str) -> None:
    async with seated(url, size=(200, 50)) as seat:
        if theme == "light":
            await seat.press("T")
        for name in ("board", "matrix", "detail", "help"):
            await open_screen(seat, name, language)
            assert list(invisible(seat)) == [], name
            if name != "board":
                await seat.press("escape")
                await seat.until(lambda: seat.app.screen is seat.screen, "the board again")


def invisible(seat: Seat) -> Iterator[str]:
    """Pieces of text that cannot be told from what is behind them."""
    for strip in seat.app.screen._compositor.render_strips():
        for text, style, _ in strip:
            if text.strip(" ·─░") and style and style.color and style.color == style.bgcolor:
                yield text
