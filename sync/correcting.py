"""A mapping as a person corrects it: by the number or the name of a column. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sync.guess import is_fraction, read_options
from sync.mapping import Mapping, Target
from sync.record import Column
from sync.trouble import Fatal
from sync.vocabulary import FIELDS, PRIORITIES, STATUSES, plain


def field_called(text: str) -> str:
    """Our field that a person names: by its id, or by any word that tables use for it.

    Raises `Fatal("mapping-field-unknown", field, known)`.
    """
    name = text.strip()
    if name in FIELDS:
        return name
    wanted = plain(name)
    for field, words in FIELDS.items():
        if wanted in words:
            return field
    raise Fatal("mapping-field-unknown", field=name, known=tuple(FIELDS))


def correct(mapping: Mapping, pair: str, columns: Sequence[Column]) -> Mapping:
    """A mapping as a person corrects it, with one of `3=owner`, `owner=3`, `owner=负责人`.

    Columns are named, or numbered from 1 in the order of `columns`; a name wins over a number.
    `3=` and `owner=` leave the column or the field out. A column that is given a field by its
    number loses the one it had. Options are read anew where their column changes.

    Raises `Fatal`: `mapping-pair`, `mapping-field-unknown`, `mapping-column-unknown`.
    """
    left, mark, right = (part.strip() for part in pair.replace("\uff1d", "=").partition("="))
    if not mark or not left:
        raise Fatal("mapping-pair", pair=pair)
    column = _numbered(left, columns)
    if column is not None:
        others = (name for name, each in mapping.columns.items() if each.id == column.id)
        freed = mapping.without(tuple(others))
        return _chosen(freed, field_called(right), column) if right else freed
    field = field_called(left)
    if not right:
        return mapping.without((field,))
    named = mapping.choose(field, _name(right, columns), columns).columns[field].id
    return _chosen(mapping, field, next(each for each in columns if each.id == named))


def _numbered(text: str, columns: Sequence[Column]) -> Column | None:
    """The column of a number from 1.

    Raises `Fatal("mapping-column-unknown", column)` for a number that there is none of.
    """
    if not (text.isascii() and text.isdecimal()):
        return None
    number = int(text[:9])
    if not 1 <= number <= len(columns):
        raise Fatal("mapping-column-unknown", column=text)
    return columns[number - 1]


def _name(text: str, columns: Sequence[Column]) -> str:
    """What a column is asked for by: a number only where no column is called so."""
    if any(text in (each.id, each.name) for each in columns):
        return text
    column = _numbered(text, columns)
    return column.id if column is not None else text


def _chosen(mapping: Mapping, field: str, column: Column) -> Mapping:
    """With a field read from a column, and its options and its scale as that column has them."""
    columns = {**mapping.columns, field: Target(column.id, column.name)}
    mapping = replace(mapping, columns=columns)
    match field:
        case "status":
            return replace(mapping, statuses=read_options(column, STATUSES))
        case "priority":
            return replace(mapping, priorities=read_options(column, PRIORITIES))
        case "actual":
            return replace(mapping, fraction=is_fraction(column))
        case _:
            return mapping
