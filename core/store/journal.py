"""Reading the event log: history, what a command came to, what can be undone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select

from core.domain.event import Event, Recorded
from core.domain.ids import RecordId
from core.domain.reach import FOUNDED, of_source, of_substance
from core.store.tables import event

UNDONE, REDONE = ".undone", ".redone"
_FAR = 500
"""How many of one's own events an undo looks back over."""


@dataclass(frozen=True, slots=True)
class Sought:
    """Which events of the log are asked for; what is left empty leaves all."""

    subjects: tuple[str, ...] = ()
    since: datetime | None = None
    before: int | None = None
    """Only events with lower numbers: the next page."""
    after: int | None = None
    """Only events with higher numbers."""
    actors: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    """Such as `blocker.acknowledged`, or `blocker` for all of them."""
    meetings: tuple[str, ...] = ()
    """Only what was said in these."""

    def narrow(self, query: Select[Any]) -> Select[Any]:
        """The same query for these events only."""
        if self.subjects:
            query = query.where(event.c.subject.in_(self.subjects))
        if self.since is not None:
            query = query.where(event.c.at >= self.since)
        if self.before is not None:
            query = query.where(event.c.seq < self.before)
        if self.after is not None:
            query = query.where(event.c.seq > self.after)
        if self.meetings:
            query = query.where(event.c.meeting.in_(self.meetings))
        if self.actors:
            query = query.where(event.c.actor.in_(self.actors))
        if self.kinds:
            within = (event.c.kind.startswith(f"{each}.", autoescape=True) for each in self.kinds)
            query = query.where(or_(event.c.kind.in_(self.kinds), *within))
        return query


EVERYTHING = Sought()


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
    sought: Sought = EVERYTHING,
    limit: int = 200,
) -> tuple[Recorded, ...]:
    """The log of some records, or of all, the newest first."""
    query = sought.narrow(_events(project))
    query = query.order_by(None).order_by(event.c.seq.desc()).limit(limit)
    return _with_undoers(connection, _recorded(connection, query))


def in_order(connection: Connection, project: int, sought: Sought) -> tuple[Recorded, ...]:
    """All events that are asked for, in the order of the log; who took them back is not told."""
    return _recorded(connection, sought.narrow(_events(project)))


def revision_at(connection: Connection, project: int, moment: datetime) -> int:
    """The number of the last event up to a moment, that moment's own included; 0 before all."""
    query = select(func.max(event.c.seq)).where(event.c.project == project, event.c.at <= moment)
    return connection.execute(query).scalar() or 0


def event_numbered(connection: Connection, project: int, seq: int) -> Recorded | None:
    """One event by its number."""
    found = _recorded(connection, _events(project).where(event.c.seq == seq))
    return next(iter(found), None)


def to_take_back(connection: Connection, project: int, seq: int) -> tuple[str, bool] | None:
    """The command that taking an event back concerns, and whether that is a redo.

    To take back an undo is to redo; to take back a redo is to undo what it gave back.
    """
    found = event_numbered(connection, project, seq)
    while found is not None and found.event.kind.endswith(REDONE):
        undo = event_numbered(connection, project, found.event.undoes or 0)
        found = undo and event_numbered(connection, project, undo.event.undoes or 0)
    if found is None or found.event.kind == FOUNDED:
        return None
    return found.command, found.event.kind.endswith(UNDONE)


def part_of(connection: Connection, project: int, command: str, seq: int) -> tuple[RecordId, ...]:
    """The record that taking back the event `seq` means, where a sync did the whole command."""
    found = event_numbered(connection, project, seq)
    if found is None or not of_source(of_command(connection, project, command)):
        return ()
    return (found.event.subject,)


def last_undoable(connection: Connection, project: int, actor: str) -> Recorded | None:
    """An event of the command that `u` takes back: the actor's last of substance that stands."""
    for events in _latest_of(connection, project, actor).values():
        # Of a change that was taken back, messages that had left stay.
        taken_back = any(each.undone_by or _takes_back(each) for each in events)
        if not taken_back and of_substance(events):
            return events[0]
    return None


def last_redoable(connection: Connection, project: int, actor: str) -> str | None:
    """The undo that a redo takes back: the actor's last one, if nothing followed it."""
    for command, events in _latest_of(connection, project, actor).items():
        if events[0].event.kind.endswith(UNDONE):
            if events[0].undone_by is None:
                return command
        elif of_substance(events) and not events[0].event.kind.endswith(REDONE):
            return None
    return None


def _takes_back(recorded: Recorded) -> bool:
    return recorded.event.kind.endswith((UNDONE, REDONE))


def _latest_of(connection: Connection, project: int, actor: str) -> dict[str, list[Recorded]]:
    """The actor's last commands with what they came to, the newest first."""
    found: dict[str, list[Recorded]] = defaultdict(list)
    for each in history(connection, project, sought=Sought(actors=(actor,)), limit=_FAR):
        found[each.command].append(each)
    return found


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
