"""Our values as cells of a remote table. Pure.

What cannot be said there is told and left as it is: no option is invented in the customer's table,
and nobody is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias

from sync.mapping import Mapping as Columns
from sync.promise import mark_of, marked
from sync.record import JSON, Column, Kind, Person, Value, Web
from sync.translate import Unmatched

PERCENT = 100
_WORDS = frozenset({Kind.TEXT, Kind.OPTION})

Said: TypeAlias = "Value | Unmatched | None"
"""A cell, None for an empty one, or why it cannot be said."""


@dataclass(frozen=True, slots=True)
class Sayer:
    """Says our values in one table."""

    mapping: Columns
    """With what the service itself says of its options: `Mapping.knowing`."""
    columns: Mapping[str, Column]
    """By id."""
    people: Mapping[str, Person] = field(default_factory=dict)
    """As the source knows them, by our id."""

    @classmethod
    def of(cls, mapping: Columns, columns: Iterable[Column], people: Mapping[str, Person]) -> Sayer:
        """For the columns as they are now."""
        there = tuple(columns)
        return cls(mapping.knowing(there), {each.id: each for each in there}, people)

    def column(self, name: str) -> Column | None:
        """Where our field `name` is written; None where it has no column."""
        target = self.mapping.columns.get(name)
        return self.columns.get(target.id) if target else None

    def say(self, name: str, value: JSON, there: Value | None = None) -> Said:
        """Our field `name` as a cell; `there` is what the cell holds now."""
        column = self.column(name)
        if column is None or not column.writable:
            return Unmatched(name, column.name if column else "", "column-not-writable")
        if name in ("status", "priority"):
            words = self.mapping.statuses if name == "status" else self.mapping.priorities
            return _option(name, column, words, value)
        match name:
            case "owner":
                return self._owner(column, value, there)
            case "actual":
                return self._progress(column, value)
            case "start" | "due":
                return _day(name, column, value, there)
            case _:
                return _text(name, column, value, there)

    def _owner(self, column: Column, value: JSON, there: Value | None) -> Said:
        """Who helps there, behind the owner in the same cell, stays."""
        others = there[1:] if isinstance(there, tuple) else ()
        if value is None:
            several = Unmatched("owner", _name(others[0]), "more-than-one") if others else None
            return several
        person = self.people.get(str(value))
        if person is None or (column.kind is Kind.PEOPLE and not person.id):
            return Unmatched("owner", person.name if person else str(value), "person-unknown")
        if column.kind is Kind.PEOPLE:
            rest = (each for each in others if isinstance(each, Person) and each.id != person.id)
            return (person, *rest)
        return _text("owner", column, person.name, None)

    def _progress(self, column: Column, value: JSON) -> Said:
        if column.kind not in (Kind.NUMBER, Kind.FRACTION) or not isinstance(value, (int, float)):
            return Unmatched("actual", str(value), "kind-unfit")
        share = self.mapping.fraction or column.kind is Kind.FRACTION
        return value / PERCENT if share else float(value)


def _option(name: str, column: Column, words: Mapping[str, str], value: JSON) -> Said:
    """The first word, in the customer's own order, that means our value."""
    if column.kind not in _WORDS:
        return Unmatched(name, str(value), "kind-unfit")
    listed = column.options if column.kind is Kind.OPTION else tuple(words)
    found = next((each for each in listed if words.get(each) == value), None)
    return Unmatched(name, str(value), "option-unknown") if found is None else found


def _day(name: str, column: Column, value: JSON, there: Value | None) -> Said:
    """A day moves and keeps the hour that the cell holds; without one, the source says its own."""
    if value is None:
        return None
    if column.kind is Kind.DATE:
        if not isinstance(there, datetime):
            return str(value)
        return datetime.combine(date.fromisoformat(str(value)), there.timetz())
    return str(value) if column.kind is Kind.TEXT else Unmatched(name, str(value), "kind-unfit")


def _text(name: str, column: Column, value: JSON, there: Value | None) -> Said:
    """A title that carries a marker of ours goes on carrying it."""
    text = str(value or "")
    if not text:
        return None
    if column.kind is Kind.WEB:
        return (
            Web(text, there.link) if isinstance(there, Web) else Unmatched(name, text, "kind-unfit")
        )
    if column.kind is Kind.OPTION and text not in column.options:
        return Unmatched(name, text, "option-unknown")
    if column.kind not in _WORDS:
        return Unmatched(name, text, "kind-unfit")
    mark = mark_of(there) if name == "title" and isinstance(there, str) else ""
    return marked(text, mark) if mark else text


def _name(item: str | Person) -> str:
    return item if isinstance(item, str) else item.name or item.id
