"""`source`: where tasks come from."""

from __future__ import annotations

import re
from argparse import Namespace
from contextlib import closing
from typing import TYPE_CHECKING, Any

from core.settings import SourceSettings, nearest
from tui.cli.config import kept
from tui.cli.desk import Desk
from tui.cli.wrong import Told, Wrong

if TYPE_CHECKING:
    from sync.mapping import Mapping
    from sync.source import Check
    from tui.cli.parser import Verbs

_NAME = re.compile(r"[a-z][a-z0-9-]{0,30}", re.ASCII)


def register(verbs: Verbs) -> None:
    """`source add`, `source list`, `source check`, `source remove`."""
    say = verbs.words.say
    below = verbs.add_more(verbs.add("source", print_list, told=say("cli.help.source")))
    parser = below.add("add", add, told=say("cli.help.source_add"))
    parser.argument("name", metavar="NAME", help=say("cli.help.source_name"))
    parser.argument("url", metavar="URL", help=say("cli.help.url"))
    parser.argument("--base-url", default="", metavar="U", help=say("cli.help.base_url"))
    parser.argument("--map", default="", metavar="FIELD=COLUMN,…", help=say("cli.help.map"))
    parser.argument("--interval", default="", metavar="5m", help=say("cli.help.interval"))
    below.add("list", print_list, told=say("cli.help.source_list"))
    for name, run, told in (
        ("check", check, say("cli.help.source_check")),
        ("remove", remove, say("cli.help.source_remove")),
    ):
        parser = below.add(name, run, told=told)
        parser.argument("name", metavar="NAME", help=say("cli.help.source_name"))


def add(options: Namespace) -> int:
    """Proves that the table can be read, maps its columns, and keeps both."""
    if not _NAME.fullmatch(options.name):
        raise Wrong(word="cli.config.source-name", path="", name=options.name)
    kind = "teambition" if "teambition" in options.url else "feishu"
    chosen = SourceSettings(
        type=kind, url=options.url, base_url=options.base_url, interval=options.interval
    )
    if options.interval and chosen.seconds is None:
        raise Wrong(word="cli.wrong_interval", value=options.interval)
    with Desk(options) as desk:
        if options.name in desk.opening.settings.sources:
            raise Told(word="cli.source_known", name=options.name)
        found = _look(options.name, chosen)
        from sync.guess import guess

        guessed = guess(found.columns)
        mapping = _mapped(guessed.mapping, options.map, found)
        _tell(desk, options.name, found, mapping, guessed.unmatched)
        value: dict[str, Any] = {"type": kind, "url": options.url, "mapping": mapping.to_dict()}
        more = {"base_url": options.base_url, "interval": options.interval}
        value |= {name: text for name, text in more.items() if text}
        return kept(desk, f"sources.{options.name}", value)


def _look(name: str, chosen: SourceSettings) -> Check:
    from sync.run import open_source

    with closing(open_source(name, chosen)) as source:
        return source.check()


def _mapped(mapping: Mapping, told: str, found: Check) -> Mapping:
    for pair in filter(None, (each.strip() for each in told.split(","))):
        name, mark, column = pair.partition("=")
        if not mark:
            raise Wrong(word="cli.wrong_pair", value=pair)
        mapping = mapping.choose(name.strip(), column.strip(), found.columns)
    return mapping


def _tell(
    desk: Desk, name: str, found: Check, mapping: Mapping, unmatched: tuple[tuple[str, str], ...]
) -> None:
    """Which column is which field, and what is not understood."""
    read_by = {target.id: field for field, target in mapping.columns.items()}
    told = [
        {"column": each.name, "kind": each.kind.value, "field": read_by.get(each.id)}
        for each in found.columns
    ]
    odd = [{"field": field, "option": option} for field, option in unmatched]
    lost = list(mapping.lost(found.columns))
    if desk.talk.json:
        desk.talk.value(
            {
                "source": name,
                "title": found.title,
                "table": found.table,
                "total": found.total,
                "columns": told,
                "unmatched": odd,
                "lost": lost,
            }
        )
        return
    desk.talk.tell("cli.source_found", title=found.title, n=found.total or 0)
    heads = [desk.words.say(f"cli.column.{each}") for each in ("column", "kind", "field")]
    desk.talk.table(
        heads, [[each["column"] or "", each["kind"] or "", each["field"] or "–"] for each in told]
    )
    for each in odd:
        desk.talk.tell("cli.source_odd", field=each["field"], option=each["option"])
    for field in lost:
        desk.talk.tell("cli.source_lost", field=field)
    if not found.total:
        desk.talk.tell("cli.source_empty")


def chosen_source(desk: Desk, name: str) -> SourceSettings:
    """The source of that name.

    Raises:
        Wrong: there is none; the nearest is named.
    """
    sources = desk.opening.settings.sources
    if name not in sources:
        near = nearest(name, sources)
        word = "cli.no_such_source" if near else "cli.no_sources"
        raise Wrong(word=word, name=name, near=near)
    return sources[name]


def check(options: Namespace) -> int:
    """Proves credentials and address, and says how each column is read."""
    with Desk(options) as desk:
        chosen = chosen_source(desk, options.name)
        from sync.guess import guess
        from sync.mapping import Mapping

        mapping = Mapping.from_dict(chosen.mapping)
        found = _look(options.name, chosen)
        unmatched = tuple(
            (field, option)
            for field, option in guess(found.columns).unmatched
            if option not in (mapping.statuses if field == "status" else mapping.priorities)
        )
        _tell(desk, options.name, found, mapping, unmatched)
    return 0


def remove(options: Namespace) -> int:
    """Forgets a source; the tasks that came from it stay."""
    with Desk(options) as desk:
        chosen_source(desk, options.name)
        return kept(desk, f"sources.{options.name}", None)


def print_list(options: Namespace) -> int:
    """Prints the sources and how their exchange stands."""
    with Desk(options) as desk:
        return print_sources(desk)


def print_sources(desk: Desk) -> int:
    """As `print_list`; a database that is not there yet says nothing about them."""
    from core.domain.refusal import Refused

    sources = desk.opening.settings.sources
    try:
        states = {each.name: each for each in desk.board.sources} if sources else {}
    except Refused:
        states = {}
    told = []
    for name, each in sources.items():
        state = states.get(name)
        at = state.synced_at.astimezone(desk.board.zone) if state and state.synced_at else None
        told.append(
            {
                "name": name,
                "type": each.type,
                "url": each.url,
                "base_url": each.base_url or None,
                "interval": each.interval or None,
                "synced_at": at.isoformat(timespec="seconds") if at else None,
                "failed": (state.failed or None) if state else None,
                "running": (state.running or None) if state else None,
                "clashes": state.clashes if state else 0,
            }
        )
    if desk.talk.json:
        desk.talk.value(told)
        return 0
    names = ("name", "type", "url", "interval", "synced_at", "failed", "clashes")
    heads = [desk.words.say(f"cli.column.{each}") for each in names]
    desk.talk.table(heads, [[str(each[one] or "–") for one in names] for each in told])
    return 0
