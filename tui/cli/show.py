"""`show`: one record, its notes and its history."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from core.domain.clash import Clash
from core.domain.form import Form
from core.domain.meeting import Meeting
from core.domain.refusal import Gone
from core.domain.task import Task
from tui import objections, upstream_words, zone_words
from tui.clash_words import facts, knows
from tui.cli import lookup, shapes
from tui.cli.desk import Desk
from tui.cli.width import padded
from tui.source_names import called, came_from
from tui.story import plain, story
from tui.wording import fact_told, field_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.domain.board import Board
    from core.domain.event import Recorded
    from core.domain.record import Record
    from tui.cli.parser import Verbs
    from tui.words import Words

_QUIET = ("id", "title", "version", "held_up_by", "source_gone", "source_id")
_LABEL = 14
"""Cells of the names of fields, at least."""


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
        if isinstance(record, Form):
            return _show_form(desk, record, log)
        found = shapes.shape(record, board, desk.words)
        board = knows(board, record) if isinstance(record, Clash) else board
        if desk.talk.json:
            extra: dict[str, Any] = {"notes": [shapes.note(each, board) for each in notes]}
            if there := zone_words.shape(record, board, desk.opening.actor):
                extra["elsewhere"] = there
            history = [shapes.event(each, board) for each in log]
            desk.talk.value(found | extra | {"history": history})
            return 0
        _print(desk, record, found, board)
        for each in notes:
            told = " ".join(filter(None, (each.text, each.url)))
            desk.talk.line(f"  · {_author(each.author, board, desk.words)}: {told}")
        for line in plain(story(log, board, desk.words)):
            desk.talk.line(line)
    return 0


def _author(name: str, board: Board, words: Words) -> str:
    """Who wrote a note; a source by what people call it."""
    known = any(each.name == name for each in board.sources)
    return called(name, board, words) if known else name


def _show_meeting(desk: Desk, meeting: Meeting, log: Sequence[Recorded]) -> int:
    """A meeting as `meet show` has it; its history is the JSON's alone."""
    from tui.cli import at_table, meet

    history = [shapes.event(each, desk.board) for each in log] if desk.talk.json else []
    meet.show(desk, at_table.named(desk, meeting.id), notes=[], history=history)
    return 0


def _show_form(desk: Desk, form: Form, log: Sequence[Recorded]) -> int:
    """A form as `form show` has it, with its history."""
    from tui.cli import form_lines, form_shapes
    from tui.cli.form_desk import FormDesk

    forms = FormDesk(desk)
    if desk.talk.json:
        history = [shapes.event(each, desk.board) for each in log]
        desk.talk.value(form_shapes.form(form, forms) | {"notes": [], "history": history})
        return 0
    form_lines.print_form(form, forms)
    for line in plain(story(log, desk.board, desk.words)):
        desk.talk.line(line)
    return 0


def _print(desk: Desk, record: Record, found: dict[str, Any], board: Board) -> None:
    desk.talk.line(f"{found['id']}  {found.get('title') or found.get('name', '')}")
    told = {
        _label(name, desk.words): _told(record, name, value, desk.words)
        for name, value in found.items()
        if name not in _QUIET and value not in (None, [], {}, "")
    }
    if source := found.get("source"):
        told[_label("source", desk.words)] = came_from(source, board, desk.words)
    if isinstance(record, Clash):
        told = dict(facts(record, board, desk.words))
    told |= dict(_around(desk, record, board))
    width = max([_LABEL, *map(cell_len, told)])
    for name, value in told.items():
        desk.talk.line(f"  {padded(name, width)} {value}")


def _told(record: Record, name: str, value: Any, words: Words) -> str:
    if isinstance(value, bool):
        return words.say("cli.yes") if value else words.say("cli.no")
    if name.endswith("url") and isinstance(value, str):
        return " ".join(value.split())  # whole: it is there to be opened or copied
    return fact_told(record, name, value, None, words)


def _around(desk: Desk, record: Record, board: Board) -> Iterator[tuple[str, str]]:
    """What holds a task up (R32), and its deadlines on other people's clocks (R27)."""
    words = desk.words
    if record.id in board.gone:
        yield words.say("exchange.gone.label"), words.say("exchange.gone.told")
    if isinstance(record, Task) and (found := upstream_words.held(record, board)):
        yield words.say("cli.shown.upstream"), upstream_words.explained(found, board, words)
    if isinstance(record, Task) and (refused := objections.of_task(record, board, words)):
        yield words.say("cli.shown.objected"), words.join(refused)
    there = zone_words.lines(record, board, desk.opening.actor, words)
    if there:
        told = words.join(f"{name} {at}" for name, at in there)
        yield words.say("cli.shown.elsewhere"), told


def _label(name: str, words: Words) -> str:
    """What a value of the JSON is called, where it is no field of the record, too."""
    return (
        words.say(f"cli.shown.{name}")
        if words.has(f"cli.shown.{name}")
        else field_name(name, words)
    )
