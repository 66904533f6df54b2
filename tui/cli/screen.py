"""No verb: the board on the screen, or the first-run page where there is none yet."""

from __future__ import annotations

import sys
from argparse import Namespace
from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tui.cli.desk import Desk

WAYS: Final = ("sample", "own", "people", "source", "team", "more")
"""What can be typed where there is no database yet: `first_run.plain.<way>`."""


def run(options: Namespace) -> int:
    """Opens the board; with `--plain` prints it. Without a database, says how one begins."""
    from tui.cli.desk import Desk
    from tui.founding import is_new

    plain = getattr(options, "plain", False)
    desk = Desk(options)
    desk.opening = replace(desk.opening, wall=getattr(options, "projector", False))
    if is_new(desk.opening) and (plain or not sys.stdin.isatty() or not sys.stderr.isatty()):
        return _tell_ways(desk)
    if plain:
        from tui.cli.board import print_board, sized

        with desk:
            print_board(desk, sized(None))
        return 0
    from tui import start

    return start.run(desk.opening)


def _tell_ways(desk: Desk) -> int:
    """There is nothing to show: the commands that begin a board, and exit status 1."""
    from tui.cli.wrong import REFUSED

    desk.talk.line(desk.words.say("first_run.plain.lead"))
    for each in WAYS:
        desk.talk.line(f"  {desk.words.say(f'first_run.plain.{each}')}")
    return REFUSED
