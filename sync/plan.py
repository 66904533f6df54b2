"""What a pull means for our records: three versions of each field, one decision. Pure.

The base is what both sides last agreed on. Whoever differs from it has changed the field.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from core.domain.ids import Kind as Records
from core.domain.ids import RecordId, kind_of
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
    PUSH = "push"
    """Changed here only, and the field is written back: they follow."""
    KEPT = "kept"
    """Changed here only, and the field is not written back: ours stays as it is."""
    AGREE = "agree"
    """Both say the same: only the base follows, and a clash about it lapses."""
    CLASH = "clash"
    """Both changed it, differently: the field is held on both sides until a person chooses."""
    END = "end"
    """Gone there: the link ends, our record stays."""
    BACK = "back"
    """There again after its link had ended."""


@dataclass(frozen=True, slots=True)
class Held:
    """An open clash about one field, in the values of the exchange."""

    clash: str
    """The id of its record."""
    ours: JSON = None
    theirs: JSON = None
    """How the two sides read when the record was last written."""
    reopened: bool = False
    """Whether a choice was written there before it was taken back: `theirs` stood there before."""


@dataclass(frozen=True, slots=True)
class Writes:
    """The fields that are written back to a source."""

    task: frozenset[str] = frozenset()
    action: frozenset[str] = frozenset()

    def of(self, record_id: str) -> frozenset[str]:
        """Those of one record of ours."""
        if not self.action or kind_of(RecordId(record_id)) is not Records.ACTION:
            return self.task
        return self.action

    def without(self, names: Iterable[str]) -> Writes:
        """The same but for the fields `names`."""
        gone = frozenset(names)
        return Writes(self.task - gone, self.action - gone) if gone else self

    def __bool__(self) -> bool:
        return bool(self.task or self.action)


NOTHING = Writes()


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
    clash: str = ""
    """The open clash about the field."""
    known: bool = False
    """Whether the record of the clash says all this already."""
    before: bool = False
    """Whether the clash is about what they said before ours was written there."""

    @property
    def standing(self) -> bool:
        """Whether there is nothing of it to be carried out on our side."""
        return self.kind in (Kind.KEPT, Kind.PUSH) or (self.kind is Kind.CLASH and self.known)


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
        """The changes that are carried out on our side."""
        return tuple(change for change in self.changes if not change.standing)

    @property
    def pushes(self) -> tuple[Change, ...]:
        """The changes that are carried out on theirs."""
        return tuple(change for change in self.changes if change.kind is Kind.PUSH)

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


def plan(  # noqa: PLR0913 - the two sides, and what is agreed between them
    theirs: Iterable[Translated],
    links: Iterable[Link],
    ours: Mapping[str, Values],
    *,
    complete: bool,
    present: Iterable[str] = (),
    write: Writes = NOTHING,
    held: Mapping[tuple[str, str], Held] | None = None,
) -> Plan:
    """What to do about `theirs`.

    `ours` are our records' values by record id; a record of ours that is missing there was removed
    here and is left alone. Only a `complete` pull ends links, and never those of the remote ids in
    `present`: items that are still there but could not be read. `held` are the open clashes by
    remote id and field.
    """
    by_remote = {link.remote_id: link for link in links}
    said = {item.id: item for item in theirs}
    planner = _Planner(write, held or {})
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
        found = [] if planner.nothing_new(item, link, mine) else planner.compare(item, link, mine)
        unchanged += not link.ended and not found
        if link.ended:
            changes.append(Change(Kind.BACK, remote_id, link.record_id, url=item.url))
        changes.extend(found)
    if complete:
        changes.extend(_ends(by_remote.values(), said.keys() | set(present)))
    live = sum(not link.ended for link in by_remote.values())
    counts = Counter(change.kind for change in changes)
    return Plan(tuple(changes), live, unchanged, counts)


class _Planner:
    """Compares records field by field."""

    def __init__(self, write: Writes, held: Mapping[tuple[str, str], Held]) -> None:
        self._write = write
        self._held = held
        self._about = {remote_id for remote_id, _ in held}

    def nothing_new(self, item: Translated, link: Link, ours: Values) -> bool:
        """Whether all three agree, found out without looking at each field in turn."""
        if item.id in self._about or (item.blank and self._write):
            return False
        theirs, base = item.values, link.base
        if theirs == base:
            return base.items() <= ours.items()
        return theirs.items() <= base.items() and theirs.items() <= ours.items()

    def compare(self, item: Translated, link: Link, ours: Values) -> list[Change]:
        """What is to be done about each field."""
        told = (self._field(item, link, name, ours, their) for name, their in item.values.items())
        return [*filter(None, told), *self._into_blanks(item, link, ours)]

    def _field(
        self, item: Translated, link: Link, name: str, ours: Values, their: JSON
    ) -> Change | None:
        base, our = link.base.get(name), ours.get(name)
        of = item.id, link.record_id, name
        held = self._held.get((item.id, name))
        if held is not None:
            return _still(held, Change(Kind.CLASH, *of, base, our, their, item.url))
        agreed = name in link.base
        kind = _decide(base, our, their) if agreed else _first_time(name, our, their)
        if kind is None:
            return None
        if kind is Kind.KEPT and name in self._write.of(link.record_id):
            kind = Kind.PUSH
        return Change(kind, *of, base, our, their, item.url)

    def _into_blanks(self, item: Translated, link: Link, ours: Values) -> Iterator[Change]:
        """Cells with nothing in them, of fields of ours that cannot be empty."""
        for name in item.blank:
            base, our = link.base.get(name, START.get(name)), ours.get(name)
            held = (item.id, name) in self._held
            if our != base and not held and name in self._write.of(link.record_id):
                yield Change(Kind.PUSH, item.id, link.record_id, name, base, our, url=item.url)


def _still(held: Held, change: Change) -> Change:
    """What is to be done about a field with an open clash.

    Who reopens one whose choice was written there agrees with the source, and asks all the same:
    it waits for as long as nothing moves there.
    """
    base, our, their = change.base, change.ours, change.theirs
    if held.reopened and their == base and our != held.theirs:
        return replace(change, clash=held.clash, known=held.ours == our, before=True)
    kind = Kind.AGREE if our == their else Kind.CLASH
    known = (held.ours, held.theirs, base) == (our, their, their)
    return replace(change, kind=kind, clash=held.clash, known=known)


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
