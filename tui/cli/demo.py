"""`demo`: the board on the sample project."""

from __future__ import annotations

from argparse import Namespace
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tui.cli.board import print_board, sized
from tui.cli.desk import Desk

if TYPE_CHECKING:
    from tui.cli.parser import Verbs
    from tui.opening import Opening


def register(verbs: Verbs) -> None:
    """`demo [--plain] [--size WxH]`."""
    parser = verbs.add("demo", run, told=verbs.words.say("cli.help.demo"))
    parser.argument("--size", metavar="WxH", help=verbs.words.say("cli.help.size"))


def run(options: Namespace) -> int:
    """Opens the sample project; its database lasts as long as the run, unless `--db` names one."""
    plain = getattr(options, "plain", False)
    size = sized(options.size)
    with ExitStack() as around:
        desk = around.enter_context(Desk(options))
        folder = around.enter_context(TemporaryDirectory(prefix="pengtou-demo-"))
        if getattr(options, "db", None) is None:
            desk.opening = replace(desk.opening, database=str(Path(folder) / "demo.db"))
        desk.opening = _built(desk.opening, getattr(options, "actor", None))
        if plain:
            print_board(desk, size)
            return 0
        from tui import start

        return start.run(desk.opening, saved=Path(folder) / "picture.json")


def _built(opening: Opening, actor: str | None) -> Opening:
    """The sample project in the opening's database, and its manager as the person at work."""
    from core.sample import build
    from core.sample.story import tell

    now = opening.clock() if opening.clock else datetime.now(UTC)
    story = tell(now, opening.language)
    store = opening.store(create=True)
    try:
        if story.project.code not in {each.code for _, each in store.projects()}:
            build(store, now, language=opening.language)
    finally:
        store.close()
    # Nothing of a demonstration reaches a real group.
    settings = replace(opening.settings, bots={})
    code = story.project.code
    return replace(opening, settings=settings, project=code, actor=actor or story.manager)
