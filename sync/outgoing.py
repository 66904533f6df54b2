"""What goes to the source in a sync: news of our side, and action items that it does not have."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.domain.ids import Kind as Records
from core.service import Service
from sync.carry import Carrier
from sync.ledger import Ledger
from sync.mapping import Mapping
from sync.news import Meaning
from sync.plan import Writes
from sync.push import Pushed, Pusher, Tell
from sync.push_new import Maker, settle
from sync.record import Column, Person
from sync.saying import Sayer
from sync.source import Source, Writer


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One sync's writing to its source."""

    service: Service
    source: Source
    ledger: Ledger
    mapping: Mapping
    write: Writes

    def settle(self, tell: Tell) -> None:
        """Links what an earlier sync made there and could not link any more."""
        if isinstance(self.source, Writer):
            settle(self.service, self.ledger, self.source, tell)

    def send(
        self,
        found: Meaning,
        carrier: Carrier,
        columns: Iterable[Column],
        tell: Tell,
        actions: bool,
    ) -> Pushed:
        """Writes what changed here only, then makes what is not there."""
        if not self.write or not isinstance(self.source, Writer):
            return Pushed()
        sayer = Sayer.of(self.mapping, columns, self._people())
        fields = tuple(self.mapping.columns)
        waits = frozenset(found.plan.emptied) if found.asks else frozenset()
        pusher = Pusher(self.source, self.ledger, carrier, sayer, tell, fields, waits)
        pusher.push({each.remote_id for each in found.plan.pushes} | carrier.done.waiting)
        if actions:
            Maker(self.service, self.source, self.ledger, sayer, tell, pusher.done).make()
        return pusher.done

    def _people(self) -> dict[str, Person]:
        """Ours as the source knows them."""
        name = self.source.name
        return {
            each.id: Person(each.remote_ids.get(name, ""), each.name)
            for each in self.service.all_of(Records.PERSON)
            if not each.removed
        }
