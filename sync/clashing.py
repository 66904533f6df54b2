"""Clashes as the records they become: who changed what on either side, and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from core.domain.clash import Clash, Found
from core.domain.ids import RecordId
from core.service import Service
from sync.ledger import Ledger, Sight
from sync.plan import Change, Kind
from sync.translate import Translated

LOOKED_AT = 100
"""Events of one record among which its last change is looked for."""


class Witness:
    """Tells the records of clashes of one source."""

    def __init__(self, service: Service, source: str, ledger: Ledger) -> None:
        self._service = service
        self._source = source
        self._agreed_at = ledger.ask(lambda exchange: exchange.synced_at())

    def found(
        self, changes: Iterable[Change], said: Mapping[str, Translated], sight: Sight
    ) -> Iterator[Found]:
        """What is to be written of those among `changes` that are clashes with news."""
        for change in changes:
            if change.kind is not Kind.CLASH or change.known or change.record_id is None:
                continue
            who, when = self._ours(change.record_id, change.field)
            known = sight.clashes.get((change.remote_id, change.field))
            by, at = _theirs(change, known, said.get(change.remote_id))
            base, ours, theirs = (
                sight.plain(change.record_id, change.field, each)
                for each in (change.base, change.ours, change.theirs)
            )
            if change.before and known is not None:
                theirs, by, at = known.theirs, known.theirs_by, known.theirs_at
            yield Found(
                source_id=change.remote_id,
                subject=RecordId(change.record_id),
                field=change.field,
                clash=known.id if known else None,
                base=known.base if known else base,
                ours=ours,
                ours_by=who,
                ours_at=when,
                theirs=theirs,
                theirs_by=by,
                theirs_at=at,
                agreed_at=self._agreed_at,
                url=change.url or (known.url if known else ""),
            )

    def _ours(self, record_id: str, name: str) -> tuple[str, datetime | None]:
        """Who here changed the field last, as the log has it."""
        events = self._service.history([record_id], limit=LOOKED_AT)
        named = [each for each in events if name in each.event.after]
        ours = [each for each in named if each.actor != self._source] or named
        return (ours[0].actor, ours[0].at) if ours else ("", None)


def lapsed(changes: Iterable[Change], sight: Sight) -> Iterator[RecordId]:
    """The clashes whose sides agree once `changes` are carried out."""
    for change in changes:
        if change.kind is Kind.AGREE and change.clash:
            yield RecordId(change.clash)


def dropped(changes: Iterable[Change], sight: Sight) -> Iterator[RecordId]:
    """The clashes of links that end with `changes`: there is nothing left to choose."""
    for change in changes:
        if change.kind is Kind.END:
            there = sight.clashes.items()
            yield from (each.id for (remote, _), each in there if remote == change.remote_id)


def stale(sight: Sight) -> tuple[RecordId, ...]:
    """Open clashes whose link, record or field is no longer exchanged."""
    return tuple(each.id for key, each in sight.clashes.items() if not _exchanged(key, sight))


def _exchanged(key: tuple[str, str], sight: Sight) -> bool:
    remote_id, name = key
    link = sight.links.get(remote_id)
    return bool(link and not link.ended and name in sight.values.get(link.record_id, {}))


def _theirs(
    change: Change, known: Clash | None, item: Translated | None
) -> tuple[str, datetime | None]:
    """Who there changed it last: of one who only stands by since, what was noted then."""
    if known is not None and (change.base == change.theirs or item is None):
        return known.theirs_by, known.theirs_at
    return (item.by, item.at) if item else ("", None)
