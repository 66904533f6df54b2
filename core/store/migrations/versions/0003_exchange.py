"""Clashes, what syncs did, what is on its way to a source, and when a source is tried again."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Adds to `source_state`, and makes the new tables."""
    op.add_column("source_state", _instant("tried_at"))
    op.add_column(
        "source_state", sa.Column("failures", sa.Integer, nullable=False, server_default="0")
    )
    _sync_run()
    _outbound()
    _clash()


def _instant(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True))


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")


def _of_project(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["project"], ["project.number"], name=f"fk_{table}_project")


def _sync_run() -> None:
    op.create_table(
        "sync_run",
        sa.Column("number", _SERIAL, nullable=False),
        sa.Column("project", sa.Integer, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _text("by"),
        sa.Column("counts", sa.Text, nullable=False, server_default="{}"),
        _text("failed"),
        sa.PrimaryKeyConstraint("number", name="pk_sync_run"),
        _of_project("sync_run"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_sync_run_project_source_number", "sync_run", ["project", "source", "number"]
    )


def _outbound() -> None:
    op.create_table(
        "outbound",
        sa.Column("project", sa.Integer, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("record_id", sa.Text, nullable=False),
        _text("key"),
        _instant("tried_at"),
        sa.PrimaryKeyConstraint("project", "source", "record_id", name="pk_outbound"),
        _of_project("outbound"),
    )


def _clash() -> None:
    op.create_table(
        "clash",
        sa.Column("project", sa.Integer, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("removed", sa.Boolean, nullable=False),
        _instant("updated_at"),
        *map(_text, ("source", "source_id", "subject", "field", "ours_by", "theirs_by")),
        *(sa.Column(name, sa.Text) for name in ("base", "ours", "theirs", "choice", "value")),
        *map(_instant, ("ours_at", "theirs_at", "agreed_at", "found_at", "settled_at")),
        *map(_text, ("status", "settled_by", "url")),
        sa.PrimaryKeyConstraint("project", "id", name="pk_clash"),
        sa.UniqueConstraint("project", "number", name="uq_clash_project_number"),
        _of_project("clash"),
    )
    op.create_index("ix_clash_project_source_status", "clash", ["project", "source", "status"])
