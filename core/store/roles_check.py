"""Whether the roles of a database hold: what the server says of itself against what is wanted."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import Connection, text

from core.store.roles import lay_of
from core.store.roles_doors import Door, Names, Policy, doors, of_columns
from core.store.roles_plan import Lay
from core.store.roles_sql import SPACE, quoted, routines

_BLANKS = re.compile(r"\sAS projects|[\s()\"]")


@dataclass(frozen=True, slots=True)
class Held:
    """What was found of one table, view, function, role or login."""

    kind: Literal["table", "view", "function", "role", "login"]
    name: str
    lacks: tuple[str, ...] = ()
    """`store.roles.lack.<id>`: what is not as it must be; empty where it holds."""


@dataclass(frozen=True, slots=True)
class _Found:
    """The server's catalogue, as far as it is compared."""

    relations: Mapping[str, Any]
    policies: Mapping[str, Mapping[str, Policy]]
    grants: Mapping[str, Mapping[str, frozenset[str]]]
    """Privileges of each role, by relation; those of columns as in `Door.grants`."""
    triggers: Mapping[str, frozenset[str]]
    roles: Mapping[str, Any] = field(default_factory=dict)


def checked(connection: Connection) -> tuple[Held, ...]:
    """Everything that is to hold, table by table; any login may ask.

    Who sits where is told to the owner and the server's administrators alone.

    Raises:
        Refused: the server is too old for roles.
    """
    lay = lay_of(connection)
    found = _read(connection, lay)
    return (
        *_roles(lay.names, found),
        *(_table(door, lay, found) for door in doors(lay.names)),
        *(_view(view, lay, found) for view in lay.views),
        *_functions(connection, lay),
        *_logins(connection, lay.names, found),
    )


def _read(connection: Connection, lay: Lay) -> _Found:
    of = {"of": quoted(lay.schema)}
    relations = connection.execute(
        text(
            "SELECT relname, pg_get_userbyid(relowner) AS owner, relrowsecurity,"
            " relforcerowsecurity, reloptions FROM pg_class"
            " WHERE relnamespace = CAST(:of AS regnamespace)"
        ),
        of,
    )
    triggers: dict[str, set[str]] = defaultdict(set)
    for table, trigger in connection.execute(
        text(
            "SELECT relname, tgname FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid"
            " WHERE relnamespace = CAST(:of AS regnamespace) AND tgenabled IN ('O', 'A')"
        ),
        of,
    ):
        triggers[table].add(trigger)
    roles = connection.execute(
        text("SELECT rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles")
    )
    return _Found(
        relations={row.relname: row for row in relations},
        policies=_policies(connection, lay),
        grants=_grants(connection, lay),
        triggers={table: frozenset(names) for table, names in triggers.items()},
        roles={row.rolname: row for row in roles},
    )


def _policies(connection: Connection, lay: Lay) -> dict[str, dict[str, Policy]]:
    found: dict[str, dict[str, Policy]] = defaultdict(dict)
    query = text(
        "SELECT tablename, policyname, cmd, CAST(roles AS text[]) AS roles, qual, with_check"
        " FROM pg_policies WHERE schemaname = :of"
    )
    for row in connection.execute(query, {"of": lay.schema}):
        using, check = (_bare(each or "") for each in (row.qual, row.with_check))
        policy = Policy(row.policyname, row.cmd, tuple(sorted(row.roles)), using, check)
        found[row.tablename][row.policyname] = policy
    return found


def _bare(expression: str) -> str:
    """An expression without what the server adds when it writes one out."""
    return _BLANKS.sub("", expression)


def _grants(connection: Connection, lay: Lay) -> dict[str, dict[str, frozenset[str]]]:
    whole: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    some: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    query = text(
        "SELECT c.relname, NULL AS column, a.grantee, a.privilege_type FROM pg_class c,"
        " aclexplode(c.relacl) a WHERE relnamespace = CAST(:of AS regnamespace)"
        " AND a.grantee <> c.relowner UNION ALL"
        " SELECT c.relname, t.attname, a.grantee, a.privilege_type FROM pg_class c"
        " JOIN pg_attribute t ON t.attrelid = c.oid, aclexplode(t.attacl) a"
        " WHERE relnamespace = CAST(:of AS regnamespace) AND a.grantee <> c.relowner"
    )
    roles = connection.execute(text("SELECT oid, rolname FROM pg_roles"))
    names = {row.oid: str(row.rolname) for row in roles}
    for relation, column, grantee, verb in connection.execute(query, {"of": quoted(lay.schema)}):
        role = names.get(grantee, "PUBLIC")
        if column is None:
            whole[relation][role].add(verb)
        else:
            some[relation, role, verb].add(column)
    for (relation, role, verb), columns in some.items():
        whole[relation][role].add(of_columns(verb, columns))
    return {
        relation: {role: frozenset(verbs) for role, verbs in each.items()}
        for relation, each in whole.items()
    }


