"""The blocks of a document as paragraphs and tables of a DOCX file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatch
from typing import Any

from core.documents.content import (
    Block,
    Cell,
    Facts,
    Figures,
    Heading,
    Listing,
    Paragraph,
    Signatures,
    Table,
    Tone,
)
from core.documents.docx_look import (
    BODY,
    FIGURE_FILL,
    FILLS,
    HEAD,
    HEAD_FILL,
    INK,
    INKS,
    SOFT,
    TITLE,
    inked,
    ruled,
    shaded,
)
from core.documents.texts import legible, one_line, width

_SMALL = 9
_ABREAST = 3
"""Signatures in a row."""
_EMU = 12_700
"""Of the files' own units in a point."""
_CELL = 5.1
"""Points that half a Chinese character takes in a table."""
_PADDING = 2
"""Cells between two columns."""
_SHORT = 14
"""Texts of so many cells are not broken where that can be avoided."""
_MOST = 50
_LEAST = 10
"""Between these many cells a longer text is wide."""


class Place:
    """Where blocks are put: before a paragraph of a file that goes in the end."""

    def __init__(self, file: Any, before: Any) -> None:
        self.file = file
        self._before = before
        section = file.sections[0]
        self.room: int = section.page_width - section.left_margin - section.right_margin
        """Between the margins, in the file's own small units."""

    def paragraph(self, *styles: str) -> Any:
        """A new paragraph in the first of these styles that the template has."""
        known = {each.name for each in self.file.styles}
        style = next((each for each in styles if each in known), None)
        return self._before.insert_paragraph_before(style=style)

    def table(self, rows: int, widths: Sequence[int]) -> Any:
        """A new table; its widths are shares of the room."""
        table = self.file.add_table(rows, len(widths))
        self._before._p.addprevious(table._tbl)
        ruled(table)
        whole = sum(widths)
        for column, share in zip(table.columns, widths, strict=True):
            column.width = self.room * share // whole
            for cell in column.cells:
                cell.width = self.room * share // whole
        return table

    def gap(self) -> None:
        """A little air behind a table."""
        paragraph = self.paragraph()
        form = paragraph.paragraph_format
        form.space_before = form.space_after = 0
        inked(paragraph.add_run(" "), size=4)


def put(place: Place, blocks: Sequence[Block]) -> None:
    """Puts all blocks there."""
    for each in blocks:
        _put(each, place)


@singledispatch
def _put(block: Block, place: Place) -> None:
    raise TypeError(block)


@_put.register
def _(block: Heading, place: Place) -> None:
    name = f"Heading {block.level}"
    place.paragraph(name, f"标题 {block.level}").add_run(legible(block.text))


@_put.register
def _(block: Paragraph, place: Place) -> None:
    paragraph = place.paragraph()
    for at, line in enumerate(legible(block.text).split("\n")):
        run = paragraph.add_run(line)
        if at:
            run._r.insert(0, _break())
        inked(run, ink=INKS.get(block.tone, ""), bold=block.tone is Tone.STRONG)


def _break() -> Any:
    from docx.oxml import OxmlElement

    return OxmlElement("w:br")


@_put.register
def _(block: Listing, place: Place) -> None:
    if not block.items:
        _nothing(block.empty, place)
    for each in block.items:
        known = place.paragraph("List Bullet", "项目符号")
        known.add_run(one_line(each))


def _nothing(text: str, place: Place) -> None:
    if text:
        inked(place.paragraph().add_run(legible(text)), ink=SOFT)


@_put.register
def _(block: Facts, place: Place) -> None:
    """Two facts in a row; those that need the room alone."""
    rows: list[list[Any]] = []
    for each in block.rows:
        alone = each.key in block.wide
        if alone or not rows or len(rows[-1]) == 2 or rows[-1][0].key in block.wide:
            rows.append([each])
        else:
            rows[-1].append(each)
    table = place.table(len(rows), (18, 32, 18, 32))
    for row, facts in zip(table.rows, rows, strict=True):
        cells = row.cells
        for at, each in enumerate(facts):
            _write(cells[2 * at], Cell(each.label, tone=Tone.MUTED), title=True)
            last = cells[1].merge(cells[3]) if len(facts) == 1 else cells[2 * at + 1]
            _write(last, Cell(each.text), size=10)
        _whole(row)
    place.gap()


