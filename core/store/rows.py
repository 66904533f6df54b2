"""Many rows at once, by the shortest way to the driver."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.engine.interfaces import Dialect

_STATEMENTS: dict[tuple[str, str, tuple[str, ...]], str] = {}


def write_rows(
    connection: Connection, table: Table, columns: tuple[str, ...], rows: Sequence[Sequence[Any]]
) -> None:
    """Inserts rows whose values are as the driver takes them: lists and maps as text already.

    A sync writes thousands of them: the types' work on each value would take longer than the
    database's own.
    """
    if not rows:
        return
    statement = _statement(connection.dialect, table, columns)
    connection.exec_driver_sql(statement, list(map(tuple, rows)))


def _statement(dialect: Dialect, table: Table, columns: tuple[str, ...]) -> str:
    key = (dialect.name, table.name, columns)
    if key not in _STATEMENTS:
        quote = dialect.identifier_preparer.quote
        mark = "?" if dialect.name == "sqlite" else "%s"
        names = ", ".join(map(quote, columns))
        marks = ", ".join(mark for _ in columns)
        _STATEMENTS[key] = f"INSERT INTO {quote(table.name)} ({names}) VALUES ({marks})"
    return _STATEMENTS[key]
