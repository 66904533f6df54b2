"""Cells as the service writes them, into plain values. Total: any JSON gives a value or says that
it is unreadable, for what is documented and what arrives differ.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, tzinfo
from typing import Any

from core.domain.text import clean
from sync.record import Items, Known, Person, Record, Skipped, Unreadable, Value, Web

LONGEST = 4000
"""Characters kept of one text cell."""
MOST = 1000
"""People, options or links kept of one cell; the service's own limit."""
RECORD_ID = re.compile(r"[!-~]{1,100}")

Read = Callable[[Any], Value | None]
"""A cell into its value; None for an empty cell."""


class CellReader:
    """Reads the cells of one table whose dates are in one zone."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self._people: dict[tuple[str, str], Person] = {}
        self._words: dict[str, str] = {}
        self._by_type: dict[int, Read] = {
            1: _text,
            2: _number,
            3: self._option,
            4: self._options,
            5: self._date,
            7: _check,
            11: self._people_in,
            13: _text,
            15: _web,
            17: _names,
            18: _items,
            19: self._wrapped,
            20: self._wrapped,
            21: _items,
            22: _place,
            23: _names,
            24: _any,
            1001: self._date,
            1002: self._date,
            1003: self._people_in,
            1004: self._people_in,
            1005: _text,
        }

    def of_type(self, number: int) -> Read:
        """What reads a filled cell of the field type `number`; unknown types go by their look."""
        return self._by_type.get(number, _any)

    def _date(self, value: Any) -> Value | None:
        number = value if type(value) is int else _first(value)
        if not isinstance(number, (int, float)) or isinstance(number, bool):
            return _unreadable(value)
        try:
            return datetime.fromtimestamp(number / 1000, self._zone)
        except (ValueError, OverflowError, OSError):
            return _unreadable(value)

    def _option(self, value: Any) -> Value | None:
        if not isinstance(value, str):
            return _one(value)
        name = self._words.get(value)
        if name is None:
            name = self._words[value] = clean(value, limit=200)
        return name or None

    def _options(self, value: Any) -> Value | None:
        if type(value) is list and len(value) == 1 and type(value[0]) is str:
            name = self._option(value[0])
            return (name,) if isinstance(name, str) else None
        return _names(value)

    def _people_in(self, value: Any) -> Value | None:
        if type(value) is list and len(value) == 1:
            # Nearly every cell names one.
            only = self.person(value[0])
            return (only,) if only is not None else _unreadable(value)
        people = [self.person(item) for item in _listed(value)[:MOST]]
        known = tuple(person for person in people if person is not None)
        return known or _unreadable(value)

    def person(self, item: Any) -> Person | None:
        """Somebody as the service names them; None for what is nobody."""
        if not isinstance(item, dict):
            return None
        number, name = item.get("id"), item.get("name")
        if not isinstance(number, str) or not RECORD_ID.fullmatch(number):
            return None
        key = (number, name if isinstance(name, str) else "")
        person = self._people.get(key)
        if person is None:
            person = self._people[key] = Person(number, clean(key[1], limit=100))
        return person

    def _wrapped(self, value: Any) -> Value | None:
        """A formula or lookup: a list of values in the shape of the type it names."""
        if not isinstance(value, dict) or "value" not in value:
            return _any(value)
        number, inner = value.get("type"), value["value"]
        if not isinstance(number, int) or number in (19, 20):
            return _any(inner)
        return self.of_type(number)(inner) if filled(inner) else None


class RecordReader:
    """Reads whole items. `columns` are (name in the item, column id, field type)."""

    def __init__(
        self,
        columns: Iterable[tuple[str, str, int]],
        zone: tzinfo,
        link: Callable[[str], str | None] = lambda _: None,
        known: Known | None = None,
    ) -> None:
        cells = CellReader(zone)
        self._person = cells.person
        self._cells = {name: (column, cells.of_type(kind)) for name, column, kind in columns}
        self._link = link
        self._known = known
        self.strange: set[str] = set()
        """Names in items that no column has: the columns were changed meanwhile."""

    def read(self, item: Any) -> Record | Skipped:
        """One item of a search, or why it cannot be one."""
        if not isinstance(item, dict):
            return Skipped("", "record-unreadable")
        number, cells = item.get("record_id"), item.get("fields")
        if not isinstance(number, str) or not RECORD_ID.fullmatch(number):
            return Skipped("", "record-without-id")
        if not isinstance(cells, dict):
            return Skipped(number, "record-unreadable")
        changed = _instant(item.get("last_modified_time"))
        if self._known is not None and self._known(number, changed):
            return Record(number, {}, changed)
        by = self._person(_first(item.get("last_modified_by")))
        link = self._link(number)
        return Record(number, self._read(cells), changed, link, by.name if by else "")

    def _read(self, cells: dict[str, Any]) -> dict[str, Value]:
        known = self._cells
        fields: dict[str, Value] = {}
        for name, value in cells.items():
            cell = known.get(name)
            if cell is None:
                self.strange.add(name)
            elif value or value == 0:
                column, read = cell
                found = read(value)
                if found is not None:
                    fields[column] = found
        return fields


def filled(value: Any) -> bool:
    """Absent, null, an empty text and an empty list are the same; zero and false are values."""
    return bool(value or value == 0)


def _instant(value: Any) -> datetime | None:
    """A moment given in milliseconds, in UTC."""
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    try:
        return datetime.fromtimestamp(value / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _unreadable(value: Any) -> Unreadable | None:
    """Nothing at all is an empty cell, in however many brackets."""
    nothing = value is None or (isinstance(value, list) and all(item is None for item in value))
    if nothing:
        return None
    text = _string(_first(value))
    said = clean(text, limit=200) if text is not None else ""
    return Unreadable(type(value).__name__, said)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _first(value: Any) -> Any:
    if isinstance(value, list):
        return value[0] if value else None
    return value


def _string(item: Any) -> str | None:
    """The text of a segment, a string or a number."""
    if isinstance(item, str):
        return item
    if isinstance(item, dict):
        for key in ("text", "name", "full_address"):
            if isinstance(item.get(key), str):
                return str(item[key])
        return None
    if isinstance(item, bool) or not isinstance(item, (int, float)):
        return None
    number = _finite(item)
    return None if number is None else f"{number:.15g}"


def _finite(item: float | str) -> float | None:
    try:
        number = float(item)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _text(value: Any) -> Value | None:
    if type(value) is list and len(value) == 1 and type(value[0]) is dict:
        # Nearly every text is one segment.
        only = value[0].get("text")
        if type(only) is str:
            return clean(only, limit=LONGEST, lines=True) or None
    found = [_string(item) for item in _listed(value)[:MOST]]
    parts = [part for part in found if part is not None]
    if not parts:
        return _unreadable(value)
    return clean("".join(parts), limit=LONGEST, lines=True) or None


def _number(value: Any) -> Value | None:
    if type(value) is float and math.isfinite(value):
        return value
    found = _first(value)
    if isinstance(found, bool) or not isinstance(found, (int, float, str)):
        return _unreadable(value)
    number = _finite(found)
    return _unreadable(value) if number is None else number


def _one(value: Any) -> Value | None:
    name = _string(_first(value))
    return _unreadable(value) if name is None else clean(name, limit=200) or None


def _names(value: Any) -> Value | None:
    """Options, files or groups: their names."""
    found = [_string(item) for item in _listed(value)[:MOST]]
    names = [clean(name, limit=200) for name in found if name is not None]
    if not names:
        return _unreadable(value)
    return tuple(name for name in names if name) or None


def _check(value: Any) -> Value | None:
    found = _first(value)
    return found if isinstance(found, bool) else _unreadable(value)


def _web(value: Any) -> Value | None:
    found = value if type(value) is dict else _first(value)
    if not isinstance(found, dict):
        return _text(value)
    text, link = found.get("text"), found.get("link")
    if not isinstance(link, str):
        return _text(value)
    shown = text if isinstance(text, str) else ""
    return Web(clean(shown, limit=500), clean(link, limit=2000))


def _items(value: Any) -> Value | None:
    ids = value.get("link_record_ids") if isinstance(value, dict) else value
    if ids is None or ids == []:
        return None
    if not isinstance(ids, list):
        return _unreadable(value)
    known = tuple(one for one in ids[:MOST] if isinstance(one, str) and RECORD_ID.fullmatch(one))
    return Items(known) if known else _unreadable(value)


def _place(value: Any) -> Value | None:
    found = _first(value)
    if isinstance(found, dict) and isinstance(found.get("full_address"), str):
        return clean(found["full_address"], limit=500) or None
    return _text(value)


def _any(value: Any) -> Value | None:
    """A value of a type we do not know, by its look."""
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        return _number(value)
    return _text(value)
