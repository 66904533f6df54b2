"""How sources stand in the database: read for boards, named for everybody, forgotten for good."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from core.domain.board import SourceState
from core.store.engine import announce
from core.store.exchange_tables import link, source_state, sync_run


def source_states(connection: Connection, project: int, now: datetime) -> tuple[SourceState, ...]:
    """How every source of a project stands, by name."""
    rows = connection.execute(
        select(source_state).where(source_state.c.project == project).order_by(source_state.c.name)
    )
    return tuple(
        SourceState(
            name=row.name,
            synced_at=row.synced_at,
            failed=row.failed,
            running=row.holder if row.held_until and row.held_until > now else "",
            clashes=row.clashes,
            tried_at=row.tried_at,
            failures=row.failures,
            title=row.title,
            type=row.type,
            failed_with=row.failed_with,
        )
        for row in rows
    )


def gone(connection: Connection, project: int) -> frozenset[str]:
    """The records of ours whose items are gone at every source that had one."""
    mine = select(link.c.record_id).where(link.c.project == project)
    live = mine.where(link.c.ended.is_(False))
    query = mine.where(link.c.ended.is_(True), link.c.record_id.not_in(live))
    return frozenset(connection.execute(query).scalars())


def entitle(connection: Connection, project: int, name: str, values: Mapping[str, str]) -> None:
    """Notes `title` and `type` of a source for those whose configuration does not name it."""
    mine = (source_state.c.project == project) & (source_state.c.name == name)
    connection.execute(update(source_state).where(mine).values(**values))
    announce(connection)


def entitled(connection: Connection, project: int, name: str) -> dict[str, str]:
    """What `entitle` noted last; empty for a source that nobody has synced yet."""
    mine = (source_state.c.project == project) & (source_state.c.name == name)
    known = connection.execute(select(source_state.c.title, source_state.c.type).where(mine))
    row = known.first()
    return dict(row._mapping) if row is not None else {}


def forget(connection: Connection, project: int, name: str) -> None:
    """A source that nobody syncs any more is gone from every board; its links stay.

    One that is added again under the name goes on with them, and begins with a full listing.
    """
    mine = (source_state.c.project == project) & (source_state.c.name == name)
    connection.execute(delete(source_state).where(mine))
    announce(connection)


def syncers(connection: Connection, project: int, name: str, since: datetime) -> frozenset[str]:
    """Who synced a source at or after `since`, on their board or command line."""
    run = sync_run.c
    query = select(run.by).where(run.project == project, run.source == name, run.at >= since)
    return frozenset(connection.execute(query).scalars())


def pages(connection: Connection, project: int, record: str) -> list[tuple[str, str]]:
    """Where one of our records stands at its sources: each by name, with the item's address."""
    query = select(link.c.source, link.c.url).where(
        link.c.project == project, link.c.record_id == record, link.c.ended.is_(False)
    )
    rows = connection.execute(query.order_by(link.c.source))
    return [(row[0], row[1]) for row in rows if row[1]]


def renamed(connection: Connection, project: int, source: str, names: Mapping[str, str]) -> None:
    """The items of a source that are known by another id from now on, by the one before."""
    mine = (link.c.project == project) & (link.c.source == source)
    known = connection.execute(select(link).where(mine)).all()
    rows = [
        {**row._mapping, "remote_id": names[row.remote_id]}
        for row in known
        if row.remote_id in names
    ]
    # Two items may change their ids for each other's: all go before any comes.
    for each in names:
        connection.execute(delete(link).where(mine, link.c.remote_id == each))
    if rows:
        connection.execute(insert(link), rows)
    state = (source_state.c.project == project) & (source_state.c.name == source)
    kept = connection.execute(select(source_state.c.kept).where(state)).scalar() or []
    values = {"kept": sorted(names.get(each, each) for each in kept), "cursor": None}
    connection.execute(update(source_state).where(state).values(**values))


def linked(connection: Connection, project: int) -> dict[str, int]:
    """How many of our records are linked to an item of each source, now."""
    query = select(link.c.source, func.count()).where(
        link.c.project == project, link.c.ended.is_(False)
    )
    return {row[0]: row[1] for row in connection.execute(query.group_by(link.c.source))}
