"""What a form read before and reads now, field by field, of a table cell by cell. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from core.domain.form_kind import FieldKind, Shape, label_in
from core.domain.form_signed import changed_names
from tui.form_words import told

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.form_kind import FormKind
    from tui.words import Words

Change = tuple[str, str, str]
"""What is called how, what stood there, what stands there now."""


def changes(
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    kind: FormKind,
    board: Board,
    words: Words,
) -> Iterator[Change]:
    """Everything that reads otherwise, in the order of the form."""
    names = changed_names(before, after)
    for field in kind.fields:
        if field.name not in names:
            continue
        old, new, label = (
            before.get(field.name),
            after.get(field.name),
            label_in(field.label, words.language),
        )
        if field.shape is Shape.ROWS:
            yield from _rows(field, old or [], new or [], board, words)
        else:
            yield label, told(field, old, board, words), told(field, new, board, words)


def _rows(field: FieldKind, old: Any, new: Any, board: Board, words: Words) -> Iterator[Change]:
    label = label_in(field.label, words.language)
    for at in range(max(len(old), len(new))):
        named = f"{label} {at + 1}"
        one, other = (rows[at] if at < len(rows) else None for rows in (old, new))
        if one is None or other is None:
            went, came = (row_told(field, each or {}, board, words) for each in (one, other))
            yield named, went, came
            continue
        for column in field.columns_in(other):
            texts = [told(column, row.get(column.name), board, words) for row in (one, other)]
            if texts[0] != texts[1]:
                yield f"{named} · {label_in(column.label, words.language)}", texts[0], texts[1]


def row_told(field: FieldKind, row: Mapping[str, Any], board: Board, words: Words) -> str:
    """A row in a line."""
    cells = (told(each, row.get(each.name), board, words) for each in field.columns_in(row))
    return " · ".join(filter(None, cells))


def whole(field: FieldKind, value: Any, board: Board, words: Words) -> str:
    """A value of any shape as people read it; a table with a line for each row."""
    if field.shape is not Shape.ROWS:
        return told(field, value, board, words)
    rows = (row_told(field, each, board, words) for each in value or ())
    return "\n".join(f"{at}. {each}" for at, each in enumerate(rows, 1))
