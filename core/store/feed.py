"""Feeds: they say *that* something was committed, never what."""

from __future__ import annotations

import os
import select
import threading
import time
from contextlib import suppress
from typing import Any, Protocol

from sqlalchemy import URL

from core.domain.refusal import Unreachable
from core.store.engine import CHANNEL, raw_sqlite
from core.store.trouble import place, told

_LOOKS = (0.0, 0.003, 0.03)
"""A file event comes when frames are written, before the commit can be read: look again."""
_POLL = 1.0
"""Seconds between looks on file systems that tell nothing."""


class Feed(Protocol):
    """Wakes its reader when somebody committed."""

    def wait(self, seconds: float) -> bool:
        """Waits for news, at most so long; whether there is any.

        Raises:
            Unreachable: the database is away.
        """

    def poke(self) -> None:
        """Ends the wait now."""

    def close(self) -> None:
        """Ends the wait for good."""


class SqliteFeed:
    """Events of the `-wal` file, checked against `PRAGMA data_version`."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._connection = raw_sqlite(path)
        self._version = self._data_version()
        self._woken = threading.Event()
        self._poked = self._closed = False
        self._waiting = threading.Lock()
        self._observer = _observe(path, self._woken)

    def _data_version(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def wait(self, seconds: float) -> bool:
        with self._waiting, told(URL.create("sqlite", database=self._path)):
            return self._wait(time.monotonic() + seconds)

    def _wait(self, end: float) -> bool:
        while not self._closed:
            left = end - time.monotonic()
            woken = self._woken.wait(min(max(left, 0.0), _POLL))
            self._woken.clear()
            poked, self._poked = self._poked, False
            if self._look(_LOOKS if woken else _LOOKS[:1]):
                return True
            if poked or left <= 0:
                return False
        return False

    def _look(self, waits: tuple[float, ...]) -> bool:
        for wait in waits:
            time.sleep(wait)
            if self._closed:
                return False
            version = self._data_version()
            if version != self._version:
                self._version = version
                return True
        return False

    def poke(self) -> None:
        self._poked = True
        self._woken.set()

    def close(self) -> None:
        self._closed = True
        self._woken.set()
        if self._observer is not None:
            self._observer.stop()
            self._observer.join()
            self._observer = None
        with self._waiting:
            self._connection.close()


def _observe(path: str, woken: threading.Event) -> Any:
    """Watches the folder of a database; None where the system will not (the poll stays)."""
    from watchdog.events import FileModifiedEvent, FileSystemEvent, FileSystemEventHandler
    from watchdog.observers import Observer

    wal = os.path.realpath(path) + "-wal"

    class _OnWrite(FileSystemEventHandler):
        def on_any_event(self, event: FileSystemEvent) -> None:
            if event.src_path == wal:
                woken.set()

    observer = Observer()
    observer.daemon = True
    folder = os.path.dirname(wal)
    try:
        observer.schedule(_OnWrite(), folder, event_filter=[FileModifiedEvent])
        observer.start()
    except OSError:
        return None
    return observer


class PostgresFeed:
    """LISTEN on a connection of its own; what is announced is committed."""

    def __init__(self, url: URL) -> None:
        import psycopg

        from core.store.engine import driver_options

        self._url = url
        plain = url.set(drivername="postgresql", query={})
        self._connection = psycopg.connect(
            plain.render_as_string(hide_password=False),
            autocommit=True,
            **driver_options(url),
        )
        with suppress(psycopg.errors.ReadOnlySqlTransaction):
            # A standby announces nothing: whoever reads there asks again in their own time.
            self._connection.execute(f"LISTEN {CHANNEL}")
        self._out, self._in = os.pipe()
        self._closed = False
        self._waiting = threading.Lock()
        self._poking = threading.Lock()
        """A pipe that is closed meanwhile may be somebody else's file by now."""

    def wait(self, seconds: float) -> bool:
        from psycopg import Error

        with self._waiting:
            try:
                return not self._closed and self._wait(time.monotonic() + seconds)
            except Error as problem:
                raise Unreachable("database-unreachable", where=place(self._url)) from problem

    def _wait(self, end: float) -> bool:
        while True:
            left = max(end - time.monotonic(), 0.0)
            ready, _, _ = select.select([self._connection.fileno(), self._out], [], [], left)
            if self._out in ready:
                os.read(self._out, 4096)
                return not self._closed
            if list(self._connection.notifies(timeout=0)):
                return True
            if not ready:
                return False

    def poke(self) -> None:
        with self._poking:
            if not self._closed:
                os.write(self._in, b".")

    def close(self) -> None:
        with self._poking:
            if self._closed:
                return
            self._closed = True
            os.write(self._in, b".")
        with self._waiting:
            self._connection.close()
            os.close(self._in)
            os.close(self._out)
