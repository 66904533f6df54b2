"""Forms of the process, and the steps that a project leaves out."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Makes the table of forms."""
    off = sa.Column("steps_off", sa.Text, nullable=False, server_default="[]")
    op.add_column("policy", off)
    op.create_table(
        "form",
        sa.Column("project", sa.Integer, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("removed", sa.Boolean, nullable=False),
        _instant("updated_at"),
        *map(_text, ("kind", "dept", "at_step", "status", "step", "opened_by", "submitted_by")),
        *(sa.Column(name, sa.Text) for name in ("subject", "parent")),
        sa.Column("values", sa.Text, nullable=False, server_default="{}"),
        sa.Column("round", sa.Integer, nullable=False, server_default="1"),
        sa.Column("signs", sa.Text, nullable=False, server_default="[]"),
        *map(_instant, ("opened_at", "submitted_at", "step_since", "due_at", "done_at")),
        sa.PrimaryKeyConstraint("project", "id", name="pk_form"),
        sa.UniqueConstraint("project", "number", name="uq_form_project_number"),
        sa.ForeignKeyConstraint(["project"], ["project.number"], name="fk_form_project"),
    )
    op.create_index("ix_form_project_kind", "form", ["project", "kind"])
    op.create_index("ix_form_project_parent", "form", ["project", "parent"])


def _instant(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True))


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")
