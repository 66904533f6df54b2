"""`demo`: the board on the sample project."""

from __future__ import annotations

from argparse import Namespace
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tui.cli.board import print_board, sized
from tui.cli.desk import Desk
from tui.cli.parser import add_projector
from tui.founding import sample

if TYPE_CHECKING:
    from tui.cli.parser import Verbs


def register(verbs: Verbs) -> None:
    """`demo [--plain] [--size WxH]`."""
    parser = verbs.add("demo", run, told=verbs.words.say("cli.help.demo"))
    parser.argument("--size", metavar="WxH", help=verbs.words.say("cli.help.size"))
    add_projector(parser)


def run(options: Namespace) -> int:
    """Opens the sample project; its database lasts as long as the run, unless `--db` names one."""
    plain = getattr(options, "plain", False)
    size = sized(options.size)
    with ExitStack() as around:
        desk = around.enter_context(Desk(options))
        folder = around.enter_context(TemporaryDirectory(prefix="pengtou-demo-"))
        if getattr(options, "db", None) is None:
            desk.opening = replace(desk.opening, database=str(Path(folder) / "demo.db"))
        desk.opening = sample(desk.opening, getattr(options, "actor", None))
        desk.opening = replace(desk.opening, wall=getattr(options, "projector", False))
        if plain:
            print_board(desk, size)
            return 0
        from tui import start

        picture = Path(folder) / "picture.json"
        return start.run(desk.opening, saved=picture, hint="first_run.next.sample")
