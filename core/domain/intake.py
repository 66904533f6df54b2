"""Wishes that bring records in from elsewhere: a source's tasks, a file's, the sample project's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from core.domain.clash import Found
from core.domain.ids import RecordId
from core.domain.record import Record


@dataclass(frozen=True, slots=True)
class Taken:
    """What a source says of one task, or of one action item that it has a copy of."""

    source_id: str
    values: Mapping[str, Any]
    """Fields in plain form (see `core.domain.record.encode`), only those to be written."""
    task: RecordId | None = None
    """The task or action item that it is linked to; None makes a new task."""
    url: str = ""
    seen: int | None = None
    """The version of the task that was compared; None takes it as it stands."""
    at: datetime | None = None
    """When the item last changed there, where the source says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeIn:
    """A source's news on some tasks, carried out together."""

    source: str
    items: tuple[Taken, ...]
    clashes: tuple[Found, ...] = ()
    """Fields that both sides changed, as they read now."""
    lapsed: tuple[RecordId, ...] = ()
    """Clashes whose two sides say the same again."""
    dropped: tuple[RecordId, ...] = ()
    """Clashes about what is no longer exchanged."""
    gone: tuple[RecordId, ...] = ()
    """Records of ours whose item is no longer there: they stay, and their history says so."""
    back: tuple[RecordId, ...] = ()
    """Records of ours whose item is there again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BringIn:
    """Records as they stand, whole; their ids must be free."""

    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBack:
    """Undo: the events of one earlier command are taken back."""

    command: str
    """The id of that command."""
    forward: bool = False
    """Whether this is a redo: what is taken back is an undo."""
    only: tuple[RecordId, ...] = ()
    """The records that are meant, of a command about several; all where empty."""
    keep: tuple[str, ...] = ()
    """Fields that are left as they read now, such as `T-08.actual`."""
    over: tuple[str, ...] = ()
    """Fields that get their old value back although they were changed since."""
    many: bool = False
    """Whether it was agreed to although the change is of many records (`reach.MANY`)."""
    seen: Mapping[RecordId, int] = field(default_factory=dict)
    """The versions of the records that were looked at for these choices."""
