"""Departments with days of rest of their own, and people who left the project."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Adds to `department` and `person`."""
    for name, empty in (("calendar", ""), ("rest_days", "[]"), ("make_up_days", "[]")):
        column = sa.Column(name, sa.Text, nullable=False, server_default=empty)
        op.add_column("department", column)
    op.add_column("person", sa.Column("left_at", sa.DateTime(timezone=True)))
