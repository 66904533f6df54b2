"""Definitions that cannot be used, on the screens: said quietly, and nothing is out of sight."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.places import form_folder
from tests.pilot import forming
from tests.pilot.forming import at_form, at_list, at_page
from tests.pilot.seat import Seat, seated

VISIT = """\
kind = "visit"
code = "X01"
stage = "S4"
by = "anyone"
names = { zh = "来访登记", en = "Visit" }

[[field]]
name = "guest"
shape = "line"
label = { zh = "来客", en = "Guest" }
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a customer's forms."""
    monkeypatch.setenv("PENGTOU_CONFIG", str(tmp_path / "own" / "config.toml"))
    folder = form_folder()
    folder.mkdir(parents=True)
    return folder


async def test_the_board_and_the_process_page_say_what_is_left_out(
    file_url: str, own: Path
) -> None:
    (own / "visit.toml").write_text(VISIT.replace('"line"', '"money"'), "utf-8")
    async with seated(file_url) as seat:
        await seat.until(lambda: "定义 1 处用不了" in seat.header, "the board")
        await seat.press("w")
        await at_page(seat)
        await seat.until(lambda: "forms/visit.toml 第 9 行" in seat.text, "the page")
        assert "S15" in seat.text
        await seat.press("f")
        await at_list(seat)
        await seat.until(lambda: "forms/visit.toml 第 9 行" in seat.text, "the list")


async def to_the_first(seat: Seat) -> None:
    """From the board to the form at the top of the list."""
    await seat.press("f")
    await at_list(seat)
    await seat.press("enter")
    await at_form(seat)


async def test_a_form_whose_definition_broke_is_read_as_it_stands(file_url: str, own: Path) -> None:
    file = own / "visit.toml"
    file.write_text(VISIT, "utf-8")
    await forming.begun(file_url, "visit", guest="客户")
    file.write_text("[[field", "utf-8")
    async with seated(file_url) as seat:
        await to_the_first(seat)
        await seat.until(lambda: "客户" in seat.text, "what was written")
        assert "没有“visit”的定义" in seat.text
        assert "表单定义用不了" in seat.text
        await seat.press("1", "n")
        assert "客户" in seat.text


async def test_a_form_of_ours_that_a_broken_file_replaces_names_the_file(
    file_url: str, own: Path
) -> None:
    await forming.begun(file_url, **forming.NEEDS)
    (own / "ours.toml").write_text('kind = "request"\ncolour = "red"\n', "utf-8")
    async with seated(file_url) as seat:
        await to_the_first(seat)
        await seat.until(lambda: "ours.toml" in seat.text, "the file")
        assert "3000 家" in seat.text
        assert "表单定义用不了" in seat.text
