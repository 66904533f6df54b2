"""A list of people from a CSV or XLSX file, with Chinese or English column names."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from core.domain.people import AddPerson, Function, Role
from core.domain.text import clean, search_key
from tui.cli import lookup
from tui.cli.wrong import Wrong

E = TypeVar("E", bound=StrEnum)
_COLUMNS = {
    "name": ("姓名", "名字", "人员", "name", "fullname"),
    "dept": ("部门", "所属部门", "department", "dept"),
    "role": ("角色", "权限", "role"),
    "functions": ("职能", "职责", "function", "functions"),
    "aliases": ("别名", "又名", "alias", "aliases"),
    "timezone": ("时区", "timezone"),
}
_APART = re.compile(r"[,，、;；/|]")
_LARGEST = 10_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the file."""

    line: int
    """Its number in the file, the head being 1."""
    command: AddPerson
    problem: str = ""
    """`cli.roster.<id>` where it cannot be taken in."""


def read_roster(path: Path) -> list[Entry]:
    """Everybody in the file.

    Raises:
        Wrong: the file cannot be read, or has no column of names.
    """
    rows = rows_in(path)
    head = next(rows, [])
    names = {search_key(cell): at for at, cell in enumerate(head)}
    places = {
        field: next((names[search_key(word)] for word in words if search_key(word) in names), None)
        for field, words in _COLUMNS.items()
    }
    if places["name"] is None:
        raise Wrong(word="cli.roster.no-name-column", path=path.name)
    return [
        _entry(number, _cells(row, places))
        for number, row in enumerate(rows, 2)
        if any(cell.strip() for cell in row)
    ]


def _cells(row: list[str], places: Mapping[str, int | None]) -> dict[str, str]:
    return {
        field: clean(row[at], limit=200) if at is not None and at < len(row) else ""
        for field, at in places.items()
    }


def _entry(number: int, cells: Mapping[str, str]) -> Entry:
    problem = "" if cells["name"] else "no-name"
    functions: tuple[Function, ...] = ()
    role = Role.MEMBER
    try:
        functions = tuple(
            lookup.member(Function, each, lookup.terms(Function, "function"))
            for each in _listed(cells["functions"])
        )
        if cells["role"]:
            role = lookup.member(Role, cells["role"], lookup.terms(Role, "role"))
        _check_zone(cells["timezone"])
    except Wrong as wrong:
        zone = wrong.word.endswith("zone")
        problem = problem or ("wrong_zone" if zone else "wrong_word")
    command = AddPerson(
        name=cells["name"],
        dept=cells["dept"],
        functions=functions,
        role=role,
        aliases=tuple(_listed(cells["aliases"])),
        timezone=cells["timezone"],
    )
    return Entry(number, command, problem)


def _listed(text: str) -> Iterator[str]:
    yield from (part.strip() for part in _APART.split(text) if part.strip())


def _check_zone(name: str) -> None:
    if name:
        from tui.cli.init import check_zone

        check_zone(name)


def rows_in(path: Path) -> Iterator[list[str]]:
    """The cells of a CSV (UTF-8 or GB18030) or XLSX file, line by line.

    Raises:
        Wrong: it cannot be read.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise Wrong(word="cli.roster.too-large", path=path.name)
        if path.suffix.casefold() == ".xlsx":
            return iter(_sheet(path))
        return csv.reader(io.StringIO(_text(path.read_bytes(), path.name), newline=""))
    except OSError as problem:
        why = problem.strerror or type(problem).__name__
        raise Wrong(word="cli.roster.unreadable", path=path.name, why=why) from problem


def _text(data: bytes, name: str) -> str:
    """Excel writes CSV in GB18030 on Chinese systems."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Wrong(word="cli.roster.encoding", path=name)


def _sheet(path: Path) -> list[list[str]]:
    try:
        from openpyxl import load_workbook
        from openpyxl.utils.exceptions import InvalidFileException
    except ImportError:
        raise Wrong(word="cli.roster.no-openpyxl", path=path.name) from None
    from zipfile import BadZipFile

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError) as problem:
        why = type(problem).__name__
        raise Wrong(word="cli.roster.unreadable", path=path.name, why=why) from problem
    try:
        return [_texts(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    finally:
        book.close()


def _texts(row: Iterable[object]) -> list[str]:
    return ["" if value is None else str(value) for value in row]
