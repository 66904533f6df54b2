"""What the last sync of a source said on this machine: who reads it twice reads it no more."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

from core.places import cache_folder, private_folder

_MOST = 5000
"""Sentences remembered of one source."""


def fresh(about: str, sentences: Iterable[str]) -> list[str]:
    """Those of `sentences` that the last call about the same did not have.

    Where the file cannot be read or written, all of them: it only spares repetition.
    """
    told = {_mark(each): each for each in sentences}
    path = cache_folder() / "told" / f"{_mark(about)}.json"
    known = _read(path)
    _write(path, list(told)[:_MOST])
    return [each for mark, each in told.items() if mark not in known]


def _mark(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()


def _read(path: Path) -> frozenset[str]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return frozenset()
    return frozenset(map(str, found)) if isinstance(found, list) else frozenset()


def _write(path: Path, marks: list[str]) -> None:
    try:
        private_folder(path.parent)
        path.write_text(json.dumps(marks), encoding="utf-8")
    except OSError:
        return
