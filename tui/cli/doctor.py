"""`doctor`: what works here, and what to do about the rest."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from tui.cli.desk import Desk
from tui.cli.wrong import REFUSED
from tui.wording import worded

if TYPE_CHECKING:
    from tui.cli.parser import Verbs

_MARKS = {"ok": "✓", "warning": "!", "error": "✗"}


def register(verbs: Verbs) -> None:
    """`doctor`."""
    verbs.add("doctor", run, told=verbs.words.say("cli.help.doctor"))


def run(options: Namespace) -> int:
    """Prints one line a check; 1 where something does not work."""
    from tui.cli.checks import every_check

    with Desk(options) as desk:
        found = list(every_check(desk.opening))
        if desk.talk.json:
            told = [
                {
                    "check": each.id,
                    "state": each.state,
                    "detail": worded(desk.words, f"cli.doctor.{each.word}", each.values),
                }
                for each in found
            ]
            desk.talk.value(told)
        else:
            for each in found:
                text = worded(desk.words, f"cli.doctor.{each.word}", each.values)
                desk.talk.line(f"{_MARKS[each.state]} {text}")
    return REFUSED if any(each.state == "error" for each in found) else 0
