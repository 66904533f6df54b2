"""A small file that outlives the program: written by a thread, whole or not at all.

Each running board has a file of its own, held by a lock, so that two boards of one person never
write over each other. What a board that is gone has left is taken over by the next one to start.
"""

from __future__ import annotations

import json
import logging
import os
import threading
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, Final, TypeVar

try:
    import fcntl
except ImportError:  # pragma: no cover - on Windows; every file there counts as left behind
    fcntl = None  # type: ignore[assignment]

PAUSE: Final = 0.2
"""Seconds that quick changes are gathered for."""

T = TypeVar("T")

_log = logging.getLogger("pengtou.drafts")

Content = Callable[[], dict[str, Any] | None]
"""What to write, made when it is written; None for nothing worth a file."""


class DraftFile:
    """The file of this board, `{name}-{random}.json`, and those left behind beside it."""

    def __init__(self, folder: Path, name: str) -> None:
        self._name = name
        self._path = folder / f"{name}-{uuid.uuid4().hex[:8]}.json"
        self._lock: IO[bytes] | None = None
        self._writing = threading.Lock()
        self._asking = threading.Lock()
        self._wanted: Content | None = None
        self._news = threading.Event()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self._path

    def keep(self, content: Content) -> None:
        """Has this written soon. Never waits for the disk."""
        with self._asking:
            self._wanted = content
        self._news.set()
        if self._thread is None and not self._closing.is_set():
            self._thread = threading.Thread(target=self._run, name="drafts", daemon=True)
            self._thread.start()

    def flush(self) -> None:
        """Writes now what is still to be written."""
        with self._writing:
            with self._asking:
                content, self._wanted = self._wanted, None
            if content is None:
                return
            try:
                self._write(content())
            except OSError:
                _log.exception("drafts cannot be written")

    def close(self) -> None:
        """Writes what is left, and lets the next board have it."""
        self._closing.set()
        self._news.set()
        if self._thread is not None:
            self._thread.join(2.0)
        self.flush()
        if self._lock is not None:
            if not self._path.exists():
                _lock_of(self._path).unlink(missing_ok=True)
            self._lock.close()
            self._lock = None

    def left_behind(self, read: Callable[[dict[str, Any]], T]) -> Iterator[T]:
        """What boards that are gone have left; once asked for the next one, its file is removed.

        A file that `read` cannot read (ValueError, TypeError, KeyError) is put aside, never thrown
        away.
        """
        for path in sorted(self._path.parent.glob(f"{self._name}-*.json")):
            if path == self._path or (lock := _locked(_lock_of(path))) is None:
                continue
            try:
                yield read(_content(path))
                path.unlink(missing_ok=True)
            except (OSError, ValueError, TypeError, KeyError):
                _log.exception("drafts cannot be read: %s", path)
                path.replace(path.with_suffix(".damaged"))
            finally:
                _lock_of(path).unlink(missing_ok=True)
                lock.close()

    def _run(self) -> None:
        while not self._closing.is_set():
            self._news.wait()
            self._news.clear()
            if not self._closing.wait(PAUSE):
                self.flush()

    def _write(self, content: dict[str, Any] | None) -> None:
        if content is None:
            self._path.unlink(missing_ok=True)
            return
        if self._lock is None:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock = _locked(_lock_of(self._path))
        part = self._path.with_suffix(".part")
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(content, file, ensure_ascii=False)
        part.replace(self._path)


def _content(path: Path) -> dict[str, Any]:
    found = json.loads(path.read_bytes())
    if not isinstance(found, dict):
        raise TypeError("no-drafts")
    return found


def _lock_of(path: Path) -> Path:
    return path.with_suffix(".lock")


def _locked(path: Path) -> IO[bytes] | None:
    """Takes a lock; None where somebody holds it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    file = os.fdopen(handle, "r+b")
    if fcntl is not None:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            return None
    return file
