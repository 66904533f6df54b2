"""`keys`: what each key does, screen by screen."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tui.cli.desk import Desk
from tui.cli.talk import warn

if TYPE_CHECKING:
    from tui.actions import Action
    from tui.cli.parser import Verbs
    from tui.keymap import OwnKeys
    from tui.words import Words

Screens = Mapping[str, Sequence["Action"]]


def register(verbs: Verbs) -> None:
    """`keys [--screen NAME] [--markdown]`."""
    from tui.key_table import SCREENS

    say = verbs.words.say
    parser = verbs.add("keys", run, told=say("cli.help.keys"))
    parser.argument("--screen", choices=tuple(SCREENS), help=say("help.cli.screen"))
    parser.argument("--markdown", action="store_true", help=say("help.cli.markdown"))


def run(options: Namespace) -> int:
    """Prints every action with its keys, one's own in place of the built-in ones."""
    from tui.key_table import host_page
    from tui.keymap import OwnKeys, told

    with Desk(options) as desk:
        own = OwnKeys(desk.opening.settings.keys)
        if options.markdown:
            desk.talk.block(host_page(own.screens, desk.words))
            return 0
        wanted = {
            name: actions for name, actions in own.screens.items() if options.screen in (None, name)
        }
        if desk.talk.json:
            desk.talk.value(_plain(wanted, own, desk.words))
            return 0
        _tables(desk, wanted, own)
        for clash in own.clashes():
            warn(told(clash, desk.words))
    return 0


def _plain(screens: Screens, own: OwnKeys, words: Words) -> list[dict[str, object]]:
    from tui.key_names import safe_text
    from tui.key_table import SILENT

    return [
        {
            "screen": name,
            "action": each.id,
            "keys": list(each.keys),
            "safe": safe_text(each, words).split(),
            "does": words.say(f"actions.{each.id}"),
            "own": each.id in own.ids,
        }
        for name, actions in screens.items()
        for each in actions
        if not each.id.startswith(SILENT)
    ]


def _tables(desk: Desk, screens: Screens, own: OwnKeys) -> None:
    from tui.key_table import grouped

    say = desk.words.say
    heads = [say(f"help.column.{name}") for name in ("keys", "safe", "does", "action")]
    for at, (name, actions) in enumerate(screens.items()):
        if at:
            desk.talk.line("")
        desk.talk.line(say(f"help.screen.{name}"))
        rows = [
            [f"{each.keys} *" if each.own else each.keys, each.safe, each.does, each.action]
            for entries in grouped(actions, desk.words, own.ids).values()
            for each in entries
        ]
        desk.talk.table(heads, rows)
    if own.ids:
        desk.talk.tell("help.note.own")
