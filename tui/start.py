"""Starting the board: the saved picture, the app, the exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.opening import Opening
    from tui.terminal.early import EarlyScreen

SCREEN = ".screen"
"""What the name of a saved screen ends in, beside the saved board's."""


def run(opening: Opening, *, saved: Path | None = None) -> int:
    """Opens the board and stays until the person leaves; gives back the exit status.

    With a picture of its own (a demonstration) it leaves the person's configuration alone.
    """
    from tui.terminal.kitty import prefer_plain_keys

    prefer_plain_keys()
    from tui.terminal.check import check_terminal

    words = opening.words()
    for finding in check_terminal():
        if finding.fatal:
            told = words.say(f"cli.terminal.{finding.id}", value=finding.value)
            sys.stderr.write(told + "\n")
            return 2
    picture = saved or _picture(opening)
    with _early(picture) as early:
        from tui.app import Pengtou
        from tui.terminal.run import run_app

        app = Pengtou(opening, picture)
        app.early = early
        app.remembers = saved is None
        return run_app(
            app,
            told=lambda log: words.say("cli.crashed", log=log),
            before_leaving=app.leave,
        )


@contextmanager
def _early(picture: Path) -> Iterator[EarlyScreen | None]:
    """The screen as it was saved, watched over, while everything else is loaded."""
    file = picture.with_suffix(SCREEN)
    if os.name != "posix" or sys.__stderr__ is None or not file.exists():
        yield None
        return
    from tui.terminal import early
    from tui.terminal.janitor import Janitor

    terminal = sys.__stderr__.fileno()
    with Janitor(terminal), early.shown(file, terminal) as screen:
        yield screen


def _picture(opening: Opening) -> Path:
    from core.places import cache_folder
    from tui.picture import picture_path

    return picture_path(cache_folder(), opening.database, opening.project, opening.language)
