"""A first look at a database by its bare driver: whether anything happened since a saved board.

The answer is there before the store's own tools are loaded, which takes as long as the rest of the
start. It is never more than a comparison of numbers: all else waits for the store.
"""

from __future__ import annotations

from pathlib import Path

_QUERY = (
    "SELECT code, (SELECT max(seq) FROM event WHERE event.project = project.number) FROM project"
)


def revisions(database: str) -> dict[str, int]:
    """The number of the last event of each project, by its code.

    Empty wherever that cannot be told at once, for whatever reason: the store will say why.
    """
    try:
        rows = _of_server(database) if database.startswith("postgres") else _of_file(database)
    except Exception:  # any trouble here is met again, and named, by the store
        return {}
    return {code: seq or 0 for code, seq in rows}


def _of_file(database: str) -> list[tuple[str, int | None]]:
    import sqlite3
    from contextlib import closing

    path = Path(database.removeprefix("sqlite:///")).absolute()
    with closing(sqlite3.connect(path.as_uri() + "?mode=ro", uri=True)) as connection:
        return connection.execute(_QUERY).fetchall()


def _of_server(database: str) -> list[tuple[str, int | None]]:
    import psycopg

    address = "postgresql" + database[database.index("://") :]
    with psycopg.connect(address, connect_timeout=3, application_name="pengtou") as connection:
        return connection.execute(_QUERY).fetchall()
