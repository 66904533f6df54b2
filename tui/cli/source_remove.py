"""`source remove`: a source is synced no more; what came from it stays."""

from __future__ import annotations

import sys
from argparse import Namespace
from contextlib import suppress
from datetime import timedelta
from getpass import getuser
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from core.domain.refusal import Refused
from core.domain.rights import same_person
from tui.cli.config import kept
from tui.cli.desk import Desk
from tui.cli.source_fitting import chosen_source
from tui.cli.wrong import REFUSED
from tui.source_names import called

if TYPE_CHECKING:
    from tui.cli.parser import Verbs

_LATELY: Final = timedelta(days=1)
"""Who synced a source within that time goes on doing so."""


def register(below: Verbs) -> None:
    """`source remove NAME [--yes]`."""
    say = below.words.say
    parser = below.add("remove", remove, told=say("cli.help.source_remove"))
    parser.argument("name", metavar="NAME", help=say("cli.help.source_name"))
    parser.argument("--yes", action="store_true", help=say("cli.help.yes"))


def remove(options: Namespace) -> int:
    """Takes a source out of the configuration, and off every board where nobody else syncs it.

    The records that came from it stay, with their links: added again under the same name it goes
    on with them. Somebody at a terminal is asked first.

    Raises:
        Wrong: neither the configuration nor the database knows it.
    """
    name = options.name
    with Desk(options) as desk:
        configured = name in desk.opening.settings.sources
        known = _known(desk, name)
        if not configured and not known:
            chosen_source(desk, name)
        board = desk.board if known else None
        title = called(name, board, desk.words, desk.opening.settings.sources)
        count = _linked(desk, name) if known else 0
        if not (options.yes or _sure(desk, name, title, count)):
            desk.talk.tell("syncing.remove.not", title=title)
            return REFUSED
        if configured and (status := kept(desk, f"sources.{name}", None, told=False)):
            return status
        others = _others(desk, name) if known else frozenset()
        if others:
            who = desk.words.join(sorted(others))
            desk.talk.tell("syncing.remove.here", name=name, title=title, who=who)
        else:
            if known:
                _forget(desk, name)
            desk.talk.tell("syncing.remove.done", name=name, title=title, n=count)
    return 0


def _known(desk: Desk, name: str) -> bool:
    """Whether it was ever synced; a database that is not there yet knows nothing."""
    try:
        return any(each.name == name for each in desk.board.sources)
    except Refused:
        return False


def _forget(desk: Desk, name: str) -> None:
    from core.store.exchange_sources import forget

    desk.service.store.tell(forget, desk.service.project, name)


def _linked(desk: Desk, name: str) -> int:
    from core.store.exchange_sources import linked

    found: dict[str, int] = desk.service.store.ask(linked, desk.service.project)
    return found.get(name, 0)


def _others(desk: Desk, name: str) -> frozenset[str]:
    """Who else syncs it from a machine of their own."""
    from core.store.exchange_sources import syncers

    since = desk.service.now() - _LATELY
    found: frozenset[str] = desk.service.store.ask(syncers, desk.service.project, name, since)
    board, mine = desk.board, _own_names(desk)
    return frozenset(
        each for each in found if not any(same_person(board.people, each, one) for one in mine)
    )


def _own_names(desk: Desk) -> frozenset[str]:
    """Who this person is at this machine: as who asks, as the configuration and the login say."""
    names = {desk.service.actor, desk.opening.settings.me.name}
    with suppress(OSError, KeyError, ImportError):
        names.add(getuser())
    return frozenset(filter(None, names))


def _sure(desk: Desk, name: str, title: str, count: int) -> bool:
    """A person at a terminal is asked; a script is not."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return True
    sys.stderr.write(desk.words.say("syncing.remove.sure", name=name, title=title, n=count) + " ")
    sys.stderr.flush()
    return normalize("NFKC", sys.stdin.readline()).strip().casefold() in ("y", "yes", "是", "好")
