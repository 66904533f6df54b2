"""Rows become frozen records, and records become rows."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import islice, repeat
from typing import Any

from sqlalchemy import ColumnElement, Table, Text, type_coerce

from core.domain.ids import Kind, kind_of, number_of
from core.domain.kinds import RECORDS
from core.domain.record import Record, encode, readers_of, turned
from core.store.columns import Plain, load
from core.store.tables import TABLES

PART = 1000
"""Rows turned into records at a time."""


def columns_of(kind: Kind) -> list[ColumnElement[Any]]:
    """The columns that a record of this kind is read from, in its fields' order."""
    table = TABLES[kind]
    return [_as_read(table.c[name]) for name in readers_of(RECORDS[kind])]


def _as_read(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Plain values are read here, equal ones once."""
    return type_coerce(column, Text) if isinstance(column.type, Plain) else column


def records_from(kind: Kind, rows: Iterable[Sequence[Any]]) -> list[Any]:
    """The records in rows of `columns_of`, made field by field: a board has thousands."""
    cls = RECORDS[kind]
    known: list[dict[Any, Any]] = [{} for _ in readers_of(cls)]
    records: list[Any] = []
    # In parts: no second copy of everything lives beside the records.
    left = iter(rows)
    while part := list(islice(left, PART)):
        made = list(map(object.__new__, repeat(cls, len(part))))
        columns = zip(readers_of(cls), _readers(kind), zip(*part, strict=True), known, strict=True)
        for name, read, column, seen in columns:
            deque(map(getattr(cls, name).__set__, made, _shared(column, read, seen)), maxlen=0)
        records += made
    return records


def _shared(
    column: Sequence[Any], read: Callable[[Any], Any] | None, seen: dict[Any, Any]
) -> Iterable[Any]:
    """A column's values, read where they must be; of equal ones all records hold the same."""
    if read is None:
        return map(seen.setdefault, column, column)
    for raw in set(column) - seen.keys():
        seen[raw] = None if raw is None else read(raw)
    return map(seen.__getitem__, column)


@cache
def _readers(kind: Kind) -> tuple[Callable[[Any], Any] | None, ...]:
    """For each field, what makes its value of a column's; None where that is it already."""
    cls, table = RECORDS[kind], TABLES[kind]
    special = turned(cls)

    def reader(name: str) -> Callable[[Any], Any] | None:
        read = special.get(name)
        if not isinstance(table.c[name].type, Plain):
            return read
        return load if read is None else lambda text: read(load(text))

    return tuple(reader(name) for name in readers_of(cls))


def row_of(record: Record, project: int) -> dict[str, Any]:
    """A record as a row; `project` is the number of its project."""
    kind = kind_of(record.id)
    row = {name: plain(getattr(record, name)) for name in readers_of(type(record))}
    row["number"] = number_of(record.id)
    if kind is not Kind.PROJECT:
        row["project"] = project
    return row


def plain(value: Any) -> Any:
    """A field's value as its column takes it: tuples are plain lists there, dates stay dates."""
    if isinstance(value, tuple):
        return encode(value)
    return dict(value) if isinstance(value, Mapping) else value


def table_of(identity: str) -> Table:
    """The table that a record lives in."""
    return TABLES[kind_of(identity)]
