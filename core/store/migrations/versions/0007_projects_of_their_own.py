"""What a project says of its clocks and names, and when a department's offices are open."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0005"


def upgrade() -> None:
    """Adds to `policy` and `department`."""
    for name in ("clocks", "naming"):
        op.add_column("policy", _text(name, "{}"))
    for name in ("opens", "closes"):
        op.add_column("department", _text(name, ""))


def _text(name: str, empty: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default=empty)
