"""One of the sixteen stages of the process as it stands (process 1.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.ids import RecordId


class StageState(StrEnum):
    """How far a stage is."""

    NOT_BEGUN = "not_begun"
    UNDER_WAY = "under_way"
    WAITING = "waiting"
    """For somebody in particular."""
    LATE = "late"
    DONE = "done"
    LEFT = "left"
    """It had begun when the project was archived, and goes no further."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage as it stands."""

    id: str
    """`S0` to `S15`."""
    state: StageState
    records: tuple[RecordId, ...] = ()
    """What it is read from, the most urgent first."""
    people: tuple[RecordId, ...] = ()
    """Who must act."""
    due: datetime | None = None
    step: str = ""
    """What the form waits for, where it is a form: see `core.domain.form_standing`."""
    next: tuple[str, ...] = ()
    """The command that takes it further, as words after `pengtou`; capitals are to be filled in."""
