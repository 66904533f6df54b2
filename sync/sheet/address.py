"""Where a spreadsheet is: the path of a file, and which sheet of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".csv", ".tsv", ".txt", ".ods", ".numbers"})
"""Endings of file names that are meant as a spreadsheet, those that cannot be read among them."""


@dataclass(frozen=True, slots=True)
class Place:
    """One sheet of one file."""

    path: Path
    sheet: str = ""
    """The name of the sheet; the first one with tasks where it is empty."""

    @property
    def text(self) -> str:
        """As it is kept in the configuration: absolute, so that it can be read from anywhere."""
        return f"{self.path}#{self.sheet}" if self.sheet else str(self.path)


def is_sheet(text: str) -> bool:
    """Whether a person who types `text` means a spreadsheet and not an address."""
    if "://" in text:
        return False
    return locate(text).path.suffix.casefold() in SUFFIXES


def locate(text: str) -> Place:
    """The place that `plan.xlsx` or `plan.xlsx#Sheet` names; a `#` may be part of the file name."""
    whole = _absolute(text)
    before, mark, sheet = text.rpartition("#")
    if not mark or whole.is_file():
        return Place(whole)
    return Place(_absolute(before), sheet.strip())


def _absolute(text: str) -> Path:
    path = Path(text.strip())
    try:
        path = path.expanduser()
    except RuntimeError:
        # There is no such user: the message about the missing file says the rest.
        return path
    return path.absolute()