@_put.register
def _(block: Figures, place: Place) -> None:
    table = place.table(1, [1] * len(block.items))
    for cell, each in zip(table.rows[0].cells, block.items, strict=True):
        shaded(cell._tc.get_or_add_tcPr(), FILLS.get(each.tone, FIGURE_FILL))
        first, second = cell.paragraphs[0], cell.add_paragraph()
        inked(first.add_run(legible(each.label)), size=8.5, ink=SOFT, font=TITLE)
        ink = INKS.get(each.tone, HEAD)
        inked(second.add_run(legible(each.text)), size=17, ink=ink, bold=True, font=TITLE)
        third = cell.add_paragraph()
        inked(third.add_run(legible(each.note)), size=8, ink=SOFT)
        for each_line in (first, second, third):
            _tight(each_line)
    _whole(table.rows[0])
    place.gap()


@_put.register
def _(block: Table, place: Place) -> None:
    if not block.rows:
        _nothing(block.empty, place)
        return
    table = place.table(1 + len(block.rows), _shares(block, place.room / _EMU))
    head = table.rows[0]
    _repeated(head)
    for cell, column in zip(head.cells, block.columns, strict=True):
        shaded(cell._tc.get_or_add_tcPr(), HEAD_FILL)
        _write(cell, Cell(column.title, tone=Tone.STRONG), title=True, right=column.right)
    for row, cells in zip(list(table.rows)[1:], block.rows, strict=True):
        for target, cell, column in zip(row.cells, cells, block.columns, strict=True):
            _write(target, cell, right=column.right)
            if cell.tone in FILLS:
                shaded(target._tc.get_or_add_tcPr(), FILLS[cell.tone])
        _whole(row)
    place.gap()


def _shares(block: Table, room: float) -> list[int]:
    """Widths of columns: short texts get what they need, long ones share what is left."""
    needs = [
        max(_room(column.title), *(_room(row[at].text) for row in block.rows))
        for at, column in enumerate(block.columns)
    ]
    longs = [min(each, _MOST) - _LEAST for each in needs if each > _SHORT]
    taken = sum(each if each <= _SHORT else _LEAST for each in needs)
    left = max(room / _CELL - _PADDING * len(needs) - taken, 0) if longs else 0
    part = left / sum(longs) if longs else 0
    wide = (
        each if each <= _SHORT else _LEAST + (min(each, _MOST) - _LEAST) * part for each in needs
    )
    return [round(100 * (each + _PADDING)) for each in wide]


def _room(text: str) -> int:
    """Cells that a text needs; a per cent sign is as wide as two figures."""
    return width(text) + text.count("%")


def _write(
    target: Any, cell: Cell, *, size: float = _SMALL, title: bool = False, right: bool = False
) -> None:
    """One cell's text, line by line."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    bold = cell.tone in (Tone.STRONG, Tone.RED)
    ink = HEAD if title and cell.tone is Tone.STRONG else INKS.get(cell.tone, INK)
    for at, line in enumerate(legible(cell.text).split("\n")):
        paragraph = target.add_paragraph() if at else target.paragraphs[0]
        run = paragraph.add_run(line)
        inked(run, size=size, ink=ink, bold=bold, font=TITLE if title else BODY)
        _tight(paragraph)
        if right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _tight(paragraph: Any) -> None:
    form = paragraph.paragraph_format
    form.space_before = form.space_after = 0


def _repeated(row: Any) -> None:
    """The head stands on every page that the table reaches."""
    _mark(row, "w:tblHeader")


def _together(table: Any) -> None:
    """The rows of a table stay on one page: each goes with the next."""
    for row in list(table.rows)[:-1]:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _whole(row: Any) -> None:
    """A row is not broken between two pages."""
    _mark(row, "w:cantSplit")


def _mark(row: Any, name: str) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))


@_put.register
def _(block: Signatures, place: Place) -> None:
    """Three in a row, with room for a hand; all of them on one page."""
    groups = [block.people[at : at + _ABREAST] for at in range(0, len(block.people), _ABREAST)]
    if not groups:
        return
    table = place.table(len(groups), (19, 14) * _ABREAST)
    for row, people in zip(table.rows, groups, strict=True):
        for at, each in enumerate(people):
            _write(row.cells[2 * at], Cell(f"{each}\n{block.sign}"), size=9)
            _write(row.cells[2 * at + 1], Cell(f" \n{block.dated}"), size=9)
        row.height = 440_000
        _whole(row)
    _together(table)
