"""What all comparisons are made of: pairs of records, and the change that they come to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from core.domain.changes import Change, What
from core.domain.record import Record

R = TypeVar("R", bound=Record)
Told = Iterator[Change]


def pairs(then: Mapping[str, R], now: Mapping[str, R]) -> Iterator[tuple[R | None, R]]:
    """Each record that reads otherwise now, with what it read then; None where it was not there."""
    for identity, record in now.items():
        before = then.get(identity)
        if before is not record:
            yield before, record


def gone(then: Mapping[str, R], now: Mapping[str, R], stays: Callable[[R], bool]) -> Told:
    """What was taken back: such records as stay on a board until that happens."""
    for identity, record in then.items():
        if identity not in now and stays(record):
            yield change(record, What.TAKEN_BACK)


def change(
    record: Record, what: What, before: Any = None, after: Any = None, **more: Any
) -> Change:
    """Something that happened to a record."""
    return Change(record.id, what, str(getattr(record, "title", "")), before, after, **more)


def differs(old: Record, new: Record, what: What, name: str, **more: Any) -> Told:
    """The change of a field, where it reads otherwise."""
    before, after = getattr(old, name), getattr(new, name)
    if before != after:
        yield change(new, what, before, after, **more)
