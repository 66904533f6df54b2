"""Remote records into the values of our task fields, in the encoding the domain stores. Pure.

What cannot be said in our words is listed and left out; a field that is left out says nothing,
while an empty one says that it was emptied.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from collections.abc import Mapping as Dict
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Final, TypeAlias
from unicodedata import normalize

from core.domain.text import clean
from sync.mapping import Mapping
from sync.record import JSON, Column, Items, Person, Record, Skipped, Unreadable, Value, Web

TITLE = 500
TEXT = 2000
DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?![0-9])")

EMPTY: dict[str, Callable[[], JSON]] = {
    "dept": str,
    "deliverable": str,
    "delay_reason": str,
    "owner": lambda: None,
    "start": lambda: None,
    "due": lambda: None,
    "parent": lambda: None,
    "collaborators": list,
    "depends_on": list,
}
"""What an emptied cell makes of our field; the other fields cannot be empty."""


class _Nothing(Enum):
    SAID = 0


SAID_NOTHING: Final = _Nothing.SAID
Said: TypeAlias = "JSON | _Nothing"


@dataclass(frozen=True, slots=True)
class Known:
    """One of our people, as far as a source can name them."""

    id: str
    names: tuple[str, ...]
    remote_id: str = ""
    """Their id at this source."""


@dataclass(frozen=True, slots=True)
class Roster:
    """Our people by remote id and by name."""

    by_remote: Dict[str, str]
    by_name: Dict[str, str | None]
    """None for a name that more than one has."""

    @classmethod
    def of(cls, people: Iterable[Known]) -> Roster:
        """From a list of people."""
        by_remote: dict[str, str] = {}
        by_name: dict[str, str | None] = {}
        for person in people:
            if person.remote_id:
                by_remote[person.remote_id] = person.id
            for name in dict.fromkeys(map(_name_key, person.names)):
                by_name[name] = None if name in by_name else person.id
        return cls(by_remote, by_name)

    def settled(self, ids: Dict[str, str | None], names: Dict[str, str | None]) -> Roster:
        """With what a person settled: our ids by remote id and by name there; None for nobody."""
        told = {_name_key(name): ours for name, ours in names.items()}
        known = {each: ours for each, ours in self.by_remote.items() if each not in ids}
        found = {each: ours for each, ours in ids.items() if ours is not None}
        return Roster({**known, **found}, {**self.by_name, **told})

    def find(self, person: Person) -> str | None:
        """Our id of a remote person; by name only if just one of ours has it."""
        found = self.by_remote.get(person.id)
        return found if found is not None else self.named(person.name)

    def named(self, name: str) -> str | None:
        """Our id of the only one called `name`."""
        return self.by_name.get(_name_key(name)) if name else None


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A value that could not be said in our words."""

    field: str
    value: str
    reason: str
    """`person`, `option`, `date`, `number`, `item`, `shape`, `more-than-one`, `column`, `too-deep`,
    `circle`; worded as `sync.unmatched.<reason>`."""


@dataclass(frozen=True, slots=True)
class Translated:
    """One remote record in our words."""

    id: str
    """The remote id."""
    values: dict[str, JSON]
    unmatched: tuple[Unmatched, ...] = ()
    url: str | None = None
    blank: tuple[str, ...] = ()
    """Our fields whose cell is empty, and which cannot be empty here: they say nothing."""
    by: str = ""
    """Who changed it last, where the service says."""
    at: datetime | None = None
    """When that was."""


@dataclass(frozen=True, slots=True, eq=False)
class Translation:
    """All records of one pull in our words."""

    records: tuple[Translated, ...]
    skipped: tuple[Skipped, ...]
    lost: tuple[str, ...]
    """Our fields whose column is gone."""


def translate_all(
    records: Iterable[Record],
    mapping: Mapping,
    roster: Roster,
    *,
    columns: Iterable[Column] | None = None,
    ids: Dict[str, str] | None = None,
) -> Translation:
    """Translates `records`.

    `columns` are the remote ones as of the pull: without them a deleted column would look like one
    that somebody emptied. `ids` are our record ids by remote id, for links between records.
    """
    there = tuple(columns or ())
    lost = mapping.lost(there) if columns is not None else ()
    translator = Translator(mapping.without(lost).knowing(there), roster, ids or {})
    done = [translator.translate(record) for record in records]
    return Translation(
        tuple(item for item in done if isinstance(item, Translated)),
        tuple(item for item in done if isinstance(item, Skipped)),
        lost,
    )


def translate(
    record: Record, mapping: Mapping, roster: Roster, ids: Dict[str, str] | None = None
) -> Translated | Skipped:
    """One record; see `translate_all`."""
    return Translator(mapping, roster, ids or {}).translate(record)


