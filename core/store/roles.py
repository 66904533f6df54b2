"""Login roles on PostgreSQL: one a person, and what each is let see by the server itself (R25).

A SQLite file has no such thing: whoever reads the file reads all of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, text

from core.domain.refusal import Refused
from core.store.roles_doors import names_for
from core.store.roles_plan import Lay, literal, plan, renewal
from core.store.roles_sql import SPACE, quoted
from core.store.roles_standing import on

OLDEST = 150000
"""The first PostgreSQL whose views can read as whoever asks."""
_LONGEST = 63
"""Bytes of a role's name."""


@dataclass(frozen=True, slots=True)
class Login:
    """A login that is to be: its name, and the person it speaks for in each project."""

    name: str
    people: Mapping[int, str]
    """Ids by the number of the project."""
    writes: bool = True
    """Whether one of these people may change something."""


def lay_of(connection: Connection) -> Lay:
    """What the plan depends on.

    Raises:
        Refused: the server is too old for it.
    """
    version, database, schema = connection.execute(
        text(
            "SELECT current_setting('server_version_num')::integer, current_database(),"
            " current_schema()"
        )
    ).one()
    if version < OLDEST:
        raise Refused("roles-server-old", version=version // 10000, oldest=OLDEST // 10000)
    named = {"of": schema}
    relations = "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = :of"
    kinds = connection.execute(text(f"SELECT relname, relkind {relations}"), named).all()
    policies = connection.execute(
        text("SELECT tablename, policyname FROM pg_policies WHERE schemaname = :of"), named
    )
    granted = connection.execute(
        text(
            f"SELECT DISTINCT relname, rolname {relations} CROSS JOIN aclexplode(relacl) a"
            " JOIN pg_roles r ON r.oid = a.grantee WHERE r.oid <> c.relowner"
        ),
        named,
    )
    return Lay(
        database=str(database),
        schema=str(schema),
        stands_in=_stands_in(connection, names_for(str(database)).owner),
        views=tuple(sorted(row[0] for row in kinds if row[1] == "v")),
        sequences=tuple(sorted(row[0] for row in kinds if row[1] == "S")),
        policies=_grouped((row[0], row[1]) for row in policies),
        grantees=_grouped((row[0], row[1]) for row in granted),
        machinery=_machinery(connection),
    )


def _machinery(connection: Connection) -> tuple[str, ...]:
    query = text(
        "SELECT 'FUNCTION ' || CAST(CAST(p.oid AS regprocedure) AS text) FROM pg_proc p"
        " JOIN pg_namespace n ON n.oid = pronamespace WHERE nspname = :space UNION ALL"
        " SELECT 'TABLE ' || CAST(CAST(c.oid AS regclass) AS text) FROM pg_class c"
        " JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = :space AND relkind = 'r'"
    )
    return tuple(sorted(connection.execute(query, {"space": SPACE}).scalars()))


def _stands_in(connection: Connection, owner: str) -> bool:
    query = text(
        "SELECT rolsuper OR coalesce((SELECT pg_has_role(session_user, oid, 'MEMBER')"
        " FROM pg_roles WHERE rolname = :owner), false) FROM pg_roles WHERE rolname = session_user"
    )
    return bool(connection.execute(query, {"owner": owner}).scalar())


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key, value in sorted(pairs):
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}


def apply(connection: Connection) -> None:
    """Carries the plan out.

    Raises:
        Refused: the server is too old.
    """
    for statement in plan(lay_of(connection)):
        connection.exec_driver_sql(statement)


def renew(connection: Connection) -> None:
    """After an upgrade: new tables get their doors, and the machinery is today's."""
    if on(connection):
        for statement in renewal(lay_of(connection)):
            connection.exec_driver_sql(statement)


def step_up(connection: Connection) -> None:
    """From here on the transaction acts for the owner, so that what it makes is the owner's.

    Raises:
        Refused: the connected login may not act for the owner.
    """
    if not on(connection):
        return
    owner = _owner(connection)
    may = connection.execute(text("SELECT pg_has_role(session_user, :o, 'MEMBER')"), {"o": owner})
    if not may.scalar():
        raise Refused("upgrade-not-owner", owner=owner)
    connection.exec_driver_sql(f"SET LOCAL ROLE {quoted(owner)}")


