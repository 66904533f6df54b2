"""The log file: private, small, made only when there is something to write, safe to print."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from core.domain.text import UNSAFE

ROOT = "pengtou"
"""All our loggers are below this one."""

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_SIZE = 1_000_000
_KEPT = 3


def log_path() -> Path:
    """Where the log is, whether or not it exists yet."""
    from platformdirs import user_log_path

    return user_log_path(ROOT) / f"{ROOT}.log"


@contextmanager
def logging_to(path: Path) -> Iterator[None]:
    """Sends what our loggers say to this file, as long as the block runs."""
    logger = logging.getLogger(ROOT)
    handler = _LazyHandler(path)
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        handler.close()


class EscapingFormatter(logging.Formatter):
    """No record can act on a terminal or pose as another: one line, and indented tracebacks.

    Tracebacks come without local variables, which may hold secrets.
    """

    def __init__(self) -> None:
        super().__init__(_FORMAT)

    def format(self, record: logging.LogRecord) -> str:
        """The record as text for the file."""
        head, *rest = super().format(record).splitlines()
        return "\n".join([_escaped(head), *(f"    {_escaped(line)}" for line in rest)])

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The head line, whatever line feeds are in the message."""
        return _escaped(super().formatMessage(record))


class _LazyHandler(logging.Handler):
    """Opens its file with the first record; a file that cannot be written is no reason to fail."""

    def __init__(self, path: Path) -> None:
        super().__init__(logging.WARNING)
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Writes the record, if the file lets itself be written."""
        try:
            if self._file is None:
                self._file = _rotating(self._path)
            self._file.emit(record)
        except OSError:
            self._file = None

    def close(self) -> None:
        """Closes the file, if it was opened."""
        if self._file is not None:
            self._file.close()
        super().close()


def _rotating(path: Path) -> logging.Handler:
    # Loaded with the first record: it is a tenth of the way to the first paint.
    from logging.handlers import RotatingFileHandler

    class PrivateFileHandler(RotatingFileHandler):
        def _open(self) -> IO[str]:  # type: ignore[override]
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
            return open(os.open(self.baseFilename, flags, 0o600), "a", encoding="utf-8")

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handler = PrivateFileHandler(path, maxBytes=_SIZE, backupCount=_KEPT, encoding="utf-8")
    handler.setFormatter(EscapingFormatter())
    return handler


def _escaped(line: str) -> str:
    return UNSAFE.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), line)
