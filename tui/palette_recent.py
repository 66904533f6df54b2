"""What was chosen in the palette lately, kept from one run to the next, by board."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core import places

if TYPE_CHECKING:
    from tui.opening import Opening

FILE: Final = "palette.json"
BOARDS: Final = 20
"""So many boards are remembered, those used last."""


def read(opening: Opening) -> list[str]:
    """What was chosen on this board, the latest first; for a thread. Nothing where it is not told.

    Being able to remember is a comfort: what cannot be read is as if it had never been.
    """
    found = _all().get(_board(opening), [])
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []


def keep(opening: Opening, recent: Sequence[str]) -> None:
    """Remembers what was chosen on this board; for a thread."""
    board = _board(opening)
    others = {name: each for name, each in _all().items() if name != board}
    kept = dict([*list(others.items())[1 - BOARDS :], (board, list(recent))])
    try:
        places.private_folder(places.state_folder())
        file = _file()
        written = file.with_suffix(".new")
        written.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
        written.replace(file)
    except OSError:
        return


def _file() -> Path:
    return places.state_folder() / FILE


def _all() -> dict[str, object]:
    try:
        told = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _board(opening: Opening) -> str:
    """A board by a number that tells nothing of its address: that may hold a password."""
    return sha256(f"{opening.database}\n{opening.project or ''}".encode()).hexdigest()[:16]
