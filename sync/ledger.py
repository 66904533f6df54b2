"""One source's links, bookmark and lease in our store; and how both sides stand."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, tzinfo
from secrets import randbelow
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from core.domain.action import ActionItem
from core.domain.clash import Clash
from core.domain.project import Project
from core.domain.refusal import Refused
from core.service import Service
from core.store.exchange import Exchange, Outbound, RunRow
from core.store.exchange_sources import renamed
from core.store.unit import Unit
from sync import promise
from sync.plan import Held, Values
from sync.record import JSON, Link
from sync.stopping import Stop
from sync.translate import Translated

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
    actions: Mapping[str, ActionItem] = field(default_factory=dict)
    """The linked action items among them, by id."""
    clashes: Mapping[tuple[str, str], Clash] = field(default_factory=dict)
    """All open clashes of the source, by remote id and field."""
    zone: tzinfo = UTC
    """Where the project is."""

    @property
    def held(self) -> dict[tuple[str, str], Held]:
        """The open clashes in the values of the exchange."""
        return {
            key: Held(
                each.id,
                self._exchanged(each, each.ours),
                self._exchanged(each, each.theirs),
                each.reopened,
            )
            for key, each in self.clashes.items()
        }

    def _exchanged(self, clash: Clash, value: JSON) -> JSON:
        if clash.subject not in self.actions:
            return value
        return promise.exchanged(clash.field, value, self.zone)

    def plain(self, record_id: str, name: str, value: JSON) -> JSON:
        """A value of the exchange in the plain form of the record's field."""
        action = self.actions.get(record_id)
        return promise.plain(name, value, action, self.zone) if action else value

    def read(self, item: Translated) -> Translated:
        """What a remote item says, where it is the copy of an action item."""
        link = self.links.get(item.id)
        action = self.actions.get(link.record_id) if link else None
        return promise.read(item, action, link.base) if link and action else item


class Ledger:
    """What one project keeps about one source. Each call is a transaction of its own."""

    def __init__(self, service: Service, source: str, stop: Stop | None = None) -> None:
        self._service = service
        self._source = source
        self._stop = stop or Stop()
        self._until: datetime | None = None
        self._found: list[tuple[int, Project]] | None = None

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
            actions = exchange.actions(ours)
            values: dict[str, Values] = {id_: each for id_, (_, each) in found.items()}
            values |= {id_: promise.values_of(each, zone) for id_, each in actions.items()}
            versions = {id_: version for id_, (version, _) in found.items()}
            versions |= {id_: each.version for id_, each in actions.items()}
            links: dict[str, Link] = {}
            for row in rows.values():
                link = Link(row.remote_id, row.record_id, row.base, row.url, row.ended)
                action = actions.get(row.record_id)
                links[row.remote_id] = promise.link_of(link, action) if action else link
            clashes = {(each.source_id, each.field): each for each in exchange.open_clashes()}
            return Sight(links, values, versions, actions, clashes, zone)

        zone = self.zone
        return self.ask(look)

    @property
    def zone(self) -> tzinfo:
        """Where the project is."""
        return ZoneInfo(self._project().timezone)

    @property
    def label(self) -> str:
        """What the project is called in the markers of what is made for it.

        The first project of a name has it for itself, the others carry their code as well.
        """
        mine = self._project()
        name = promise.label(mine.name)
        earlier = {
            promise.label(each.name)
            for number, each in self._projects()
            if number < self._service.project
        }
        return f"{name} {mine.code}".strip() if name in ("", *earlier) else name

    def _project(self) -> Project:
        return dict(self._projects())[self._service.project]

    def _projects(self) -> list[tuple[int, Project]]:
        if self._found is None:
            self._found = self._service.store.projects()
        return self._found

    def take(self) -> None:
        """Takes the lease, and notes that a sync begins.

        Raises:
            Refused: somebody else is syncing this source; who is said.
        """
        now = self._service.now()
        self._hold(now)
        self._tell(lambda exchange: exchange.begin_try(now))

    def keep(self) -> None:
        """Makes the lease longer when a part of it is gone; called between any two steps.

        Raises:
            Refused: it ran out, and somebody else took it.
            Stopped: somebody wants the sync to end.
        """
        self._stop.look()
        now = self._service.now()
        if self._until is not None and self._until - now < LEASE * 2 / 3:
            self._hold(now)

    def _hold(self, now: datetime) -> None:
        until = _distinct(now + LEASE)
        self._tell(lambda exchange: self._seize(exchange, now, until))
        self._until = until

    def within(self, unit: Unit) -> Exchange:
        """The same within a transaction that writes, if the lease still holds there.

        Raises:
            Refused: it does not.
        """
        return self._held(self._at(unit.connection))

    def rebase(self, remote_id: str, agreed: Mapping[str, JSON]) -> None:
        """Notes on what both sides of a link agree now, at once.

        Raises:
            Refused: the lease was lost.
        """

        def change(exchange: Exchange) -> None:
            row = self._held(exchange).links([remote_id])[remote_id]
            exchange.change_links([replace(row, base={**row.base, **agreed})])

        self._tell(change)

    def rename(self, names: Mapping[str, str]) -> None:
        """Notes that items are known by another id from now on, by the one before.

        Raises:
            Refused: the lease was lost.
        """
        project = self._service.project

        def change(connection: Any) -> None:
            self._held(self._at(connection))
            renamed(connection, project, self._source, names)

        self._service.store.tell(change)

    def leave(self, row: Outbound) -> None:
        """Notes that a record is about to be created there.

        Raises:
            Refused: the lease was lost.
        """
        now = self._service.now()
        self._tell(lambda exchange: self._held(exchange).leaving(row, now))

    def give_back(
        self, *, well: bool | None = None, run: RunRow | None = None, **outcome: Any
    ) -> None:
        """Gives the lease back with how it went; nothing where somebody else took it.

        `well` is None for a sync that a person stopped: it neither failed nor ended well.
        """
        until, self._until = self._until, None

        def release(exchange: Exchange) -> None:
            if until is None or not exchange.holds(until):
                return
            if well is not None:
                exchange.count_try(well=well)
            if run is not None:
                exchange.run_noted(run)
            exchange.release(**outcome)

        self._tell(release)

    def _seize(self, exchange: Exchange, now: datetime, until: datetime) -> None:
        holder = exchange.seize(self._service.actor, now, until, self._until)
        if holder:
            raise Refused("sync-running", who=holder)

    def _held(self, exchange: Exchange) -> Exchange:
        if self._until is None or not exchange.holds(self._until):
            raise Refused("sync-running", who=exchange.holder())
        return exchange

    def _tell(self, change: Callable[[Exchange], None]) -> None:
        self._service.store.tell(lambda connection: change(self._at(connection)))

    def _at(self, connection: Any) -> Exchange:
        return Exchange(connection, self._service.project, self._source)


def _distinct(moment: datetime) -> datetime:
    """Two leases of one name taken at one time must still not be the same."""
    return moment + timedelta(microseconds=randbelow(MINUTE))
