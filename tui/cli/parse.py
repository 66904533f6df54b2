"""`parse`: what a capture line would mean; nothing is written."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from core.capture.chips import TEXT, Chip, Choice, Reading, Type
from core.capture.reading import read
from core.collector import nothing_to_collect
from tui.cli.desk import Desk
from tui.cli.typed_line import ground_for, lines_of, many, questions, take_line

if TYPE_CHECKING:
    from core.capture.ground import Ground
    from tui.cli.parser import Verbs


def register(verbs: Verbs) -> None:
    """`parse LINE [--type T]`."""
    take_line(verbs.add("parse", run, told=verbs.words.say("cli.help.parse")), verbs.words)


def run(options: Namespace) -> int:
    """Reads one line, or each line of stdin."""
    with nothing_to_collect(), Desk(options) as desk:
        lines = lines_of(options)
        ground = ground_for(desk, lines)
        readings = [read(line, ground, Type(options.type)) for line in lines]
        if desk.talk.json:
            shapes = [shape(each, ground) for each in readings]
            desk.talk.value(shapes if many(options) else shapes[0])
        else:
            for each in readings:
                _show(desk, each, ground)
    return 0


def shape(reading: Reading, ground: Ground) -> dict[str, Any]:
    """A reading as the public JSON. Defaults stand in its values; its chips are pieces of it."""
    name = ground.name_of
    return {
        "type": reading.type.value,
        "text": reading.text,
        "owner": name(reading.owner) or None,
        "owner_choices": [name(each) for each in reading.owner_choices],
        "collaborators": [name(each) for each in reading.collaborators],
        "due": reading.due.isoformat() if reading.due else None,
        "due_rule": reading.due_rule or None,
        "due_choices": [_iso(each) for each in reading.due_choices if each != TEXT],
        "links": list(reading.links),
        "priority": reading.priority.value,
        "fields": dict(reading.fields),
        "amber": [each.id for each in reading.amber],
        "chips": [_chip(each) for each in reading.chips if not (each.default or each.as_text)],
    }


def _chip(chip: Chip) -> dict[str, Any]:
    return {
        "start": chip.start,
        "end": chip.end,
        "kind": chip.kind,
        "source": chip.source,
        "meaning": _meant(chip.kind, chip.taken),
        "choices": [_meant(chip.kind, each) for each in chip.choices],
    }


def _meant(kind: str, choice: Choice) -> str:
    """A person's name, an instant, a record's id, a field's value, a word; `text` for none."""
    if kind == "due" and choice.values:
        return _iso(choice.id)
    return str(choice.values.get("name" if kind != "field" else "value", choice.id))


def _iso(instant: str) -> str:
    return datetime.fromisoformat(instant).isoformat()


def _show(desk: Desk, reading: Reading, ground: Ground) -> None:
    from tui.capturing import choice_text, suggestion_text, summary

    words, line = desk.words, desk.talk.line
    line(reading.raw)
    kind = words.say(f"capture.type.{reading.type.value}")
    pairs = ((words.say("capture.label.type"), kind), *summary(reading, ground, words))
    line("  " + "   ".join(f"{label} {told}" for label, told in pairs))
    for chip in reading.chips:
        choices = [
            choice_text(chip.kind, each, words, default=chip.default) for each in chip.choices
        ]
        source = words.say(f"capture.source.{chip.source}") if chip.default else chip.source
        line(f"  {source} → {' / '.join(choices)}")
    if reading.amber:
        line(f"  ? {questions(reading, words)}")
    for each in reading.suggestions:
        line(f"  · {suggestion_text(each, words)}")
