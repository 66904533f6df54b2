"""A capture line on the command line: what it is read against, and what it leaves open."""

from __future__ import annotations

import re
import sys
from argparse import Namespace
from collections.abc import Iterable
from typing import TYPE_CHECKING

from core.capture.chips import TEXT, Amber, Chip, Reading, Type
from core.capture.gathering import gathered
from tui.cli.desk import Desk
from tui.cli.wrong import Wrong

if TYPE_CHECKING:
    from core.capture.ground import Ground
    from tui.cli.parser import Parser
    from tui.words import Words

_LINKING = re.compile(r"[#＃]|[A-Za-zＡ-Ｚａ-ｚ]{1,2}[-－][0-9０-９]")
"""Where it fits, the titles of the project are needed."""


def take_line(parser: Parser, words: Words) -> None:
    """`LINE [--type T]`."""
    parser.argument("line", metavar="LINE", nargs="+", help=words.say("cli.help.line"))
    parser.argument(
        "--type",
        choices=[each.value for each in Type],
        default=Type.ACTION.value,
        help=words.say("cli.help.type"),
    )


def many(options: Namespace) -> bool:
    """Whether the lines come from stdin."""
    return bool(options.line == ["-"])


def lines_of(options: Namespace) -> list[str]:
    """The line that was given, or those of stdin.

    Raises:
        Wrong: it came in several words: a shell has taken it apart, and `#` and `!` may be gone.
    """
    if len(options.line) > 1:
        raise Wrong(word="capture.wrong.quote", line=" ".join(options.line))
    if not many(options):
        return list(options.line)
    return [line for line in sys.stdin.read().splitlines() if line.strip()]


def ground_for(desk: Desk, lines: Iterable[str]) -> Ground:
    """What these lines are read against, no more of the project than they can speak of."""
    from core.store.facts import facts_of

    service = desk.service
    now, linked = service.now(), any(map(_LINKING.search, lines))
    facts = service.store.ask(facts_of, service.project, now, linked=linked)
    return gathered(facts, now, service.actor)


def questions(reading: Reading, words: Words) -> str:
    """All that a reading leaves open, each with what may be chosen."""
    told = (_question(each, reading, words) for each in reading.amber)
    return words.say("cli.amber.and").join(told)


def _question(amber: Amber, reading: Reading, words: Words) -> str:
    from tui.capturing import amber_text, choice_text

    told = amber_text(amber, words)
    chip = _asked(amber, reading)
    if chip is None:
        return told
    choices = (choice_text(chip.kind, each, words) for each in chip.choices if each.id != TEXT)
    named = " / ".join(each for each in choices if each not in told)
    return words.say("cli.amber.choices", question=told, choices=named) if named else told


def _asked(amber: Amber, reading: Reading) -> Chip | None:
    """The chip that a question is about."""
    return next((each for each in reading.chips if each.span == (amber.start, amber.end)), None)
