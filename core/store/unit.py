"""Unit: one transaction in which records are read, decided upon and written with their events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from core.domain.event import Event, Recorded, apply, begin
from core.domain.ids import Kind, RecordId, kind_of, record_id
from core.domain.project import Project
from core.domain.record import Record
from core.domain.refusal import Conflict, Gone
from core.store.convert import RECORDS, columns_of, plain, records_from, row_of, table_of
from core.store.journal import of_command, undoers
from core.store.reading import read_records
from core.store.tables import TABLES, event
from core.store.tables import task as task_table

_LOCK = 0x70656E67
"""The first half of the advisory lock's key: "peng"."""


class Unit:
    """What may be done within one writing transaction of one project."""

    def __init__(self, connection: Connection, project: int) -> None:
        self.connection = connection
        self.project = project
        self._held: dict[RecordId, Record] = {}
        self._locked = False

    def lock(self) -> None:
        """Waits for the project's other writers.

        Numbers and revisions are given out under it, so that nobody who reads "after 417" can miss
        a late 416. SQLite holds its write lock from the beginning.
        """
        if not self._locked and self.connection.dialect.name == "postgresql":
            self.connection.execute(select(func.pg_advisory_xact_lock(_LOCK, self.project)))
        self._locked = True

    def load(self, ids: Iterable[RecordId]) -> dict[RecordId, Record]:
        """The records of these ids that exist, removed ones too; held until the unit ends."""
        found = {each.id: each for each in read_records(self.connection, self.project, ids)}
        self._held.update(found)
        return found

    def all_of(self, kind: Kind) -> list[Any]:
        """All records of one kind."""
        table = TABLES[kind]
        query = select(*columns_of(kind)).where(table.c.project == self.project)
        records = records_from(kind, self.connection.execute(query))
        self._held.update((record.id, record) for record in records)
        return records

    def taken(self, kinds: Iterable[Kind]) -> dict[Kind, int]:
        """The highest number in use for each kind. Takes the lock first."""
        self.lock()
        highest: dict[Kind, int] = {}
        for kind in kinds:
            table = TABLES[kind]
            query = select(func.max(table.c.number)).where(table.c.project == self.project)
            highest[kind] = self.connection.execute(query).scalar() or 0
        return highest

    def dependencies(self) -> dict[RecordId, tuple[RecordId, ...]]:
        """Which task waits for which."""
        query = select(task_table.c.id, task_table.c.depends_on).where(
            task_table.c.project == self.project, task_table.c.removed.is_(False)
        )
        return {
            identity: tuple(upstream)
            for identity, upstream in self.connection.execute(query)
            if upstream
        }

    def write(
        self, events: Sequence[Event], *, command: str, actor: str, at: datetime
    ) -> tuple[Recorded, ...]:
        """Carries facts out and records them.

        Raises:
            Conflict: a record was written by somebody else since it was read here.
        """
        self.lock()
        fresh: dict[RecordId, Record] = {}
        moved: dict[RecordId, dict[str, Any]] = defaultdict(dict)
        for each in events:
            if each.creates:
                new = begin(RECORDS[kind_of(each.subject)], each, at)
                fresh[each.subject] = _versioned(new, 1)
            elif each.subject in fresh:
                fresh[each.subject] = apply(fresh[each.subject], each, at)
            else:
                record = apply(self._held[each.subject], each, at)
                self._held[each.subject] = record
                for name in each.after:
                    moved[each.subject][name] = plain(getattr(record, name))
        self._insert(fresh.values())
        for identity, values in moved.items():
            self._update(identity, values, at)
        return self._record(events, command=command, actor=actor, at=at)

    def _insert(self, records: Iterable[Record]) -> None:
        by_kind: dict[Kind, list[dict[str, Any]]] = defaultdict(list)
        for record in records:
            by_kind[kind_of(record.id)].append(row_of(record, self.project))
        for kind in RECORDS:
            if rows := by_kind.get(kind):
                self.connection.execute(insert(TABLES[kind]), rows)

    def _update(self, identity: RecordId, values: Mapping[str, Any], at: datetime) -> None:
        table, held = table_of(identity), self._held[identity]
        statement = update(table).where(table.c.id == identity, table.c.version == held.version)
        if kind_of(identity) is not Kind.PROJECT:
            statement = statement.where(table.c.project == self.project)
        done = self.connection.execute(
            statement.values(**values, version=held.version + 1, updated_at=at)
        )
        if done.rowcount != 1:
            raise Conflict(identity)
        self._held[identity] = _versioned(held, held.version + 1)

    def _record(
        self, events: Sequence[Event], *, command: str, actor: str, at: datetime
    ) -> tuple[Recorded, ...]:
        rows = [
            {
                "project": self.project,
                "at": at,
                "actor": actor,
                "kind": each.kind,
                "subject": each.subject,
                "before": dict(each.before),
                "after": dict(each.after),
                "command": command,
                "part": part,
                "undoes": each.undoes,
            }
            for part, each in enumerate(events)
        ]
        if not rows:
            return ()
        self.connection.execute(insert(event), rows)
        # Other projects draw from the same numbers meanwhile: ours need not be in a row.
        numbers = self.connection.scalars(
            select(event.c.seq).where(event.c.command == command).order_by(event.c.part)
        )
        return tuple(
            Recorded(seq, at, actor, command, each)
            for seq, each in zip(numbers, events, strict=True)
        )

    def done(self, command: str) -> tuple[Recorded, ...]:
        """What a command came to already; nothing if it is new."""
        return of_command(self.connection, self.project, command)

    def project_record(self) -> Project:
        """The project as this transaction sees it.

        Raises:
            Gone: it is not in this database.
        """
        identity = record_id(Kind.PROJECT, self.project)
        found = self.load([identity]).get(identity)
        if not isinstance(found, Project):
            raise Gone(identity)
        return found

    def undoing(self, command: str) -> tuple[Recorded, ...]:
        """The events of a command, with who took them back."""
        return undoers(self.connection, self.project, command)


def _versioned(record: Record, version: int) -> Record:
    return replace(record, version=version)
