"""`add`: one capture line becomes a record."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace
from datetime import tzinfo
from typing import TYPE_CHECKING

from core.capture.plain import Amber, Known, Reading, Type, mentioned, read_line
from core.capture.wish import command_for
from core.domain.text import clean
from tui.cli import lookup
from tui.cli.change import created_record, tell
from tui.cli.desk import Desk
from tui.cli.talk import warn
from tui.cli.wrong import REFUSED, Told

if TYPE_CHECKING:
    from core.domain.event import Recorded
    from tui.cli.parser import Verbs


def register(verbs: Verbs) -> None:
    """`add LINE [--type T] [--accept]`."""
    say = verbs.words.say
    parser = verbs.add("add", run, told=say("cli.help.add"))
    parser.argument("line", metavar="LINE", help=say("cli.help.line"))
    parser.argument(
        "--type",
        choices=[each.value for each in Type],
        default=Type.ACTION.value,
        help=say("cli.help.type"),
    )
    parser.argument("--accept", action="store_true", help=say("cli.help.accept"))


def run(options: Namespace) -> int:
    """Adds one line, or each line of stdin: then the refused ones do not stop the others."""
    with Desk(options) as desk:
        known = lookup.known_of(desk.service)
        if options.line != "-":
            told = _add(desk, options.line, known)
            if desk.talk.json:
                desk.talk.value(created_record(desk, told))
            return 0
        done = [_try(desk, line, known) for line in _lines()]
        if desk.talk.json:
            desk.talk.value([created_record(desk, told) for told in done if told])
    return 0 if all(done) else REFUSED


def _lines() -> Iterator[str]:
    yield from (line for line in sys.stdin.read().splitlines() if line.strip())


def _try(desk: Desk, line: str, known: Known) -> tuple[Recorded, ...]:
    from core.domain.refusal import Refused
    from tui.cli.ending import explained

    try:
        return _add(desk, line, known)
    except (Refused, Told) as problem:
        answer = explained(problem, desk.words)
        warn(f"{line.strip()}: {answer[1] if answer else problem}")
        return ()


def _add(desk: Desk, line: str, known: Known) -> tuple[Recorded, ...]:
    service, options, text = desk.service, desk.options, clean(line)
    there = service.store.records(service.project, mentioned(text))
    where = replace(known, records=frozenset(each.id for each in there if not each.removed))
    zone = project_zone(desk)
    now = service.now().astimezone(zone)
    reading = read_line(text, where, now.date(), Type(options.type))
    if reading.amber and not options.accept:
        raise Told(word="cli.amber.open", questions=_questions(desk, reading, where))
    recorded = service.perform(command_for(reading, zone))
    if not desk.talk.json:
        tell(desk, recorded)
    return recorded


def project_zone(desk: Desk) -> tzinfo:
    """The zone of the project's days."""
    from core.calendar.clock import zone

    service = desk.service
    return zone(dict(service.store.projects())[service.project].timezone)


def _questions(desk: Desk, reading: Reading, where: Known) -> str:
    return desk.words.join(_question(desk, each, where) for each in reading.amber)


def _question(desk: Desk, amber: Amber, where: Known) -> str:
    told = amber.choices
    if amber.id == "name-ambiguous":
        return desk.words.say(
            "cli.amber.name-ambiguous", text=amber.text, choices=lookup.named(told, where)
        )
    return desk.words.say(f"cli.amber.{amber.id}", text=amber.text, choices=" / ".join(told))
