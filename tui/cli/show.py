"""`show`: one record, its notes and its history."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from core.domain.ids import logged_as
from core.domain.refusal import Gone
from tui.cli import lookup, shapes
from tui.cli.desk import Desk
from tui.cli.width import padded
from tui.wording import field_name, happened, value_told

if TYPE_CHECKING:
    from core.domain.record import Record
    from tui.cli.parser import Verbs

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
        notes = service.notes_on(identity)
        log = service.history((*logged_as(identity), *(each.id for each in notes)))
        found = shapes.shape(record, board, desk.words)
        if desk.talk.json:
            extra = {"notes": [shapes.note(each, board) for each in notes]}
            history = [shapes.event(each, board) for each in log]
            desk.talk.value(found | extra | {"history": history})
            return 0
        _print(desk, record, found)
        for each in notes:
            desk.talk.line(f"  · {each.author}: {' '.join(filter(None, (each.text, each.url)))}")
        for event in log:
            at = event.at.astimezone(board.zone)
            desk.talk.line(f"{at:%m-%d %H:%M}  {happened(event, board, desk.words)}")
    return 0


def _print(desk: Desk, record: Record, found: dict[str, Any]) -> None:
    desk.talk.line(f"{found['id']}  {found.get('title') or found.get('name', '')}")
    told = {
        field_name(name, desk.words): value_told(record.id, name, value, None, desk.words)
        for name, value in found.items()
        if name not in _QUIET and value not in (None, [], {}, False, "")
    }
    for name, value in told.items():
        desk.talk.line(f"  {padded(name, 14)} {value}")
