"""What reads otherwise by now than the change that is to be taken back left it (keys.md 3.3, 6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from core.domain.clash import Clash
from core.domain.event import Event, Recorded, begin
from core.domain.ids import Kind, RecordId, kind_of
from core.domain.kinds import RECORDS
from core.domain.record import Record, decode, encode, fields_of

_ALONG = frozenset({"progressed_at", "removed"})
"""What moves along with other fields, and is nobody's word."""
_WITH = {"progressed_at": "actual"}
"""What is never asked about for itself: it goes the way of that field."""


@dataclass(frozen=True, slots=True)
class Contested:
    """One field in three readings; its values are in plain form."""

    subject: RecordId
    field: str
    """The field; within one that holds several values by name, `cells.P-02`."""
    before: Any
    """What taking back would restore."""
    mine: Any
    """What the change that is to be taken back made of it."""
    now: Any
    seq: int
    """The event of that change."""
    by: str = ""
    """Who wrote what it reads now, where that is known."""
    at: datetime | None = None
    """When that was."""

    @property
    def key(self) -> str:
        """How choices name it: `T-08.actual`."""
        return key_of(self.subject, self.field)


@dataclass(frozen=True, slots=True)
class Contest:
    """An undo or redo that must be decided by the field."""

    command: str
    """The command that is to be taken back."""
    forward: bool
    fields: tuple[Contested, ...]
    seen: Mapping[RecordId, int]
    """The versions of the records that these readings are from."""
    author: str = ""
    """Who made the change that is to be taken back."""
    only: tuple[RecordId, ...] = ()
    """The records that are meant, of a command about several; all where empty."""


def key_of(subject: str, field: str) -> str:
    """How choices name a field of a record."""
    return f"{subject}.{field}"


def stays(event: Event, keep: Iterable[str]) -> bool:
    """Whether a record that the event made is left as it is: one field of it is to be kept."""
    return any(key.startswith(f"{event.subject}.") for key in keep)


def reverted(event: Event, record: Record, keep: Iterable[str] = ()) -> dict[str, Any]:
    """What the event changed, as it read before; what is to be kept is left out."""
    kept = frozenset(keep)
    found: dict[str, Any] = {}
    for name, after in event.after.items():
        if name in _WITH and _key(event, _WITH[name], None) in kept:
            continue
        before, now = event.before.get(name), encode(getattr(record, name))
        parts = _parts(name, before, after)
        wanted = {inner: old for inner, old, _ in parts if _key(event, name, inner) not in kept}
        if not wanted:
            continue
        if None in wanted or (now == after and len(wanted) == len(parts)):
            found[name] = before
        else:
            merged = {**now, **{inner: old for inner, old in wanted.items() if old is not None}}
            gone = {inner for inner, old in wanted.items() if old is None}
            found[name] = {inner: value for inner, value in merged.items() if inner not in gone}
    return found


def contested(
    undoing: Iterable[Recorded], records: Mapping[RecordId, Record]
) -> tuple[Contested, ...]:
    """Every field that reads otherwise now than these events, the last ones first, left it."""
    found: dict[str, Contested] = {}
    standing = dict(records)
    for recorded in reversed(tuple(undoing)):
        event = recorded.event
        record = standing.get(event.subject)
        if record is None or isinstance(record, Clash):
            continue  # what becomes of a choice follows from how both sides stand
        for name, before, mine, now in _readings(recorded, record):
            key = key_of(event.subject, name)
            if key in found:
                found[key] = replace(found[key], before=before)
            elif now != mine:
                found[key] = Contested(event.subject, name, before, mine, now, recorded.seq)
        back = {"removed": True} if event.creates else reverted(event, record)
        standing[event.subject] = replace(record, **decode(type(record), back))
    return tuple(found.values())


def _readings(recorded: Recorded, record: Record) -> Iterator[tuple[str, Any, Any, Any]]:
    """For each field of an event: its name, before, what the event made of it, and now."""
    event = recorded.event
    if event.creates:
        yield from _of_creation(recorded, record)
        return
    for name, after in event.after.items():
        if name in _WITH and _WITH[name] in event.after:
            continue
        now = encode(getattr(record, name))
        for inner, before, mine in _parts(name, event.before.get(name), after):
            if inner is None:
                yield name, before, mine, now
            else:
                yield f"{name}.{inner}", before, mine, (now or {}).get(inner)


def _of_creation(recorded: Recorded, record: Record) -> Iterator[tuple[str, Any, Any, Any]]:
    """A message changes by being sent, which is nobody's word either."""
    event, kind = recorded.event, kind_of(record.id)
    if kind is Kind.MESSAGE or record.removed:
        return
    made = fields_of(begin(RECORDS[kind], event, recorded.at))
    for name, now in fields_of(record).items():
        if name not in _ALONG:
            yield name, None, made[name], now


def _parts(name: str, before: Any, after: Any) -> list[tuple[str | None, Any, Any]]:
    """What changed within a field: all of it, or some of the values it holds by name."""
    if before == after:
        return []
    if name in _ALONG or not (isinstance(before, Mapping) and isinstance(after, Mapping)):
        return [(None, before, after)]
    inner = dict.fromkeys((*before, *after))
    return [
        (each, before.get(each), after.get(each))
        for each in inner
        if before.get(each) != after.get(each)
    ]


def _key(event: Event, name: str, inner: str | None) -> str:
    return key_of(event.subject, name if inner is None else f"{name}.{inner}")
