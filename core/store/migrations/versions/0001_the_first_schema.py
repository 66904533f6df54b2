"""The first schema: records, the append-only log, links to sources, who is there."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def upgrade() -> None:
    """Makes every table, then the triggers that keep the log append-only."""
    metadata = sa.MetaData(naming_convention=_CONVENTION)
    _project(metadata)
    _record(metadata, "department", *_texts("name", "timezone"), _flag("branch"))
    _record(
        metadata,
        "person",
        *_texts("name", "dept", "functions", "role", "aliases", "timezone", "remote_ids"),
    )
    _task(metadata)
    _record(metadata, "raci", *_texts("cells"))
    _record(
        metadata,
        "milestone",
        *_texts("title"),
        sa.Column("day", sa.Date, nullable=False),
        _flag("reached"),
    )
    _blocker(metadata)
    _action(metadata)
    _papers(metadata)
    _event(metadata)
    _exchange(metadata)
    metadata.create_all(op.get_bind(), checkfirst=False)
    for statement in _APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def _texts(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _maybe(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text) for name in names]


def _instants(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.DateTime(timezone=True)) for name in names]


def _flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean, nullable=False)


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, nullable=False)


def _of_project() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["project"], ["project.number"])


def _someone(column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["project", column], ["person.project", "person.id"])


def _record(metadata: sa.MetaData, name: str, *columns: Any) -> None:
    sa.Table(
        name,
        metadata,
        _number("project"),
        *_texts("id"),
        _number("number"),
        _number("version"),
        _flag("removed"),
        *_instants("updated_at"),
        *columns,
        sa.PrimaryKeyConstraint("project", "id"),
        sa.UniqueConstraint("project", "number"),
        _of_project(),
    )


def _project(metadata: sa.MetaData) -> None:
    sa.Table(
        "project",
        metadata,
        _number("number"),
        *_texts("id"),
        _number("version"),
        _flag("removed"),
        *_instants("updated_at"),
        *_texts("code", "name", "lead_dept", "phase"),
        sa.Column("start", sa.Date),
        sa.Column("end", sa.Date),
        *_texts("calendar", "timezone"),
        _number("amber_behind"),
        _number("red_behind"),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("code"),
    )


def _task(metadata: sa.MetaData) -> None:
    _record(
        metadata,
        "task",
        *_texts("title", "dept"),
        *_maybe("owner"),
        *_texts("collaborators", "status"),
        _number("actual"),
        sa.Column("start", sa.Date),
        sa.Column("due", sa.Date),
        *_texts("plan", "priority"),
        *_maybe("parent"),
        *_texts("depends_on", "deliverable", "delay_reason", "remark"),
        *_maybe("light"),
        *_texts("light_reason"),
        *_instants("progressed_at"),
        *_texts("source", "source_id", "source_url", "raw_text"),
        _someone("owner"),
    )


def _blocker(metadata: sa.MetaData) -> None:
    _record(
        metadata,
        "blocker",
        *_texts("title", "priority", "tier", "status"),
        *_maybe("owner"),
        *_texts("collaborators", "reporter", "responsible_dept", "lead", "tasks"),
        *_texts("description", "impact_scope", "attempted_measures"),
        *_instants("reported_at", "response_due", "responded_at", "solution_due"),
        *_instants("solved_at", "closed_at", "green_since"),
        _number("rung"),
        *_instants("snoozed_until"),
        *_maybe("decision"),
        *_texts("raw_text"),
        _someone("owner"),
    )


def _action(metadata: sa.MetaData) -> None:
    _record(
        metadata,
        "action",
        *_texts("title"),
        *_maybe("owner"),
        *_texts("collaborators"),
        *_instants("due"),
        *_texts("status"),
        _number("carried"),
        *_texts("priority", "links"),
        *_maybe("meeting"),
        *_texts("origin", "remark", "created_by", "raw_text"),
        *_instants("created_at"),
        _someone("owner"),
    )


def _papers(metadata: sa.MetaData) -> None:
    _record(
        metadata,
        "decision",
        *_texts("title"),
        *_maybe("maker"),
        *_texts("grounds", "links"),
        *_instants("decided_at"),
        *_texts("created_by", "raw_text"),
        _someone("maker"),
    )
    _record(
        metadata,
        "note",
        *_texts("subject", "text", "url", "author"),
        *_instants("written_at"),
        sa.Index(None, "project", "subject"),
    )


def _event(metadata: sa.MetaData) -> None:
    sa.Table(
        "event",
        metadata,
        sa.Column("seq", _SERIAL, autoincrement=True),
        _number("project"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *_texts("actor", "kind", "subject", "before", "after", "command"),
        _number("part"),
        sa.Column("undoes", sa.BigInteger),
        *_maybe("meeting"),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("command", "part"),
        _of_project(),
        sa.Index(None, "project", "seq"),
        sa.Index(None, "project", "subject"),
        sa.Index(None, "undoes"),
        sqlite_autoincrement=True,
    )


def _exchange(metadata: sa.MetaData) -> None:
    sa.Table(
        "link",
        metadata,
        _number("project"),
        *_texts("source", "remote_id", "record_id", "base", "url"),
        _flag("ended"),
        sa.PrimaryKeyConstraint("project", "source", "remote_id"),
        _of_project(),
        sa.Index(None, "project", "record_id"),
    )
    sa.Table(
        "source_state",
        metadata,
        _number("project"),
        *_texts("name"),
        *_maybe("cursor"),
        *_texts("holder"),
        *_instants("held_until", "synced_at"),
        *_texts("failed"),
        _number("clashes"),
        sa.PrimaryKeyConstraint("project", "name"),
        _of_project(),
    )
    sa.Table(
        "presence",
        metadata,
        *_texts("session"),
        _number("project"),
        *_texts("name", "view"),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("session"),
        _of_project(),
    )


_APPEND_ONLY = {
    "sqlite": [
        f"""CREATE TRIGGER event_no_{verb.lower()} BEFORE {verb} ON event
            BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END"""
        for verb in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        """CREATE FUNCTION event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
           $$ BEGIN RAISE EXCEPTION 'the event log is append-only'; END $$""",
        """CREATE TRIGGER event_no_change BEFORE UPDATE OR DELETE ON event
           FOR EACH ROW EXECUTE FUNCTION event_is_append_only()""",
        """CREATE TRIGGER event_no_truncate BEFORE TRUNCATE ON event
           FOR EACH STATEMENT EXECUTE FUNCTION event_is_append_only()""",
    ],
}
"""What refuses to rewrite history, in the database itself (R21)."""
