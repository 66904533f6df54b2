"""What was typed into a field of a form, in its plain form; and back as people type it. Pure."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from core.domain.cleaning import LINE, TEXT
from core.domain.form_kind import FieldKind, Shape
from core.domain.refusal import Refused
from core.domain.text import clean
from tui.lines import moment_of
from tui.typed import read_number

if TYPE_CHECKING:
    from core.domain.board import Board


def value_of(field: FieldKind, text: str, board: Board, now: datetime) -> Any:
    """One value in plain form; None for an empty text.

    Raises:
        Refused: it cannot be read; the words say how it is written.
    """
    if not text.strip():
        return None
    match field.shape:
        case Shape.NUMBER | Shape.PERCENT:
            return _number(text)
        case Shape.DAY:
            return _day(text, board, now)
        case Shape.LINES:
            return _text(field, text, TEXT, lines=True)
        case _:
            return _text(field, text, LINE)


def _text(field: FieldKind, text: str, limit: int, *, lines: bool = False) -> str:
    """A text that is too long is refused, never cut."""
    found = clean(text, limit=limit + 1, lines=lines)
    if len(found) > limit:
        raise Refused("text-too-long", field=field.name, length=len(text), limit=limit)
    return found


def _number(text: str) -> int | float:
    if (found := read_number(text)) is None:
        raise Refused("form-number", text=text)
    return found


def _day(text: str, board: Board, now: datetime) -> str:
    said = unicodedata.normalize("NFKC", text).strip()
    try:
        return date.fromisoformat(said).isoformat()
    except ValueError:
        at, rest = moment_of(said, board, now)
    if rest:
        raise Refused("day-form", text=text)
    return at.astimezone(board.zone).date().isoformat()


def typed_as(value: Any) -> str:
    """A value as a person would type it."""
    return "" if value is None or value == [] else str(value)
