"""`source change`: what is settled about a source after it was added."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from typing import TYPE_CHECKING

from core.domain.refusal import Refused, Unreachable
from core.settings import SourceSettings
from tui.cli import lookup
from tui.cli.column_table import tell_columns
from tui.cli.desk import Desk
from tui.cli.source_changed import changes_told
from tui.cli.source_fitting import (
    NEVER,
    add_options,
    chosen_source,
    faces_of,
    fitting,
    keep,
    kind_of,
    look,
    mapped,
    settled,
    tell_actions,
    written,
)
from tui.cli.talk import warn
from tui.cli.wrong import Wrong
from tui.settling import settle_option, settle_person

if TYPE_CHECKING:
    from sync.mapping import Mapping
    from sync.record import Person
    from sync.source import Check
    from tui.cli.parser import Verbs


def register(below: Verbs) -> None:
    """`source change NAME` with its options."""
    words = below.words
    say = words.say
    parser = below.add("change", change, told=say("syncing.help.change"))
    parser.argument("name", metavar="NAME", help=say("cli.help.source_name"))
    parser.argument("--url", metavar="URL", help=say("sync.settle.help_url"))
    parser.argument("--interval", metavar="5m", help=say("syncing.help.interval"))
    parser.argument("--key", metavar="COLUMN", help=say("sync.settle.help_rekey"))
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
    with Desk(options) as desk:
        before = chosen_source(desk, options.name)
        if not _asked(options):
            raise Wrong(word="syncing.nothing_to_change", name=options.name)
        moved = _moved(options, before)
        found, mapping = _fitted(desk, moved)
        for each in options.option:
            columns = found.columns if found is not None and not options.yes else ()
            mapping = settled(settle_option, mapping, each, columns, desk.words)
        for each in options.person:
            mapping = _person(desk, moved, mapping, each, found)
        chosen = _chosen(options, moved, mapping, found)
        if found is not None and (options.map or options.url):
            # By the column that was asked for no two rows are alike.
            shown = replace(found, twice=()) if options.key else found
            tell_columns(desk, options.name, shown, mapping, chosen)
        status = _kept(desk, before, chosen)
        for line in changes_told(before, chosen, desk.words):
            if not desk.talk.quiet:
                warn(line)
        if status == 0 and chosen.actions and not before.actions:
            tell_actions(desk, options.name)
        return status


def _kept(desk: Desk, before: SourceSettings, chosen: SourceSettings) -> int:
    """Keeps it where it reads otherwise; the links of a file go with what its rows are known by."""
    if replace(chosen, title=before.title) == before:
        return 0
    if chosen.key == before.key:
        return keep(desk, desk.options.name, chosen)
    return _rekeyed(desk, before, chosen)


def _rekeyed(desk: Desk, before: SourceSettings, chosen: SourceSettings) -> int:
    """As `_kept`; where the links cannot be written, the configuration reads as before again."""
    from sync.rekeying import pairs, rekey

    name = desk.options.name
    try:
        service = desk.service
    except Refused:
        return keep(desk, name, chosen)  # nothing was ever synced
    found = pairs(service, name, before, chosen)
    if status := keep(desk, name, chosen):
        return status
    try:
        rekey(service, name, found)
    except (Refused, Unreachable):
        keep(desk, name, before)
        raise
    if found:
        desk.talk.tell("sync.settle.rekeyed", n=len(found), column=chosen.key)
    return 0


def _key(options: Namespace, chosen: SourceSettings, mapping: Mapping, found: Check | None) -> str:
    """What the rows of a file are known by.

    Raises:
        Wrong: it is no file.
        Fatal: there is no such column, or it does not tell the rows apart.
    """
    from sync.sheet.source import key_asked

    if options.key is None:
        return chosen.key
    if chosen.type != "sheet" or found is None:
        raise Wrong(word="sync.settle.key_not_here")
    return key_asked(found.columns, options.key, mapping)


def _fitted(desk: Desk, chosen: SourceSettings) -> tuple[Check | None, Mapping]:
    """The table, where it has to be looked at, and the mapping as `--map` corrects it."""
    from sync.mapping import Mapping

    options = desk.options
    before = Mapping.from_dict(chosen.mapping)
    named = (options.option or options.person) and not options.yes
    if not (options.map or options.write or options.url or options.key or named):
        return None, before
    found = look(options.name, chosen)
    mapping = mapped(before, options.map, found.columns)
    if chosen.type == "sheet" and mapping != before:
        found = look(options.name, replace(chosen, mapping=mapping.to_dict()))
        mapping = mapped(before, options.map, found.columns)
    fitting(desk, before, mapping, found.columns)
    return found, mapping


def _moved(options: Namespace, chosen: SourceSettings) -> SourceSettings:
    """The source at another address of the same kind.

    Raises:
        Wrong: it is the address of something else.
    """
    from sync.sheet.address import locate

    if not options.url:
        return chosen
    if kind_of(options.url) != chosen.type:
        raise Wrong(word="sync.settle.other_kind", name=options.name, url=options.url)
    url = locate(options.url).text if chosen.type == "sheet" else options.url
    return replace(chosen, url=url)


def _asked(options: Namespace) -> bool:
    told = (options.interval, options.actions, options.write, options.url, options.key)
    listed = options.map or options.person or options.option
    return bool(listed) or any(each is not None for each in told)


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
        key=_key(options, chosen, mapping, found),
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


def _person(
    desk: Desk, chosen: SourceSettings, mapping: Mapping, told: str, found: Check | None
) -> Mapping:
    """With `小王=王敏`; nothing behind the sign forgets it.

    Raises:
        Wrong: it is not of that shape, or nobody at the source is called so.
        Refused, Told: nobody goes by that name here, or several do.
    """
    from sync.guess import faces
    from tui.cli.typed_line import ground_for

    def ours(name: str) -> str:
        return desk.board.people[lookup.person(name, ground_for(desk, ()), desk.words)].name

    def seen(remote: str) -> list[Person]:
        """Who the samples name; where that is not enough, everybody."""
        people = list(faces(mapping, found.columns)) if found is not None else []
        if all(remote not in (each.id, each.name) for each in people):
            people = faces_of(desk.options.name, chosen, mapping)
        return people

    asked = None if desk.options.yes else seen
    return settled(settle_person, mapping, told, asked, ours)
