"""`show`: one record, its notes and its history."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from core.domain.meeting import Meeting
from core.domain.refusal import Gone
from tui.cli import lookup, shapes
from tui.cli.desk import Desk
from tui.cli.width import padded
from tui.story import plain, story
from tui.wording import fact_told, field_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.domain.event import Recorded
    from core.domain.record import Record
    from tui.cli.parser import Verbs
    from tui.words import Words

_QUIET = ("id", "title", "version")


def register(verbs: Verbs) -> None:
    """`show ID`."""
    parser = verbs.add("show", run, told=verbs.words.say("cli.help.show"))
    parser.argument("id", metavar="ID", help=verbs.words.say("cli.help.id"))


def run(options: Namespace) -> int:
    """Prints the record."""
    identity = lookup.identity(options.id)
    with Desk(options) as desk:
        service, board = desk.service, desk.board
        record = next(iter(service.store.records(service.project, [identity])), None)
        if record is None or record.removed:
            raise Gone(identity)
        notes, log = service.notes_on(identity), service.story(identity)
        if isinstance(record, Meeting):
            return _show_meeting(desk, record, log)
        found = shapes.shape(record, board, desk.words)
        if desk.talk.json:
            extra = {"notes": [shapes.note(each, board) for each in notes]}
            history = [shapes.event(each, board) for each in log]
            desk.talk.value(found | extra | {"history": history})
            return 0
        _print(desk, record, found)
        for each in notes:
            desk.talk.line(f"  · {each.author}: {' '.join(filter(None, (each.text, each.url)))}")
        for line in plain(story(log, board, desk.words)):
            desk.talk.line(line)
    return 0


def _show_meeting(desk: Desk, meeting: Meeting, log: Sequence[Recorded]) -> int:
    """A meeting as `meet show` has it; its history is the JSON's alone."""
    from tui.cli import at_table, meet

    history = [shapes.event(each, desk.board) for each in log] if desk.talk.json else []
    meet.show(desk, at_table.named(desk, meeting.id), notes=[], history=history)
    return 0


def _print(desk: Desk, record: Record, found: dict[str, Any]) -> None:
    desk.talk.line(f"{found['id']}  {found.get('title') or found.get('name', '')}")
    told = {
        _label(name, desk.words): _told(record, name, value, desk.words)
        for name, value in found.items()
        if name not in _QUIET and value not in (None, [], {}, "")
    }
    for name, value in told.items():
        desk.talk.line(f"  {padded(name, 14)} {value}")


def _told(record: Record, name: str, value: Any, words: Words) -> str:
    if isinstance(value, bool):
        return words.say("cli.yes") if value else words.say("cli.no")
    return fact_told(record, name, value, None, words)


def _label(name: str, words: Words) -> str:
    """What a value of the JSON is called, where it is no field of the record, too."""
    return (
        words.say(f"cli.shown.{name}")
        if words.has(f"cli.shown.{name}")
        else field_name(name, words)
    )
