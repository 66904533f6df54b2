"""`source change`: what is settled about a source after it was added."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from typing import TYPE_CHECKING

from core.domain.task import Priority, TaskStatus
from core.settings import SourceSettings
from tui.cli import lookup
from tui.cli.column_table import tell_columns
from tui.cli.desk import Desk
from tui.cli.source_fitting import NEVER, add_options, chosen_source, keep, look, mapped, written
from tui.cli.wrong import Wrong

if TYPE_CHECKING:
    from sync.mapping import Mapping
    from sync.source import Check
    from tui.cli.parser import Verbs

_TERMS = {"status": (TaskStatus, "task"), "priority": (Priority, "priority")}
"""What the options of a field may mean, and the words for it."""


def register(below: Verbs) -> None:
    """`source change NAME` with its options."""
    words = below.words
    say = words.say
    parser = below.add("change", change, told=say("syncing.help.change"))
    parser.argument("name", metavar="NAME", help=say("cli.help.source_name"))
    parser.argument("--interval", metavar="5m", help=say("syncing.help.interval"))
    parser.argument(
        "--actions", action="store_true", default=None, help=say("syncing.help.actions")
    )
    parser.argument(
        "--no-actions", dest="actions", action="store_false", help=say("syncing.help.no_actions")
    )
    add_options(parser, words)
    for name, metavar, told in (
        ("--person", "REMOTE=NAME", say("syncing.help.person")),
        ("--option", "FIELD:OPTION=VALUE", say("syncing.help.option")),
    ):
        parser.argument(name, action="append", default=[], metavar=metavar, help=told)


def change(options: Namespace) -> int:
    """Changes what was asked for, and says what it comes to where the table had to be read."""
    from sync.mapping import Mapping

    with Desk(options) as desk:
        chosen = chosen_source(desk, options.name)
        if not _asked(options):
            raise Wrong(word="syncing.nothing_to_change", name=options.name)
        mapping = Mapping.from_dict(chosen.mapping)
        found = look(options.name, chosen) if options.map or options.write else None
        if found is not None:
            mapping = mapped(mapping, options.map, found.columns)
        for each in options.option:
            mapping = _option(mapping, each)
        for each in options.person:
            mapping = _person(desk, mapping, each)
        chosen = _chosen(options, chosen, mapping, found)
        if found is not None:
            tell_columns(desk, options.name, found, mapping, chosen)
        return keep(desk, options.name, chosen)


def _asked(options: Namespace) -> bool:
    settled = (options.interval, options.actions, options.write)
    listed = options.map or options.person or options.option
    return bool(listed) or any(each is not None for each in settled)


def _chosen(
    options: Namespace, chosen: SourceSettings, mapping: Mapping, found: Check | None
) -> SourceSettings:
    """The source with what was asked for; a field that is mapped no more is not written either.

    Raises:
        Wrong: the interval or a field will not do, or a file was to be written to.
    """
    if chosen.type == "sheet" and options.interval:
        raise Wrong(word="sheet.no_such_option")
    if chosen.type == "sheet" and options.actions:
        raise Wrong(word="syncing.sheet_stays")
    write = tuple(each for each in chosen.write if each in mapping.columns)
    if options.write is not None:
        columns = found.columns if found is not None else ()
        write = written(options.write, chosen.type, mapping, columns)
    return replace(
        chosen,
        title=found.title if found is not None else chosen.title,
        interval=_interval(options.interval, chosen),
        actions=chosen.actions if options.actions is None else options.actions,
        write=write,
        mapping=mapping.to_dict(),
    )


def _interval(told: str | None, chosen: SourceSettings) -> str:
    if told is None:
        return chosen.interval
    if told in ("", *NEVER):
        return ""
    if replace(chosen, interval=told).seconds is None:
        raise Wrong(word="cli.wrong_interval", value=told)
    return told


def _option(mapping: Mapping, told: str) -> Mapping:
    """With `status:已上线=done`; nothing behind the sign forgets it.

    Raises:
        Wrong: it is not of that shape, or there is no such status or priority.
    """
    from sync.correcting import field_called

    place, mark, text = told.replace("\uff1d", "=").rpartition("=")
    name, colon, option = place.replace("\uff1a", ":").partition(":")
    if not (mark and colon and option.strip()):
        raise Wrong(word="syncing.wrong_option", value=told)
    field = field_called(name)
    if field not in _TERMS:
        raise Wrong(word="syncing.wrong_option", value=told)
    kind, area = _TERMS[field]
    ours = lookup.member(kind, text, lookup.terms(kind, area)).value if text.strip() else ""
    return mapping.settle_option(field, option.strip(), ours)


def _person(desk: Desk, mapping: Mapping, told: str) -> Mapping:
    """With `小王=王敏`; nothing behind the sign forgets it.

    Raises:
        Wrong: it is not of that shape.
        Refused, Told: nobody goes by that name here, or several do.
    """
    from tui.cli.typed_line import ground_for

    remote, mark, name = told.replace("\uff1d", "=").rpartition("=")
    if not (mark and remote.strip()):
        raise Wrong(word="syncing.wrong_person", value=told)
    if not name.strip():
        return mapping.settle_person(remote.strip(), "")
    found = lookup.person(name.strip(), ground_for(desk, ()), desk.words)
    return mapping.settle_person(remote.strip(), desk.board.people[found].name)
