"""A SQLite file that may be read and not written: opened so that reading it works all the same."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import URL

_SHUT = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
"""What SQLite says of a file whose companions it can neither find nor make."""
_ASKED = "mode"
"""The option of an address that asks for reading alone, as SQLite's own addresses have it."""


def is_read_only(url: URL) -> bool:
    """Whether a database is a file that its address, or the system, lets be read only.

    What is written goes to files beside it first: a folder that takes none is read-only, too.
    """
    path = url.database
    if url.get_backend_name() != "sqlite" or not path or path == ":memory:":
        return False
    if url.query.get(_ASKED) == "ro":
        return True
    there = Path(path)
    if not there.is_file():
        return False
    return not (os.access(there, os.W_OK) and os.access(there.absolute().parent, os.W_OK))


def without_mode(url: URL) -> URL:
    """The address as the driver takes it."""
    return url.difference_update_query([_ASKED])


def opener(path: str, patience: float) -> Callable[[], sqlite3.Connection]:
    """What opens the file at `path` for reading alone.

    `patience` is how many seconds another program may keep it.
    """
    address = Path(path).absolute().as_uri()

    def opened(options: str) -> sqlite3.Connection:
        return sqlite3.connect(
            f"{address}?{options}", uri=True, timeout=patience, check_same_thread=False
        )

    def connect() -> sqlite3.Connection:
        connection = opened("mode=ro")
        try:
            connection.execute("PRAGMA schema_version").fetchone()
        except sqlite3.OperationalError as problem:
            connection.close()
            if problem.sqlite_errorcode & 0xFF not in _SHUT or _written_beside(path):
                raise
            # Nothing waits beside it, and nothing can be put there: it is all there is.
            return opened("mode=ro&immutable=1")
        return connection

    return connect


def _written_beside(path: str) -> bool:
    """Whether changes wait in the file beside it."""
    try:
        return os.path.getsize(f"{path}-wal") > 0
    except OSError:
        return False
