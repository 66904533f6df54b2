"""Rows become frozen records, and records become rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table

from core.domain.action import ActionItem
from core.domain.blocker import Blocker
from core.domain.decision import Decision, Milestone, Note
from core.domain.ids import Kind, kind_of, number_of
from core.domain.people import Department, Person
from core.domain.project import Project
from core.domain.raci import RaciRow
from core.domain.record import Record, readers_of, turned
from core.domain.task import Task
from core.store.tables import TABLES

RECORDS: dict[Kind, type[Record]] = {
    Kind.PROJECT: Project,
    Kind.DEPARTMENT: Department,
    Kind.PERSON: Person,
    Kind.TASK: Task,
    Kind.RACI: RaciRow,
    Kind.MILESTONE: Milestone,
    Kind.BLOCKER: Blocker,
    Kind.ACTION: ActionItem,
    Kind.DECISION: Decision,
    Kind.NOTE: Note,
}
"""The class of each kind of record."""


def columns_of(kind: Kind) -> list[ColumnElement[Any]]:
    """The columns that a record of this kind is read from, in its fields' order."""
    table = TABLES[kind]
    return [table.c[name] for name in readers_of(RECORDS[kind])]


def records_from(kind: Kind, rows: Iterable[Sequence[Any]]) -> list[Any]:
    """The records in rows of `columns_of`."""
    cls = RECORDS[kind]
    names = tuple(readers_of(cls))
    reads = [(names.index(name), read) for name, read in turned(cls).items()]
    found = []
    for row in rows:
        values = list(row)
        for index, read in reads:
            if values[index] is not None:
                values[index] = read(values[index])
        found.append(cls(**dict(zip(names, values, strict=True))))
    return found


def row_of(record: Record, project: int) -> dict[str, Any]:
    """A record as a row; `project` is the number of its project."""
    kind = kind_of(record.id)
    row = {name: plain(getattr(record, name)) for name in readers_of(type(record))}
    row["number"] = number_of(record.id)
    if kind is not Kind.PROJECT:
        row["project"] = project
    return row


def plain(value: Any) -> Any:
    """A field's value as its column takes it: tuples are lists there, dates stay dates."""
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value


def table_of(identity: str) -> Table:
    """The table that a record lives in."""
    return TABLES[kind_of(identity)]
