"""`keys`: what each key does."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from tui.cli.desk import Desk

if TYPE_CHECKING:
    from tui.cli.parser import Verbs


def register(verbs: Verbs) -> None:
    """`keys`."""
    verbs.add("keys", run, told=verbs.words.say("cli.help.keys"))


def run(options: Namespace) -> int:
    """Prints every action of the screen with its keys, one's own in place of the built-in ones."""
    from tui.actions import BOARD, DETAIL, RACI

    with Desk(options) as desk:
        own = desk.opening.settings.keys
        actions = {each.id: own.get(each.id, each.keys) for each in (*BOARD, *RACI, *DETAIL)}
        told = [
            {"action": name, "keys": list(keys), "does": desk.words.say(f"actions.{name}")}
            for name, keys in actions.items()
        ]
        if desk.talk.json:
            desk.talk.value(told)
            return 0
        heads = [desk.words.say(f"cli.column.{name}") for name in ("keys", "does", "action")]
        rows = [[" ".join(each["keys"]), str(each["does"]), str(each["action"])] for each in told]
        desk.talk.table(heads, rows)
    return 0
