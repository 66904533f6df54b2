"""Carrying a plan out: takes and creations through the service, their links beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from core.domain.event import Recorded
from core.domain.ids import RecordId
from core.domain.intake import TakeIn, Taken
from core.domain.refusal import Conflict, Gone
from core.service import Service
from core.store.exchange import LinkRow
from core.store.unit import Unit
from sync.clashing import Witness, dropped, lapsed
from sync.ledger import Ledger, Sight
from sync.plan import NOTHING, Change, Kind, Plan, Writes, plan
from sync.record import JSON, Link
from sync.translate import Translated

UNIT = 100
"""Records in one transaction: the write lock is short, and a broken run loses little."""
TRIES = 5
"""How often a unit is decided anew when somebody writes to its tasks meanwhile."""

Row = tuple[str, tuple[Change, ...]]
"""What is to be done about one remote item."""


@dataclass(slots=True)
class Done:
    """What was carried out, by remote ids."""

    created: set[str] = field(default_factory=set)
    updated: set[str] = field(default_factory=set)
    ended: list[Change] = field(default_factory=list)
    yielded: list[Change] = field(default_factory=list)
    """Clashes that came up only while carrying out."""
    waiting: set[str] = field(default_factory=set)
    """Those of which something is to be written there, come up only while carrying out."""


class Carrier:
    """Carries plans of one source out, unit by unit.

    `service` acts in the name of the source. Stopped anywhere, the units before are whole, their
    links with them: the next run finds the rest to do.
    """

    def __init__(
        self,
        service: Service,
        source: str,
        ledger: Ledger,
        fields: Sequence[str],
        write: Writes = NOTHING,
    ) -> None:
        self._service = service
        self._source = source
        self._ledger = ledger
        self._fields = fields
        self._write = write
        self._witness = Witness(service, source, ledger)
        self.done = Done()

    def plan(self, said: Iterable[Translated], sight: Sight) -> Plan:
        """What some remote items, read for themselves, come to."""
        return plan(
            [sight.read(each) for each in said],
            sight.links.values(),
            sight.values,
            complete=False,
            write=self._write,
            held=sight.held,
        )

    def carry(
        self,
        changes: Iterable[Change],
        said: Mapping[str, Translated],
        sight: Sight,
    ) -> None:
        """Carries `changes` out; `said` and `sight` are what their plan was made of.

        Raises:
            Refused: the lease was lost.
            Conflict: others keep writing to the same tasks.
            Unreachable: the database is away.
        """
        for rows in _units(changes):
            self._ledger.keep()
            self._unit(rows, said, sight)

    def _unit(self, rows: Sequence[Row], said: Mapping[str, Translated], sight: Sight) -> None:
        for _ in range(1, TRIES):
            try:
                return self._perform(rows, said, sight)
            except (Conflict, Gone):
                rows, sight = self._again(rows, said)
        return self._perform(rows, said, sight)

    def _perform(self, rows: Sequence[Row], said: Mapping[str, Translated], sight: Sight) -> None:
        changes = [change for _, group in rows for change in group]
        wish = TakeIn(
            source=self._source,
            items=tuple(_taken(rows, sight, said)),
            clashes=tuple(self._witness.found(changes, said, sight)),
            lapsed=tuple(lapsed(changes, sight)),
            dropped=tuple(dropped(changes, sight)),
            gone=tuple(_ours(changes, Kind.END)),
            back=tuple(_ours(changes, Kind.BACK)),
        )

        def beside(unit: Unit, recorded: tuple[Recorded, ...]) -> None:
            exchange = self._ledger.within(unit)
            new = {
                each.event.after["source_id"]: each.event.subject
                for each in recorded
                if each.event.kind == "task.added"
            }
            exchange.add_links(_fresh(rows, new))
            exchange.change_links(_moved(rows, sight))

        self._service.perform_with(wish, beside=beside)
        self._count(rows)

    def _again(
        self, rows: Sequence[Row], said: Mapping[str, Translated]
    ) -> tuple[Sequence[Row], Sight]:
        """The same remote items, against our side as it stands now. Ends stay ends."""
        ids = [remote_id for remote_id, _ in rows]
        sight = self._ledger.sight(self._fields, ids)
        news = self.plan([said[each] for each in ids if each in said], sight)
        told = {
            (each.remote_id, each.field)
            for _, group in rows
            for each in group
            if each.kind is Kind.CLASH
        }
        fresh = (
            each
            for each in news.clashes
            if not each.known and (each.remote_id, each.field) not in told
        )
        self.done.yielded += fresh
        self.done.waiting |= {each.remote_id for each in news.pushes}
        ends = [each for _, changes in rows for each in changes if each.kind is Kind.END]
        return list(_rows([*news.to_carry, *ends])), sight

    def _count(self, rows: Sequence[Row]) -> None:
        for remote_id, changes in rows:
            if changes[0].kind is Kind.CREATE:
                self.done.created.add(remote_id)
            elif any(change.kind is Kind.TAKE for change in changes):
                self.done.updated.add(remote_id)
            self.done.ended += [each for each in changes if each.kind is Kind.END]


def _rows(changes: Iterable[Change]) -> Iterator[Row]:
    """The changes of each remote item together; a plan has them in a row."""
    carried = (change for change in changes if not change.standing)
    for remote_id, group in groupby(carried, key=lambda change: change.remote_id):
        yield remote_id, tuple(group)


def _units(changes: Iterable[Change]) -> Iterator[list[Row]]:
    rows = list(_rows(changes))
    for first in range(0, len(rows), UNIT):
        yield rows[first : first + UNIT]


def _taken(rows: Iterable[Row], sight: Sight, said: Mapping[str, Translated]) -> Iterator[Taken]:
    """What the service is asked to write. Records about which only the link changes are not."""
    for remote_id, changes in rows:
        first = changes[0]
        at = said[remote_id].at if remote_id in said else None
        if first.kind is Kind.CREATE:
            assert isinstance(first.theirs, dict)
            yield Taken(remote_id, first.theirs, url=first.url or "", at=at)
            continue
        task = first.record_id
        values = {
            change.field: sight.plain(task or "", change.field, change.theirs)
            for change in changes
            if change.kind is Kind.TAKE
        }
        if values and task is not None:
            yield Taken(remote_id, values, RecordId(task), seen=sight.versions.get(task), at=at)


def _ours(changes: Iterable[Change], kind: Kind) -> Iterator[RecordId]:
    """Our records whose links end, or hold again."""
    yield from (
        RecordId(each.record_id) for each in changes if each.kind is kind and each.record_id
    )


def _fresh(rows: Iterable[Row], new: Mapping[str, RecordId]) -> Iterator[LinkRow]:
    for remote_id, changes in rows:
        first = changes[0]
        if first.kind is Kind.CREATE:
            base: Any = first.theirs
            yield LinkRow(remote_id, new[remote_id], base, first.url or "")


def _moved(rows: Iterable[Row], sight: Sight) -> Iterator[LinkRow]:
    for remote_id, changes in rows:
        link = sight.links.get(remote_id)
        if link is not None and changes[0].kind is not Kind.CREATE:
            yield _after(link, changes)


def _after(link: Link, changes: Iterable[Change]) -> LinkRow:
    """The link once its changes were carried out."""
    base: dict[str, JSON] = dict(link.base)
    ended = link.ended
    for change in changes:
        match change.kind:
            case Kind.TAKE | Kind.AGREE | Kind.CLASH:
                base[change.field] = change.theirs
            case Kind.END:
                ended = True
            case Kind.BACK:
                ended = False
            case _:
                pass
    return LinkRow(link.remote_id, RecordId(link.record_id), base, link.url or "", ended)
