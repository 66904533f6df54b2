"""A calendar is made once, and comes from its file after that."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from core import places
from core.calendar.workdays import work_calendar, years_around
from core.store import calendars

DAY = date(2026, 11, 18)
CHINA = work_calendar("CN", years_around(DAY))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(places, "cache_folder", lambda: tmp_path / "cache")
    calendars._calendar.cache_clear()
    yield tmp_path / "cache"
    calendars._calendar.cache_clear()


def again() -> None:
    """What a new process knows: nothing."""
    calendars._calendar.cache_clear()


def test_a_calendar_comes_back_from_its_file_as_it_was_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert calendars.calendar_around("CN", DAY) == CHINA
    again()
    monkeypatch.delattr(calendars, "work_calendar")
    assert calendars.calendar_around("CN", DAY) == CHINA


@pytest.mark.parametrize("damage", [b"", b"{", b"{}", b"[]", b"\xff\xfe"])
def test_a_damaged_file_is_made_anew(folder: Path, damage: bytes) -> None:
    calendars.calendar_around("CN", DAY)
    (file,) = folder.iterdir()
    file.write_bytes(damage)
    again()
    assert calendars.calendar_around("CN", DAY) == CHINA
    assert file.read_bytes() != damage


def test_other_countries_and_years_have_files_of_their_own(folder: Path) -> None:
    calendars.calendar_around("CN", DAY)
    calendars.calendar_around("CN", date(2020, 1, 1))
    calendars.calendar_around("none", DAY)
    assert len(list(folder.iterdir())) == 3


def test_without_a_folder_to_keep_it_in_there_is_a_calendar_all_the_same(folder: Path) -> None:
    folder.write_text("a file where a folder should be")
    assert calendars.calendar_around("CN", DAY) == CHINA
