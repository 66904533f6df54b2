"""Schema upgrades by Alembic, from code. Imported only when an upgrade may be due."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.exc import IntegrityError

from core.store import roles
from core.store.engine import writing
from core.store.schema import HEAD, stored_version

_LOCK = 0x70656E6774
"""The advisory lock that keeps two programs from upgrading together: "pengt"."""


def upgrade(engine: Engine) -> str | None:
    """Brings the schema to the version of this program.

    A SQLite file with anything in it is copied first; the copy's path is given back. A crash
    inside leaves the database as it was: the upgrade is one transaction.

    Raises:
        Refused: the database has roles, and the login may not act for their owner.
    """
    copy = _copy(engine)
    with _transaction(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
        if stored_version(connection) != HEAD:
            roles.step_up(connection)
            command.upgrade(_config(connection), "head")
            roles.step_down(connection)
            roles.renew(connection)
    return copy


@contextmanager
def _transaction(engine: Engine) -> Iterator[Connection]:
    """One transaction in which tables may be made anew while others refer to them.

    Raises:
        IntegrityError: something refers to what is no longer there.
    """
    with writing(engine).connect() as connection:
        if connection.dialect.name != "sqlite":
            with connection.begin():
                yield connection
            return
        # SQLite heeds this outside of transactions only.
        cursor = connection.connection.cursor()
        cursor.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
                if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise IntegrityError("foreign_key_check", None, sqlite3.IntegrityError())
        finally:
            cursor.execute("PRAGMA foreign_keys=ON")
            cursor.close()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", "core.store:migrations")
    config.attributes["connection"] = connection
    return config


def newest() -> str:
    """The last revision among the migration scripts."""
    config = Config()
    config.set_main_option("script_location", "core.store:migrations")
    return ScriptDirectory.from_config(config).get_current_head() or ""


def _copy(engine: Engine) -> str | None:
    path = engine.url.database if engine.dialect.name == "sqlite" else None
    if not path or not Path(path).exists() or Path(path).stat().st_size == 0:
        return None
    with engine.connect() as connection:
        version = stored_version(connection)
    if version in (None, HEAD):
        return None
    stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
    target = f"{path}.{stamp}.backup"
    backup(engine, target)
    return target


def backup(engine: Engine, target: str) -> None:
    """Copies a SQLite database that may be in use, and checks the copy.

    Raises:
        OSError: the target cannot be written.
        sqlite3.DatabaseError: the copy is damaged.
    """
    part = f"{target}.part"
    source = sqlite3.connect(str(engine.url.database))
    copied = sqlite3.connect(part)
    try:
        source.backup(copied)
        verdict = copied.execute("PRAGMA integrity_check").fetchone()[0]
    finally:
        source.close()
        copied.close()
    if verdict != "ok":
        raise sqlite3.DatabaseError(verdict)
    shutil.move(part, target)