def step_down(connection: Connection) -> None:
    """Back to the connected login."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("RESET ROLE")


def _owner(connection: Connection) -> str:
    query = text("SELECT pg_get_userbyid(nspowner) FROM pg_namespace WHERE nspname = :space")
    return str(connection.execute(query, {"space": SPACE}).scalar_one())


def add(connection: Connection, login: Login, password: str | None = None) -> bool:
    """Makes a login, or gives one that is there its seats; whether it is new.

    The password leaves this machine only as a verifier: neither a statement nor the server's log
    holds it. Without one the login has none until an administrator sets it.

    Raises:
        Refused: the roles are not on, the name is no role's, or the role may do too much already.
    """
    _must_be_on(connection)
    names = lay_of(connection).names
    name = quoted(_fit(login.name))
    fresh = not _there(connection, login.name)
    if fresh:
        connection.exec_driver_sql(f"CREATE ROLE {name} LOGIN")
    elif _mighty(connection, login.name, names.owner):
        raise Refused("roles-login-mighty", login=login.name)
    if password is not None:
        verifier = literal(_verifier(connection, login.name, password))
        connection.exec_driver_sql(f"ALTER ROLE {name} PASSWORD {verifier}")
    step_up(connection)
    for project, person in login.people.items():
        _free(connection, project, person, login.name)
        connection.execute(
            text(
                f"INSERT INTO {SPACE}.seat (login, project, person) VALUES (:login, :of, :person)"
                " ON CONFLICT (login, project) DO UPDATE SET person = excluded.person"
            ),
            {"login": login.name, "of": project, "person": person},
        )
    step_down(connection)
    group, other = names.member, names.viewer
    if not login.writes:
        group, other = other, group
    connection.exec_driver_sql(f"GRANT {quoted(group)} TO {name}")
    connection.exec_driver_sql(f"REVOKE {quoted(other)} FROM {name}")
    return fresh


def _free(connection: Connection, project: int, person: str, login: str) -> None:
    """One login a person: two of them would be two people under one name.

    Raises:
        Refused: somebody else's login speaks for the person.
    """
    other = connection.execute(
        text(
            f"SELECT login FROM {SPACE}.seat WHERE project = :of AND person = :person"
            " AND login <> :login"
        ),
        {"of": project, "person": person, "login": login},
    ).scalar()
    if other is not None:
        raise Refused("roles-seat-taken", name=person, project=project, login=other)


def seats(connection: Connection) -> dict[tuple[int, str], str]:
    """The login of each person who has one, by the number of the project and the person's id.

    Raises:
        Refused: the roles are not on, or the connected login may not act for their owner.
    """
    _must_be_on(connection)
    step_up(connection)
    rows = connection.execute(text(f"SELECT project, person, login FROM {SPACE}.seat")).all()
    step_down(connection)
    return {(row.project, row.person): str(row.login) for row in rows}


def known(connection: Connection, name: str) -> bool:
    """Whether the server has a role of that name, for whatever."""
    return _there(connection, name)


def drop(connection: Connection, login: str, project: int | None = None) -> str:
    """Takes a login's seat in one project, or all of them and the login; what became of the role.

    `seat`: it has others and stays. `gone`: the role is no more. `kept`: the server will not drop
    it, as it is used elsewhere; it belongs to nothing here any more.

    Raises:
        Refused: the roles are not on, or there is no such login.
    """
    _must_be_on(connection)
    names = lay_of(connection).names
    step_up(connection)
    done = connection.execute(
        text(
            f"DELETE FROM {SPACE}.seat WHERE login = :login"
            " AND (CAST(:of AS integer) IS NULL OR project = CAST(:of AS integer))"
        ),
        {"login": login, "of": project},
    )
    left = connection.execute(
        text(f"SELECT count(*) FROM {SPACE}.seat WHERE login = :login"), {"login": login}
    ).scalar()
    step_down(connection)
    if not done.rowcount or not _there(connection, login):
        raise Refused("roles-no-login", login=login)
    if left:
        return "seat"
    connection.exec_driver_sql(
        f"REVOKE {quoted(names.member)}, {quoted(names.viewer)} FROM {quoted(login)}"
    )
    return _dropped(connection, login)


def _dropped(connection: Connection, login: str) -> str:
    from sqlalchemy.exc import DBAPIError

    try:
        with connection.begin_nested():
            connection.exec_driver_sql(f"DROP ROLE {quoted(login)}")
    except DBAPIError:
        return "kept"
    return "gone"


def _must_be_on(connection: Connection) -> None:
    if not on(connection):
        raise Refused("roles-off")


def _fit(name: str) -> str:
    if (
        not name
        or len(name.encode()) > _LONGEST
        or name.startswith("pg_")
        or not name.isprintable()
    ):
        raise Refused("roles-login-name", login=name)
    return name


def _there(connection: Connection, name: str) -> bool:
    query = text("SELECT count(*) FROM pg_roles WHERE rolname = :name")
    return bool(connection.execute(query, {"name": name}).scalar())


def _mighty(connection: Connection, name: str, owner: str) -> bool:
    """Whether row security does not hold a role, or it could make itself such a one."""
    query = text(
        "SELECT rolsuper OR rolbypassrls OR rolcreaterole OR NOT rolcanlogin"
        " OR pg_has_role(rolname, :owner, 'MEMBER') FROM pg_roles WHERE rolname = :name"
    )
    return bool(connection.execute(query, {"name": name, "owner": owner}).scalar())


def _verifier(connection: Connection, login: str, password: str) -> str:
    driver = connection.connection.driver_connection
    assert driver is not None
    made: bytes = driver.pgconn.encrypt_password(
        password.encode(), login.encode(), b"scram-sha-256"
    )
    return made.decode("ascii")
