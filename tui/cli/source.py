"""`source`: where tasks come from."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from tui.cli import source_add, source_change, source_remove
from tui.cli.column_table import tell_columns
from tui.cli.desk import Desk
from tui.cli.source_fitting import chosen_source, look
from tui.cli.source_state import moment_told, source_states
from tui.wording import field_name

if TYPE_CHECKING:
    from tui.cli.parser import Verbs
    from tui.words import Words


def register(verbs: Verbs) -> None:
    """`source add`, `change`, `list`, `check`, `remove`."""
    say = verbs.words.say
    below = verbs.add_more(verbs.add("source", print_list, told=say("cli.help.source")))
    source_add.register(below)
    source_change.register(below)
    below.add("list", print_list, told=say("cli.help.source_list"))
    source_remove.register(below)
    parser = below.add("check", check, told=say("cli.help.source_check"))
    parser.argument("name", metavar="NAME", help=say("cli.help.source_name"))


def check(options: Namespace) -> int:
    """Proves credentials and address, and says how each column is read and what matches nothing."""
    from sync.mapping import Mapping

    with Desk(options) as desk:
        chosen = chosen_source(desk, options.name)
        found = look(options.name, chosen)
        mapping = Mapping.from_dict(chosen.mapping)
        tell_columns(desk, options.name, found, mapping, chosen)
        if not desk.talk.json:
            back = written_told(chosen.write, desk.words, actions=chosen.actions)
            every = chosen.interval or desk.words.say("exchange.auto.none")
            desk.talk.tell("syncing.checked", back=back, every=every)
    return 0


def print_list(options: Namespace) -> int:
    """Prints the sources and how their exchange stands."""
    with Desk(options) as desk:
        return print_sources(desk)


def print_sources(desk: Desk) -> int:
    """As `print_list`; a database that is not there yet says nothing about them."""
    told = source_states(desk)
    if desk.talk.json:
        desk.talk.value(told)
        return 0
    names = ("name", "called", "type", "interval", "write", "synced_at", "why", "clashes", "url")
    heads = [desk.words.say(f"syncing.column.{each}") for each in names]
    rows = [[_cell(name, each, desk) for name in names] for each in told]
    desk.talk.table(heads, rows, empty="syncing.no_sources")
    return 0


def _cell(name: str, told: dict[str, Any], desk: Desk) -> str:
    """One cell: fields by their names, moments as people read them."""
    words = desk.words
    match name:
        case "write":
            return written_told(told["write"], words, actions=told["actions"])
        case "type":
            return words.say(f"exchange.kind.{told['type']}")
        case "interval":
            return told["interval"] or words.say("exchange.auto.none")
        case "synced_at":
            return moment_told(told["synced_at"])
        case _:
            return str(told[name] if told[name] is not None else "–")


def written_told(write: Iterable[str], words: Words, *, actions: bool) -> str:
    """What goes back to a source: fields, and action items; a dash for nothing."""
    told = [field_name(each, words) for each in write]
    if actions:
        told.append(words.say("exchange.note.actions"))
    return words.join(told) or "–"
