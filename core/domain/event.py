"""Facts: what a command came to. The `event` table is the audit log, and undo lives off it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from core.domain.ids import RecordId
from core.domain.record import Record, decode, encode, standing_values

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Event:
    """One fact about one record: which fields read what before and what they read now."""

    kind: str
    """`<record>.<past participle>`, such as `task.progressed`; worded as `event.<kind>`."""
    subject: RecordId
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    undoes: int | None = None
    """The recorded event that this one takes back."""

    @property
    def creates(self) -> bool:
        """Whether the record did not exist before."""
        return not self.before

    @property
    def only_tells(self) -> bool:
        """Whether it is a line of the record's history and changes nothing: its version stays."""
        return not self.creates and self.undoes is None and self.before == self.after


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as the log holds it."""

    seq: int
    """The revision of the database that this event made."""
    at: datetime
    actor: str
    command: str
    """The id that the client gave its command; the events of one command share it."""
    event: Event
    meeting: str | None = None
    undone_by: int | None = None
    """The event that took this one back, unless that was taken back too."""


def created(record: Record, kind: str) -> Event:
    """The fact that a record came to be."""
    return Event(kind, record.id, {}, standing_values(record))


def changed(record: Record, kind: str, **values: object) -> Event | None:
    """The fact that these fields got these values; None where they read so already."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for name, value in values.items():
        old = getattr(record, name)
        if old != value:
            before[name] = encode(old)
            after[name] = encode(value)
    return Event(kind, record.id, before, after) if after else None


def facts(*events: Event | None) -> tuple[Event, ...]:
    """Those of them that are any: what reads so already is no fact."""
    return tuple(event for event in events if event is not None)


def begin(kind: type[R], event: Event, at: datetime) -> R:
    """The record that a creation makes."""
    values = decode(kind, event.after)
    return kind(id=event.subject, version=0, updated_at=at, **values)


def apply(record: R, event: Event, at: datetime) -> R:
    """The record after the event. Its version moves when the store writes it."""
    values = decode(type(record), event.after)
    return dataclasses.replace(record, updated_at=at, **values)
