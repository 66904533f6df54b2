"""What the store remembers of the exchange with one source: links, the lease, the cursor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from core.domain.ids import RecordId
from core.store.tables import link, source_state


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A remote record and ours, with the fields both sides last agreed on."""

    remote_id: str
    record_id: RecordId
    base: Mapping[str, Any]
    url: str = ""
    ended: bool = False


class Exchange:
    """One source's facts, within one transaction."""

    def __init__(self, connection: Connection, project: int, source: str) -> None:
        self._connection = connection
        self._key = {"project": project, "source": source}
        self._links = (link.c.project == project) & (link.c.source == source)
        self._state = (source_state.c.project == project) & (source_state.c.name == source)

    def links(self) -> dict[str, LinkRow]:
        """All links by remote id, ended ones too."""
        columns = (link.c.remote_id, link.c.record_id, link.c.base, link.c.url, link.c.ended)
        rows = self._connection.execute(select(*columns).where(self._links))
        return {row[0]: LinkRow(row[0], RecordId(row[1]), *row[2:]) for row in rows}

    def add_links(self, rows: Iterable[LinkRow]) -> None:
        """Writes links that are new."""
        values = [{**self._key, **_values(row), "remote_id": row.remote_id} for row in rows]
        if values:
            self._connection.execute(insert(link), values)

    def change_links(self, rows: Iterable[LinkRow]) -> None:
        """Writes links that are known."""
        for row in rows:
            mine = self._links & (link.c.remote_id == row.remote_id)
            self._connection.execute(update(link).where(mine).values(**_values(row)))

    def seize(self, holder: str, now: datetime, until: datetime) -> str:
        """Takes or keeps the lease; gives back who holds it now."""
        query = select(source_state.c.holder, source_state.c.held_until).where(self._state)
        known = self._connection.execute(query.with_for_update()).first()
        if known is None:
            self._introduce()
            known = self._connection.execute(query.with_for_update()).one()
        if known.holder not in ("", holder) and known.held_until and known.held_until > now:
            return str(known.holder)
        self.note(holder=holder, held_until=until)
        return holder

    def _introduce(self) -> None:
        """Writes a row for the source; somebody else may be doing the same."""
        row = {"project": self._key["project"], "name": self._key["source"]}
        with suppress(IntegrityError), self._connection.begin_nested():
            self._connection.execute(insert(source_state).values(**row))

    def release(self, **outcome: Any) -> None:
        """Gives the lease back and notes how it went."""
        self.note(holder="", held_until=None, **outcome)

    def note(self, **values: Any) -> None:
        """Notes facts about the source (`synced_at`, `failed`, `clashes`, `cursor`)."""
        self._connection.execute(update(source_state).where(self._state).values(**values))

    def cursor(self) -> Any:
        """Where the next pull goes on; None for the beginning."""
        return self._connection.execute(select(source_state.c.cursor).where(self._state)).scalar()


def _values(row: LinkRow) -> dict[str, Any]:
    return {
        "record_id": row.record_id,
        "base": dict(row.base),
        "url": row.url,
        "ended": row.ended,
    }