class Translator:
    """A mapping made ready for many records."""

    def __init__(self, mapping: Mapping, roster: Roster, ids: Dict[str, str]) -> None:
        self._roster = roster
        self._ids = ids
        self._fraction = mapping.fraction
        self._statuses = mapping.statuses
        self._priorities = mapping.priorities
        self._notes: list[Unmatched] = []
        self._more: list[str] = []
        readers: dict[str, Callable[[str, Value], Said]] = {
            "owner": self._owner,
            "collaborators": self._collaborators,
            "status": self._status,
            "priority": self._priority,
            "actual": self._progress,
            "start": self._day,
            "due": self._day,
            "dept": self._dept,
            "parent": self._parent,
            "depends_on": self._items,
        }
        title = mapping.columns.get("title")
        self._title = title.id if title else ""
        self._steps = [
            (name, target.id, readers.get(name, self._words), EMPTY.get(name))
            for name, target in mapping.columns.items()
            if name != "title"
        ]

    def translate(self, record: Record) -> Translated | Skipped:
        """One record, or why it is left out."""
        cells = record.fields
        title = as_text(cells.get(self._title))
        if not title:
            return Skipped(record.id, "no-title")
        self._notes, self._more = [], []
        blank: list[str] = []
        values: dict[str, JSON] = {"title": _cut(_one_line(title), TITLE)}
        for field, column, read, empty in self._steps:
            value = cells.get(column)
            if value is None:
                if empty is not None:
                    values[field] = empty()
                else:
                    blank.append(field)
                continue
            said = self._shape(field, value) if type(value) is Unreadable else read(field, value)
            if said is not SAID_NOTHING:
                values[field] = said
        if self._more:
            self._join_more(values)
        told = (tuple(self._notes), record.url, tuple(blank), record.by, record.modified)
        return Translated(record.id, values, *told)

    def _note(self, field: str, value: str, reason: str) -> _Nothing:
        self._notes.append(Unmatched(field, value, reason))
        return SAID_NOTHING

    def _shape(self, field: str, value: Unreadable) -> _Nothing:
        return self._note(field, value.shape, "shape") if value.shape else SAID_NOTHING

    def _join_more(self, values: dict[str, JSON]) -> None:
        """Only one answers for a task (R01): the others in the owner's cell help."""
        found = values.get("collaborators")
        listed = found if isinstance(found, list) else []
        values["collaborators"] = list(dict.fromkeys([*map(str, listed), *self._more]))

    def _people(self, field: str, value: Value) -> list[str | None]:
        """Our ids; None stands for one we do not know, who is noted."""
        if isinstance(value, tuple):
            people = [item if isinstance(item, Person) else Person("", item) for item in value]
        else:
            people = [Person("", as_text(value))]
        ids = [self._roster.find(person) for person in people]
        for person, found in zip(people, ids, strict=True):
            if found is None:
                self._note(field, person.name or person.id, "person")
        return ids

    def _owner(self, field: str, value: Value) -> Said:
        if type(value) is tuple and len(value) == 1 and type(value[0]) is Person:
            # Nearly every owner is one person whose remote id we know.
            known = self._roster.by_remote.get(value[0].id)
            if known is not None:
                return known
        first, *others = self._people(field, value)
        self._more = [other for other in others if other is not None and other != first]
        return SAID_NOTHING if first is None else first

    def _collaborators(self, field: str, value: Value) -> Said:
        return list(dict.fromkeys(id_ for id_ in self._people(field, value) if id_ is not None))

    def _status(self, field: str, value: Value) -> Said:
        name = value if type(value) is str else as_text(value)
        return self._statuses.get(name) or self._note(field, name, "option")

    def _priority(self, field: str, value: Value) -> Said:
        name = value if type(value) is str else as_text(value)
        return self._priorities.get(name) or self._note(field, name, "option")

    def _progress(self, field: str, value: Value) -> Said:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return self._note(field, as_text(value), "number")
        # Nobody writes 0.65 %: between 0 and 1 is a fraction in any column.
        share = self._fraction or 0 < value < 1
        return round(max(0.0, min(100.0, value * 100 if share else value)))

    def _day(self, field: str, value: Value) -> Said:
        if isinstance(value, datetime):
            return value.date().isoformat()
        found = DAY.match(as_text(value))
        try:
            return (
                date(*map(int, found.groups())).isoformat()
                if found
                else self._undated(field, value)
            )
        except ValueError:
            return self._undated(field, value)

    def _undated(self, field: str, value: Value) -> _Nothing:
        return self._note(field, as_text(value), "date")

    def _dept(self, field: str, value: Value) -> Said:
        if not isinstance(value, tuple):
            return _cut(_one_line(as_text(value)), TITLE)
        first, *others = map(_item_text, value)
        for other in others:
            self._note(field, other, "more-than-one")
        return first

    def _items(self, field: str, value: Value) -> Said:
        if not isinstance(value, Items):
            return self._note(field, as_text(value), "item")
        found = [(item, self._ids.get(item)) for item in value.ids]
        for item, ours in found:
            if ours is None:
                self._note(field, item, "item")
        return [ours for _, ours in found if ours is not None]

    def _parent(self, field: str, value: Value) -> Said:
        found = self._items(field, value)
        if not isinstance(found, list) or not found:
            return SAID_NOTHING
        return found[0]

    def _words(self, field: str, value: Value) -> Said:
        return _cut(as_text(value), TEXT)


def as_text(value: Value | None) -> str:
    """Any value as a person reads it; empty for none."""
    match value:
        case str():
            return value
        case None | bool() | Items() | Unreadable():
            return ""
        case datetime():
            return value.date().isoformat()
        case Web(text, link):
            return link if not text or text == link else f"{text} {link}".strip()
        case tuple():
            return ", ".join(_item_text(item) for item in value)
        case _:
            return f"{value:.15g}"


def _item_text(item: str | Person) -> str:
    return item if isinstance(item, str) else item.name or item.id


def _cut(text: str, limit: int) -> str:
    """`text` as the store will keep it: what is compared later must be what was written."""
    return text if len(text) <= limit else clean(text, limit=limit, lines=True)


def _one_line(text: str) -> str:
    return " ".join(text.split()) if "\n" in text or "\t" in text else text


def _name_key(name: str) -> str:
    return normalize("NFC", name).strip()
