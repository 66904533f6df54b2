"""What a project's tasks refer to by id: statuses, priorities, columns, tags, custom fields. Pure.

Numbers and ids mean something only through these lists: a priority of 0 is the highest in one
organization and the lowest in another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from core.domain.text import clean
from sync.record import Kind
from sync.vocabulary import PRIORITIES, STATUSES, plain

BY_KIND = {"start": "todo", "end": "done", "finish": "done"}
"""Our status for the kind of a status whose name says nothing; every other kind is under way."""
FINISHED = frozenset({"done", "cancelled"})
DONE = "已完成"
"""How a finished task is said to stand where no status of the project says so."""
KINDS = {
    "text": Kind.TEXT,
    "number": Kind.NUMBER,
    "date": Kind.DATE,
    "dropdown": Kind.OPTION,
    "select": Kind.OPTION,
    "multiplechoice": Kind.OPTIONS,
    "multiselect": Kind.OPTIONS,
    "member": Kind.PEOPLE,
    "file": Kind.FILES,
    "work": Kind.FILES,
}
"""Kinds of custom field by type, in lower case; types are many, and any other is shown as text."""
WRITABLE = frozenset({Kind.TEXT, Kind.NUMBER, Kind.DATE, Kind.OPTION, Kind.OPTIONS, Kind.PEOPLE})


@dataclass(frozen=True, slots=True)
class Status:
    """One status of one workflow."""

    id: str
    name: str
    kind: str = ""
    """`start`, `end` or `finish`, and whatever else the service says for "under way"."""
    flow: str = ""
    """The workflow's id: a task can only go to statuses of its own."""
    deleted: bool = False

    @property
    def meaning(self) -> str:
        """Our status: by its name, else by its kind."""
        return STATUSES.get(plain(self.name)) or BY_KIND.get(self.kind, "doing")


@dataclass(frozen=True, slots=True)
class Field:
    """One custom field."""

    id: str
    name: str
    kind: Kind
    options: Mapping[str, str] = field(default_factory=dict)
    """Ids of its options by name."""

    @property
    def column(self) -> str:
        """The id of its column."""
        return f"cf:{self.id}"


@dataclass(frozen=True, slots=True)
class Lists:
    """All lists as they were at one moment."""

    statuses: Mapping[str, Status]
    """By id, in their order, deleted ones too: old tasks may still have them."""
    priorities: Mapping[int, str]
    """Names by the number that tasks carry."""
    fields: tuple[Field, ...] = ()
    stages: Mapping[str, str] | None = None
    """Names by id; None where the app may not read them."""
    tags: Mapping[str, str] | None = None

    @property
    def done(self) -> str:
        """The status that says a task is done."""
        for status in self.statuses.values():
            if status.meaning == "done" and not status.deleted:
                return status.name
        return DONE

    def reachable(self, status: str) -> tuple[Status, ...]:
        """The statuses that a task may have whose status is `status` now."""
        here = self.statuses.get(status)
        return tuple(
            each
            for each in self.statuses.values()
            if here is not None and each.flow == here.flow and not each.deleted
        )


def statuses(items: Iterable[Any]) -> dict[str, Status]:
    """Statuses in the order of their workflows."""
    found = [
        (
            _place(item.get("pos")),
            Status(
                id=id_,
                name=name,
                kind=str(item.get("kind") or ""),
                flow=str(item.get("taskflowId") or ""),
                deleted=item.get("isDeleted") is True,
            ),
        )
        for item, id_, name in _entries(items)
    ]
    ordered = sorted(found, key=lambda each: (each[1].flow, each[0]))
    return {status.id: status for _, status in ordered}


def priorities(items: Iterable[Any]) -> dict[int, str]:
    """Names of priorities by their number."""
    return {
        item["priority"]: clean(item["name"], limit=200)
        for item in items
        if isinstance(item, dict)
        and isinstance(item.get("priority"), int)
        and isinstance(item.get("name"), str)
    }


def urgency(names: Iterable[str]) -> dict[str, str]:
    """Our priority by name. Where a level above 紧急 exists, 紧急 itself is only high."""
    known = {name: PRIORITIES[plain(name)] for name in names if plain(name) in PRIORITIES}
    top = [name for name, ours in known.items() if ours == "urgent"]
    if len(top) > 1 and "high" not in known.values():
        known |= {name: "high" for name in top if plain(name) in ("紧急", "urgent")}
    return known


def named(items: Iterable[Any]) -> dict[str, str]:
    """Names by id, of stages and tags."""
    return {id_: name for item, id_, name in _entries(items) if item.get("isArchived") is not True}


def fields(items: Iterable[Any]) -> tuple[Field, ...]:
    """Custom fields; one in use by several task types is listed once for each."""
    found: dict[str, Field] = {}
    for item, id_, name in _entries(items):
        kind = KINDS.get(str(item.get("type") or "").lower(), Kind.OTHER)
        found.setdefault(id_, Field(id_, name, kind, _choices(item)))
    return tuple(found.values())


def _choices(item: Mapping[str, Any]) -> dict[str, str]:
    listed = item.get("choices") or item.get("options")
    found: dict[str, str] = {}
    for choice in listed if isinstance(listed, list) else ():
        if not isinstance(choice, dict):
            continue
        texts = (choice.get(key) for key in ("value", "title", "name"))
        name = next((text for text in texts if isinstance(text, str)), "")
        id_ = choice.get("id") or choice.get("_id")
        if name and isinstance(id_, str):
            found[clean(name, limit=200)] = id_
    return found


def _entries(items: Iterable[Any]) -> Iterator[tuple[Mapping[str, Any], str, str]]:
    """Every well-formed entry with its id and its name, cleaned."""
    for item in items:
        id_ = item.get("id") if isinstance(item, dict) else None
        if isinstance(id_, str) and id_ and isinstance(item.get("name"), str):
            yield item, id_, clean(item["name"], limit=200)


def _place(pos: object) -> float:
    """`pos` comes as a number or as digits."""
    try:
        return float(pos) if isinstance(pos, (int, float, str)) else 0.0
    except ValueError:
        return 0.0
