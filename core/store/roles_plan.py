"""The statements that give a database its roles: a plan that a person can read and run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from core.store.roles_doors import UPKEEP, Door, Names, Policy, doors, names_for
from core.store.roles_sql import SPACE, Routine, quoted, routines, tables


@dataclass(frozen=True, slots=True)
class Lay:
    """What a database is like, as far as the plan depends on it."""

    database: str
    schema: str
    """Where the records are."""
    stands_in: bool
    """Whether who is connected may act for the owner already."""
    views: tuple[str, ...] = ()
    sequences: tuple[str, ...] = ()
    policies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Those that are there, by table: each is another way in."""
    grantees: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Who was granted something, by table or view."""
    machinery: tuple[str, ...] = ()
    """What there is of it, as `ALTER` names it: `FUNCTION …`, `TABLE …`."""

    @property
    def names(self) -> Names:
        """Its roles."""
        return names_for(self.database)


def literal(text: str) -> str:
    """A text."""
    return "'" + text.replace("'", "''") + "'"


def plan(lay: Lay) -> tuple[str, ...]:
    """All of it, in order, for one transaction. Carrying it out again changes nothing.

    First whoever is connected hands everything to the owner, then the owner says who may what.
    """
    return (*_roles(lay), *_places(lay), *_handed_over(lay), *renewal(lay))


def renewal(lay: Lay) -> tuple[str, ...]:
    """The owner's part of the plan, for a database whose roles are there."""
    return (
        f"SET LOCAL ROLE {quoted(lay.names.owner)}",
        *_machinery(lay),
        *(each for door in doors(lay.names) for each in _closed(door, lay)),
        *_views(lay),
        *_numbers(lay),
        "RESET ROLE",
    )


def _roles(lay: Lay) -> Iterator[str]:
    names = lay.names
    for each in (names.owner, names.member, names.viewer):
        yield (
            f"DO $body$ BEGIN IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles"
            f" WHERE rolname = {literal(each)}) THEN"
            f" CREATE ROLE {quoted(each)} NOLOGIN; END IF; END $body$"
        )
    if not lay.stands_in:
        yield f"GRANT {quoted(names.owner)} TO CURRENT_USER"


def _places(lay: Lay) -> Iterator[str]:
    owner, groups = quoted(lay.names.owner), _groups(lay)
    database, schema = quoted(lay.database), quoted(lay.schema)
    yield f"REVOKE ALL ON DATABASE {database} FROM PUBLIC"
    yield f"GRANT CONNECT ON DATABASE {database} TO {groups}"
    yield f"REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC"
    yield f"GRANT USAGE, CREATE ON SCHEMA {schema} TO {owner}"
    yield f"GRANT USAGE ON SCHEMA {schema} TO {groups}"
    yield f"CREATE SCHEMA IF NOT EXISTS {SPACE}"
    yield f"ALTER SCHEMA {SPACE} OWNER TO {owner}"


def _handed_over(lay: Lay) -> Iterator[str]:
    owner, schema = quoted(lay.names.owner), quoted(lay.schema)
    for door in doors(lay.names):
        yield f"ALTER TABLE {schema}.{quoted(door.table)} OWNER TO {owner}"
    for view in lay.views:
        yield f"ALTER VIEW {schema}.{quoted(view)} OWNER TO {owner}"
    yield f"ALTER FUNCTION {schema}.event_is_append_only() OWNER TO {owner}"
    for each in lay.machinery:
        yield f"ALTER {each} OWNER TO {owner}"


def _machinery(lay: Lay) -> Iterator[str]:
    owner, groups = quoted(lay.names.owner), _groups(lay)
    yield f"REVOKE ALL ON SCHEMA {SPACE} FROM PUBLIC"
    yield f"GRANT USAGE ON SCHEMA {SPACE} TO {groups}"
    yield from tables()
    for table in ("seat", "author"):
        whole = f"{SPACE}.{table}"
        yield f"REVOKE ALL ON {whole} FROM PUBLIC, {groups}"
        yield f"ALTER TABLE {whole} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY"
        yield f"DROP POLICY IF EXISTS {UPKEEP} ON {whole}"
        yield f"CREATE POLICY {UPKEEP} ON {whole} TO {owner} USING (true) WITH CHECK (true)"
    for each in routines(quoted(lay.schema)):
        yield from _routine(each, groups)


def _routine(routine: Routine, groups: str) -> Iterator[str]:
    yield routine.statement()
    yield f"REVOKE ALL ON FUNCTION {routine.signature} FROM PUBLIC"
    if routine.called:
        yield f"GRANT EXECUTE ON FUNCTION {routine.signature} TO {groups}"


def _closed(door: Door, lay: Lay) -> Iterator[str]:
    """A table shut to all, then opened for what its door lets through."""
    table = f"{quoted(lay.schema)}.{quoted(door.table)}"
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY"
    known = (*lay.policies.get(door.table, ()), *(each.name for each in door.policies))
    for name in dict.fromkeys(known):
        yield f"DROP POLICY IF EXISTS {quoted(name)} ON {table}"
    for policy in door.policies:
        yield _policy(policy, table)
    yield f"REVOKE ALL ON {table} FROM {_everybody(door.table, lay)}"
    for role, verbs in door.grants.items():
        yield f"GRANT {', '.join(sorted(verbs))} ON {table} TO {quoted(role)}"
    for trigger, when in door.triggers.items():
        function = f"{SPACE}.{trigger.removeprefix('pengtou_')}()"
        yield (
            f"CREATE OR REPLACE TRIGGER {trigger} {when} ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION {function}"
        )
    for trigger in door.armed:
        yield f"ALTER TABLE {table} ENABLE TRIGGER {trigger}"


def _policy(policy: Policy, table: str) -> str:
    to = ", ".join(map(quoted, policy.to))
    using = f" USING ({policy.using})" if policy.using else ""
    check = f" WITH CHECK ({policy.check})" if policy.check else ""
    return f"CREATE POLICY {quoted(policy.name)} ON {table} FOR {policy.verb} TO {to}{using}{check}"


def _views(lay: Lay) -> Iterator[str]:
    """A view reads as its owner does, unless it is told to read as whoever asks."""
    for view in lay.views:
        whole = f"{quoted(lay.schema)}.{quoted(view)}"
        yield f"ALTER VIEW {whole} SET (security_invoker = true)"
        yield f"REVOKE ALL ON {whole} FROM {_everybody(view, lay)}"
        yield f"GRANT SELECT ON {whole} TO {_groups(lay)}"


def _numbers(lay: Lay) -> Iterator[str]:
    """To draw a number, not to look how many were drawn."""
    for sequence in lay.sequences:
        whole = f"{quoted(lay.schema)}.{quoted(sequence)}"
        yield f"REVOKE ALL ON SEQUENCE {whole} FROM PUBLIC, {_groups(lay)}"
        yield f"GRANT USAGE ON SEQUENCE {whole} TO {quoted(lay.names.member)}"


def _groups(lay: Lay) -> str:
    return f"{quoted(lay.names.member)}, {quoted(lay.names.viewer)}"


def _everybody(relation: str, lay: Lay) -> str:
    names = (lay.names.member, lay.names.viewer)
    others = (each for each in lay.grantees.get(relation, ()) if each not in names)
    return ", ".join(("PUBLIC", *map(quoted, names), *map(quoted, others)))
