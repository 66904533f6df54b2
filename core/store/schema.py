"""Which schema a database has, asked without loading Alembic."""

from __future__ import annotations

from sqlalchemy import Connection, text

HEAD = "0008"
"""The schema that this program speaks: the last file in `migrations/versions`."""


def stored_version(connection: Connection) -> str | None:
    """The schema's version; None for a database without one."""
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def older(version: str) -> bool:
    """Whether this program knows how to bring that schema up to its own."""
    return version < HEAD
