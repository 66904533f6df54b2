"""What changed between two moments of a project, each thing told once. Pure.

Two boards are compared, not their events counted: what was undone, or moved there and back, leaves
nothing to tell, a date that moved twice is told once from first to last, and a light turns even
where nobody touched its task (R07). The events between say who, when and in which meeting.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from core.domain.health import Reason
from core.domain.ids import Kind, RecordId, kind_of
from core.domain.task import LightLevel

Value = str | int | date | datetime | None


class What(StrEnum):
    """What happened to a record between the two moments; worded as `changes.told.<what>`."""

    LIGHT = "light"
    """A task's light turned; `before` and `after` are lights."""
    DUE = "due"
    """A due day moved: of a task, an action item or a milestone."""
    PROGRESS = "progress"
    """Actual progress, in per cent."""
    ADDED = "added"
    LATE = "late"
    """One of a blocker's clocks ran out (C13–C15)."""
    OVERDUE = "overdue"
    """An action item's day is past; `after` is the day."""
    DONE = "done"
    CANCELLED = "cancelled"
    REOPENED = "reopened"
    """What was finished, or closed, is not."""
    TAKEN_BACK = "taken_back"
    """It was there then, and its creation was undone since."""
    STATUS = "status"
    """Any other status, by its id."""
    OWNER = "owner"
    """It got another owner, by their ids."""
    SOLVED = "solved"
    """A blocker's solution was decided on."""
    CLOSED = "closed"
    """A blocker was verified (R14), or a risk is over."""
    MERGED = "merged"
    """A blocker goes on in another one: `after`."""
    GREEN = "green"
    """The green channel was opened (R17)."""
    ESCALATED = "escalated"
    """A blocker went up the ladder (R16); `after` is its rung."""
    CARRIED = "carried"
    """An action item was carried over; how often then and now."""
    HAPPENED = "happened"
    """A risk came true; `after` is the blocker that goes on from it."""
    REACHED = "reached"
    """A milestone was reached."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that reads otherwise now than it did then."""

    id: RecordId
    what: What
    title: str
    before: Value = None
    after: Value = None
    reasons: tuple[Reason, ...] = ()
    """Of a light: why it is what it is now."""
    why: str = ""
    """The reason that was given with it."""
    by: str = ""
    """Who did it last; empty where time alone did."""
    at: datetime | None = None
    meeting: RecordId | None = None
    """The meeting it was said in."""

    @property
    def kind(self) -> Kind:
        """The kind of its record."""
        return kind_of(self.id)

    @property
    def worse(self) -> bool:
        """Whether a light turned for the worse."""
        lights = list(LightLevel)
        if self.what is not What.LIGHT:
            return False
        return lights.index(LightLevel(str(self.after))) < lights.index(
            LightLevel(str(self.before))
        )


@dataclass(frozen=True, slots=True)
class Changes:
    """What is different at one moment from another."""

    since: datetime
    until: datetime
    told: tuple[Change, ...] = ()
    """By kind of change, in the order of `What`; lights that turned red first."""
    since_meeting: RecordId | None = None
    """The meeting whose end `since` is."""
    until_meeting: RecordId | None = None
    lights_then: Mapping[LightLevel, int] = field(default_factory=dict)
    lights_now: Mapping[LightLevel, int] = field(default_factory=dict)
    open_then: tuple[RecordId, ...] = ()
    """The action items that were open then: what the last meeting left to do."""

    def of(self, *what: What, kind: Kind | None = None) -> tuple[Change, ...]:
        """Those of some sorts, perhaps of one kind of record only."""
        return tuple(each for each in self.told if each.what in what and kind in (None, each.kind))

    def about(self, ids: Collection[str]) -> tuple[Change, ...]:
        """Those of some records."""
        return tuple(each for each in self.told if each.id in ids)


def in_order(found: Iterable[Change]) -> tuple[Change, ...]:
    """By what happened, then by kind of record and number; what turned red comes first."""
    whats, kinds, lights = list(What), list(Kind), list(LightLevel)

    def key(each: Change) -> tuple[int, int, int, str]:
        light = lights.index(LightLevel(str(each.after))) if each.what is What.LIGHT else 0
        return (whats.index(each.what), light, kinds.index(each.kind), each.id.zfill(12))

    return tuple(sorted(found, key=key))
