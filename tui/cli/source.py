"""`source`: where tasks come from."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from tui.cli import source_add, source_change
from tui.cli.column_table import tell_columns
from tui.cli.config import kept
from tui.cli.desk import Desk
from tui.cli.source_fitting import chosen_source, look
from tui.cli.source_state import source_states

if TYPE_CHECKING:
    from tui.cli.parser import Verbs


def register(verbs: Verbs) -> None:
    """`source add`, `change`, `list`, `check`, `remove`."""
    say = verbs.words.say
    below = verbs.add_more(verbs.add("source", print_list, told=say("cli.help.source")))
    source_add.register(below)
    source_change.register(below)
    below.add("list", print_list, told=say("cli.help.source_list"))
    for name, run, told in (
        ("check", check, say("cli.help.source_check")),
        ("remove", remove, say("cli.help.source_remove")),
    ):
        parser = below.add(name, run, told=told)
        parser.argument("name", metavar="NAME", help=say("cli.help.source_name"))


def check(options: Namespace) -> int:
    """Proves credentials and address, and says how each column is read and what matches nothing."""
    from sync.mapping import Mapping

    with Desk(options) as desk:
        chosen = chosen_source(desk, options.name)
        found = look(options.name, chosen)
        mapping = Mapping.from_dict(chosen.mapping)
        tell_columns(desk, options.name, found, mapping, chosen)
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
    told = source_states(desk)
    if desk.talk.json:
        desk.talk.value(told)
        return 0
    names = ("name", "type", "url", "interval", "write", "synced_at", "failed", "clashes")
    heads = [desk.words.say(f"cli.column.{each}") for each in names]
    desk.talk.table(heads, [[_cell(each[one]) for one in names] for each in told])
    return 0


def _cell(value: object) -> str:
    return ", ".join(value) if isinstance(value, list) and value else str(value or "–")
