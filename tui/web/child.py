"""The board of one visitor: a process of its own, started and ended by the server."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core import places
from tui import opening as openings
from tui.web import belt

if TYPE_CHECKING:
    from tui.opening import Opening

DRIVER: Final = "tui.web.driver:BoardDriver"
LOG: Final = "PENGTOU_WEB_LOG"
"""Where its log is, which outlives the visitor's folder."""
MEMORY: Final = "PENGTOU_WEB_MEMORY"
"""Bytes that it may address."""
READING: Final = "PENGTOU_READONLY"
INHERITED: Final = ("PATH", "HOME", "LANG", "TZ", "TERM", "USER", "LOGNAME", "SYSTEMROOT")
"""Of the server's environment; secrets of sources and bots stay with the server."""
_FAMILIES: Final = ("LC_", "PG", "XDG_", "PYTHON")
_GIVEN: Final = ("PENGTOU_CONFIG", "PENGTOU_NOW")


def environment(
    opening: Opening, folder: Path, memory: int, given: Mapping[str, str]
) -> dict[str, str]:
    """What the board is told; `folder` is the visitor's own, gone when they are.

    By the environment and not as arguments, which everybody on the machine can read: the address
    of a database may hold a password.
    """
    from tui.terminal.log import log_path

    kept = {
        name: value
        for name, value in given.items()
        if name in (*INHERITED, *_GIVEN) or name.startswith(_FAMILIES)
    }
    kept |= {
        "PENGTOU_WEB": "1",
        "PENGTOU_DB": opening.database,
        "PENGTOU_PROJECT": opening.project or "",
        "PENGTOU_USER": opening.actor,
        "PENGTOU_LANG": opening.language,
        "PENGTOU_CONFIG": str(opening.config.absolute()),
        LOG: str(log_path()),
        MEMORY: str(memory),
        "TEXTUAL_DRIVER": DRIVER,
        "TMPDIR": str(folder),
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "PYTHONIOENCODING": "utf-8",
        # One arena a thread reserves 64 MB of addresses each, which the limit would count.
        "MALLOC_ARENA_MAX": "2",
    }
    if opening.reading:
        # What somebody typed here is nobody else's: it does not come back on another's board.
        kept |= {READING: "1", "XDG_STATE_HOME": str(folder)}
    return kept


def main() -> int:
    """Runs the board until the visitor leaves; the exit status."""
    log = Path(os.environ[LOG])
    sys.dont_write_bytecode = True
    folders = [Path(tempfile.gettempdir()), places.state_folder(), places.cache_folder()]
    opening = openings.resolve({}, os.environ)
    # A board in a browser exchanges nothing with others: it has no secrets to do it with.
    settings = replace(opening.settings, sources={}, bots={})
    belt.wear([*folders, log.parent], int(os.environ[MEMORY]))
    from tui.app import Pengtou
    from tui.terminal.run import run_app

    app = Pengtou(replace(opening, settings=settings))
    app.remembers = False
    words = opening.words()
    return run_app(
        app, told=lambda path: words.say("cli.crashed", log=path), before_leaving=app.leave, log=log
    )


if __name__ == "__main__":
    sys.exit(main())
