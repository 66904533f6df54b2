"""What the store remembers of the exchange with one source: links, the lease, the bookmark."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    String,
    Text,
    bindparam,
    delete,
    func,
    insert,
    select,
    type_coerce,
    update,
)
from sqlalchemy.exc import IntegrityError

from core.domain.action import ActionItem, ActionStatus
from core.domain.clash import Clash, ClashStatus
from core.domain.ids import Kind, RecordId
from core.store.columns import Plain, load
from core.store.convert import columns_of, records_from
from core.store.engine import announce
from core.store.exchange_tables import outbound, sync_run
from core.store.rows import dumped, write_rows
from core.store.tables import action, clash, link, source_state, task

_AT_ONCE = 500
"""Ids named in one question; more of them, and all rows are read instead."""
_LINK = ("project", "source", "remote_id", "record_id", "base", "url", "ended")
_HELD_UNTIL = (
    select(source_state.c.held_until)
    .where(source_state.c.project == bindparam("project"))
    .where(source_state.c.name == bindparam("source"))
    .with_for_update()
)
KEPT_RUNS = 200
"""Syncs of one source that are remembered."""


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A remote record and ours, with the fields both sides last agreed on."""

    remote_id: str
    record_id: RecordId
    base: Mapping[str, Any]
    url: str = ""
    ended: bool = False


@dataclass(frozen=True, slots=True)
class RunRow:
    """One sync that was carried out, for people."""

    at: datetime
    """When it ended."""
    by: str
    """On whose board or command line."""
    counts: Mapping[str, Any]
    """What it did, by the names of the report's counts."""
    failed: str = ""
    """The id of what went wrong; empty where nothing did."""
    failed_with: Mapping[str, Any] = field(default_factory=dict)
    """The values that its sentence mentions."""


@dataclass(frozen=True, slots=True)
class Outbound:
    """A record of ours that is being created at the source."""

    record_id: RecordId
    key: str
    """The same for every try."""


