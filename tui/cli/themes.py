"""`themes`: which there are."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from core.places import theme_folder
from tui.cli.desk import Desk

if TYPE_CHECKING:
    from tui.cli.parser import Verbs


def register(verbs: Verbs) -> None:
    """`themes`."""
    verbs.add("themes", run, told=verbs.words.say("cli.help.themes"))


def run(options: Namespace) -> int:
    """Prints their names, the one in use marked."""
    import themes

    with Desk(options) as desk:
        used = desk.opening.settings.board.theme or "dark"
        names = themes.names(theme_folder())
        if desk.talk.json:
            desk.talk.value([{"name": name, "used": name == used} for name in names])
            return 0
        for name in names:
            desk.talk.line(f"{'*' if name == used else ' '} {name}")
    return 0
