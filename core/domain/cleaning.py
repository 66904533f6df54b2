"""The one door for typed and imported text: what a command says, safe to store and to show."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any, TypeVar

from core.domain.form import FillForm, Form, OpenForm
from core.domain.refusal import Refused
from core.domain.text import clean

T = TypeVar("T")

LINE = 500
"""The most characters that one line (a title, a name, an id) may have."""
TEXT = 20_000
"""The most characters that a text of several lines may have."""

_TEXTS = frozenset(
    {
        "attempted_measures",
        "base",
        "deliverable",
        "delay_reason",
        "description",
        "grounds",
        "impact_scope",
        "light_reason",
        "materials",
        "sent_text",
        "raw_text",
        "reason",
        "remark",
        "ours",
        "response",
        "text",
        "theirs",
        "value",
    }
)
"""Fields that may have several lines."""
_NO_TEXTS = frozenset({bool, int, float, type(None), date, datetime})
"""What holds no text: of a source's thousands of values most are looked at only so far."""
_SHORT = 40
"""Texts up to so many characters are looked up before they are looked through."""
_WRITTEN = (Form, OpenForm, FillForm)
"""What holds a map whose keys are not ours: a form says which of its fields have one line only."""
_FREE = "form.values"
_LONG = frozenset({"source_url", "url"})
"""Lines that may be as long as a text."""


def cleaned(wish: T) -> T:
    """A command (or record) with every text in it made safe; the same one if all were.

    Raises:
        Refused: a text is too long. None is cut behind its writer's back.
    """
    result: T = _cleaned(wish, "")
    return result


def _cleaned(value: Any, field: str) -> Any:
    kind = type(value)
    if kind is str:
        return _text(value, field)
    if kind in _NO_TEXTS:
        return value
    if isinstance(value, tuple | list):
        return type(value)(_cleaned(each, field) for each in value)
    if isinstance(value, Mapping):
        return _map(value, "text" if field == _FREE else "")
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _fields(value)
    return value


def _map(values: Mapping[str, Any], inner: str) -> dict[str, Any]:
    """By name; what is short, as nearly everything is, by the shortest way."""
    done: dict[str, Any] = {}
    for key, each in values.items():
        name = _short(key, False) if len(key) <= _SHORT else _text(key, "")
        field = inner or key
        short = type(each) is str and len(each) <= _SHORT
        done[name] = _short(each, field in _TEXTS) if short else _cleaned(each, field)
    return done


def _fields(record: Any) -> Any:
    changes = {}
    for each in dataclasses.fields(record):
        old = getattr(record, each.name)
        name = _FREE if each.name == "values" and isinstance(record, _WRITTEN) else each.name
        if old and not isinstance(old, int) and (new := _cleaned(old, name)) != old:
            changes[each.name] = new
    return dataclasses.replace(record, **changes) if changes else record


def _text(text: str, field: str) -> str:
    if len(text) <= _SHORT:
        return _short(text, field in _TEXTS)
    limit = TEXT if field in _TEXTS or field in _LONG else LINE
    if len(text) <= limit:
        return clean(text, limit=limit, lines=field in _TEXTS)
    # What will be taken away does not count, whatever it is.
    whole = clean(text, limit=len(text) * 4, lines=field in _TEXTS)
    if len(whole) > limit:
        raise Refused("text-too-long", field=field, limit=limit, length=len(whole))
    return whole


@lru_cache(maxsize=2048)
def _short(text: str, lines: bool) -> str:
    """Of the words that come with every record of a source, each is looked at once."""
    return clean(text, limit=LINE, lines=lines)
