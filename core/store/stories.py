"""Which records' events tell one record's history."""

from __future__ import annotations

from sqlalchemy import Connection, select

from core.domain.ids import Kind, RecordId, kind_of, logged_as
from core.store.tables import blocker, clash, note


def subjects_of(connection: Connection, project: int, identity: str) -> tuple[str, ...]:
    """A record's id, those of its RACI row, its notes, its clashes, and of the risk it was."""
    own = logged_as(identity)
    if not own:
        return ()
    risks = _risk_of(connection, project, identity)
    written = select(note.c.id).where(
        note.c.project == project, note.c.subject.in_((identity, *risks))
    )
    notes = connection.execute(written.order_by(note.c.number)).scalars()
    chosen = select(clash.c.id).where(clash.c.project == project, clash.c.subject == identity)
    clashes = connection.execute(chosen.order_by(clash.c.number)).scalars()
    return (*own, *risks, *notes, *clashes)


def _risk_of(connection: Connection, project: int, identity: str) -> tuple[RecordId, ...]:
    """A blocker goes on with the history of the risk that happened (process.md 1.11)."""
    if kind_of(identity) is not Kind.BLOCKER:
        return ()
    query = select(blocker.c.risk).where(blocker.c.project == project, blocker.c.id == identity)
    return tuple(each for each in connection.execute(query).scalars() if each)
