"""The names records go by: `T-04`, `B-08`, `A-25`, unique within a project."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NewType

RecordId = NewType("RecordId", str)
"""Any record's id, such as `T-04`."""
SYSTEM = "system"
"""Who acts where no person does: what comes due is carried out in this name."""

_SHAPE = re.compile(r"([A-Z]{1,2})-(\d{1,9})", re.ASCII)


class Kind(StrEnum):
    """What a record is; the value is the letter its ids begin with."""

    PROJECT = "PJ"
    DEPARTMENT = "O"
    PERSON = "P"
    TASK = "T"
    RACI = "R"
    MILESTONE = "MS"
    BLOCKER = "B"
    ACTION = "A"
    DECISION = "D"
    NOTE = "N"
    RISK = "K"
    POLICY = "CP"
    MESSAGE = "X"
    MEETING = "M"
    AGENDA_ITEM = "G"
    POINT = "Q"
    MINUTES = "Y"
    SERIES = "SE"
    CLASH = "SC"
    FORM = "F"


_KINDS = {kind.value: kind for kind in Kind}


def record_id(kind: Kind, number: int) -> RecordId:
    """The id of the `number`-th record of a kind: `T-04`, `T-120`."""
    return RecordId(f"{kind.value}-{number:02d}")


def parse_id(text: str) -> RecordId | None:
    """Reads an id as people type it (`t-4`, `T04` is not one); None where it is none."""
    match = _SHAPE.fullmatch(text.strip().upper())
    if match is None or match[1] not in _KINDS:
        return None
    return record_id(_KINDS[match[1]], int(match[2]))


def kind_of(identity: str) -> Kind:
    """The kind an id speaks of.

    Raises:
        ValueError: the text is no id.
    """
    try:
        return _KINDS[identity.partition("-")[0]]
    except KeyError:
        raise ValueError(f"no-id: {identity}") from None


def number_of(identity: str) -> int:
    """The running number within an id."""
    return int(identity.partition("-")[2])


def raci_of(task: str) -> RecordId:
    """The id of the RACI row that belongs to a task: `R-04` for `T-04`."""
    return RecordId(Kind.RACI.value + task[1:])


def task_of(raci: str) -> RecordId:
    """The task that a RACI row belongs to: `T-04` for `R-04`."""
    return RecordId(Kind.TASK.value + raci[1:])


def logged_as(identity: str) -> tuple[str, ...]:
    """The ids under which the log speaks of a record: a task's RACI row is part of it."""
    if identity.startswith(f"{Kind.TASK.value}-"):
        return (identity, raci_of(identity))
    return (identity,) if identity else ()
