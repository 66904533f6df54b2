"""A spreadsheet's file, told apart by what is in it and not by what it is called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from sync.sheet.grid import LARGEST, Grid
from sync.sheet.plain_text import read_text
from sync.sheet.workbook import read_workbook
from sync.trouble import Fatal

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How old Office files begin, and new ones behind a password."""
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK"
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class File:
    """A file's bytes as they were at one moment."""

    name: str
    data: bytes
    saved: date
    """The day it was last saved."""

    @property
    def misnamed(self) -> bool:
        """Whether its name says a workbook and its bytes are none: a text may be saved so."""
        ends = self.name.casefold().endswith((".xlsx", ".xlsm"))
        return ends and not self.data.startswith(_ZIP)

    def grids(self) -> Iterator[Grid]:
        """Its sheets, read one by one.

        Raises:
            Fatal: it is no workbook or text that can be read; the reason says what to do.
        """
        if self.data.startswith(_OLE):
            locked = _LOCKED in self.data
            raise Fatal("sheet-password" if locked else "sheet-xls", name=self.name)
        if self.data.startswith(_ZIP):
            return read_workbook(self.data, self.name)
        if self.data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"%PDF", b"{\\rtf")):
            raise Fatal("sheet-kind", name=self.name)
        return iter((read_text(self.data, self.name),))


def read_file(path: Path) -> File:
    """The file at `path`.

    Raises:
        Fatal: `sheet-missing`, `sheet-too-large`, `sheet-empty`, `sheet-unreadable`.
    """
    name = path.name
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
        saved = datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone().date()
    except FileNotFoundError:
        raise Fatal("sheet-missing", path=str(path)) from None
    except OSError as problem:
        why = problem.strerror or type(problem).__name__
        raise Fatal("sheet-unreadable", name=name, why=why) from problem
    if len(data) > LARGEST:
        raise Fatal("sheet-too-large", name=name, cap=LARGEST // _MEGABYTE)
    if not data.strip():
        raise Fatal("sheet-empty", name=name)
    return File(name, data, saved)
