"""Remote records into the values of our task fields, in the encoding the domain stores. Pure.

What cannot be said in our words is listed and left out; a field that is left out says nothing,
while an empty one says that it was emptied.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from collections.abc import Mapping as Dict
from dataclasses import dataclass, replace
from dataclasses import field as has
from datetime import date, datetime
from enum import Enum
from typing import Final, TypeAlias

from core.domain.text import clean
from sync.mapping import Mapping
from sync.names import names_in
from sync.record import JSON, Column, Items, Person, Record, Skipped, Unreadable, Value, Web
from sync.roster import Roster
from sync.vocabulary import STATUSES, plain
from sync.written import day_in, share_in

TITLE = 500
TEXT = 2000
DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?![0-9])")
SPAN = re.compile(r"\s*(?:至|到|[-~—–～])\s*[0-9]")

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


_ENDS = {"done": 100, "todo": 0}
"""What a status in place of a number says of progress: only these two leave nothing open."""
_LEAST, _MOST = -1e-6, 100 + 1e-6
"""A share of a whole, as sums of fractions come out."""
_WANTED = {"actual": "number", "start": "date", "due": "date"}
"""What our fields ask for that a text in the cell was not."""


class _Nothing(Enum):
    SAID = 0


SAID_NOTHING: Final = _Nothing.SAID
Said: TypeAlias = "JSON | _Nothing"


@dataclass(frozen=True, slots=True)
class Where:
    """A remote record as a person finds it."""

    title: str
    row: int = 0
    """Its row in a file, from 1; 0 for what is in no file."""


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A value that could not be said in our words."""

    field: str
    value: str
    reason: str
    """`person`, `person-several`, `option`, `date`, `number`, `range`, `item`, `shape`,
    `more-than-one`, `column`, `too-deep`, `circle`, `key-twice`; worded as
    `sync.unmatched.<reason>`."""
    where: tuple[Where, ...] = has(default=(), compare=False)
    """The records that say it."""


def folded(notes: Iterable[Unmatched]) -> tuple[Unmatched, ...]:
    """Each value once, with all the records that say it."""
    found: dict[Unmatched, list[Where]] = {}
    for note in notes:
        found.setdefault(note, []).extend(note.where)
    return tuple(replace(note, where=tuple(where)) for note, where in found.items())


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
        self._near: datetime | None = None
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
            return _untitled(record)
        self._notes, self._more, self._near = [], [], record.modified
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
        notes = self._found(record, str(values["title"])) if self._notes else ()
        told = (notes, record.url, tuple(blank), record.by, record.modified)
        return Translated(record.id, values, *told)

    def _found(self, record: Record, title: str) -> tuple[Unmatched, ...]:
        """The notes on a record, with where a person finds it."""
        where = (Where(title, record.row),)
        return tuple(replace(note, where=where) for note in self._notes)

    def _note(self, field: str, value: str, reason: str) -> _Nothing:
        self._notes.append(Unmatched(field, value, reason))
        return SAID_NOTHING

    def _shape(self, field: str, value: Unreadable) -> _Nothing:
        if value.text:
            return self._note(field, value.text, _WANTED.get(field, "shape"))
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
            people = [Person("", name) for name in self._names(as_text(value))]
        ids = [self._roster.find(person) for person in people]
        for person, found in zip(people, ids, strict=True):
            if found is None:
                reason = "person-several" if self._roster.several(person.name) else "person"
                self._note(field, person.name or person.id, reason)
        return ids

    def _names(self, text: str) -> tuple[str, ...]:
        """The people in a text: the one who is called so, or several apart."""
        return (text,) if self._roster.named(text) else names_in(text) or (text,)

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
            return self._progress_said(field, as_text(value))
        # Nobody writes 0.65 %: between 0 and 1 is a fraction in any column.
        return self._per_cent(field, value, share=self._fraction or 0 < value < 1)

    def _per_cent(self, field: str, number: float, *, share: bool) -> Said:
        """Progress from 0 to 100; what lies outside is a slip, and nobody knows of which kind."""
        told = number * 100 if share else number
        if not _LEAST <= told <= _MOST:
            return self._note(field, f"{told:.6g}%", "range")
        return round(told)

    def _progress_said(self, field: str, text: str) -> Said:
        """Progress in a text: a number, or a word that leaves nothing open."""
        status = self._statuses.get(text) or STATUSES.get(plain(text), "")
        if status in _ENDS:
            return _ENDS[status]
        found = share_in(text)
        if found is None:
            return self._note(field, text, "number")
        number = found.value
        share = not found.percent and (0 < number < 1 or (self._fraction and number <= 1))
        return self._per_cent(field, number, share=share)

    def _day(self, field: str, value: Value) -> Said:
        if isinstance(value, datetime):
            return value.date().isoformat()
        text = as_text(value)
        day = _beginning(text) or day_in(text, self._near.date() if self._near else None)
        return day.isoformat() if day else self._note(field, text, "date")

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


def _untitled(record: Record) -> Skipped:
    if record.row:
        return Skipped(record.id, "sheet-no-title", {"row": record.row})
    return Skipped(record.id, "no-title")


def _beginning(text: str) -> date | None:
    """The day that a text begins with, whatever follows it; of a span, neither end."""
    found = DAY.match(text)
    if found and SPAN.match(text, found.end()):
        return None
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _item_text(item: str | Person) -> str:
    return item if isinstance(item, str) else item.name or item.id


def _cut(text: str, limit: int) -> str:
    """`text` as the store will keep it: what is compared later must be what was written."""
    return text if len(text) <= limit else clean(text, limit=limit, lines=True)


def _one_line(text: str) -> str:
    return " ".join(text.split()) if "\n" in text or "\t" in text else text
