"""Where the next sync of a source goes on, and how much it may take for known. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any

from sync.mapping import Mapping
from sync.plan import NOTHING, Writes
from sync.record import Column, Cursor, Kind, Record

WHOLE_AFTER = timedelta(days=1)
"""How often everything is listed and compared, however little seems to have changed."""
SLACK = timedelta(minutes=15)
"""How far two clocks may be apart without a change being missed."""
UNTIMED = frozenset({Kind.FORMULA, Kind.ITEMS, Kind.SYSTEM})
"""Kinds of column that may change without their record counting as changed."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """What a sync that ended well leaves for the next one."""

    since: datetime
    """The latest change seen at the source, by its clock."""
    began: datetime
    """When that sync began, by ours."""
    whole_at: datetime
    """When everything was last listed and compared."""
    mapping: str
    """The mark of the mapping that was used, and of what is written back."""
    open: frozenset[str] = frozenset()
    """Remote ids that are looked at every time: they could not be read, or not be written."""

    def to_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            "since": self.since.isoformat(),
            "began": self.began.isoformat(),
            "whole_at": self.whole_at.isoformat(),
            "mapping": self.mapping,
            "open": sorted(self.open),
        }

    @classmethod
    def of(cls, stored: Any) -> Bookmark | None:
        """Reads what `to_json` wrote; None for anything else."""
        try:
            return cls(
                since=datetime.fromisoformat(stored["since"]),
                began=datetime.fromisoformat(stored["began"]),
                whole_at=datetime.fromisoformat(stored["whole_at"]),
                mapping=str(stored["mapping"]),
                open=frozenset(map(str, stored["open"])),
            )
        except (AttributeError, KeyError, TypeError, ValueError):
            return None

    @property
    def cursor(self) -> Cursor:
        """Where the pull goes on."""
        return Cursor(self.since)

    @property
    def edited_since(self) -> datetime:
        """From when on what people changed here may not have been looked at."""
        return self.began - SLACK

    def holds(self, mapping: Mapping, now: datetime, write: Writes = NOTHING) -> bool:
        """Whether the next sync may be one of changes only."""
        recent = timedelta(0) <= now - self.whole_at < WHOLE_AFTER
        return recent and self.mapping == mark(mapping, write)

    def known(self, record: Record) -> bool:
        """Whether a linked record was already compared as it is now.

        A change after the last pull is later than anything seen then; one during it is not, so
        what was changed shortly before it began counts as news too.
        """
        changed = record.modified
        if changed is None or record.id in self.open:
            return False
        return changed <= self.since and changed < self.began - SLACK


def mark(mapping: Mapping, write: Writes = NOTHING) -> str:
    """Differs where two mappings do, or what is written back."""
    written = [sorted(write.task), sorted(write.action)] if write else []
    told = [mapping.to_dict(), *written]
    said = json.dumps(told, sort_keys=True, ensure_ascii=False)
    return blake2b(said.encode(), digest_size=8).hexdigest()


def timed(mapping: Mapping, columns: tuple[Column, ...]) -> bool:
    """Whether every mapped column moves its record's time of change."""
    used = {target.id for target in mapping.columns.values()}
    return not any(column.kind in UNTIMED for column in columns if column.id in used)
