"""A database with today's schema and nothing in it, made once and copied for each run."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from core.store import open_store


@cache
def empty_file() -> Path:
    """Its file, which goes with the process."""
    path = Path(tempfile.mkdtemp()) / "empty.db"
    atexit.register(shutil.rmtree, path.parent, ignore_errors=True)
    open_store(str(path), create=True).close()
    return path
