"""Which remote column is which of our fields, as it is kept in the configuration. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field, replace
from typing import Any

from sync.record import Column
from sync.trouble import Fatal
from sync.vocabulary import FIELDS, PRIORITIES, STATUSES, plain

STATUS_VALUES = frozenset(STATUSES.values())
PRIORITY_VALUES = frozenset(PRIORITIES.values())

_AREAS = {"status": ("statuses", STATUS_VALUES), "priority": ("priorities", PRIORITY_VALUES)}
"""Where the meanings of a field's options are kept, and which of our words they may have."""


@dataclass(frozen=True, slots=True)
class Target:
    """A remote column."""

    id: str
    name: str
    """As it was called when it was mapped, for people; the id decides."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """Where each of our task fields is read from."""

    columns: Dict[str, Target]
    """By our field's name."""
    statuses: Dict[str, str] = field(default_factory=dict)
    """Our status by the remote option's name."""
    priorities: Dict[str, str] = field(default_factory=dict)
    """Our priority by the remote option's name."""
    fraction: bool = False
    """The progress column holds 0 to 1, not 0 to 100."""
    people: Dict[str, str] = field(default_factory=dict)
    """The name of our person by the remote id or name, where a person settled who that is."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that records may speak of: others in the owner's cell help them (R01)."""
        more = ("collaborators",) if "owner" in self.columns else ()
        return tuple(dict.fromkeys((*self.columns, *more)))

    def to_dict(self) -> dict[str, Any]:
        """As a table of the configuration file."""
        table: dict[str, Any] = {
            "columns": {
                name: {"id": target.id, "name": target.name}
                for name, target in self.columns.items()
            },
            "statuses": dict(self.statuses),
            "priorities": dict(self.priorities),
            "fraction": self.fraction,
        }
        return table | ({"people": dict(self.people)} if self.people else {})

    @classmethod
    def from_dict(cls, table: Dict[str, Any]) -> Mapping:
        """Reads what `to_dict` wrote. Raises `Fatal("mapping-invalid", key)`."""
        fraction = table.get("fraction", False)
        if not isinstance(fraction, bool):
            raise Fatal("mapping-invalid", key="fraction")
        return cls(
            columns=_targets(table.get("columns")),
            statuses=_words(table.get("statuses", {}), "statuses", STATUS_VALUES),
            priorities=_words(table.get("priorities", {}), "priorities", PRIORITY_VALUES),
            fraction=fraction,
            people=_people(table.get("people", {})),
        )

    def choose(self, name: str, column: str, columns: Iterable[Column]) -> Mapping:
        """With our field `name` read from the column called `column`, or from none if empty.

        Raises `Fatal`: `mapping-field-unknown`, `mapping-column-unknown`.
        """
        if name not in FIELDS:
            raise Fatal("mapping-field-unknown", field=name, fields=tuple(FIELDS))
        rest = {key: target for key, target in self.columns.items() if key != name}
        if not column:
            return replace(self, columns=rest)
        found = next((each for each in columns if column in (each.id, each.name)), None)
        if found is None:
            found = next((each for each in columns if plain(each.name) == plain(column)), None)
        if found is None:
            raise Fatal("mapping-column-unknown", column=column)
        return replace(self, columns=rest | {name: Target(found.id, found.name)})

    def settle_option(self, name: str, option: str, ours: str) -> Mapping:
        """With a remote option of `status` or `priority` meaning `ours`, or nothing if empty.

        Raises `Fatal("mapping-invalid", key)` for another field or a word that is not ours.
        """
        area, known = _AREAS.get(name, ("", frozenset()))
        if not area or (ours and ours not in known):
            raise Fatal("mapping-invalid", key=f"{area or name}.{option}")
        table = {key: each for key, each in getattr(self, area).items() if key != option}
        table |= {option: ours} if ours else {}
        if name == "status":
            return replace(self, statuses=table)
        return replace(self, priorities=table)

    def settle_person(self, remote: str, ours: str) -> Mapping:
        """With the remote id or name `remote` being our person `ours`, or nobody if empty."""
        table = {key: each for key, each in self.people.items() if key != remote}
        return replace(self, people=table | ({remote: ours} if ours else {}))

    def fields_of(self, column: str) -> tuple[str, ...]:
        """Our fields that are read from the column with the id `column`."""
        return tuple(name for name, target in self.columns.items() if target.id == column)

    def lost(self, columns: Iterable[Column]) -> tuple[str, ...]:
        """Our fields whose column is no longer there: they say nothing, least of all "empty"."""
        there = {column.id for column in columns}
        return tuple(name for name, target in self.columns.items() if target.id not in there)

    def knowing(self, columns: Iterable[Column]) -> Mapping:
        """With the meanings that the service itself gives options which nobody settled here."""
        told = {column.id: dict(column.meanings) for column in columns if column.meanings}
        here = {name: told.get(target.id, {}) for name, target in self.columns.items()}
        return replace(
            self,
            statuses={**here.get("status", {}), **self.statuses},
            priorities={**here.get("priority", {}), **self.priorities},
        )

    def without(self, names: Iterable[str]) -> Mapping:
        """Without the fields `names`."""
        gone = frozenset(names)
        kept = {name: target for name, target in self.columns.items() if name not in gone}
        return replace(self, columns=kept)


def _targets(table: Any) -> dict[str, Target]:
    if not isinstance(table, dict):
        raise Fatal("mapping-invalid", key="columns")
    targets: dict[str, Target] = {}
    for name, entry in table.items():
        key = f"columns.{name}"
        column = entry.get("id") if isinstance(entry, dict) else None
        if name not in FIELDS or not isinstance(column, str) or not column:
            raise Fatal("mapping-invalid", key=key)
        targets[name] = Target(column, str(entry.get("name", "")))
    return targets


def _words(table: Any, key: str, known: frozenset[str]) -> dict[str, str]:
    if not isinstance(table, dict):
        raise Fatal("mapping-invalid", key=key)
    for word, ours in table.items():
        if not isinstance(ours, str) or ours not in known:
            raise Fatal("mapping-invalid", key=f"{key}.{word}")
    return dict(table)


def _people(table: Any) -> dict[str, str]:
    if not isinstance(table, dict):
        raise Fatal("mapping-invalid", key="people")
    for remote, ours in table.items():
        if not isinstance(ours, str) or not ours.strip():
            raise Fatal("mapping-invalid", key=f"people.{remote}")
    return dict(table)
