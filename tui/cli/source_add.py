"""`source add`: proves that a table can be read, maps its columns, and keeps both."""

from __future__ import annotations

import re
import sys
from argparse import Namespace
from collections.abc import Mapping as Settled
from dataclasses import replace
from typing import TYPE_CHECKING

from core.settings import SourceSettings
from tui.cli.column_table import tell_columns
from tui.cli.desk import Desk
from tui.cli.ending import explained
from tui.cli.source_fitting import (
    NEVER,
    add_options,
    fitting,
    keep,
    kind_of,
    look,
    mapped,
    tell_actions,
    written,
)
from tui.cli.talk import warn
from tui.cli.wrong import Told, Wrong
from tui.wording import worded

if TYPE_CHECKING:
    from sync.mapping import Mapping
    from sync.source import Check
    from tui.cli.parser import Verbs

_NAME = re.compile(r"[a-z][a-z0-9-]{0,30}", re.ASCII)


def register(below: Verbs) -> None:
    """`source add NAME URL` with its options."""
    words = below.words
    say = words.say
    parser = below.add("add", add, told=say("cli.help.source_add"))
    parser.argument("name", metavar="NAME", help=say("cli.help.source_name"))
    parser.argument("url", metavar="URL", nargs="?", default="", help=say("sheet.help.url"))
    parser.argument("--base-url", default="", metavar="U", help=say("cli.help.base_url"))
    parser.argument("--interval", metavar="5m", help=say("syncing.help.interval"))
    parser.argument("--key", default="", metavar="COLUMN", help=say("sync.settle.help_key"))
    parser.argument("--actions", action="store_true", help=say("syncing.help.actions"))
    add_options(parser, words)


def add(options: Namespace) -> int:
    """Looks at the table, has its mapping corrected, and keeps it."""
    with Desk(options) as desk:
        name, chosen = _wanted(options, desk.opening.settings.sources)
        if name in desk.opening.settings.sources:
            raise Told(word="cli.source_known", name=name)
        _elsewhere(desk, name, chosen)
        found, mapping = _mapped(desk, name, chosen)
        if options.key:  # by the column that was asked for no two rows are alike
            found = replace(found, twice=())
        told, columns = options.write or "", found.columns
        chosen = replace(chosen, write=written(told, chosen.type, mapping, columns))
        tell_columns(desk, name, found, mapping, chosen)
        if _asks(desk):
            mapping = _corrected(desk, name, found, mapping, chosen)
        key = _key(desk, name, found, mapping) if chosen.type == "sheet" else ""
        chosen = replace(
            chosen,
            title=found.title,
            key=key,
            write=written(told, chosen.type, mapping, columns),
            mapping=mapping.to_dict(),
        )
        if chosen.seconds is not None:
            desk.talk.tell("sync.settle.every", interval=chosen.interval)
        status = keep(desk, name, chosen)
        if status == 0 and chosen.type != "sheet":
            desk.talk.tell("sheet.next", name=name)
        if status == 0 and chosen.actions:
            tell_actions(desk, name)
        return status


def _elsewhere(desk: Desk, name: str, chosen: SourceSettings) -> None:
    """What is no table's address is told before secrets are asked for; so is what is there already.

    Raises:
        Fatal: the address is that of no table.
        Told: the table is a source under another name, and nobody insists.
    """
    from sync.whereabouts import connected_as

    known = connected_as(chosen, desk.opening.settings.sources)
    if known and not desk.options.yes:
        raise Told(word="sync.settle.connected", name=name, known=known)


def _mapped(desk: Desk, name: str, chosen: SourceSettings) -> tuple[Check, Mapping]:
    """What is there, and the mapping that was guessed and corrected; a file is read once more, as
    the mapping asks."""
    from sync.guess import guess

    found = look(name, chosen)
    guessed = guess(found.columns).mapping
    mapping = mapped(guessed, desk.options.map, found.columns)
    if chosen.type == "sheet" and mapping != guessed:
        found = look(name, replace(chosen, mapping=mapping.to_dict()))
        mapping = mapped(guessed, desk.options.map, found.columns)
    fitting(desk, guessed, mapping, found.columns)
    return found, mapping


