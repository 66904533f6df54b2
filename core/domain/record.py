"""What every record has, and how its fields become plain JSON values and back.

Events keep fields in this plain form, so that the log is readable for ever, undo is one rule for
every kind of record, and two versions of a field compare as what they say.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from core.domain.ids import RecordId

Json = None | bool | int | float | str | list[Any] | dict[str, Any]
"""A plain JSON value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the store keeps as one row."""

    id: RecordId
    version: int = 0
    """Counts the writes; 0 before the first one."""
    removed: bool = False
    """Whether its creation was undone: it stays in the log and leaves every list."""
    updated_at: datetime | None = None


BOOKKEEPING = frozenset({"id", "version", "updated_at"})
"""Fields that the store keeps itself; events never name them."""


def encode(value: object) -> Any:
    """A field's value as plain JSON.

    Raises:
        ValueError: an instant has no offset: whose noon it is cannot be known.
    """
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("instant-without-offset")
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [encode(each) for each in value]
    if isinstance(value, Mapping):
        return {str(key): encode(each) for key, each in value.items()}
    return value


def decode(kind: type[Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Plain JSON values as the fields of a record class; unknown fields (of a newer program) go.

    Raises:
        ValueError, TypeError: a value does not fit its field.
    """
    readers = readers_of(kind)
    return {
        name: None if value is None else readers[name](value)
        for name, value in values.items()
        if name in readers
    }


def fields_of(record: object) -> dict[str, Any]:
    """All fields of a record that events may name, in plain form."""
    return {
        name: encode(getattr(record, name))
        for name in readers_of(type(record))
        if name not in BOOKKEEPING
    }


def standing_values(record: object) -> dict[str, Any]:
    """The fields that differ from an empty record's: what a creation says."""
    defaults = _defaults(type(record))
    return {
        name: encode(value)
        for name in readers_of(type(record))
        if name not in BOOKKEEPING
        and ((value := getattr(record, name)) != defaults.get(name, dataclasses.MISSING))
    }


_READERS: dict[type[Any], dict[str, Callable[[Any], Any]]] = {}
_DEFAULTS: dict[type[Any], dict[str, object]] = {}


def readers_of(kind: type[Any]) -> dict[str, Callable[[Any], Any]]:
    """For each field of a record class, what turns its plain form into the value."""
    if kind not in _READERS:
        hints = get_type_hints(kind)
        _READERS[kind] = {
            field.name: _reader(hints[field.name]) for field in dataclasses.fields(kind)
        }
    return _READERS[kind]


def _defaults(kind: type[Any]) -> dict[str, object]:
    if kind not in _DEFAULTS:
        _DEFAULTS[kind] = {
            field.name: field.default_factory()
            if field.default_factory is not dataclasses.MISSING
            else field.default
            for field in dataclasses.fields(kind)
        }
    return _DEFAULTS[kind]


def _reader(hint: Any) -> Callable[[Any], Any]:  # noqa: PLR0911 - one a shape
    """What reads a value of this type; the few shapes that records are made of."""
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return _reader(next(arm for arm in get_args(hint) if arm is not NoneType))
    if origin is tuple:
        inner = _reader(get_args(hint)[0])
        return lambda value: tuple(inner(each) for each in value)
    if origin is not None and issubclass(origin, Mapping):
        return dict
    if hint is datetime:
        return _instant
    if hint is date:
        return date.fromisoformat
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint
    return _same


def turned(kind: type[Any]) -> dict[str, Callable[[Any], Any]]:
    """The fields that a database column cannot hold as they are: words of a list, and tuples."""
    native = (_same, _instant, date.fromisoformat, dict)
    return {name: read for name, read in readers_of(kind).items() if read not in native}


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _same(value: Any) -> Any:
    return value
