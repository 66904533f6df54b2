"""One source's links, bookmark and lease in our store; and how both sides stand."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from secrets import randbelow
from typing import Any, TypeVar

from core.domain.refusal import Refused
from core.service import Service
from core.store.exchange import Exchange
from core.store.unit import Unit
from sync.plan import Values
from sync.record import Link

T = TypeVar("T")

LEASE = timedelta(minutes=5)
"""How long nobody else may sync a source after its syncer was last heard of."""
MINUTE = 60_000_000
"""In microseconds."""


@dataclass(frozen=True, slots=True)
class Sight:
    """How some of our side stands at one moment."""

    links: Mapping[str, Link] = field(default_factory=dict)
    """By remote id."""
    values: Mapping[str, Values] = field(default_factory=dict)
    """The mapped fields of the linked tasks, by our id; removed tasks are not among them."""
    versions: Mapping[str, int] = field(default_factory=dict)
    """Of the same tasks."""


class Ledger:
    """What one project keeps about one source. Each call is a transaction of its own."""

    def __init__(self, service: Service, source: str) -> None:
        self._service = service
        self._source = source
        self._until: datetime | None = None

    def ask(self, question: Callable[[Exchange], T]) -> T:
        """An answer from one consistent read."""
        found: T = self._service.store.ask(lambda connection: question(self._at(connection)))
        return found

    def sight(self, fields: Sequence[str], only: Collection[str] | None) -> Sight:
        """How the links of the remote ids `only` (or all) and their tasks stand."""

        def look(exchange: Exchange) -> Sight:
            rows = exchange.links(only)
            ours = None if only is None else {row.record_id for row in rows.values()}
            found = exchange.values(fields, ours)
            links = {
                row.remote_id: Link(row.remote_id, row.record_id, row.base, row.url, row.ended)
                for row in rows.values()
            }
            values = {id_: each for id_, (_, each) in found.items()}
            return Sight(links, values, {id_: version for id_, (version, _) in found.items()})

        return self.ask(look)

    def take(self) -> None:
        """Takes the lease.

        Raises:
            Refused: somebody else is syncing this source; who is said.
        """
        now = self._service.now()
        until = _distinct(now + LEASE)
        self._tell(lambda exchange: self._seize(exchange, now, until))
        self._until = until

    def keep(self) -> None:
        """Makes the lease longer when a part of it is gone.

        Raises:
            Refused: it ran out, and somebody else took it.
        """
        if self._until is not None and self._until - self._service.now() < LEASE * 2 / 3:
            self.take()

    def within(self, unit: Unit) -> Exchange:
        """The same within a transaction that writes, if the lease still holds there.

        Raises:
            Refused: it does not.
        """
        exchange = self._at(unit.connection)
        if self._until is None or not exchange.holds(self._until):
            raise Refused("sync-running", who=exchange.holder())
        return exchange

    def give_back(self, **outcome: Any) -> None:
        """Gives the lease back with how it went; nothing where somebody else took it."""
        until, self._until = self._until, None

        def release(exchange: Exchange) -> None:
            if until is not None and exchange.holds(until):
                exchange.release(**outcome)

        self._tell(release)

    def _seize(self, exchange: Exchange, now: datetime, until: datetime) -> None:
        holder = exchange.seize(self._service.actor, now, until, self._until)
        if holder:
            raise Refused("sync-running", who=holder)

    def _tell(self, change: Callable[[Exchange], None]) -> None:
        self._service.store.tell(lambda connection: change(self._at(connection)))

    def _at(self, connection: Any) -> Exchange:
        return Exchange(connection, self._service.project, self._source)


def _distinct(moment: datetime) -> datetime:
    """Two leases of one name taken at one time must still not be the same."""
    return moment + timedelta(microseconds=randbelow(MINUTE))
