"""What stands in the fields of a form, as people read it and as a sheet reckons with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from core.documents import cells
from core.documents.content import Cell, Column, Table
from core.documents.voice import Voice
from core.domain.board import Board
from core.domain.form_called import called
from core.domain.form_checks import EMPTY
from core.domain.form_kind import NUMERIC, FieldKind, Shape, label_in


def text_of(field: FieldKind, value: Any, board: Board, voice: Voice) -> str:
    """A value as people read it; several joined, nothing as an empty text."""
    if value in EMPTY:
        return ""
    if isinstance(value, list | tuple):
        return voice.join(_one(field, each, board, voice) for each in value)
    return _one(field, value, board, voice)


def cell_of(field: FieldKind, value: Any, board: Board, voice: Voice) -> Cell:
    """The same as a cell: days and numbers are values, too."""
    if value in EMPTY:
        return cells.said("")
    text = text_of(field, value, board, voice)
    if field.shape is Shape.DAY:
        return Cell(text, _day(value))
    return Cell(text, value if field.shape in NUMERIC else None)


def rows_of(field: FieldKind, value: Any, board: Board, voice: Voice) -> Table:
    """A field of rows as a table of its own, under its own heads."""
    columns = tuple(
        Column(each.name, label_in(each.label, voice.language), right=each.shape in NUMERIC)
        for each in field.columns
    )
    rows = tuple(
        tuple(cell_of(each, row.get(each.name), board, voice) for each in field.columns_in(row))
        for row in value or ()
        if isinstance(row, Mapping)
    )
    title = label_in(field.label, voice.language)
    return Table(field.name, title, columns, rows, voice.say("documents.form.no_rows"))


def stamp(moment: datetime, board: Board) -> Cell:
    """A moment with its year, on the project's clock: papers are read for years."""
    local = moment.astimezone(board.zone).replace(tzinfo=None, second=0, microsecond=0)
    return Cell(f"{local:%Y-%m-%d %H:%M}", local)


def _one(field: FieldKind, value: Any, board: Board, voice: Voice) -> str:
    day = _day(value) if field.shape is Shape.DAY else None
    if day is not None:
        return f"{day:%Y}-{voice.day(day)}"
    return called(field, value, board, voice.language)


def _day(value: Any) -> date | None:
    """A day in its plain form; None where somebody's own definition made it anything else."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
