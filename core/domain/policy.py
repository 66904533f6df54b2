"""The policy of a project: how long its clocks run, what they count, who may close what.

A new policy holds from its moment on. What was set under an older one keeps it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from core.calendar.sla import Basis
from core.domain.ids import RecordId
from core.domain.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy(Record):
    """The knobs of the clocks, from a moment on."""

    effective_at: datetime | None = None
    basis: Basis = Basis.NATURAL
    response_minutes: int = 120
    """C13: until the lead department responds."""
    solution_minutes: int = 1440
    """C14: until a solution is discussed."""
    green_minutes: int = 120
    """C15: until a solution, once the green channel is open; natural hours always."""
    ack_minutes: int = 480
    """How long an acknowledgement holds that nothing follows; 0 is for ever."""
    opens: str = "09:00"
    closes: str = "18:00"
    """Office hours of working time, on the clock of the department that leads."""
    owner_may_close: bool = False
    """Whether who owns an action item may accept and finish it (R13: no)."""
    steps_off: tuple[str, ...] = ()
    """Steps of forms that the project leaves out, such as `request.approve` (process 1.11)."""
    clocks: Mapping[str, str] = field(default_factory=dict)
    """What the project says of clocks of the process: `on`, `off`, or how long they run (`3wd`)."""
    naming: Mapping[str, str] = field(default_factory=dict)
    """What the project calls its groups and files (process 1.9): see `core.domain.naming`."""

    @property
    def response(self) -> timedelta:
        """C13 as a span."""
        return timedelta(minutes=self.response_minutes)

    @property
    def solution(self) -> timedelta:
        """C14 as a span."""
        return timedelta(minutes=self.solution_minutes)

    @property
    def green(self) -> timedelta:
        """C15 as a span."""
        return timedelta(minutes=self.green_minutes)

    @property
    def acknowledged(self) -> timedelta | None:
        """How long an acknowledgement holds; None for ever."""
        return timedelta(minutes=self.ack_minutes) if self.ack_minutes else None

    @property
    def hours(self) -> tuple[time, time]:
        """When offices open and close."""
        return time.fromisoformat(self.opens), time.fromisoformat(self.closes)


PROCESS = Policy(id=RecordId(""))
"""What the written process says (C13, C14, C15), where a project says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPolicy:
    """Another policy from a moment on; None keeps what holds at that moment."""

    effective_at: datetime | None = None
    """None is now."""
    basis: Basis | None = None
    response_minutes: int | None = None
    solution_minutes: int | None = None
    green_minutes: int | None = None
    ack_minutes: int | None = None
    opens: str | None = None
    closes: str | None = None
    owner_may_close: bool | None = None
    steps_off: tuple[str, ...] | None = None
    clocks: Mapping[str, str] | None = None
    """Clocks that are not named here keep what was said of them; an empty word takes that back."""
    naming: Mapping[str, str] | None = None
    """As with `clocks`."""


def in_force(policies: Iterable[Policy], at: datetime) -> Policy:
    """The policy that holds at a moment: of those begun, the last; the process's own before."""
    begun = [each for each in policies if each.effective_at and each.effective_at <= at]
    return max(begun, key=lambda each: (each.effective_at, each.id.zfill(12)), default=PROCESS)
