"""The tables of the exchange with other trackers: links, how each source stands, what clashes."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
)

from core.store.columns import (
    Instant,
    Plain,
    Serial,
    list_column,
    metadata,
    record_table,
    text_column,
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
    Column("tried_at", Instant),
    Column("failures", Integer, nullable=False, default=0),
    Column("failed", Text, nullable=False, default=""),
    Column("failed_with", Plain, nullable=False, default={}),
    Column("clashes", Integer, nullable=False, default=0),
    text_column("title"),
    text_column("type"),
    list_column("kept"),
    PrimaryKeyConstraint("project", "name"),
    ForeignKeyConstraint(["project"], ["project.number"]),
)

sync_run = Table(
    "sync_run",
    metadata,
    Column("number", Serial, nullable=False),
    Column("project", Integer, nullable=False),
    Column("source", Text, nullable=False),
    Column("at", Instant, nullable=False),
    text_column("by"),
    Column("counts", Plain, nullable=False, default={}),
    text_column("failed"),
    Column("failed_with", Plain, nullable=False, default={}),
    PrimaryKeyConstraint("number"),
    ForeignKeyConstraint(["project"], ["project.number"]),
    Index(None, "project", "source", "number"),
    sqlite_autoincrement=True,
)
"""One row a sync: what it did (`pulled`, `created`, …), for people; the oldest go."""

outbound = Table(
    "outbound",
    metadata,
    Column("project", Integer, nullable=False),
    Column("source", Text, nullable=False),
    Column("record_id", Text, nullable=False),
    text_column("key"),
    Column("tried_at", Instant),
    PrimaryKeyConstraint("project", "source", "record_id"),
    ForeignKeyConstraint(["project"], ["project.number"]),
)
"""Records of ours that are being created there: noted before the request, gone with the link."""

clash = record_table(
    "clash",
    text_column("source"),
    text_column("source_id"),
    text_column("subject"),
    text_column("field"),
    Column("base", Plain),
    Column("ours", Plain),
    text_column("ours_by"),
    Column("ours_at", Instant),
    Column("theirs", Plain),
    text_column("theirs_by"),
    Column("theirs_at", Instant),
    Column("agreed_at", Instant),
    Column("found_at", Instant),
    text_column("status"),
    Column("choice", Text),
    Column("value", Plain),
    text_column("settled_by"),
    Column("settled_at", Instant),
    text_column("url"),
    Index(None, "project", "source", "status"),
)
