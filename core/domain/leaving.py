"""People who leave a project (process 1.3): what they have in hand, and who takes it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from core.domain.action import DELIVERED, ActionItem
from core.domain.blocker import SETTLED, Blocker
from core.domain.ids import RecordId
from core.domain.meeting import AHEAD, ON, Meeting
from core.domain.record import Record
from core.domain.risk import Risk, RiskStatus
from core.domain.task import FINISHED, Task


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveProject:
    """Somebody leaves: from now on they are neither offered nor asked for anything."""

    person: RecordId
    to: RecordId | None = None
    """Who takes over what they have in hand (R01: one owner)."""
    keeps: bool = False
    """Whether it stays under their name all the same: somebody has said so."""
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnToProject:
    """Somebody who left is back, as what they were."""

    person: RecordId
    seen: int | None = None


def in_hand(person: str, records: Iterable[Record]) -> tuple[Record, ...]:
    """What somebody owns that is not settled, in the order of the ids."""
    found = (each for each in records if not each.removed and _owns(person, each))
    return tuple(sorted(found, key=lambda each: (each.id.partition("-")[0], each.id.zfill(12))))


def _owns(person: str, record: Record) -> bool:
    match record:
        case Task():
            return record.owner == person and record.status not in FINISHED
        case Blocker():
            return record.owner == person and record.status not in SETTLED
        case ActionItem():
            return record.owner == person and record.status not in DELIVERED
        case Risk():
            return record.owner == person and record.status is RiskStatus.OPEN
        case _:
            return False


def expected_at(person: str, records: Iterable[Record]) -> tuple[Meeting, ...]:
    """The meetings ahead, or going on, to which somebody was asked."""
    meetings = (each for each in records if isinstance(each, Meeting) and not each.removed)
    return tuple(
        each for each in meetings if each.status in (*AHEAD, *ON) and person in _named(each)
    )


def _named(meeting: Meeting) -> frozenset[str]:
    chairs = (meeting.facilitator, meeting.recorder)
    return frozenset({*meeting.attendance, *filter(None, chairs)})


_RANK: Final = "ICRA"
"""The letters of the grid (R29), the lightest first."""


def taken_over(cells: dict[str, str], person: str, to: str) -> dict[str, str]:
    """A row of the grid once somebody's letter is another's: of two letters the heavier stays."""
    letter = cells.pop(person, "")
    held = cells.get(to, "")
    if letter and (not held or _RANK.index(letter) > _RANK.index(held)):
        cells[to] = letter
    return cells
