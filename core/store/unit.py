"""Unit: one transaction in which records are read, decided upon and written with their events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select, update

from core.domain.clash import Clash
from core.domain.event import Event, Recorded, apply
from core.domain.ids import Kind, RecordId, kind_of, record_id
from core.domain.kinds import RECORDS
from core.domain.looking import Look
from core.domain.meeting import ON, Meeting
from core.domain.project import Project
from core.domain.record import Record
from core.domain.refusal import Conflict, Gone
from core.store.contests import agreed
from core.store.convert import columns_of, plain, records_from, table_of
from core.store.journal import Sought, in_order, of_command, undoers
from core.store.reading import read_records
from core.store.rows import Births, dumped, instant, write_rows
from core.store.tables import TABLES, event, presence
from core.store.tables import meeting as meeting_table
from core.store.tables import project as project_table
from core.store.tables import task as task_table

_EVENT = (
    "project",
    "at",
    "actor",
    "kind",
    "subject",
    "before",
    "after",
    "command",
    "part",
    "undoes",
    "meeting",
)
_NUMBERS = select(event.c.seq).where(event.c.command == bindparam("of")).order_by(event.c.part)
_FIRST = select(event.c.seq).where(event.c.command == bindparam("of")).limit(1)
_PROJECT = select(*columns_of(Kind.PROJECT)).where(project_table.c.id == bindparam("of"))
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
        rows = self.connection.execute(_all_of(kind), {"of": self.project}).all()
        records = records_from(kind, rows)
        self._held.update((record.id, record) for record in records)
        return records

    def taken(self, kinds: Iterable[Kind]) -> dict[Kind, int]:
        """The highest number in use for each kind. Takes the lock first."""
        self.lock()
        wanted = tuple(kinds)
        found = self.connection.execute(_highest(wanted), {"of": self.project}).one()
        return {kind: highest or 0 for kind, highest in zip(wanted, found, strict=True)}

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

    def parents(self) -> frozenset[RecordId]:
        """The tasks that have subtasks."""
        query = select(task_table.c.parent).where(
            task_table.c.project == self.project,
            task_table.c.removed.is_(False),
            task_table.c.parent.is_not(None),
        )
        return frozenset(self.connection.execute(query).scalars())

    def matching(self, look: Look) -> list[Any]:
        """The records that a rule looks for, the newest first; held until the unit ends."""
        table = TABLES[look.kind]
        query = select(*columns_of(look.kind)).where(
            table.c.project == self.project,
            table.c.removed.is_(False),
            *(table.c[name] == value for name, value in look.equal.items()),
        )
        rows = self.connection.execute(query.order_by(table.c.number.desc()).limit(look.newest))
        records = records_from(look.kind, rows.all())
        self._held.update((record.id, record) for record in records)
        return records

    def meeting(self) -> Meeting | None:
        """The meeting that is going on."""
        query = select(*columns_of(Kind.MEETING)).where(
            meeting_table.c.project == self.project,
            meeting_table.c.removed.is_(False),
            meeting_table.c.status.in_([each.value for each in ON]),
        )
        found = records_from(Kind.MEETING, self.connection.execute(query).all())
        self._held.update((record.id, record) for record in found)
        return next(iter(found), None)

    def signs(self) -> dict[str, datetime]:
        """When each name's board was last heard of."""
        query = select(presence.c.name, func.max(presence.c.seen_at)).where(
            presence.c.project == self.project
        )
        rows = self.connection.execute(query.group_by(presence.c.name))
        return {row[0]: row[1] for row in rows}

    def heard_in(self, meeting: str) -> datetime | None:
        """When the log last heard of somebody who sits in a meeting."""
        query = select(func.max(event.c.at)).where(
            event.c.project == self.project, event.c.meeting == meeting
        )
        return self.connection.execute(query).scalar()

    def log_of(self, *kinds: str) -> tuple[Recorded, ...]:
        """All events of some kinds of record (`task`), in the order of the log."""
        return in_order(self.connection, self.project, Sought(kinds=kinds))

    def write(
        self,
        events: Sequence[Event],
        *,
        command: str,
        actor: str,
        at: datetime,
        meeting: RecordId | None = None,
    ) -> tuple[Recorded, ...]:
        """Carries facts out and records them; `meeting` is the one they were said in.

        Raises:
            Conflict: a record was written by somebody else since it was read here.
        """
        self.lock()
        fresh: dict[RecordId, Mapping[str, Any]] = {}
        moved: dict[RecordId, dict[str, Any]] = defaultdict(dict)
        for each in events:
            if each.creates:
                fresh[each.subject] = each.after
            elif each.subject in fresh:
                fresh[each.subject] = {**fresh[each.subject], **each.after}
            elif not each.only_tells:
                record = apply(self._held[each.subject], each, at)
                self._held[each.subject] = record
                for name in each.after:
                    moved[each.subject][name] = plain(getattr(record, name))
        self._insert(fresh, at)
        for identity, values in moved.items():
            self._update(identity, values, at)
        return self._record(events, command=command, actor=actor, at=at, meeting=meeting)

    def _insert(self, fresh: Mapping[RecordId, Mapping[str, Any]], at: datetime) -> None:
        by_kind: dict[Kind, Births] = {}
        for identity, values in fresh.items():
            kind = kind_of(identity)
            if kind not in by_kind:
                by_kind[kind] = Births(self.connection, kind, self.project, at)
            by_kind[kind].add(identity, values)
        for kind in RECORDS:
            if births := by_kind.get(kind):
                write_rows(self.connection, TABLES[kind], births.columns, births.rows)

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
        self,
        events: Sequence[Event],
        *,
        command: str,
        actor: str,
        at: datetime,
        meeting: RecordId | None,
    ) -> tuple[Recorded, ...]:
        if not events:
            return ()
        moment = instant(at, self.connection.dialect.name == "sqlite")
        rows = [
            (
                self.project,
                moment,
                actor,
                each.kind,
                each.subject,
                dumped(each.before) if each.before else "{}",
                dumped(each.after),
                command,
                part,
                each.undoes,
                meeting,
            )
            for part, each in enumerate(events)
        ]
        write_rows(self.connection, event, _EVENT, rows)
        # Other projects draw from the same numbers meanwhile: ours need not be in a row.
        numbers = self.connection.scalars(_NUMBERS, {"of": command})
        return tuple(
            Recorded(seq, at, actor, command, each, meeting)
            for seq, each in zip(numbers, events, strict=True)
        )

    def done(self, command: str) -> tuple[Recorded, ...]:
        """What a command came to already; nothing if it is new."""
        # Nearly every command is new, and this question is answered by an index alone.
        if self.connection.execute(_FIRST, {"of": command}).first() is None:
            return ()
        return of_command(self.connection, self.project, command)

    def project_record(self) -> Project:
        """The project as this transaction sees it.

        Raises:
            Gone: it is not in this database.
        """
        identity = record_id(Kind.PROJECT, self.project)
        rows = self.connection.execute(_PROJECT, {"of": identity}).all()
        if not rows:
            raise Gone(identity)
        found: Project = records_from(Kind.PROJECT, rows)[0]
        self._held[identity] = found
        return found

    def undoing(self, command: str) -> tuple[Recorded, ...]:
        """The events of a command, with who took them back."""
        return undoers(self.connection, self.project, command)

    def agreed(self, records: Iterable[Record]) -> dict[RecordId, Mapping[str, Any] | None]:
        """What the clashes among `records` and their sources last agreed on, by clash."""
        clashes = [each for each in records if isinstance(each, Clash)]
        return agreed(self.connection, self.project, clashes)


@cache
def _all_of(kind: Kind) -> Select[Any]:
    return select(*columns_of(kind)).where(TABLES[kind].c.project == bindparam("of"))


@cache
def _highest(kinds: tuple[Kind, ...]) -> Select[Any]:
    """The highest number of each kind, in one row."""
    tables = (TABLES[kind] for kind in kinds)
    mine = (
        select(func.max(each.c.number)).where(each.c.project == bindparam("of")) for each in tables
    )
    return select(*(each.scalar_subquery() for each in mine))


def _versioned(record: Record, version: int) -> Record:
    return replace(record, version=version)
