"""Whom the connected login speaks for, in a database whose server keeps projects apart."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, text

from core.store.roles_sql import SPACE


@dataclass(frozen=True, slots=True)
class Seat:
    """Whom a login speaks for in one project."""

    project: int
    name: str
    aliases: tuple[str, ...] = ()

    def goes_by(self, name: str) -> bool:
        """Whether this is one of the person's names."""
        return name == self.name or name in self.aliases


@dataclass(frozen=True, slots=True)
class Standing:
    """How the connected login stands to a database with roles."""

    login: str
    seats: Mapping[int, Seat]
    """By the number of the project."""
    writes: bool
    """Whether it may change anything at all."""
    free: bool = False
    """Whether row security does not bind it: the server's and the owner's administrators."""


def on(connection: Connection) -> bool:
    """Whether the database has roles."""
    if connection.dialect.name != "postgresql":
        return False
    query = text("SELECT count(*) FROM pg_namespace WHERE nspname = :space")
    return bool(connection.execute(query, {"space": SPACE}).scalar())


def standing(connection: Connection) -> Standing | None:
    """What the database says of the connected login; None where it has no roles, or for SQLite."""
    if connection.dialect.name != "postgresql":
        return None
    known = connection.execute(
        text("SELECT has_schema_privilege(oid, 'USAGE') FROM pg_namespace WHERE nspname = :space"),
        {"space": SPACE},
    ).scalar()
    if known is None:
        return None
    rows = connection.execute(text(f"SELECT * FROM {SPACE}.me()")).all() if known else ()
    seats = {
        row.project: Seat(row.project, row.name, tuple(json.loads(row.aliases))) for row in rows
    }
    login, writes, free = connection.execute(
        text(
            "SELECT session_user, has_any_column_privilege('event', 'INSERT'), rolsuper OR"
            " rolbypassrls OR pg_has_role(session_user, (SELECT nspowner FROM pg_namespace"
            " WHERE nspname = :space), 'MEMBER') FROM pg_roles WHERE rolname = session_user"
        ),
        {"space": SPACE},
    ).one()
    return Standing(str(login), seats, bool(writes), bool(free))
