"""Starting the board: the saved picture, the app, the exit status."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.opening import Opening


def run(opening: Opening, *, saved: Path | None = None) -> int:
    """Opens the board and stays until the person leaves; gives back the exit status."""
    from tui.terminal.kitty import prefer_plain_keys

    prefer_plain_keys()
    from tui.terminal.check import check_terminal

    words = opening.words()
    for finding in check_terminal():
        if finding.fatal:
            told = words.say(f"cli.terminal.{finding.id}", value=finding.value)
            sys.stderr.write(told + "\n")
            return 2
    from tui.app import Pengtou
    from tui.terminal.run import run_app

    app = Pengtou(opening, saved or _picture(opening))
    return run_app(
        app,
        told=lambda log: words.say("cli.crashed", log=log),
        before_leaving=app.leave,
    )


def _picture(opening: Opening) -> Path:
    from core.places import cache_folder
    from tui.picture import picture_path

    return picture_path(cache_folder(), opening.database, opening.project, opening.language)
