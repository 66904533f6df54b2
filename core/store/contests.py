"""Reading what stands against an undo: three readings of each field, with who wrote the last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select

from core.domain.clash import Clash
from core.domain.contest import Contest, Contested, contested
from core.domain.ids import RecordId
from core.domain.reach import meant
from core.domain.record import encode
from core.store.journal import undoers
from core.store.reading import read_records
from core.store.tables import event, link


def contest(
    connection: Connection, project: int, command: str, forward: bool, only: tuple[RecordId, ...]
) -> Contest:
    """What somebody changed since a command, field by field, with who did so and when.

    `only` names the records that are meant; all where it is empty.
    """
    undoing = meant(undoers(connection, project, command), only)
    subjects = dict.fromkeys(each.event.subject for each in undoing)
    records = {each.id: each for each in read_records(connection, project, subjects)}
    fields = tuple(_told_who(connection, project, each) for each in contested(undoing, records))
    seen = {each.subject: records[each.subject].version for each in fields}
    author = next((each.actor for each in undoing), "")
    return Contest(command, forward, fields, seen, author, only)


def agreed(
    connection: Connection, project: int, clashes: Iterable[Clash]
) -> dict[RecordId, Mapping[str, Any] | None]:
    """What each clash's record and its source last agreed on; None where their link has ended."""
    found: dict[RecordId, Mapping[str, Any] | None] = {}
    for each in clashes:
        query = select(link.c.base, link.c.ended).where(
            *(link.c.project == project, link.c.source == each.source),
            *(link.c.remote_id == each.source_id, link.c.record_id == each.subject),
        )
        for base, ended in connection.execute(query):
            found[each.id] = None if ended else base
    return found


def _told_who(connection: Connection, project: int, field: Contested) -> Contested:
    """The same with the last event that wrote the field."""
    name, _, inner = field.field.partition(".")
    query = select(event.c.actor, event.c.at, event.c.before, event.c.after).where(
        event.c.project == project, event.c.subject == field.subject, event.c.seq > field.seq
    )
    for row in connection.execute(query.order_by(event.c.seq.desc())):
        if name not in row.after or encode(row.after[name]) == row.before.get(name):
            continue
        if not inner or _inner(row.after, name, inner) != _inner(row.before, name, inner):
            return replace(field, by=row.actor, at=row.at)
    return field


def _inner(values: dict[str, dict[str, object]], name: str, inner: str) -> object:
    return (values.get(name) or {}).get(inner)
