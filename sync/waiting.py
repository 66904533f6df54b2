"""What a sync leaves out for now: told each time, and never lost. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sync.ledger import Sight
from sync.mapping import Mapping
from sync.plan import Writes
from sync.translate import Unmatched, Where
from sync.trouble import Partly


def left_out(lost: Collection[str], mapping: Mapping, source: str, rival: str) -> Partly | None:
    """Why a part was left out: columns that are gone, or action items that another source makes.

    `lost` are the fields whose column is gone, `rival` is that other source, empty for none.
    """
    if lost:
        names = ", ".join(mapping.columns[each].name for each in lost)
        return Partly("mapping-column-gone", columns=names, fields=list(lost), source=source)
    return Partly("source-actions-twice", name=source, other=rival) if rival else None


def waiting(lost: Collection[str], sight: Sight, write: Writes) -> Iterator[Unmatched]:
    """What changed here and has no column to be written to now. It is when the column is back."""
    for link in sight.links.values():
        ours = sight.values.get(link.record_id)
        if ours is None or link.ended:
            continue
        for name in sorted(write.of(link.record_id).intersection(lost)):
            if name in link.base and ours.get(name) != link.base[name]:
                where = Where(str(ours.get("title") or link.base.get("title") or link.record_id))
                yield Unmatched(name, str(ours.get(name)), "column-waits", (where,))
