"""Files that are too large, locked, old, broken or something else."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import pytest

from sync.sheet.source import open_source
from sync.trouble import Fatal
from tests.sync.sheet_files import messy, parts_of, write_csv, write_xlsx, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def reason(path: Path) -> str:
    """Why the file cannot be read; empty where it can."""
    try:
        open_source("plan", str(path)).check()
    except Fatal as told:
        return told.reason
    return ""


def written(tmp_path: Path, data: bytes, name: str = "plan.xlsx") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "sheet-empty"),
        (b" \n", "sheet-empty"),
        (OLE + b"\0" * 600, "sheet-xls"),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "sheet-password"),
        (b"PK\x03\x04 and no more", "sheet-broken"),
        (b"\n<html><table><tr><td>", "sheet-kind"),
        (b"%PDF-1.7", "sheet-kind"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "sheet-kind"),
        (zipped({"[Content_Types].xml": b"<x/>", "xl/workbook.bin": b""}), "sheet-kind"),
        (zipped({"[Content_Types].xml": b"<x/>"}), "sheet-broken"),
        (bytes(range(256)), "sheet-encoding"),
    ],
    ids=range(11),
)
def test_what_is_no_sheet_says_what_it_is(tmp_path: Path, data: bytes, why: str) -> None:
    assert reason(written(tmp_path, data)) == why


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert reason(tmp_path) == "sheet-unreadable"


def test_a_file_is_told_by_its_content_and_not_by_its_name(tmp_path: Path) -> None:
    text = write_csv(tmp_path / "really_text.xlsx")
    book = write_xlsx(tmp_path / "book.xlsx").rename(tmp_path / "really_a_book.csv")

    assert (reason(text), reason(book)) == ("", "")


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    parts = parts_of(write_xlsx(tmp_path / "plan.xlsx"))
    data = zipped(parts | {"xl/media/one.xml": b" " * 200_000_001})

    assert len(data) < 1_000_000
    assert reason(written(tmp_path, data)) == "sheet-unpacked"


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([("任务", "负责人"), *(("t", "a") for _ in range(20_000))], "sheet-too-many-rows"),
        ([("任务", "负责人"), ("t", *("" for _ in range(199)), "x")], "sheet-too-many-columns"),
    ],
)
def test_more_rows_or_columns_than_a_plan_has_are_refused(
    tmp_path: Path, rows: list[tuple[str, ...]], why: str
) -> None:
    assert reason(write_csv(tmp_path / "plan.csv", rows)) == why


def test_a_large_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    with path.open("wb") as file:
        file.truncate(20_000_001)

    assert reason(path) == "sheet-too-large"


def test_blank_cells_that_are_only_painted_do_not_count(tmp_path: Path) -> None:
    rows = [("任务", "负责人", *("" for _ in range(400))), *(("", "") for _ in range(30_000))]

    assert reason(write_csv(tmp_path / "plan.csv", rows)) == ""


def test_a_workbook_without_openpyxl_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_xlsx(tmp_path / "plan.xlsx")
    for name in [each for each in sys.modules if each.partition(".")[0] == "openpyxl"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "openpyxl", None)

    assert reason(path) == "sheet-no-openpyxl"
    assert reason(write_csv(tmp_path / "plan.csv")) == ""


def test_a_damaged_workbook_never_ends_in_anything_but_words(tmp_path: Path) -> None:
    random = Random(5)
    sound = messy(tmp_path / "sound.xlsx")
    parts, told = parts_of(sound), set()
    for _ in range(150):
        name = random.choice([*parts])
        part = bytearray(parts[name])
        for _ in range(3):
            at = random.randrange(len(part))
            part[at : at + random.randrange(20)] = random.choice([b"", b"<", b'"', b"9999999"])
        told.add(reason(written(tmp_path, zipped(parts | {name: bytes(part)}), "damaged.xlsx")))
    whole = sound.read_bytes()
    for _ in range(50):
        cut = whole[: random.randrange(4, len(whole))]
        told.add(reason(written(tmp_path, cut, "cut.xlsx")))

    assert "sheet-broken" in told
    assert all(each.startswith("sheet-") for each in told - {""})
