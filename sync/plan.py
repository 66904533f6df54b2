"""What a pull means for our records: three versions of each field, one decision. Pure.

The base is what both sides last agreed on. Whoever differs from it has changed the field.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sync.record import JSON, Link
from sync.translate import Translated

ASK_ABOVE = 0.10
"""The share of a source's live links that may end without asking."""
EMPTIED = 0.5
"""The share of them in which one field may be emptied without asking, …"""
FEW = 10
"""… above this many."""

EMPTY: tuple[JSON, ...] = (None, "", [])
START: Mapping[str, JSON] = {"status": "todo", "actual": 0, "priority": "normal"}
"""What these fields of a new task are before anybody says anything."""

Values = Mapping[str, JSON]


class Kind(StrEnum):
    """What is to be done about one field, or one record."""

    CREATE = "create"
    """A record we do not have."""
    TAKE = "take"
    """Changed there only: we follow."""
    KEPT = "kept"
    """Changed here only: ours stays as it is."""
    AGREE = "agree"
    """Both made the same change: only the base follows."""
    CLASH = "clash"
    """Both changed it, differently: ours stays until a person chooses."""
    END = "end"
    """Gone there: the link ends, our record stays."""
    BACK = "back"
    """There again after its link had ended."""


STANDING = frozenset({Kind.KEPT, Kind.CLASH})
"""Kinds that are told and not carried out."""


@dataclass(frozen=True, slots=True)
class Change:
    """One part of a plan. `field` is empty where the whole record is meant."""

    kind: Kind
    remote_id: str
    record_id: str | None = None
    """None for a record that is still to be created."""
    field: str = ""
    base: JSON = None
    ours: JSON = None
    theirs: JSON = None
    """For a creation, all its values."""
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything a pull would change, in order; it can be shown, and it can be carried out."""

    changes: tuple[Change, ...]
    live: int = 0
    """Links of the source that had not ended before."""
    unchanged: int = 0
    """Linked records about which there is nothing to say."""
    counts: Mapping[Kind, int] = field(default_factory=dict)

    @property
    def to_carry(self) -> tuple[Change, ...]:
        """The changes that are carried out."""
        return tuple(change for change in self.changes if change.kind not in STANDING)

    @property
    def clashes(self) -> tuple[Change, ...]:
        """The fields a person has to choose."""
        return tuple(change for change in self.changes if change.kind is Kind.CLASH)

    @property
    def share_ended(self) -> float:
        """Ends among the live links, from 0 to 1."""
        return self.counts.get(Kind.END, 0) / self.live if self.live else 0.0

    @property
    def needs_asking(self) -> bool:
        """So much is gone that it may be a fault and not a wish."""
        return self.share_ended > ASK_ABOVE or bool(self.emptied)

    @property
    def emptied(self) -> tuple[str, ...]:
        """Fields that become empty nearly everywhere, as when a column is hidden from the app."""
        fields = Counter(
            change.field
            for change in self.changes
            if change.kind is Kind.TAKE and change.theirs in EMPTY
        )
        most = max(FEW, self.live * EMPTIED)
        return tuple(name for name, count in fields.items() if count > most)


def plan(
    theirs: Iterable[Translated],
    links: Iterable[Link],
    ours: Mapping[str, Values],
    *,
    complete: bool,
    present: Iterable[str] = (),
) -> Plan:
    """What to do about `theirs`.

    `ours` are our records' values by record id; a record of ours that is missing there was removed
    here and is left alone. Only a `complete` pull ends links, and never those of the remote ids in
    `present`: items that are still there but could not be read.
    """
    by_remote = {link.remote_id: link for link in links}
    said = {item.id: item for item in theirs}
    changes: list[Change] = []
    unchanged = 0
    for remote_id, item in said.items():
        link = by_remote.get(remote_id)
        if link is None:
            changes.append(_create(item))
            continue
        mine = ours.get(link.record_id)
        if mine is None:
            continue
        if link.ended:
            changes.append(Change(Kind.BACK, remote_id, link.record_id, url=item.url))
        if _nothing_new(item.values, link.base, mine):
            unchanged += not link.ended
            continue
        changes.extend(_compare(item, link, mine))
    if complete:
        changes.extend(_ends(by_remote.values(), said.keys() | set(present)))
    live = sum(not link.ended for link in by_remote.values())
    counts = Counter(change.kind for change in changes)
    return Plan(tuple(changes), live, unchanged, counts)


def _nothing_new(theirs: Values, base: Values, ours: Values) -> bool:
    """Whether all three agree, found out without looking at each field in turn."""
    if theirs == base:
        return base.items() <= ours.items()
    return theirs.items() <= base.items() and theirs.items() <= ours.items()


def _compare(item: Translated, link: Link, ours: Values) -> Iterator[Change]:
    for name, their in item.values.items():
        base, our = link.base.get(name), ours.get(name)
        known = name in link.base
        kind = _decide(base, our, their) if known else _first_time(name, our, their)
        if kind is not None:
            yield Change(kind, item.id, link.record_id, name, base, our, their)


def _decide(base: JSON, our: JSON, their: JSON) -> Kind | None:
    if their == base:
        return None if our == base else Kind.KEPT
    if our == base:
        return Kind.TAKE
    return Kind.AGREE if our == their else Kind.CLASH


def _first_time(name: str, our: JSON, their: JSON) -> Kind:
    """A field never agreed on: what a new record of ours starts with is nobody's word."""
    if our == their:
        return Kind.AGREE
    if our in EMPTY or our == START.get(name):
        return Kind.TAKE
    return Kind.KEPT if their in EMPTY else Kind.CLASH


def _create(item: Translated) -> Change:
    return Change(Kind.CREATE, item.id, theirs=item.values, url=item.url)


def _ends(links: Iterable[Link], there: set[str]) -> Iterator[Change]:
    for link in links:
        if not link.ended and link.remote_id not in there:
            yield Change(Kind.END, link.remote_id, link.record_id, url=link.url)
