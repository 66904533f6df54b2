"""What goes wrong with a database, as one exception with a reason that people can act on."""

from __future__ import annotations

import errno
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from core.domain.refusal import Refused, Unreachable

_SQLITE = {
    "SQLITE_BUSY": "database-busy",
    "SQLITE_LOCKED": "database-busy",
    "SQLITE_FULL": "database-full",
    "SQLITE_READONLY": "database-read-only",
    "SQLITE_CANTOPEN": "database-cannot-open",
    "SQLITE_CORRUPT": "database-broken",
    "SQLITE_NOTADB": "database-broken",
    "SQLITE_IOERR": "database-io",
}

_DENIED = "42501"
"""What PostgreSQL calls a missing privilege, or a row that a policy keeps out."""
_READ_ONLY = "25006"
"""What PostgreSQL calls a write where it only reads: a standby, or a database set so."""
_AT_THE_DOOR = (
    ("database-missing", re.compile(r'database "[^"]*" does not exist')),
    (
        "database-login",
        re.compile(
            r'authentication failed|role "[^"]*" does not exist|no password supplied'
            "|permission denied for database|is not permitted to log in"
        ),
    ),
)
"""What PostgreSQL says to who is not let in; there is no code to go by, and a server that speaks
another language is merely unreachable."""


@contextmanager
def told(url: URL) -> Iterator[None]:
    """Turns a driver's failure into `Unreachable`; a broken constraint stays what it is.

    Raises:
        Refused: the login lacks the right: it is of no use to ask again.
        Unreachable: the database is away, locked, full, read-only or damaged.
    """
    try:
        yield
    except IntegrityError:
        raise
    except (DBAPIError, PoolTimeout, sqlite3.Error) as problem:
        if _state_of(problem) == _DENIED:
            raise Refused("database-denied", where=place(url)) from problem
        raise Unreachable(reason_of(problem), where=place(url)) from problem


def reason_of(problem: Exception) -> str:
    """The id of what a driver's failure means."""
    original = getattr(problem, "orig", problem)
    name = str(getattr(original, "sqlite_errorname", ""))
    if name:
        primary = "_".join(name.split("_")[:2])
        return _SQLITE.get(primary, "database-failed")
    if _state_of(problem) == _READ_ONLY:
        return "server-read-only"
    told = str(original)
    return next((id_ for id_, words in _AT_THE_DOOR if words.search(told)), "database-unreachable")


def _state_of(problem: Exception) -> str | None:
    """PostgreSQL's code (SQLSTATE), where the server gave one."""
    found: str | None = getattr(getattr(problem, "orig", problem), "sqlstate", None)
    return found


def place(url: URL) -> str:
    """Where a database is, without its password."""
    if url.get_backend_name() == "sqlite":
        return url.database or ":memory:"
    return url.set(drivername="postgresql").render_as_string(hide_password=True)


def identity(path: str) -> tuple[int, int] | None:
    """The file behind a path, as the system knows it; None where there is none."""
    try:
        found = os.stat(path)
    except OSError as problem:
        if problem.errno in (errno.ENOENT, errno.ENOTDIR):
            return None
        raise
    return found.st_dev, found.st_ino
