"""The saved board: what was on screen last, so that it is there before the database is."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

VERSION = 2
"""Of the file; another one is not read."""


_WHOLE = {"revision", "language", "day", "zone", "at", "head", "line", "panels", "version"}


def picture_path(folder: Path, database: str, project: str | None, language: str) -> Path:
    """Where the picture of a board lies; each database, project and language has its own."""
    name = "\n".join((database, project or "", language))
    return folder / f"board-{hashlib.sha256(name.encode()).hexdigest()[:20]}.json"


def load(path: Path, language: str) -> dict[str, Any] | None:
    """The saved picture; None where there is none in the language, or none that can be read."""
    try:
        saved = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    if not isinstance(saved, dict) or not saved.keys() >= _WHOLE or saved["version"] != VERSION:
        return None
    return saved if saved.get("language") == language else None


def is_of_today(picture: Mapping[str, Any], now: datetime) -> bool:
    """Whether it was made on the project's day: on another one every light may be another."""
    return bool(picture["day"] == now.astimezone(zone_of(picture)).date().isoformat())


def zone_of(picture: Mapping[str, Any]) -> ZoneInfo:
    """Whose days it shows."""
    return ZoneInfo(picture["zone"])


def save(path: Path, picture: dict[str, Any]) -> None:
    """Writes a picture, whole or not at all; only its owner may read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}.part")
    data = json.dumps({**picture, "version": VERSION}, ensure_ascii=False)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(data)
    part.replace(path)
