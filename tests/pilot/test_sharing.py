"""Copying and exporting at the board: what leaves it, and what the line says of it."""

from __future__ import annotations

import csv
import io
import os
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from core import places
from tests.pilot import forming
from tests.pilot.seat import Seat, seated
from tui import copying, exporting
from tui.screens.matrix import MatrixScreen
from tui.screens.minutes import MinutesScreen
from tui.screens.picker import Picker
from tui.screens.triage import TriageScreen

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="stand-ins for Linux's programs")


@pytest.fixture(autouse=True)
def clipboard(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """What the person's clipboard holds, put there by a stand-in for xclip."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "xclip"
    program.write_text(f'#!/bin/sh\ncat > "{tmp_path}/clipboard"\n', encoding="utf-8")
    program.chmod(0o755)
    for name in ("WAYLAND_DISPLAY", "TMUX", "SSH_CONNECTION", "SSH_TTY", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    copying.found.cache_clear()
    yield tmp_path / "clipboard"
    copying.found.cache_clear()


async def exported(seat: Seat, digit: str, ending: str) -> Path:
    """Exports by a digit; the newest file of that kind."""
    await seat.press("E")
    await seat.until(lambda: isinstance(seat.app.screen, Picker), "the formats")
    await seat.press(digit)
    await seat.until(lambda: "已导出到" in seat.said, "the path")
    (path,) = places.exports_folder().glob(f"*.{ending}")
    assert str(path) in seat.said
    return path


async def test_the_record_under_the_cursor_is_copied(file_url: str, clipboard: Path) -> None:
    async with seated(file_url, size=(200, 50)) as seat:
        identity = seat.screen.subject()
        await seat.press("y")
        await seat.until(lambda: "已复制" in seat.said, "the answer")
        assert seat.said.startswith(f"已复制 {identity} 到剪贴板(xclip)")
        assert str(places.exports_folder() / "copied.txt") in seat.said
        assert clipboard.read_text(encoding="utf-8").startswith(f"{identity}  ")


async def test_all_marked_records_are_copied_and_full_width_keys_do_it(
    file_url: str, clipboard: Path
) -> None:
    async with seated(file_url) as seat:
        await seat.press("x", "x", "\uff59")
        await seat.until(lambda: "已复制 2 条" in seat.said, "the answer")
        texts = clipboard.read_text(encoding="utf-8").split("\n\n")
        assert [each.split("  ")[0] for each in texts] == list(seat.screen.current.view.keys[:2])


async def test_where_no_program_takes_it_the_terminal_is_asked(
    file_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY")
    async with seated(file_url) as seat:
        await seat.press("y")
        await seat.until(lambda: "终端的剪贴板" in seat.said, "the answer")


async def test_a_record_of_the_triage_is_copied(file_url: str, clipboard: Path) -> None:
    async with seated(file_url) as seat:
        await seat.press("t")
        await seat.until(lambda: isinstance(seat.app.screen, TriageScreen), "the triage")
        await seat.until(lambda: seat.app.screen.subject() is not None, "its list")  # type: ignore[attr-defined]
        await seat.press("y")
        await seat.until(clipboard.exists, "the clipboard")
        await seat.until(lambda: "已复制" in seat.said, "the answer")
        assert clipboard.read_text(encoding="utf-8").startswith("B-05  ")


async def test_in_the_matrix_a_capital_copies_since_the_small_one_fills(
    file_url: str, clipboard: Path
) -> None:
    async with seated(file_url) as seat:
        await seat.press("r")
        await seat.until(lambda: isinstance(seat.app.screen, MatrixScreen), "the matrix")
        await seat.press("Y")
        await seat.until(lambda: "已复制 T-" in seat.said, "the answer")
        assert clipboard.read_text(encoding="utf-8").startswith("T-")


async def test_a_panel_is_exported_as_a_workbook_and_as_csv(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("2")
        book = load_workbook(await exported(seat, "1", "xlsx"))
        cells = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
        assert set(seat.board.blockers) <= cells

        await seat.press("4")
        text = (await exported(seat, "2", "csv")).read_text(encoding="utf-8-sig")
        rows = list(csv.reader(io.StringIO(text)))
        assert set(seat.board.actions) <= {row[0] for row in rows[1:]}


async def test_a_form_is_exported_whole_and_not_as_far_as_it_is_seen(file_url: str) -> None:
    await forming.asked(file_url)
    async with forming.opened(file_url, size=(80, 24)) as seat:
        assert "王敏" not in seat.text
        text = (await exported(seat, "3", "md")).read_text(encoding="utf-8")
        assert "跨部门协作需求申请表" in text
        assert "王敏" in text
        book = load_workbook(await exported(seat, "1", "xlsx"))
        assert book.sheetnames


async def test_a_panel_is_exported_as_a_picture(file_url: str) -> None:
    async with seated(file_url) as seat:
        shown = seat.lines
        path = await exported(seat, "5", "svg")
        root = ET.parse(path).getroot()
        told = "".join(each.text or "" for each in root.iter("{http://www.w3.org/2000/svg}text"))
        assert "T-08" in told
        assert "阻塞与时限" in told
        text = (await exported(seat, "7", "txt")).read_text(encoding="utf-8").split("\n")
        assert text[3:20] == [each.rstrip() for each in shown[3:20]]


async def test_without_a_rasteriser_the_way_to_a_png_is_told(
    file_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "rasteriser", lambda: "")
    async with seated(file_url) as seat:
        await seat.press("E")
        await seat.until(lambda: isinstance(seat.app.screen, Picker), "the formats")
        await seat.press("6")
        await seat.until(lambda: "rsvg-convert" in seat.said, "the way")
        assert not places.exports_folder().exists()


async def test_a_png_is_made_by_the_program_that_is_there(
    file_url: str, clipboard: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = clipboard.parent / "bin" / "rsvg-convert"
    script = 'for last; do :; done\nout=${2#--output=}\nprintf PNG > "$out"\ncat "$last" >> "$out"'
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    async with seated(file_url) as seat:
        data = (await exported(seat, "6", "png")).read_bytes()
        assert data.startswith(b"PNG<svg")


async def test_in_a_browser_nothing_is_written(
    file_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PENGTOU_WEB", "1")
    async with seated(file_url) as seat:
        await seat.press("E")
        await seat.until(lambda: "浏览器里的看板不写文件" in seat.said, "the refusal")
        await seat.press("y")
        await seat.until(lambda: "浏览器的剪贴板" in seat.said, "the copy")
        assert not places.exports_folder().exists()


async def test_a_folder_that_refuses_is_told(
    file_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(places, "exports_folder", lambda: tmp_path / "file")
    async with seated(file_url) as seat:
        await seat.press("E")
        await seat.until(lambda: isinstance(seat.app.screen, Picker), "the formats")
        await seat.press("5")
        await seat.until(lambda: "没能写文件" in seat.said, "why")


def test_the_minutes_keep_their_own_keys() -> None:
    keys = {key: each.run for each in MinutesScreen.ACTIONS for key in each.keys}
    assert keys["E"] == "export"
    assert keys["y"] == "confirm"


async def test_a_groups_name_is_copied_by_one_key_and_a_digit(
    file_url: str, clipboard: Path
) -> None:
    async with seated(file_url) as seat:
        await seat.press("\uff39")
        await seat.until(lambda: isinstance(seat.app.screen, Picker), "the names")
        await seat.press("2")
        await seat.until(lambda: "已复制" in seat.said, "the answer")
        name = clipboard.read_text(encoding="utf-8").strip()
        assert name == "[2024Q4新品全国推广]-[执行]-[市场部]"
        assert name in seat.said
