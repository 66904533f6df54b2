"""Starting the board: the saved picture, the app, the exit status."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.opening import Opening
    from tui.terminal.early import EarlyScreen
    from tui.welcoming import Onward

SCREEN = ".screen"
"""What the name of a saved screen ends in, beside the saved board's."""


def run(opening: Opening, *, saved: Path | None = None, hint: str = "") -> int:
    """Opens the board and stays until the person leaves; gives back the exit status.

    With a picture of its own (a demonstration) it leaves the person's configuration alone. Where
    there is no database yet the first-run page comes first; what it comes to is opened next. `hint`
    is the sentence that the board begins with: an id in full.
    """
    from tui.terminal.kitty import prefer_plain_keys

    prefer_plain_keys()
    if not _fit(opening):
        return 2
    typed = _look_at_glyphs(opening)
    status, onward = _board(opening, saved, _welcome(opening, hint), typed=typed)
    while onward is not None and not status:
        status, onward = _go_on(onward)
    return status


def _welcome(opening: Opening, hint: str) -> Onward | None:
    from tui.welcoming import Onward

    return Onward(opening, hint=hint) if hint else None


def _fit(opening: Opening) -> bool:
    """Whether the terminal can show a board; what is in the way is told."""
    from tui.terminal.check import check_terminal

    words = opening.words()
    for finding in check_terminal():
        if finding.fatal:
            told = words.say(f"cli.terminal.{finding.id}", value=finding.value)
            sys.stderr.write(told + "\n")
            return False
    return True


def _look_at_glyphs(opening: Opening) -> bytes:
    """Chooses the characters that this terminal can draw; what was typed meanwhile."""
    from tui import glyphs
    from tui.terminal.probe import Answer, asked

    wanted = opening.settings.board.glyphs
    answer = Answer() if wanted else asked()
    glyphs.choose(ascii_only=wanted == "ascii" or answer.wide)
    return answer.typed


def _go_on(onward: Onward) -> tuple[int, Onward | None]:
    """The board that the one before led to; a sample is gone when it is left."""
    folder = onward.folder
    try:
        return _board(onward.opening, folder / "picture.json" if folder else None, onward)
    finally:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)


def _board(
    opening: Opening, saved: Path | None, welcome: Onward | None = None, *, typed: bytes = b""
) -> tuple[int, Onward | None]:
    """One board from its first paint to its end; and what is to be opened after it."""
    from tui.founding import is_new

    picture = saved or _picture(opening)
    with _early(picture) as early:
        from tui.app import Pengtou
        from tui.terminal.run import run_app

        app = Pengtou(opening, picture)
        app.early = early
        app.typed = typed
        app.remembers = saved is None
        app.greets = saved is None and is_new(opening)
        app.welcome = welcome
        status = run_app(
            app,
            told=lambda log: opening.words().say("cli.crashed", log=log),
            before_leaving=app.leave,
        )
        return status, app.onward


@contextmanager
def _early(picture: Path) -> Iterator[EarlyScreen | None]:
    """The screen as it was saved, watched over, while everything else is loaded."""
    from tui.glyphs import ascii_only

    file = picture.with_suffix(SCREEN)
    if os.name != "posix" or sys.__stderr__ is None or not file.exists() or ascii_only():
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
