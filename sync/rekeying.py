"""The rows of a file known by another column from now on: their links go with them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing

from core.service import Service
from core.settings import SourceSettings
from core.store.exchange import Exchange
from sync.alike import settled
from sync.ledger import Ledger
from sync.news import News
from sync.record import Pull
from sync.run import open_source
from sync.trouble import Fatal


def pairs(
    service: Service, name: str, before: SourceSettings, after: SourceSettings
) -> dict[str, str]:
    """What each linked row is known by after the change, by what it is known by now.

    A row that is gone from the file keeps what it was known by: the next sync finds it gone.

    Raises:
        Fatal: the file cannot be read; `sheet-rekey-unsure`, of some rows nobody knows which task
            they are; `sheet-rekey-clashes`, conflicts about it wait for a choice.
        Unreachable: the database is away.
    """
    ledger = Ledger(service, name)
    known = ledger.ask(Exchange.known)
    if not known:
        return {}
    if waiting := ledger.ask(Exchange.clashing):
        raise Fatal("sheet-rekey-clashes", n=waiting)
    old, new = _pull(name, before), _pull(name, after)
    rows = {each.row: each.id for each in new.records}
    found = {
        each.id: rows[each.row]
        for each in _sure(old, known).records
        if each.id in known and rows.get(each.row, each.id) != each.id
    }
    if taken := set(found.values()) & (known.keys() - found.keys()):
        raise Fatal("sheet-rekey-unsure", n=len(taken))
    return found


def _pull(name: str, settings: SourceSettings) -> Pull:
    with closing(open_source(name, settings)) as source:
        return source.pull()


def _sure(pull: Pull, known: Mapping[str, bool]) -> Pull:
    """The same pull, where each of its rows is known to be one task or none."""
    told = settled(News.of(pull, known, None)).pull
    if unsure := len(pull.records) - len(told.records):
        raise Fatal("sheet-rekey-unsure", n=unsure)
    return told


def rekey(service: Service, name: str, found: Mapping[str, str]) -> None:
    """Writes what `pairs` found.

    Raises:
        Refused: somebody is syncing the source now.
        Unreachable: the database is away.
    """
    if not found:
        return
    ledger = Ledger(service, name)
    ledger.take()
    try:
        ledger.rename(found)
    finally:
        ledger.give_back()