def _table(door: Door, lay: Lay, found: _Found) -> Held:
    relation = found.relations.get(door.table)
    if relation is None:
        return Held("table", door.table, ("missing",))
    lacks = {
        "owner": relation.owner == lay.names.owner,
        "row-security": relation.relrowsecurity,
        "row-security-forced": relation.relforcerowsecurity,
        "policies": _as_wanted(door, found.policies.get(door.table, {})),
        "grants": dict(door.grants) == found.grants.get(door.table, {}),
        "triggers": door.armed <= found.triggers.get(door.table, frozenset()),
    }
    return Held("table", door.table, tuple(name for name, holds in lacks.items() if not holds))


def _as_wanted(door: Door, policies: Mapping[str, Policy]) -> bool:
    """Whether these are the policies, and no other one lets somebody in."""
    wanted = {
        each.name: Policy(
            each.name, each.verb, tuple(sorted(each.to)), _bare(each.using), _bare(each.check)
        )
        for each in door.policies
    }
    return wanted == dict(policies)


def _view(view: str, lay: Lay, found: _Found) -> Held:
    relation = found.relations[view]
    options = {str(each).lower() for each in relation.reloptions or ()}
    both = {lay.names.member: frozenset({"SELECT"}), lay.names.viewer: frozenset({"SELECT"})}
    lacks = {
        "owner": relation.owner == lay.names.owner,
        "invoker": bool(options & {"security_invoker=true", "security_invoker=on"}),
        "grants": both == found.grants.get(view, {}),
    }
    return Held("view", view, tuple(name for name, holds in lacks.items() if not holds))


def _functions(connection: Connection, lay: Lay) -> Iterator[Held]:
    query = text(
        "SELECT proname, prosrc, prosecdef, proconfig, pg_get_userbyid(proowner) AS owner"
        " FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace WHERE nspname = :space"
    )
    there = {row.proname: row for row in connection.execute(query, {"space": SPACE})}
    for routine in routines(quoted(lay.schema)):
        row = there.get(routine.name)
        if row is None:
            yield Held("function", routine.name, ("missing",))
            continue
        lacks = {
            "owner": row.owner == lay.names.owner,
            "changed": row.prosrc == routine.body
            and row.prosecdef
            and row.proconfig == ["search_path=pg_catalog, pg_temp"],
        }
        wrong = tuple(name for name, holds in lacks.items() if not holds)
        yield Held("function", routine.name, wrong)


def _roles(names: Names, found: _Found) -> Iterator[Held]:
    for each in (names.owner, names.member, names.viewer):
        row = found.roles.get(each)
        if row is None:
            yield Held("role", each, ("missing",))
        else:
            yield Held("role", each, (*(("login",) if row.rolcanlogin else ()), *_might(row)))


def _might(row: Any) -> tuple[str, ...]:
    return ("mighty",) if row.rolsuper or row.rolbypassrls or row.rolcreaterole else ()


def _logins(connection: Connection, names: Names, found: _Found) -> Iterator[Held]:
    may = text(
        "SELECT has_table_privilege(c.oid, 'SELECT') FROM pg_class c JOIN pg_namespace n"
        " ON n.oid = relnamespace WHERE nspname = :space AND relname = 'seat'"
    )
    if not connection.execute(may, {"space": SPACE}).scalar():
        return
    query = text(
        f"SELECT s.login, bool_or(p.id IS NULL) AS lost,"
        " bool_or(p.role <> 'viewer') AS writes FROM"
        f" {SPACE}.seat s LEFT JOIN person p ON p.project = s.project AND p.id = s.person"
        " AND NOT p.removed GROUP BY s.login ORDER BY s.login"
    )
    for row in connection.execute(query).all():
        role = found.roles.get(row.login)
        if role is None:
            yield Held("login", row.login, ("missing",))
            continue
        group = names.member if row.writes else names.viewer
        lacks = {
            "person": not row.lost,
            "group": _in(connection, row.login, group),
            "may-own": not _in(connection, row.login, names.owner),
        }
        wrong = tuple(name for name, holds in lacks.items() if not holds)
        yield Held("login", row.login, (*_might(role), *wrong))


def _in(connection: Connection, login: str, group: str) -> bool:
    known = text(
        "SELECT pg_has_role(m.oid, g.oid, 'MEMBER') FROM pg_roles m, pg_roles g"
        " WHERE m.rolname = :login AND g.rolname = :of"
    )
    return bool(connection.execute(known, {"login": login, "of": group}).scalar())
