"""Who has the board open: a fact beside the log."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, update

from core.store.engine import announce
from core.store.tables import presence


def enter(connection: Connection, project: int, session: str, name: str, at: datetime) -> None:
    """Somebody is (still) on the board."""
    row = {"project": project, "name": name, "seen_at": at}
    done = connection.execute(update(presence).where(presence.c.session == session).values(**row))
    if not done.rowcount:
        connection.execute(insert(presence).values(session=session, view="", **row))
        old = presence.c.seen_at < at - timedelta(days=1)
        connection.execute(delete(presence).where(old))
        announce(connection)


def look(connection: Connection, session: str, view: str) -> None:
    """What somebody on the board looks at, for those who follow them."""
    connection.execute(update(presence).where(presence.c.session == session).values(view=view))
    announce(connection)


def leave(connection: Connection, session: str) -> None:
    """Somebody left the board."""
    connection.execute(delete(presence).where(presence.c.session == session))
    announce(connection)
