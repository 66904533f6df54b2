"""Many rows at once, by the shortest way to the driver.

A sync writes thousands of records: the types' work on each value would take longer than the
database's own.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Connection, Date, Table
from sqlalchemy.engine.interfaces import Dialect

from core.domain.ids import Kind, number_of
from core.domain.kinds import RECORDS
from core.domain.record import readers_of
from core.store.columns import Instant, Plain
from core.store.convert import plain
from core.store.tables import TABLES

Prepare = Callable[[Any], Any]
"""A plain JSON value into what the driver takes."""

dumped: Callable[[Any], str] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""A plain JSON value as text."""


def write_rows(
    connection: Connection, table: Table, columns: tuple[str, ...], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Inserts rows whose values are as the driver takes them: lists and maps as text already."""
    if rows:
        connection.exec_driver_sql(_insert(table, columns, connection.dialect), list(rows))


class Births:
    """Makes the rows of new records of one kind from what their creation says."""

    def __init__(self, connection: Connection, kind: Kind, project: int, at: datetime) -> None:
        sqlite = connection.dialect.name == "sqlite"
        blank = _blank(kind, sqlite)
        self._turned = _turned(kind, sqlite)
        self._blank = {**blank, "version": 1, "updated_at": instant(at, sqlite), "number": 0}
        self._place = {} if kind is Kind.PROJECT else {"project": project}
        self._blank |= self._place
        self.columns = tuple(self._blank)
        self.rows: list[tuple[Any, ...]] = []

    def add(self, identity: str, values: Mapping[str, Any]) -> None:
        """One more; fields of a newer program are left out.

        Raises:
            ValueError, TypeError: a value does not fit its field.
        """
        place = {**self._place, "id": identity, "number": number_of(identity)}
        row = {**self._blank, **values, **place}
        for name, turn in self._turned:
            if name in values and (value := row[name]) is not None:
                row[name] = turn(value)
        if len(row) != len(self._blank):
            row = {name: row[name] for name in self._blank}
        self.rows.append(tuple(row.values()))


def instant(at: datetime, sqlite: bool) -> Any:
    """A moment as `Instant` stores it."""
    utc = at.astimezone(UTC)
    return utc.replace(tzinfo=None).isoformat(" ", "microseconds") if sqlite else utc


@cache
def _blank(kind: Kind, sqlite: bool) -> dict[str, Any]:
    """The fields of a record that nothing was said of, ready for the driver."""
    prepare = _prepares(kind, sqlite)
    blank: dict[str, Any] = {}
    for field in dataclasses.fields(RECORDS[kind]):
        value: Any = None
        if field.default is not dataclasses.MISSING:
            value = plain(field.default)
        elif field.default_factory is not dataclasses.MISSING:
            value = plain(field.default_factory())
        turn = prepare.get(field.name)
        blank[field.name] = value if turn is None or value is None else turn(value)
    return blank


@cache
def _prepares(kind: Kind, sqlite: bool) -> dict[str, Prepare | None]:
    """What turns the plain value of each field; None where the driver takes it as it is."""
    table = TABLES[kind]
    return {
        name: _prepare(table.c[name].type, read, sqlite)
        for name, read in readers_of(RECORDS[kind]).items()
    }


@cache
def _turned(kind: Kind, sqlite: bool) -> tuple[tuple[str, Prepare], ...]:
    """The fields whose plain values the driver does not take as they are."""
    prepares = _prepares(kind, sqlite).items()
    return tuple((name, turn) for name, turn in prepares if turn is not None)


def _prepare(column: Any, read: Prepare, sqlite: bool) -> Prepare | None:
    if isinstance(column, Plain):
        return _texts(read)
    if isinstance(column, Instant):
        return lambda value: instant(datetime.fromisoformat(value), sqlite)
    if isinstance(column, Date):
        return _day if sqlite else date.fromisoformat
    return _word(read) if isinstance(read, type) else None


@lru_cache(maxsize=1024)
def _day(value: str) -> str:
    return date.fromisoformat(value).isoformat()


def _word(read: Prepare) -> Prepare:
    """A word of a list: others are refused."""
    return cache(lambda value: read(value).value)


def _texts(read: Prepare) -> Prepare:
    """Plain values: read, so that a wrong word in them is refused, and written as text."""

    def turn(value: Any) -> str:
        if not value and isinstance(value, list | tuple | Mapping):
            return "{}" if isinstance(value, Mapping) else "[]"
        read(value)
        return dumped(value)

    return turn


_STATEMENTS: dict[tuple[str, str, tuple[str, ...]], str] = {}


def _insert(table: Table, columns: tuple[str, ...], dialect: Dialect) -> str:
    key = (dialect.name, table.name, columns)
    if key not in _STATEMENTS:
        quote = dialect.identifier_preparer.quote
        mark = "?" if dialect.name == "sqlite" else "%s"
        marks = ", ".join(mark for _ in columns)
        names = ", ".join(map(quote, columns))
        _STATEMENTS[key] = f"INSERT INTO {quote(table.name)} ({names}) VALUES ({marks})"
    return _STATEMENTS[key]
