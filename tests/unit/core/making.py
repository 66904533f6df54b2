"""Hypothesis strategies for records of every kind, made from the types of their fields."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from core.domain.ids import Kind, record_id
from core.domain.kinds import RECORDS
from core.domain.record import BOOKKEEPING, Record

texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
instants = st.integers(0, 10**15).map(
    lambda number: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(microseconds=number)
)
days = st.dates(date(2020, 1, 1), date(2035, 1, 1))
ids = st.builds(record_id, st.sampled_from(Kind), st.integers(1, 200))
_KINDS = {cls: kind for kind, cls in RECORDS.items()}


def records(cls: type[Record]) -> st.SearchStrategy[Record]:
    """Records of one class with anything in their fields."""
    hints = get_type_hints(cls)
    fields = {
        each.name: _values(hints[each.name])
        for each in dataclasses.fields(cls)
        if each.name not in BOOKKEEPING
    }
    return st.builds(
        cls, id=st.builds(record_id, st.just(_KINDS[cls]), st.integers(1, 9)), **fields
    )


def _values(hint: Any) -> st.SearchStrategy[Any]:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        inner = next(arm for arm in get_args(hint) if arm is not NoneType)
        return st.none() | _values(inner)
    if origin is tuple:
        return st.lists(_values(get_args(hint)[0]), max_size=3).map(tuple)
    if origin is not None and issubclass(origin, Mapping):
        return st.dictionaries(texts, _values(get_args(hint)[1]), max_size=3)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return st.sampled_from(hint)
    if hint is int:
        return st.integers(0, 200)
    known = {bool: st.booleans(), date: days, datetime: instants, str: texts}
    return known.get(hint, ids)
