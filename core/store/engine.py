"""What differs between SQLite and PostgreSQL when connections are made and transactions begin."""

from __future__ import annotations

import sqlite3
import time
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry

from core.domain.refusal import Refused, Unreachable
from core.store.read_only import is_read_only, opener, without_mode

CHANNEL = "pengtou"
"""What PostgreSQL's announcements go by."""
PATIENCE = 5.0
"""Seconds to wait for another writer on SQLite."""
BETWEEN_TRIES = 0.002
"""Seconds between two tries to get in among other writers."""
_SILENCE = {
    "connect_timeout": 3,
    "keepalives_idle": 2,
    "keepalives_interval": 1,
    "keepalives_count": 3,
    "tcp_user_timeout": 3000,
    "application_name": "pengtou",
}
"""Network silence never raises by itself: these make it raise within seconds."""


def database_url(text: str) -> URL:
    """A database's URL from what a person gives: an URL, or the path of a SQLite file.

    Raises:
        Refused: the URL cannot be read, or speaks of another kind of database.
    """
    try:
        url = make_url(text if "://" in text else f"sqlite:///{text}")
        backend = url.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError) as problem:
        raise Refused("database-url", url="***" if "@" in text else text) from problem
    if backend in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if backend != "sqlite":
        raise Refused("database-kind", kind=backend)
    return url


def open_engine(url: URL, *, reading: bool = False) -> Engine:
    """An engine whose transactions read by default; see `writing` for those that write.

    With `reading` the databases themselves refuse every statement that writes.
    """
    if url.get_backend_name() == "sqlite":
        return _open_sqlite(url, reading=reading)
    try:
        import psycopg  # noqa: F401 - only asked whether it is there
    except ModuleNotFoundError as problem:
        raise Unreachable("database-driver") from problem
    return create_engine(
        url.set(query={}),
        connect_args=driver_options(url),
        pool_pre_ping=True,
        pool_size=3,
        isolation_level="REPEATABLE READ",
        # No column is of this type, and asking for it is a round trip at each start.
        use_native_hstore=False,
        execution_options={"postgresql_readonly": True} if reading else {},
    )


def _open_sqlite(url: URL, *, reading: bool) -> Engine:
    file = without_mode(url)
    if is_read_only(url):
        engine = create_engine(file, creator=opener(str(file.database), PATIENCE))
        event.listen(engine, "connect", _take_as_it_is)
    else:
        engine = create_engine(file, connect_args={"timeout": PATIENCE})
        event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    if reading:
        event.listen(engine, "connect", _let_only_read)
    return engine


def driver_options(url: URL) -> dict[str, Any]:
    """What the PostgreSQL driver is told; the URL's own options come last."""
    return {**_SILENCE, **dict(url.query)}


def writing(engine: Engine) -> Engine:
    """The view of an engine whose transactions write.

    SQLite takes the write lock at the beginning: a deferred one fails as soon as two meet.
    PostgreSQL reads the latest commit at each statement, and versions guard what was read.
    """
    if engine.dialect.name == "sqlite":
        return engine.execution_options(write=True)
    return engine.execution_options(isolation_level="READ COMMITTED")


def _set_up_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    try:
        _tune(connection)
    except BaseException:
        # The pool forgets a connection that does not get this far, and leaves its file open.
        connection.close()
        raise


def _take_as_it_is(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Of a file that is only read nothing is set up but when transactions begin."""
    connection.isolation_level = None


def _let_only_read(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA query_only=ON")
    cursor.close()


def _tune(connection: DBAPIConnection) -> None:
    # SQLAlchemy sends BEGIN itself (below): the driver's own begins too late and never IMMEDIATE.
    connection.isolation_level = None
    cursor = connection.cursor()
    if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    # The system keeps the file's pages already; each connection would keep 2 MB of them again.
    cursor.execute("PRAGMA cache_size=-512")
    # Without it INSERT OR REPLACE slips past the triggers that keep the log append-only.
    cursor.execute("PRAGMA recursive_triggers=ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    if connection.get_execution_options().get("write"):
        _take_write_lock(connection)
    else:
        connection.exec_driver_sql("BEGIN")


def _take_write_lock(connection: Connection) -> None:
    """Tries every few milliseconds: SQLite's own waits grow to 100 ms, and a busy writer gets in
    between them again and again."""
    driver = connection.connection.driver_connection
    assert driver is not None
    give_up = time.monotonic() + PATIENCE
    driver.execute("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                driver.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as problem:
                busy = problem.sqlite_errorcode & 0xFF in (
                    sqlite3.SQLITE_BUSY,
                    sqlite3.SQLITE_LOCKED,
                )
                if not busy or time.monotonic() > give_up:
                    raise
            time.sleep(BETWEEN_TRIES)
    finally:
        driver.execute(f"PRAGMA busy_timeout={int(PATIENCE * 1000)}")


def raw_sqlite(path: str) -> sqlite3.Connection:
    """A connection beside the engine, for questions that must not open a transaction."""
    connection = opener(path, PATIENCE)()
    connection.isolation_level = None
    return connection


def announce(connection: Connection) -> None:
    """Wakes every reader when the transaction commits; SQLite tells of any commit by itself."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_notify(CHANNEL, "")))
