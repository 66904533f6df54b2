"""Where the next sync of a source goes on, and how much it may take for known. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping as Dict
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any

from sync.mapping import Mapping
from sync.plan import NOTHING, Writes
from sync.record import Column, Cursor, Kind, Known

WHOLE_AFTER = timedelta(days=1)
"""How often everything is listed and compared, however little seems to have changed."""
SLACK = timedelta(minutes=15)
"""How far two clocks may be apart without a change being missed."""
LINKS_AFTER = timedelta(hours=1)
"""The same where links between tasks are mapped: set from the other side, they may leave this
record's time of change as it was (Feishu's two-way links, Teambition's dependencies)."""
LINKED = ("parent", "depends_on")
"""Our fields that name other tasks."""
UNTIMED = frozenset({Kind.FORMULA})
"""Kinds of column that change by themselves, without their record counting as changed."""


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
    waits: bool = False
    """Whether some record names another that is no task here yet."""

    def to_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            "since": self.since.isoformat(),
            "began": self.began.isoformat(),
            "whole_at": self.whole_at.isoformat(),
            "mapping": self.mapping,
            "open": sorted(self.open),
            "waits": self.waits,
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
                waits=bool(stored.get("waits", True)),
            )
        except (AttributeError, KeyError, TypeError, ValueError):
            return None

    def cursor(self, linked: Dict[str, bool]) -> Cursor:
        """Where the pull goes on; `linked` are the remote ids of all links, and which ended."""

        compared = self.compared()

        def known(id_: str, changed: datetime | None) -> bool:
            return not linked.get(id_, True) and compared(id_, changed)

        return Cursor(self.since, known)

    @property
    def edited_since(self) -> datetime:
        """From when on what people changed here may not have been looked at."""
        return self.began - SLACK

    def holds(self, mapping: Mapping, now: datetime, write: Writes = NOTHING) -> bool:
        """Whether the next sync may be one of changes only."""
        linked = any(name in mapping.columns for name in LINKED)
        after = LINKS_AFTER if linked else WHOLE_AFTER
        recent = timedelta(0) <= now - self.whole_at < after
        return recent and self.mapping == mark(mapping, write)

    def compared(self) -> Known:
        """Tells whether a linked record that was last changed then was compared as it is now.

        A change after the last pull is later than anything seen then; one during it is not, so
        what was changed shortly before it began counts as news too.
        """
        since, began, still_open = self.since, self.edited_since, self.open

        def known(id_: str, changed: datetime | None) -> bool:
            if changed is None or id_ in still_open:
                return False
            return changed <= since and changed < began

        return known


def mark(mapping: Mapping, write: Writes = NOTHING) -> str:
    """Differs where two mappings do, or what is written back."""
    written = [sorted(write.task), sorted(write.action)] if write else []
    told = [mapping.to_dict(), *written]
    said = json.dumps(told, sort_keys=True, ensure_ascii=False)
    return blake2b(said.encode(), digest_size=8).hexdigest()


def timed(mapping: Mapping, columns: tuple[Column, ...]) -> bool:
    """Whether no mapped column changes by itself."""
    used = {target.id for target in mapping.columns.values()}
    return not any(column.kind in UNTIMED for column in columns if column.id in used)
