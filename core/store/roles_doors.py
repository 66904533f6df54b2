"""Who may do what with each table: the policies and grants that PostgreSQL is to hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Table

from core.store.roles_sql import READS, RUNS, SPACE, WRITES, quoted
from core.store.tables import TABLES, event, metadata, policy, presence, project

UPKEEP = "pengtou_upkeep"
"""The policy that lets the owner's statements through: upgrades, and what runs in its name."""
VERSION = "alembic_version"
_FIXED = ("number", "id", "code")
"""What of a project nobody changes: a taken code would tell of a project that is not theirs."""


@dataclass(frozen=True, slots=True)
class Names:
    """The roles of one database: roles are the whole server's, so each database has its own."""

    owner: str
    """Owns everything; nobody logs in with it."""
    member: str
    """What those are in who may change something."""
    viewer: str
    """What those are in who only look."""


def names_for(database: str) -> Names:
    """The roles of a database, by its name."""
    short = database.encode()[:50].decode(errors="ignore")
    return Names(f"{short}_owner", f"{short}_member", f"{short}_viewer")


@dataclass(frozen=True, slots=True)
class Policy:
    """One row policy."""

    name: str
    verb: str
    """`ALL`, `SELECT`, `INSERT`, `UPDATE` or `DELETE`."""
    to: tuple[str, ...]
    using: str = ""
    check: str = ""


_LOG = ("event_no_change", "event_no_truncate")


@dataclass(frozen=True, slots=True)
class Door:
    """What one table lets through."""

    table: str
    policies: tuple[Policy, ...]
    grants: Mapping[str, frozenset[str]]
    """By role; a privilege of some columns reads as `of_columns` has it."""
    triggers: Mapping[str, str] = field(default_factory=dict)
    """Those of the roles: the name, and when it fires."""

    @property
    def armed(self) -> frozenset[str]:
        """All triggers without which the table is not safe: the log's own too (R21)."""
        return frozenset((*self.triggers, *(_LOG if self.table == event.name else ())))


def doors(names: Names) -> tuple[Door, ...]:
    """One for each table of the program: a new table is closed until this says what it lets in."""
    every = (_door(table, names) for table in metadata.sorted_tables)
    return (*every, _version(names))


def _door(table: Table, names: Names) -> Door:
    key = "number" if table is project else "project"
    looks = _among(key, READS)
    if key not in table.c:
        return Door(table.name, (_upkeep(names),), {})
    changes = _among(key, _LEAST.get(table.name, WRITES))
    verbs = _verbs(table)
    both = (names.member, names.viewer)
    policies = [_upkeep(names), Policy("pengtou_look", "SELECT", both, using=looks)]
    if any(each.startswith("INSERT") for each in verbs):
        policies.append(Policy("pengtou_add", "INSERT", (names.member,), check=changes))
    if any(each.startswith("UPDATE") for each in verbs):
        change = Policy("pengtou_change", "UPDATE", (names.member,), changes, changes)
        policies.append(change)
    if "DELETE" in verbs:
        policies.append(Policy("pengtou_clear", "DELETE", (names.member,), using=changes))
    grants = {names.member: frozenset({"SELECT", *verbs}), names.viewer: frozenset({"SELECT"})}
    return Door(table.name, tuple(policies), grants, _TRIGGERS.get(table.name, {}))


_TRIGGERS: Mapping[str, Mapping[str, str]] = {
    "event": {"pengtou_sign": "BEFORE INSERT"},
    "person": {"pengtou_guard": "BEFORE INSERT OR UPDATE"},
}


_LEAST: Mapping[str, int] = {presence.name: READS, project.name: RUNS, policy.name: RUNS}
"""Who changes a table's rows, where it is not all who write in the project (process 1.8)."""


def _verbs(table: Table) -> frozenset[str]:
    """What members do besides looking: the log only grows, records are never deleted (R21).

    A number that the server gives out is not theirs to choose: trying them would tell which are
    taken by projects that are not theirs.
    """
    if table is project:
        return frozenset({_some("UPDATE", table, _FIXED)})
    given = table.autoincrement_column
    insert = _some("INSERT", table, (given.name,)) if given is not None else "INSERT"
    if table is event:
        return frozenset({insert})
    records = table in TABLES.values()
    return frozenset({insert, "UPDATE"} | (set() if records else {"DELETE"}))


def _some(verb: str, table: Table, without: tuple[str, ...]) -> str:
    return of_columns(verb, (each.name for each in table.columns if each.name not in without))


def of_columns(verb: str, columns: Iterable[str]) -> str:
    """A privilege of some columns, as `Door.grants` and `GRANT` write it."""
    return f"{verb}({', '.join(quoted(each) for each in sorted(columns))})"


def _version(names: Names) -> Door:
    both = (names.member, names.viewer)
    look = Policy("pengtou_look", "SELECT", both, using="true")
    return Door(VERSION, (_upkeep(names), look), dict.fromkeys(both, frozenset({"SELECT"})))


def _upkeep(names: Names) -> Policy:
    return Policy(UPKEEP, "ALL", (names.owner,), "true", "true")


def _among(key: str, least: int) -> str:
    """Asked once a statement, not once a row: a subquery of its own."""
    return f"{key} = ANY ((SELECT {SPACE}.projects({least}))::integer[])"
