"""Store: one database, opened, checked, and read or written in transactions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import URL, Connection, event, func, select, text
from sqlalchemy.pool import ConnectionPoolEntry

from core.domain.board import Board
from core.domain.event import Recorded
from core.domain.ids import Kind, RecordId
from core.domain.project import Project
from core.domain.record import Record
from core.domain.refusal import Refused, Unreachable
from core.store import company, journal, reading
from core.store.engine import announce, database_url, open_engine, writing
from core.store.feed import Feed, PostgresFeed, SqliteFeed
from core.store.read_only import is_read_only
from core.store.roles_standing import Standing, standing
from core.store.schema import HEAD, older, stored_version
from core.store.trouble import identity, place, told
from core.store.unit import Unit


def open_store(database: str, *, create: bool = False, reading: bool = False) -> Store:
    """Opens a database (an URL, or the path of a SQLite file) whose schema is this program's.

    A SQLite file of an older program is upgraded, with a copy beside it; an older PostgreSQL
    database waits for `pengtou db upgrade`. With `reading` nothing is ever written through it.

    Raises:
        Refused: the database is empty and `create` is false, is newer, or must be upgraded.
        Unreachable: it cannot be reached.
    """
    store = Store(database_url(database), reading=reading)
    try:
        store.check(create=create)
    except BaseException:
        store.close()
        raise
    return store


class Store:
    """One database."""

    def __init__(self, url: URL, *, reading: bool = False) -> None:
        self.url = url
        self.closed = "database-read-only" if is_read_only(url) else ""
        """Why nobody may write to it, whoever they are (`store.<reason>`); empty where they may."""
        self.reads_only = reading or bool(self.closed)
        """Whether it refuses whatever would change anything; the connections refuse it too."""
        self.place = place(url)
        """Where it is, fit to be shown."""
        self._engine = open_engine(url, reading=reading)
        self._writer = writing(self._engine)
        self._file: tuple[int, int] | None = None
        self.skew = timedelta(0)
        """The database's clock minus this machine's."""
        self.standing: Standing | None = None
        """Whom the login speaks for; None where the database itself keeps nobody apart."""

    @property
    def path(self) -> str | None:
        """The SQLite file; None for PostgreSQL."""
        return self.url.database if self.url.get_backend_name() == "sqlite" else None

    def check(self, *, create: bool = False) -> None:
        """See `open_store`."""
        if self.path is not None and identity(self.path) is None and not create:
            raise Refused("database-absent", where=self.place)
        version = self._known_version()
        if version is None and not create:
            raise Refused("database-empty", where=self.place)
        if version != HEAD:
            if self.reads_only:
                raise Refused("database-older", theirs=version, ours=HEAD)
            self.upgrade()
        self._file = identity(self.path) if self.path else None
        if self.path is None:
            self._measure_skew()
            self.standing = self.ask(standing)
            self.closed = "" if self.ask(_takes_writes) else "server-read-only"
            self.reads_only |= self.standing is not None and not self.standing.writes
            self.reads_only |= bool(self.closed)

    def _known_version(self) -> str | None:
        """The schema's version where this program can live with it or bring it up to its own."""
        with self.reading() as connection:
            version = stored_version(connection)
            foreign = version is None and self.path is not None and _has_tables(connection)
        if foreign:
            raise Refused("database-broken", where=self.place)
        if version is None or version == HEAD:
            return version
        if not older(version):
            raise Refused("database-newer", theirs=version, ours=HEAD)
        if self.path is None:
            raise Refused("database-older", theirs=version, ours=HEAD)
        return version

    def upgrade(self) -> str | None:
        """Brings the schema up to this program's; the path of the copy, where one was made."""
        from core.store.migrate import upgrade

        with told(self.url):
            return upgrade(self._engine)

    def backup(self, target: str) -> None:
        """Copies a SQLite database and checks the copy.

        Raises:
            Refused: PostgreSQL has tools of its own for that.
            Unreachable: the database, or the copy, is damaged.
            OSError: the target cannot be written.
        """
        from core.store.migrate import backup

        if self.path is None:
            raise Refused("backup-postgres")
        with told(self.url):
            backup(self._engine, target)

    def version(self) -> str | None:
        """The schema's version."""
        with self.reading() as connection:
            return stored_version(connection)

    def problems(self) -> list[str]:
        """What the database's own check finds; empty when it is sound."""
        if self.path is None:
            with self.reading() as connection:
                connection.execute(text("SELECT 1"))
            return []
        try:
            with self.reading() as connection:
                found = [row[0] for row in connection.execute(text("PRAGMA integrity_check"))]
        except Unreachable as problem:
            return [problem.reason]
        return [] if found == ["ok"] else found

    def _measure_skew(self) -> None:
        with self.reading() as connection:
            before = datetime.now(UTC)
            theirs = connection.execute(select(func.clock_timestamp())).scalar_one()
            after = datetime.now(UTC)
        self.skew = theirs.astimezone(UTC) - (before + (after - before) / 2)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent read.

        Raises:
            Unreachable: the database is away, or damaged.
        """
        with told(self.url), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def begin(self, project: int) -> Iterator[Unit]:
        """One transaction; leaving it by an exception undoes all of it.

        Raises:
            Refused: the store is for reading, or the login lacks the right.
            Unreachable: the database is away, full, read-only, damaged, or its file was moved.
        """
        self._may_write()
        self._same_file()
        with told(self.url), self._writer.begin() as connection:
            yield Unit(connection, project)
            announce(connection)

    def _may_write(self) -> None:
        if self.closed:
            raise Unreachable(self.closed, where=self.place)
        if self.reads_only:
            raise Refused("reading-only")

    def _same_file(self) -> None:
        """Writes to a file that was deleted or replaced would succeed and be lost."""
        if self.path is not None and self._file != identity(self.path):
            raise Unreachable("database-moved", where=self.place)

    def projects(self) -> list[tuple[int, Project]]:
        """All projects, with their numbers in this database."""
        with self.reading() as connection:
            return reading.projects(connection)

    def board(self, project: int, now: datetime) -> Board:
        """The whole board."""
        with self.reading() as connection:
            return reading.read_board(connection, project, now)

    def catch_up(self, project: int, board: Board, now: datetime) -> Board:
        """The next board, from what changed since."""
        with self.reading() as connection:
            return reading.catch_up(connection, project, board, now)

    def revision(self, project: int) -> int:
        """The number of the project's last event; fails too where the file was moved away."""
        self._same_file()
        with self.reading() as connection:
            return journal.revision(connection, project)

    def pulse(self, project: int) -> int | None:
        """Asks whether the database is still there: the number of the project's last event.

        None for a file: it is never silent, its feed sees every write, and a query has its price.

        Raises:
            Unreachable: the database is away, or its file was moved.
        """
        self._same_file()
        return None if self.path is not None else self.revision(project)

    def all_of(self, project: int, kind: Kind) -> list[Any]:
        """Every record of one kind, in the order of their numbers."""
        with self.reading() as connection:
            return reading.read_all(connection, project, kind)

    def records(self, project: int, ids: Sequence[RecordId]) -> list[Record]:
        """The records of these ids that exist, removed ones too."""
        with self.reading() as connection:
            return reading.read_records(connection, project, ids)

    def history(
        self,
        project: int,
        sought: journal.Sought = journal.EVERYTHING,
        *,
        limit: int = 200,
    ) -> tuple[Recorded, ...]:
        """The log, the newest first."""
        with self.reading() as connection:
            return journal.history(connection, project, sought=sought, limit=limit)

    def ask(self, question: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        """The answer of a query function of this package, in a consistent read."""
        with self.reading() as connection:
            return question(connection, *arguments, **named)

    def tell(self, change: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        """Carries out a function that writes facts beside the log (presence, leases).

        Raises:
            Refused: the store is for reading.
        """
        self._may_write()
        self._same_file()
        with told(self.url), self._writer.begin() as connection:
            return change(connection, *arguments, **named)

    def enter(self, project: int, session: str, name: str, at: datetime) -> None:
        """Somebody is (still) on the board; who only reads it is not told of."""
        if not self.reads_only:
            self.tell(company.enter, project, session, name, at)

    def look(self, session: str, view: str) -> None:
        """Somebody on the board looks at something else."""
        if not self.reads_only:
            self.tell(company.look, session, view)

    def leave(self, session: str) -> None:
        """Somebody left the board."""
        if not self.reads_only:
            self.tell(company.leave, session)

    def feed(self) -> Feed:
        """What wakes a reader of this database; it belongs to one thread."""
        if self.path is not None:
            with told(self.url):
                return SqliteFeed(self.path)
        from psycopg import Error

        try:
            return PostgresFeed(self.url)
        except Error as problem:
            raise Unreachable("database-unreachable", where=self.place) from problem

    def close(self) -> None:
        """Lets go of all connections; one that a thread still uses ends when it is given back."""
        event.listen(self._engine.pool, "checkin", _end)
        self._engine.dispose()


def _end(_: object, entry: ConnectionPoolEntry) -> None:
    entry.close()


def _takes_writes(connection: Connection) -> bool:
    """Whether a server lets anybody write to this database: no standby, nor set to be read."""
    setting = func.current_setting("default_transaction_read_only")
    return bool(connection.execute(select(~func.pg_is_in_recovery() & (setting == "off"))).scalar())


def _has_tables(connection: Connection) -> bool:
    """Whether a SQLite file without a version of ours holds somebody else's data."""
    return bool(connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar())
