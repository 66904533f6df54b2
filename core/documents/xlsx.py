"""Tables as a workbook: a sheet a table, dates as dates, texts as texts and never as formulas."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from math import ceil
from typing import TYPE_CHECKING, Any

from core.documents.cells import DASH
from core.documents.content import (
    Block,
    Cell,
    Column,
    Document,
    Facts,
    Figures,
    Paragraph,
    Table,
    Tone,
)
from core.documents.texts import legible, one_line, risky, width

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as SheetCell
    from openpyxl.worksheet.worksheet import Worksheet

_LONGEST = 32_767
"""Characters that a cell takes."""
_FONT = "微软雅黑"
_FILLS = {Tone.RED: "FDE2E2", Tone.AMBER: "FFF0CC", Tone.GREEN: "E3F4E9"}
_HEAD_FILL, _HEAD_INK, _RULE = "1F3A5F", "FFFFFF", "D5DBE3"
_WIDEST = 32
_LINE = 15.0
"""Points that a line of text takes."""
_HIGHEST = 400
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_NAME_AT_MOST = 31
_DAY, _MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"


def render(document: Document, *, overview: str = "") -> bytes:
    """The document's tables, a sheet each; with `overview`, a first sheet of that name for
    what stands outside of tables.

    Raises:
        ImportError: openpyxl, of the extra `office`, is not installed.
    """
    from openpyxl import Workbook

    book = Workbook()
    first = book.active
    if first is not None:
        book.remove(first)
    book.properties.title = one_line(document.title)
    book.properties.creator = one_line(document.project)
    tables = [_outside(document, overview)] if overview else []
    for table in (*tables, *document.tables):
        _fill(book.create_sheet(_free(table.title, book.sheetnames)), table)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _outside(document: Document, name: str) -> Table:
    """Title, facts, figures and paragraphs as a table of two columns."""
    rows = [(Cell(document.title, tone=Tone.STRONG), Cell(document.subtitle))]
    rows += [pair for block in document.blocks for pair in _pairs(block)]
    columns = (Column("label", document.kind, 18), Column("text", "", 48))
    return Table("overview", name, columns, tuple(rows))


def _pairs(block: Block) -> Iterator[tuple[Cell, Cell]]:
    match block:
        case Facts():
            yield from ((Cell(each.label), Cell(each.text)) for each in block.rows)
        case Figures():
            for each in block.items:
                told = " ".join(filter(None, (each.text, each.note)))
                yield Cell(each.label), Cell(told, tone=each.tone)
        case Paragraph():
            yield Cell(), Cell(block.text)


def _free(title: str, taken: Iterable[str]) -> str:
    """A name for a sheet that no other has, in the characters that are allowed."""
    name = _NOT_IN_NAMES.sub(" ", one_line(title)).strip(" '")[:_NAME_AT_MOST] or "1"
    known, number = {each.casefold() for each in taken}, 2
    free = name
    while free.casefold() in known:
        free = f"{name[: _NAME_AT_MOST - 4]} {number}"
        number += 1
    return free


def _fill(sheet: Worksheet, table: Table) -> None:
    """Heads that stay in sight, filters, widths in cells, a page that fits its paper."""
    from openpyxl.utils import get_column_letter

    bare = table.name == "overview"
    if not bare:
        _row(sheet, 1, [Cell(each.title) for each in table.columns], table, head=True)
        sheet.freeze_panes = "A2" if len(table.columns) < 5 else "C2"
    for at, row in enumerate(table.rows, 1 if bare else 2):
        _row(sheet, at, row, table)
    widths = list(_widths(table))
    for at, wide in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(at)].width = wide
    for at, row in enumerate(table.rows, 1 if bare else 2):
        sheet.row_dimensions[at].height = min(_LINE * _lines(row, widths), _HIGHEST)
    if table.rows and not bare:
        last = get_column_letter(len(table.columns))
        sheet.auto_filter.ref = f"A1:{last}{len(table.rows) + 1}"
    _for_paper(sheet, head=not bare)


def _for_paper(sheet: Worksheet, *, head: bool) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "&P / &N"
    if head:
        sheet.print_title_rows = "1:1"


def _widths(table: Table) -> Iterator[float]:
    """As wide as what stands in a column, within reason."""
    for at, column in enumerate(table.columns):
        told = [one_line(column.title), *(_shown(row[at]) for row in table.rows)]
        yield min(max(max(map(width, told)), 6), max(_WIDEST, column.width)) + 2.5


def _lines(row: tuple[Cell, ...], widths: list[float]) -> int:
    """How many lines the tallest cell of a row takes once its texts are wrapped."""
    return max(
        sum(max(ceil(width(line) / (wide - 1)), 1) for line in _shown(cell).split("\n"))
        for cell, wide in zip(row, widths, strict=True)
    )


def _shown(cell: Cell) -> str:
    if isinstance(cell.value, datetime):
        return _MOMENT
    return _DAY if isinstance(cell.value, date) else cell.text


def _row(
    sheet: Worksheet, at: int, cells: Iterable[Cell], table: Table, *, head: bool = False
) -> None:
    for place, (cell, column) in enumerate(zip(cells, table.columns, strict=True), 1):
        target: Any = sheet.cell(row=at, column=place)
        _put(target, cell)
        _dress(target, cell, right=column.right, head=head)


def _put(target: SheetCell, cell: Cell) -> None:
    """A value as its type; a text as a text, whatever it begins with."""
    if cell.value is not None:
        target.value = cell.value
        if isinstance(cell.value, date):
            target.number_format = _MOMENT if isinstance(cell.value, datetime) else _DAY
        return
    text = legible(cell.text)[:_LONGEST]
    if text in ("", DASH):
        return
    target.value = text
    target.data_type = "s"
    if risky(text):
        target.number_format = "@"
        target.quotePrefix = True


def _dress(target: Any, cell: Cell, *, right: bool, head: bool) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    bold = head or cell.tone in (Tone.STRONG, Tone.RED)
    ink = _HEAD_INK if head else ("7A8794" if cell.tone is Tone.MUTED else "1F2933")
    target.font = Font(name=_FONT, size=10, bold=bold, color=ink)
    target.border = Border(bottom=Side(style="thin", color=_RULE))
    target.alignment = Alignment(
        horizontal="right" if right else "left",
        vertical="center" if head else "top",
        wrap_text=True,
    )
    fill = _HEAD_FILL if head else _FILLS.get(cell.tone)
    if fill:
        target.fill = PatternFill("solid", start_color=fill)
