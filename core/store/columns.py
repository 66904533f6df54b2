"""What tables are made of: types that mean the same on both databases, and usual columns."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Instant(TypeDecorator[datetime]):
    """A point in time: aware going in, UTC coming out, on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs an offset")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[Any], datetime | None]:
        # In place of the two steps that SQLAlchemy would take: a board holds thousands of these.
        return _utc_of_text if dialect.name == "sqlite" else _utc_of_instant


@lru_cache(maxsize=1024)
def _utc_of_text(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text + "+00:00")


@lru_cache(maxsize=1024)
def _utc_of_instant(instant: datetime | None) -> datetime | None:
    return None if instant is None else instant.astimezone(UTC)


class Plain(TypeDecorator[Any]):
    """A plain JSON value as text that a person can read in the database."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else dump(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else load(value)


def dump(value: Any) -> str:
    """A plain JSON value as text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


_DECODER = json.JSONDecoder()


def load(value: str) -> Any:
    """The plain JSON value in a text that `dump` wrote."""
    return _DECODER.raw_decode(value)[0]


Serial = BigInteger().with_variant(Integer(), "sqlite")
"""A number the database gives out; SQLite only does so for INTEGER."""


def text_column(name: str) -> Column[Any]:
    """A text, empty where nothing is said."""
    return Column(name, Text, nullable=False, default="")


def list_column(name: str) -> Column[Any]:
    """A list, empty where nothing is said."""
    return Column(name, Plain, nullable=False, default=[])


def reference(name: str) -> Column[Any]:
    """The id of another record, or none."""
    return Column(name, Text)


def record_table(name: str, *columns: Any) -> Table:
    """A table of records: what all of them have, and their own columns."""
    return Table(
        name,
        metadata,
        Column("project", Integer, nullable=False),
        Column("id", Text, nullable=False),
        Column("number", Integer, nullable=False),
        Column("version", Integer, nullable=False),
        Column("removed", Boolean, nullable=False, default=False),
        Column("updated_at", Instant),
        *columns,
        PrimaryKeyConstraint("project", "id"),
        UniqueConstraint("project", "number"),
        ForeignKeyConstraint(["project"], ["project.number"]),
    )


def someone(column: str) -> ForeignKeyConstraint:
    """What a column says is a person of the same project."""
    return ForeignKeyConstraint(["project", column], ["person.project", "person.id"])
