"""`add`: one capture line becomes a record."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from typing import TYPE_CHECKING

from core.capture.chips import Type
from core.capture.command import commands_for
from core.capture.reading import read
from core.collector import nothing_to_collect
from core.domain.text import clean
from tui.cli.change import created_record, name_stranger, tell
from tui.cli.desk import Desk
from tui.cli.talk import warn
from tui.cli.typed_line import ground_for, lines_of, many, questions, take_line
from tui.cli.wrong import REFUSED, Told
from tui.outcome import made, made_told

if TYPE_CHECKING:
    from core.capture.ground import Ground
    from core.domain.event import Recorded
    from tui.cli.parser import Verbs


def register(verbs: Verbs) -> None:
    """`add LINE [--type T] [--accept]`."""
    say = verbs.words.say
    parser = verbs.add("add", run, told=say("cli.help.add"))
    take_line(parser, verbs.words)
    parser.argument("--accept", action="store_true", help=say("cli.help.accept"))


def run(options: Namespace) -> int:
    """Adds one line, or each line of stdin: then the refused ones do not stop the others."""
    with nothing_to_collect(), Desk(options) as desk:
        lines = lines_of(options)
        adding = _Adding(desk, ground_for(desk, lines))
        if not many(options):
            told = adding.add(lines[0])
            if desk.talk.json:
                desk.talk.value(created_record(desk, told))
            return 0
        done = [adding.tried(line) for line in lines]
        if desk.talk.json:
            desk.talk.value([created_record(desk, told) for told in done if told])
    return 0 if all(done) else REFUSED


class _Adding:
    """Lines added one after the other; each may link what an earlier one made."""

    def __init__(self, desk: Desk, ground: Ground) -> None:
        self._desk = desk
        self._ground = ground

    def tried(self, line: str) -> tuple[Recorded, ...]:
        """What a line came to; nothing where it was refused, which is told."""
        from core.domain.refusal import Refused
        from tui.cli.ending import explained

        try:
            return self.add(line)
        except (Refused, Told) as problem:
            answer = explained(problem, self._desk.words)
            warn(f"{line.strip()}: {answer[1] if answer else problem}")
            return ()

    def add(self, line: str) -> tuple[Recorded, ...]:
        """What a line came to.

        Raises:
            Refused: a rule says no.
            Told: it leaves something open.
        """
        options, words = self._desk.options, self._desk.words
        reading = read(clean(line, limit=len(line) * 4), self._ground, Type(options.type))
        commands = commands_for(reading)
        if not reading.text:
            raise Told(word="capture.wrong.empty")
        if reading.amber and not options.accept:
            raise Told(word="cli.amber.open", questions=questions(reading, words))
        recorded = tuple(each for wish in commands for each in self._desk.service.perform(wish))
        self._remember(recorded)
        if not self._desk.talk.json:
            self._tell(recorded)
        return recorded

    def _tell(self, recorded: tuple[Recorded, ...]) -> None:
        """`A-24 交物料清单 · 王敏 · 10-23 周三 18:00`, as the board says it."""
        found = made(recorded)
        if found:
            name_stranger(self._desk, recorded)
        for each in found:
            self._desk.talk.line(made_told(each, self._ground, self._desk.words))
        if not found:
            tell(self._desk, recorded)

    def _remember(self, recorded: tuple[Recorded, ...]) -> None:
        """What was added can be linked by the next line."""
        made = {
            each.event.subject: str(each.event.after.get("title", ""))
            for each in recorded
            if each.event.creates
        }
        if self._ground.records:
            self._ground = replace(self._ground, records={**self._ground.records, **made})
