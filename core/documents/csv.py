"""Tables as CSV that no sheet takes for formulas."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

from core.documents.cells import DASH
from core.documents.content import Cell, Table
from core.documents.texts import legible, risky

BOM = "\ufeff"
"""What tells a sheet program that a file is UTF-8; Chinese is lost without it."""


def render(table: Table) -> str:
    """The table with its heads; line ends as RFC 4180 has them, the last one included."""
    told = io.StringIO()
    writer = csv.writer(told)
    writer.writerow([harmless(each.title) for each in table.columns])
    writer.writerows([[_field(cell) for cell in row] for row in table.rows])
    return told.getvalue()


def harmless(text: str) -> str:
    """A text with an apostrophe before it where a sheet would take it for a formula."""
    plain = legible(text)
    return f"'{plain}" if risky(plain) else plain


def _field(cell: Cell) -> str:
    match cell.value:
        case datetime():
            return f"{cell.value:%Y-%m-%d %H:%M}"
        case date():
            return cell.value.isoformat()
        case None:
            return "" if cell.text == DASH else harmless(cell.text)
        case _:
            return str(cell.value)
