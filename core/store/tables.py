"""The tables, one a kind of record, and the types that mean the same on both databases."""

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
    Date,
    DateTime,
    Dialect,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

from core.domain.ids import Kind

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


def _text(name: str) -> Column[Any]:
    return Column(name, Text, nullable=False, default="")


def _list(name: str) -> Column[Any]:
    return Column(name, Plain, nullable=False, default=[])


def _reference(name: str) -> Column[Any]:
    return Column(name, Text)


def _record_table(name: str, *columns: Any) -> Table:
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


def _someone(column: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["project", column], ["person.project", "person.id"])


project = Table(
    "project",
    metadata,
    Column("number", Integer, nullable=False),
    Column("id", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("removed", Boolean, nullable=False, default=False),
    Column("updated_at", Instant),
    Column("code", Text, nullable=False),
    _text("name"),
    _text("lead_dept"),
    _text("phase"),
    Column("start", Date),
    Column("end", Date),
    _text("calendar"),
    _text("timezone"),
    Column("amber_behind", Integer, nullable=False),
    Column("red_behind", Integer, nullable=False),
    PrimaryKeyConstraint("number"),
    UniqueConstraint("code"),
)

department = _record_table(
    "department",
    _text("name"),
    _text("timezone"),
    Column("branch", Boolean, nullable=False, default=False),
)

person = _record_table(
    "person",
    _text("name"),
    _text("dept"),
    _list("functions"),
    _text("role"),
    _list("aliases"),
    _text("timezone"),
    Column("remote_ids", Plain, nullable=False, default={}),
)

task = _record_table(
    "task",
    _text("title"),
    _text("dept"),
    _reference("owner"),
    _list("collaborators"),
    _text("status"),
    Column("actual", Integer, nullable=False, default=0),
    Column("start", Date),
    Column("due", Date),
    Column("plan", Plain, nullable=False, default={}),
    _text("priority"),
    _reference("parent"),
    _list("depends_on"),
    _text("deliverable"),
    _text("delay_reason"),
    _text("remark"),
    Column("light", Text),
    _text("light_reason"),
    Column("progressed_at", Instant),
    _text("source"),
    _text("source_id"),
    _text("source_url"),
    _text("raw_text"),
    _someone("owner"),
)

raci = _record_table("raci", Column("cells", Plain, nullable=False, default={}))

milestone = _record_table(
    "milestone",
    _text("title"),
    Column("day", Date, nullable=False),
    Column("reached", Boolean, nullable=False, default=False),
)

blocker = _record_table(
    "blocker",
    _text("title"),
    _text("priority"),
    _text("tier"),
    _text("status"),
    _reference("owner"),
    _list("collaborators"),
    _text("reporter"),
    _text("responsible_dept"),
    _text("lead"),
    _list("tasks"),
    _text("description"),
    _text("impact_scope"),
    _text("attempted_measures"),
    Column("reported_at", Instant),
    Column("response_due", Instant),
    Column("responded_at", Instant),
    Column("solution_due", Instant),
    Column("solved_at", Instant),
    Column("closed_at", Instant),
    Column("green_since", Instant),
    Column("rung", Integer, nullable=False, default=0),
    Column("snoozed_until", Instant),
    _reference("decision"),
    _text("raw_text"),
    _someone("owner"),
)

action = _record_table(
    "action",
    _text("title"),
    _reference("owner"),
    _list("collaborators"),
    Column("due", Instant),
    _text("status"),
    Column("carried", Integer, nullable=False, default=0),
    _text("priority"),
    _list("links"),
    _reference("meeting"),
    _text("origin"),
    _text("remark"),
    _text("created_by"),
    Column("created_at", Instant),
    _text("raw_text"),
    _someone("owner"),
)

decision = _record_table(
    "decision",
    _text("title"),
    _reference("maker"),
    _text("grounds"),
    _list("links"),
    Column("decided_at", Instant),
    _text("created_by"),
    _text("raw_text"),
    _someone("maker"),
)

note = _record_table(
    "note",
    Column("subject", Text, nullable=False),
    _text("text"),
    _text("url"),
    _text("author"),
    Column("written_at", Instant),
    Index(None, "project", "subject"),
)

event = Table(
    "event",
    metadata,
    Column("seq", Serial, autoincrement=True),
    Column("project", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("actor", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("before", Plain, nullable=False),
    Column("after", Plain, nullable=False),
    Column("command", Text, nullable=False),
    Column("part", Integer, nullable=False),
    Column("undoes", BigInteger),
    Column("meeting", Text),
    PrimaryKeyConstraint("seq"),
    UniqueConstraint("command", "part"),
    ForeignKeyConstraint(["project"], ["project.number"]),
    Index(None, "project", "seq"),
    Index(None, "project", "subject"),
    Index(None, "undoes"),
    sqlite_autoincrement=True,
)

link = Table(
    "link",
    metadata,
    Column("project", Integer, nullable=False),
    Column("source", Text, nullable=False),
    Column("remote_id", Text, nullable=False),
    Column("record_id", Text, nullable=False),
    Column("base", Plain, nullable=False),
    Column("url", Text, nullable=False, default=""),
    Column("ended", Boolean, nullable=False, default=False),
    PrimaryKeyConstraint("project", "source", "remote_id"),
    ForeignKeyConstraint(["project"], ["project.number"]),
    Index(None, "project", "record_id"),
)

source_state = Table(
    "source_state",
    metadata,
    Column("project", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("cursor", Plain),
    Column("holder", Text, nullable=False, default=""),
    Column("held_until", Instant),
    Column("synced_at", Instant),
    Column("failed", Text, nullable=False, default=""),
    Column("clashes", Integer, nullable=False, default=0),
    PrimaryKeyConstraint("project", "name"),
    ForeignKeyConstraint(["project"], ["project.number"]),
)

presence = Table(
    "presence",
    metadata,
    Column("session", Text, nullable=False),
    Column("project", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("view", Text, nullable=False, default=""),
    Column("seen_at", Instant, nullable=False),
    PrimaryKeyConstraint("session"),
    ForeignKeyConstraint(["project"], ["project.number"]),
)

TABLES: dict[Kind, Table] = {
    Kind.PROJECT: project,
    Kind.DEPARTMENT: department,
    Kind.PERSON: person,
    Kind.TASK: task,
    Kind.RACI: raci,
    Kind.MILESTONE: milestone,
    Kind.BLOCKER: blocker,
    Kind.ACTION: action,
    Kind.DECISION: decision,
    Kind.NOTE: note,
}
"""Where each kind of record lives."""
