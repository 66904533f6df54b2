"""Clashes (冲突): a field that we and a source changed differently, until a person chooses.

While one is open the field stands still on both sides. What the source says is noted in its link
when the clash is found, so that a choice needs nothing but our own record: ours then differs from
what was last agreed on and is written back, theirs does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.ids import RecordId
from core.domain.record import Json, Record


class ClashStatus(StrEnum):
    """Where a clash stands."""

    OPEN = "open"
    SETTLED = "settled"
    """A person chose."""
    LAPSED = "lapsed"
    """Both sides say the same again, or the link ended: there is nothing left to choose."""


class Choice(StrEnum):
    """What a person chose."""

    OURS = "ours"
    THEIRS = "theirs"
    HAND = "hand"
    """Neither: a value of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash(Record):
    """One field of one linked record. Values are in the plain form of that field."""

    source: str
    source_id: str
    """The remote item."""
    subject: RecordId
    """Our record."""
    field: str
    base: Json = None
    """What both sides last agreed on."""
    ours: Json = None
    ours_by: str = ""
    ours_at: datetime | None = None
    """When we changed it, and who did, as the log has it."""
    theirs: Json = None
    theirs_by: str = ""
    """Empty where the source does not say."""
    theirs_at: datetime | None = None
    agreed_at: datetime | None = None
    """When the source was last synced before."""
    found_at: datetime | None = None
    status: ClashStatus = ClashStatus.OPEN
    choice: Choice | None = None
    value: Json = None
    """What was chosen by hand."""
    settled_by: str = ""
    settled_at: datetime | None = None
    """When a person chose. See `reopened` for one that is open."""
    url: str = ""
    """The remote item for people."""

    @property
    def reopened(self) -> bool:
        """Whether a person took a choice back that had been written to the source by then.

        The choice stays on record: the other side reads `chosen` now, and `theirs` is what stood
        there before.
        """
        return self.status is ClashStatus.OPEN and self.settled_at is not None

    @property
    def chosen(self) -> Json:
        """The value that was chosen; None while nothing is."""
        values = {Choice.OURS: self.ours, Choice.THEIRS: self.theirs, Choice.HAND: self.value}
        return values[self.choice] if self.choice is not None else None

    @property
    def settled_as(self) -> Choice | None:
        """The choice that holds; None while the clash waits for one."""
        return None if self.status is ClashStatus.OPEN else self.choice

    @property
    def there(self) -> Json:
        """What the source reads, as far as is known here."""
        return self.chosen if self.reopened else self.theirs


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A clash as a sync sees it; `clash` is the open one that it goes on with."""

    source_id: str
    subject: RecordId
    field: str
    clash: RecordId | None = None
    base: Json = None
    ours: Json = None
    ours_by: str = ""
    ours_at: datetime | None = None
    theirs: Json = None
    theirs_by: str = ""
    theirs_at: datetime | None = None
    agreed_at: datetime | None = None
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleClash:
    """A person chooses what a field shall read."""

    clash: RecordId
    choice: Choice
    value: Json = None
    """With `HAND`: the value in the plain form of the field."""
    seen: int | None = None
