"""`undo` and `redo`: one's own last change, taken back or done again."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from tui.cli.change import answer
from tui.cli.desk import Desk

if TYPE_CHECKING:
    from tui.cli.parser import Verbs


def register(verbs: Verbs) -> None:
    """`undo [--id EVENT]` and `redo`."""
    say = verbs.words.say
    parser = verbs.add("undo", run, told=say("cli.help.undo"))
    parser.argument("--id", type=int, dest="event", metavar="EVENT", help=say("cli.help.event"))
    verbs.add("redo", redo, told=say("cli.help.redo"))


def run(options: Namespace) -> int:
    """Takes a change back."""
    with Desk(options) as desk:
        return answer(desk, desk.service.undo(event=options.event))


def redo(options: Namespace) -> int:
    """Takes back the last undo."""
    with Desk(options) as desk:
        return answer(desk, desk.service.redo())
