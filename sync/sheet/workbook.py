"""XLSX: sheets read one by one, cells as Excel stored them, formulas by their results."""

from __future__ import annotations

import io
import math
import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import IO, TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, iterparse
from zipfile import ZipFile

from sync.record import Unreadable
from sync.sheet.grid import Grid, Merge, Raw, Row, Share, bounded, text_of
from sync.trouble import Fatal, SyncError

if TYPE_CHECKING:
    from openpyxl.reader.excel import ExcelReader

UNPACKED = 200_000_000
"""Bytes that the texts of a workbook may come to: small files can unpack to anything."""
_CELLS = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")
_MARKUP = (".xml", ".rels")


def read_workbook(data: bytes, name: str) -> Iterator[Grid]:
    """The sheets in the order of the workbook; each is read when it is asked for.

    Raises:
        Fatal: `sheet-no-openpyxl`, `sheet-unpacked`, `sheet-broken`, `sheet-kind`, and what is
            too large.
    """
    try:
        yield from _sheets(data, name)
    except ImportError:
        raise Fatal("sheet-no-openpyxl", name=name) from None
    except SyncError:
        raise
    except Exception as problem:
        # A damaged archive makes each of the libraries below raise whatever it stumbles over.
        raise Fatal("sheet-broken", name=name) from problem


def _sheets(data: bytes, name: str) -> Iterator[Grid]:
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    _fits(data, name)
    with warnings.catch_warnings():
        # What openpyxl cannot carry over, such as drop-down lists, matters to who writes only.
        warnings.simplefilter("ignore")
        reader = ExcelReader(io.BytesIO(data), True, False, True, False)
        reader.read()
    book = reader.wb
    parts = _parts(reader)
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            with reader.archive.open(parts[sheet.title]) as file:
                merges, unsaved = _marks(file)
            rows = (
                tuple(_raw(cell, unsaved) for cell in row) for row in _quietly(sheet.iter_rows())
            )
            yield Grid(
                name=sheet.title,
                rows=tuple(bounded(rows, name)),
                merges=merges,
                hidden=sheet.sheet_state != "visible",
                from_1904=book.epoch == CALENDAR_MAC_1904,
            )
    finally:
        book.close()


def _quietly(rows: Iterator[Row]) -> Iterator[Any]:
    """Rows without the warnings that openpyxl has for single cells."""
    while True:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            row = next(rows, None)
        if row is None:
            return
        yield row


def _fits(data: bytes, name: str) -> None:
    with ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names or "xl/workbook.bin" in names:
        raise Fatal("sheet-kind", name=name)
    # A part never unpacks to more than it declares: the archive's reader stops there.
    if sum(part.file_size for part in parts if part.filename.endswith(_MARKUP)) > UNPACKED:
        raise Fatal("sheet-unpacked", name=name)


def _parts(reader: ExcelReader) -> dict[str, str]:
    """Where in the archive each sheet is."""
    return {sheet.name: rel.target for sheet, rel in reader.parser.find_sheets()}


def _marks(file: IO[bytes]) -> tuple[tuple[Merge, ...], frozenset[tuple[int, int]]]:
    """What openpyxl leaves out of a quick look: merged cells, and formulas without a result.

    Programs that write formulas without working them out leave the result to Excel, and a file
    that Excel never saved has none.
    """
    merges: list[Merge] = []
    unsaved: list[tuple[int, int]] = []
    for _, element in iterparse(file):
        tag = element.tag.rpartition("}")[2]
        if tag == "c":
            parts = {child.tag.rpartition("}")[2]: child for child in element}
            if "f" in parts and not _worked_out(element, parts.get("v")):
                unsaved += [(each.top, each.left) for each in _block(element.get("r", ""))]
        elif tag == "mergeCell":
            merges += _block(element.get("ref", ""))
        if tag not in ("f", "v", "is", "t", "r"):
            element.clear()
    return tuple(merges), frozenset(unsaved)


def _worked_out(cell: Element, result: Element | None) -> bool:
    """Whether a formula has a result; an empty text is one."""
    return result is not None and (bool(result.text) or cell.get("t") == "str")


def _block(reference: str) -> Iterator[Merge]:
    """The cells that `B2:D3` names; nothing for what is no reference."""
    from openpyxl.utils import column_index_from_string as number

    found = _CELLS.fullmatch(reference)
    if found:
        left, top, right, bottom = found.groups()
        right, bottom = right or left, bottom or top
        yield Merge(int(top) - 1, number(left) - 1, int(bottom) - 1, number(right) - 1)


def _raw(cell: Any, unsaved: frozenset[tuple[int, int]]) -> Raw:
    value = cell.value
    if value is None:
        if unsaved and hasattr(cell, "row") and (cell.row - 1, cell.column - 1) in unsaved:
            return Unreadable("formula")
        return None
    if cell.data_type == "e":
        return Unreadable(str(text_of(str(value))))
    return _value(value, percent=isinstance(value, float | int) and "%" in cell.number_format)


def _value(value: object, *, percent: bool) -> Raw:
    match value:
        case bool() | datetime():
            return value
        case int() | float():
            number = float(value)
            if not math.isfinite(number):
                return Unreadable("number")
            return Share(number) if percent else number
        case date():
            return datetime.combine(value, time())
        case _:
            return text_of(str(value))