def _asks(desk: Desk) -> bool:
    """A person at a terminal is asked; a script is not."""
    return not desk.talk.json and sys.stdin.isatty() and sys.stderr.isatty()


def _corrected(
    desk: Desk, name: str, found: Check, mapping: Mapping, chosen: SourceSettings
) -> Mapping:
    """The mapping once the person has nothing more to correct; what is wrong is said and asked
    again."""
    from sync.trouble import SyncError

    while True:
        sys.stderr.write(f"{desk.words.say('syncing.correct')} ")
        sys.stderr.flush()
        typed = ",".join(sys.stdin.readline().split())
        if not typed:
            return mapping
        try:
            changed = mapped(mapping, typed, found.columns)
            fitting(desk, mapping, changed, found.columns)
            mapping = changed
        except Wrong as problem:
            warn(worded(desk.words, problem.word, problem.values))
            continue
        except SyncError as problem:
            _, told = explained(problem, desk.words) or (0, str(problem))
            warn(told)
            continue
        tell_columns(desk, name, found, mapping, chosen)


def _wanted(options: Namespace, known: Settled[str, SourceSettings]) -> tuple[str, SourceSettings]:
    """What is to be added, and its name; a sheet that nobody names is called after its file.

    Raises:
        Wrong: there is no address, or the name or the interval cannot be used.
    """
    name, url = (options.name, options.url) if options.url else ("", options.name)
    kind = kind_of(url)
    if kind == "sheet":
        name, url = _sheet(name, url, known)
    elif not name:
        raise Wrong(word="sheet.no_address", name=options.name)
    if not _NAME.fullmatch(name):
        raise Wrong(word="cli.config.source-name", path="", name=name)
    interval = "" if kind == "sheet" else _interval(options.interval)
    chosen = SourceSettings(
        type=kind, url=url, base_url=options.base_url, interval=interval, actions=options.actions
    )
    if interval and chosen.seconds is None:
        raise Wrong(word="cli.wrong_interval", value=interval)
    _allowed(options, kind)
    return name, chosen


def _interval(told: str | None) -> str:
    """How often it is synced unless somebody says otherwise."""
    from tui.wizard import INTERVAL

    if told is None:
        return INTERVAL
    return "" if told in NEVER else told


def _allowed(options: Namespace, kind: str) -> None:
    """Raises `Wrong` for what this kind of source does not have."""
    if kind == "sheet" and (options.interval or options.base_url):
        raise Wrong(word="sheet.no_such_option")
    if kind == "sheet" and options.actions:
        raise Wrong(word="syncing.sheet_stays")
    if kind != "sheet" and options.key:
        raise Wrong(word="sync.settle.key_not_here")


def _sheet(name: str, text: str, known: Settled[str, SourceSettings]) -> tuple[str, str]:
    """The name and the whole path of a sheet; one that is known already keeps its name."""
    from sync.sheet.address import locate
    from sync.sheet.naming import source_name

    place = locate(text)
    same = next((each for each, one in known.items() if one.url == place.text), "")
    return name or same or source_name(place.path, known), place.text


def _key(desk: Desk, name: str, found: Check, mapping: Mapping) -> str:
    """What rows are known by, said; from now on it stays, so that no task comes twice.

    Raises:
        Fatal: there is no column of the name that was asked for, or it does not tell rows apart.
    """
    from sync.sheet.source import key_asked, key_name, keys

    title = mapping.columns.get("title")
    wanted = desk.options.key
    usual = key_name(found.columns, title.id if title else "")
    key = key_asked(found.columns, wanted, mapping) if wanted else usual
    if key:
        desk.talk.tell("sheet.known_by", column=key)
    others = keys(found.columns, key)
    if others and not wanted:
        values = {"columns": desk.words.join(others), "first": others[0], "name": name}
        desk.talk.tell("sync.settle.key_offer", **values)
    desk.talk.tell("sync.settle.file_by_hand", name=name)
    desk.talk.tell("sheet.next", name=name)
    return key
