"""The saved board: written whole, read only when it can be trusted."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from tui import picture
from tui.picture import VERSION, load, picture_path, save

PANEL = {"columns": [], "lines": [], "summary": [], "tally": [], "total": 0}
SAVED: dict[str, Any] = {
    "revision": 7,
    "language": "zh",
    "at": "10-16 09:30",
    "day": "2024-10-16",
    "zone": "Asia/Shanghai",
    "head": [["碰头", ""]],
    "line": [],
    "panels": dict.fromkeys(("progress", "blockers", "raci", "actions"), PANEL),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the picture goes; the folder does not exist yet."""
    return tmp_path / "cache" / "board.json"


def test_what_was_saved_is_read_again(path: Path) -> None:
    save(path, SAVED)
    assert load(path, "zh") == {**SAVED, "version": VERSION}


def test_only_its_owner_may_read_it_and_nothing_else_is_left(path: Path) -> None:
    save(path, SAVED)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b'"text"', b"\xff\xfe", b'{"version": 999}', b"\x00" * 50],
)
def test_a_damaged_file_is_no_picture(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    assert load(path, "zh") is None


@pytest.mark.parametrize("missing", list(SAVED))
def test_a_picture_that_lacks_something_is_none(path: Path, missing: str) -> None:
    path.parent.mkdir()
    rest = {name: value for name, value in SAVED.items() if name != missing}
    path.write_text(json.dumps({**rest, "version": VERSION}), encoding="utf-8")
    assert load(path, "zh") is None


def test_no_file_and_another_language_are_no_picture(path: Path) -> None:
    assert load(path, "zh") is None
    save(path, SAVED)
    assert load(path, "en") is None


def test_each_database_project_and_language_has_a_picture_of_its_own(tmp_path: Path) -> None:
    paths = {
        picture_path(tmp_path, database, project, language)
        for database in ("a.db", "b.db")
        for project in (None, "launch")
        for language in ("zh", "en")
    }
    assert len(paths) == 8


def test_a_picture_is_of_today_by_the_days_of_its_project() -> None:
    from core.calendar.clock import fixed

    assert picture.is_of_today(SAVED, fixed("2024-10-15T16:30+00:00")())
    assert not picture.is_of_today(SAVED, fixed("2024-10-16T16:30+00:00")())
