"""Reading what stands against an undo: three readings of each field, with who wrote the last."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, select

from core.domain.contest import Contest, Contested, contested
from core.domain.record import encode
from core.store.journal import undoers
from core.store.reading import read_records
from core.store.tables import event


def contest(connection: Connection, project: int, command: str, forward: bool) -> Contest:
    """What somebody changed since a command, field by field, with who did so and when."""
    undoing = undoers(connection, project, command)
    subjects = dict.fromkeys(each.event.subject for each in undoing)
    records = {each.id: each for each in read_records(connection, project, subjects)}
    fields = tuple(_told_who(connection, project, each) for each in contested(undoing, records))
    seen = {each.subject: records[each.subject].version for each in fields}
    author = next((each.actor for each in undoing), "")
    return Contest(command, forward, fields, seen, author)


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