class Exchange:
    """One source's facts, within one transaction."""

    def __init__(self, connection: Connection, project: int, source: str) -> None:
        self._connection = connection
        self._key = {"project": project, "source": source}

    @cached_property
    def _links(self) -> Any:
        key = self._key
        return (link.c.project == key["project"]) & (link.c.source == key["source"])

    @cached_property
    def _state(self) -> Any:
        state, key = source_state.c, self._key
        return (state.project == key["project"]) & (state.name == key["source"])

    def known(self) -> dict[str, bool]:
        """The remote ids of all links, each with whether its link has ended."""
        query = select(link.c.remote_id, link.c.ended).where(self._links)
        return {row[0]: row[1] for row in self._connection.execute(query)}

    def links(self, only: Collection[str] | None = None) -> dict[str, LinkRow]:
        """The links by remote id, ended ones too; those of `only`, or all."""
        query = select(
            link.c.remote_id,
            link.c.record_id,
            type_coerce(link.c.base, Text).label("base"),
            link.c.url,
            link.c.ended,
        )
        found = {}
        for row in self._among(query.where(self._links), link.c.remote_id, only):
            remote, ours, base, url, ended = row
            found[remote] = LinkRow(remote, RecordId(ours), load(base), url, ended)
        return found

    def names(self) -> dict[str, str]:
        """Our tasks by remote id. One whose link has ended can still be spoken of."""
        query = (
            select(link.c.remote_id, link.c.record_id)
            .join(task, (link.c.project == task.c.project) & (link.c.record_id == task.c.id))
            .where(self._links)
        )
        return {row[0]: row[1] for row in self._connection.execute(query)}

    def changed(self, since: datetime) -> set[str]:
        """The remote ids whose records of ours somebody wrote at or after `since`."""
        found: set[str] = set()
        for shelf in (task, action):
            query = (
                select(link.c.remote_id)
                .join(shelf, (link.c.project == shelf.c.project) & (link.c.record_id == shelf.c.id))
                .where(self._links, link.c.ended.is_(False), shelf.c.updated_at >= since)
            )
            found.update(self._connection.execute(query).scalars())
        return found

    def actions(self, only: Collection[str] | None = None) -> dict[str, ActionItem]:
        """The linked action items by their id, those of `only` or all; removed ones left out."""
        query = (
            select(*columns_of(Kind.ACTION))
            .join(link, (link.c.project == action.c.project) & (link.c.record_id == action.c.id))
            .where(self._links, action.c.removed.is_(False))
        )
        rows = [row for row in self._connection.execute(query) if only is None or row[0] in only]
        return {each.id: each for each in records_from(Kind.ACTION, rows)}

    def unlinked_actions(self) -> list[ActionItem]:
        """The open action items that no source has an item for, the oldest first.

        An action item has one copy: what another source has, or is making, is none of ours.
        """
        project, source = self._key["project"], self._key["source"]
        linked = select(link.c.record_id).where(link.c.project == project)
        elsewhere = select(outbound.c.record_id).where(
            outbound.c.project == project, outbound.c.source != source
        )
        query = select(*columns_of(Kind.ACTION)).where(
            action.c.project == project,
            action.c.status == ActionStatus.OPEN.value,
            action.c.removed.is_(False),
            action.c.id.not_in(linked),
            action.c.id.not_in(elsewhere),
        )
        rows = self._connection.execute(query.order_by(action.c.number)).all()
        return records_from(Kind.ACTION, rows)

    def open_clashes(self) -> list[Clash]:
        """What of this source waits for a person to choose."""
        query = select(*columns_of(Kind.CLASH)).where(self._open)
        rows = self._connection.execute(query.order_by(clash.c.number)).all()
        return records_from(Kind.CLASH, rows)

    def clashing(self) -> int:
        """How many fields wait for a person to choose."""
        query = select(func.count()).select_from(clash).where(self._open)
        return int(self._connection.execute(query).scalar() or 0)

    @property
    def _open(self) -> Any:
        return (
            (clash.c.project == self._key["project"])
            & (clash.c.source == self._key["source"])
            & (clash.c.status == ClashStatus.OPEN.value)
            & clash.c.removed.is_(False)
        )

    def family(self) -> dict[str, tuple[str | None, tuple[str, ...]]]:
        """The parent of each of the project's tasks, and what the task waits for."""
        query = select(task.c.id, task.c.parent, task.c.depends_on).where(
            task.c.project == self._key["project"], task.c.removed.is_(False)
        )
        rows = self._connection.execute(query)
        return {ours: (parent, tuple(upstream)) for ours, parent, upstream in rows}

    def values(
        self, fields: Sequence[str], only: Collection[str] | None = None
    ) -> dict[str, tuple[int, dict[str, Any]]]:
        """Version and plain values of the linked tasks by their id; removed ones are left out."""
        columns = [task.c[name] for name in fields]
        shown = [
            type_coerce(each, Text) if isinstance(each.type, Plain) else each for each in columns
        ]
        query = (
            select(task.c.id, task.c.version, *shown)
            .join(link, (link.c.project == task.c.project) & (link.c.record_id == task.c.id))
            .where(self._links, task.c.removed.is_(False))
        )
        rows = list(self._among(query, task.c.id, only))
        plain = [_plain([row[at + 2] for row in rows], each) for at, each in enumerate(columns)]
        values = zip(*plain, strict=True) if plain else ((),) * len(rows)
        return {
            row[0]: (row[1], dict(zip(fields, each, strict=True)))
            for row, each in zip(rows, values, strict=True)
        }

    def _among(
        self, query: Select[Any], column: Any, only: Collection[str] | None
    ) -> Iterator[Any]:
        """The rows whose `column`, the first one, is one of `only`; all of them for None."""
        if only is not None and len(only) <= _AT_ONCE:
            if only:
                yield from self._connection.execute(query.where(column.in_(list(only)))).all()
            return
        rows = self._connection.execute(query).all()
        if only is None:
            yield from rows
            return
        wanted = set(only)
        yield from (row for row in rows if row[0] in wanted)

    def add_links(self, rows: Iterable[LinkRow]) -> None:
        """Writes links that are new."""
        of = (self._key["project"], self._key["source"])
        values = [
            (*of, row.remote_id, row.record_id, dumped(row.base), row.url, row.ended)
            for row in rows
        ]
        write_rows(self._connection, link, _LINK, values)

    def change_links(self, rows: Iterable[LinkRow]) -> None:
        """Writes links that are known."""
        values = [
            {
                "of": row.remote_id,
                "record_id": row.record_id,
                "base": dict(row.base),
                "url": row.url,
                "ended": row.ended,
            }
            for row in rows
        ]
        if values:
            mine = self._links & (link.c.remote_id == bindparam("of", type_=String))
            columns = ("record_id", "base", "url", "ended")
            statement = update(link).where(mine)
            self._connection.execute(
                statement.values({name: bindparam(name) for name in columns}), values
            )

    def seize(
        self, holder: str, now: datetime, until: datetime, mine: datetime | None = None
    ) -> str:
        """Takes the lease, or keeps the one that runs until `mine`; who has it otherwise.

        The moment it runs out is also what tells one holder from another of the same name.
        """
        query = select(source_state.c.holder, source_state.c.held_until).where(self._state)
        known = self._connection.execute(query.with_for_update()).first()
        if known is None:
            self._introduce()
            known = self._connection.execute(query.with_for_update()).one()
        running = known.holder and known.held_until and known.held_until > now
        if known.held_until != mine and (running or mine is not None):
            return str(known.holder) or holder
        self.note(holder=holder, held_until=until)
        return ""

    def holds(self, until: datetime) -> bool:
        """Whether the lease that runs until then is still the one that counts."""
        found: datetime | None = self._connection.execute(_HELD_UNTIL, self._key).scalar()
        return found == until

    def holder(self) -> str:
        """Who took the lease last; empty where it was given back."""
        query = select(source_state.c.holder).where(self._state)
        return str(self._connection.execute(query).scalar() or "")

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
        announce(self._connection)

    def begin_try(self, at: datetime) -> None:
        """Notes that a sync begins."""
        self.note(tried_at=at)

    def count_try(self, *, well: bool) -> None:
        """Notes how a sync went: failures are counted in a row."""
        self.note(failures=0 if well else source_state.c.failures + 1)

    def run_noted(self, run: RunRow) -> None:
        """Remembers a sync; the oldest are forgotten."""
        mine = (sync_run.c.project == self._key["project"]) & (
            sync_run.c.source == self._key["source"]
        )
        row = {"at": run.at, "by": run.by, "counts": dict(run.counts), "failed": run.failed}
        row["failed_with"] = plain_values(run.failed_with)
        self._connection.execute(insert(sync_run).values(**self._key, **row))
        newest = select(sync_run.c.number).where(mine).order_by(sync_run.c.number.desc())
        last = self._connection.execute(newest.offset(KEPT_RUNS).limit(1)).scalar()
        if last is not None:
            self._connection.execute(delete(sync_run).where(mine, sync_run.c.number <= last))

    def runs(self, limit: int) -> list[RunRow]:
        """What the last syncs did, the newest first."""
        run = sync_run.c
        query = select(run.at, run.by, run.counts, run.failed, run.failed_with).where(
            sync_run.c.project == self._key["project"],
            sync_run.c.source == self._key["source"],
        )
        rows = self._connection.execute(query.order_by(sync_run.c.number.desc()).limit(limit))
        return [RunRow(*row) for row in rows]

    def outbound(self) -> list[Outbound]:
        """What is being created there, or was when a sync broke off."""
        query = select(outbound.c.record_id, outbound.c.key).where(self._outbound)
        rows = self._connection.execute(query.order_by(outbound.c.record_id))
        return [Outbound(RecordId(row[0]), row[1]) for row in rows]

    def leaving(self, row: Outbound, at: datetime) -> None:
        """Notes that a record is about to be created there."""
        values = {"record_id": row.record_id, "key": row.key, "tried_at": at}
        self._connection.execute(insert(outbound).values(**self._key, **values))

    def arrived(self, record_id: str) -> None:
        """The record is there, and linked."""
        gone = self._outbound & (outbound.c.record_id == record_id)
        self._connection.execute(delete(outbound).where(gone))

    @property
    def _outbound(self) -> Any:
        return (outbound.c.project == self._key["project"]) & (
            outbound.c.source == self._key["source"]
        )

    def synced_at(self) -> datetime | None:
        """When a sync last ended well."""
        query = select(source_state.c.synced_at).where(self._state)
        found: datetime | None = self._connection.execute(query).scalar()
        return found

    def kept(self) -> frozenset[str]:
        """The remote ids that a person left linked although they were gone."""
        query = select(source_state.c.kept).where(self._state)
        return frozenset(self._connection.execute(query).scalar() or ())

    def cursor(self) -> Any:
        """Where the next pull goes on; None for the beginning."""
        return self._connection.execute(select(source_state.c.cursor).where(self._state)).scalar()


def plain_values(values: Mapping[str, object]) -> dict[str, object]:
    """The values of a sentence as JSON can hold them."""
    return {name: _as_json(each) for name, each in values.items()}


def _as_json(value: object) -> object:
    if isinstance(value, list | tuple | set | frozenset):
        return [_as_json(each) for each in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _plain(values: list[Any], column: Any) -> list[Any]:
    """A column of rows in plain form; equal texts of lists are read once."""
    read: Callable[[Any], Any] | None = load if isinstance(column.type, Plain) else None
    if read is None and any(isinstance(each, date) for each in values):
        read = date.isoformat
    if read is None:
        return values
    known = {raw: None if raw is None else read(raw) for raw in set(values)}
    return [known[raw] for raw in values]
