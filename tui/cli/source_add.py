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
from tui.cli.source_fitting import add_options, keep, look, mapped, written
from tui.cli.talk import warn
from tui.cli.wrong import Told, Wrong

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
    parser.argument("--interval", default="", metavar="5m", help=say("cli.help.interval"))
    parser.argument("--actions", action="store_true", help=say("syncing.help.actions"))
    add_options(parser, words)


def add(options: Namespace) -> int:
    """Looks at the table, has its mapping corrected, and keeps it."""
    from sync.guess import guess

    with Desk(options) as desk:
        name, chosen = _wanted(options, desk.opening.settings.sources)
        if name in desk.opening.settings.sources:
            raise Told(word="cli.source_known", name=name)
        found = look(name, chosen)
        mapping = mapped(guess(found.columns).mapping, options.map, found.columns)
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
        return keep(desk, name, chosen)


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
            mapping = mapped(mapping, typed, found.columns)
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
    from sync.sheet.address import is_sheet
    from sync.teambition.url import is_project

    name, url = (options.name, options.url) if options.url else ("", options.name)
    if is_sheet(url):
        name, url = _sheet(name, url, known)
        kind = "sheet"
    elif not name:
        raise Wrong(word="sheet.no_address", name=options.name)
    else:
        kind = "teambition" if "teambition" in url or is_project(url) else "feishu"
    if not _NAME.fullmatch(name):
        raise Wrong(word="cli.config.source-name", path="", name=name)
    chosen = SourceSettings(
        type=kind,
        url=url,
        base_url=options.base_url,
        interval=options.interval,
        actions=options.actions,
    )
    if options.interval and chosen.seconds is None:
        raise Wrong(word="cli.wrong_interval", value=options.interval)
    if kind == "sheet" and (options.interval or options.base_url):
        raise Wrong(word="sheet.no_such_option")
    if kind == "sheet" and options.actions:
        raise Wrong(word="syncing.sheet_stays")
    return name, chosen


def _sheet(name: str, text: str, known: Settled[str, SourceSettings]) -> tuple[str, str]:
    """The name and the whole path of a sheet; one that is known already keeps its name."""
    from sync.sheet.address import locate
    from sync.sheet.naming import source_name

    place = locate(text)
    same = next((each for each, one in known.items() if one.url == place.text), "")
    return name or same or source_name(place.path, known), place.text


def _key(desk: Desk, name: str, found: Check, mapping: Mapping) -> str:
    """What rows are known by, said; from now on it stays, so that no task comes twice."""
    from sync.sheet.source import key_name

    title = mapping.columns.get("title")
    key = key_name(found.columns, title.id if title else "")
    if key:
        desk.talk.tell("sheet.known_by", column=key)
    desk.talk.tell("sheet.next", name=name)
    return key
