"""What a source is called, what its trouble is about, and which rows stay linked though gone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Adds to `source_state` and `sync_run`."""
    for name in ("title", "type"):
        op.add_column("source_state", _text(name, ""))
    op.add_column("source_state", _text("failed_with", "{}"))
    op.add_column("source_state", _text("kept", "[]"))
    op.add_column("sync_run", _text("failed_with", "{}"))


def _text(name: str, empty: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default=empty)
