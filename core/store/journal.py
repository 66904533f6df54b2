"""Reading the event log: history, what a command came to, what can be undone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from core.domain.event import Event, Recorded
from core.domain.ids import RecordId
from core.store.tables import event

UNDONE, REDONE = ".undone", ".redone"
FOUNDED = "project.created"
"""What nobody takes back: everything else stands on it."""
_FAR = 500
"""How many of one's own events an undo looks back over."""


def revision(connection: Connection, project: int) -> int:
    """The number of the project's last event; 0 where there is none."""
    query = select(func.max(event.c.seq)).where(event.c.project == project)
    return connection.execute(query).scalar() or 0


def subjects_after(connection: Connection, project: int, seen: int) -> tuple[int, set[RecordId]]:
    """The revision now, and the records that the events after `seen` speak of."""
    query = select(event.c.seq, event.c.subject).where(
        event.c.project == project, event.c.seq > seen
    )
    rows = connection.execute(query).all()
    return max((row[0] for row in rows), default=seen), {RecordId(row[1]) for row in rows}


def of_command(connection: Connection, project: int, command: str) -> tuple[Recorded, ...]:
    """What a command came to; nothing if it was never carried out."""
    mine = _events(project).where(event.c.command == command)
    return _recorded(connection, mine.order_by(None).order_by(event.c.part))


def undoers(connection: Connection, project: int, command: str) -> tuple[Recorded, ...]:
    """What a command came to, each event with the one that took it back."""
    return _with_undoers(connection, of_command(connection, project, command))


def history(
    connection: Connection,
    project: int,
    *,
    subjects: Sequence[str] = (),
    since: datetime | None = None,
    limit: int = 200,
) -> tuple[Recorded, ...]:
    """The log of some records, or of all, the newest first."""
    query = _events(project)
    if subjects:
        query = query.where(event.c.subject.in_(subjects))
    if since is not None:
        query = query.where(event.c.at >= since)
    query = query.order_by(None).order_by(event.c.seq.desc()).limit(limit)
    return _with_undoers(connection, _recorded(connection, query))


def event_numbered(connection: Connection, project: int, seq: int) -> Recorded | None:
    """One event by its number."""
    found = _recorded(connection, _events(project).where(event.c.seq == seq))
    return next(iter(found), None)


def last_undoable(connection: Connection, project: int, actor: str) -> str | None:
    """The command that `u` takes back: the actor's last change that stands."""
    for recorded in _latest_of(connection, project, actor):
        taken_back = recorded.event.kind.endswith((UNDONE, REDONE)) or recorded.undone_by
        if not taken_back and recorded.event.kind != FOUNDED:
            return recorded.command
    return None


def last_redoable(connection: Connection, project: int, actor: str) -> str | None:
    """The undo that a redo takes back: the actor's last one, if nothing followed it."""
    for recorded in _latest_of(connection, project, actor):
        if recorded.event.kind.endswith(UNDONE):
            if recorded.undone_by is None:
                return recorded.command
        elif not recorded.event.kind.endswith(REDONE):
            return None
    return None


def _latest_of(connection: Connection, project: int, actor: str) -> tuple[Recorded, ...]:
    query = _events(project).where(event.c.actor == actor).order_by(None)
    query = query.order_by(event.c.seq.desc()).limit(_FAR)
    return _with_undoers(connection, _recorded(connection, query))


def _events(project: int) -> Select[Any]:
    return select(event).where(event.c.project == project).order_by(event.c.seq)


def _recorded(connection: Connection, query: Select[Any]) -> tuple[Recorded, ...]:
    return tuple(
        Recorded(
            row.seq,
            row.at,
            row.actor,
            row.command,
            Event(row.kind, RecordId(row.subject), row.before, row.after, row.undoes),
            row.meeting,
        )
        for row in connection.execute(query)
    )


def _with_undoers(connection: Connection, events: Iterable[Recorded]) -> tuple[Recorded, ...]:
    """The events, each with the one that took it back, unless that was taken back too."""
    listed = tuple(events)
    back = _taken_back(connection, [each.seq for each in listed])
    again = _taken_back(connection, [seq for undone in back.values() for seq in undone])
    standing = {
        seq: next((undo for undo in undone if undo not in again), None)
        for seq, undone in back.items()
    }
    return tuple(replace(each, undone_by=standing.get(each.seq)) for each in listed)


def _taken_back(connection: Connection, numbers: list[int]) -> dict[int, list[int]]:
    """For each event that was ever taken back, the events that did so."""
    found: dict[int, list[int]] = defaultdict(list)
    if numbers:
        query = select(event.c.undoes, event.c.seq).where(event.c.undoes.in_(numbers))
        for undoes, seq in connection.execute(query.order_by(event.c.seq)):
            found[undoes].append(seq)
    return found
