"""Blockers with clocks, for tests that read them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from core.calendar.sla import Basis, OfficeHours
from core.calendar.workdays import work_calendar
from core.domain.blocker import Blocker
from core.domain.clocks import office_of, response_due, solution_due
from core.domain.ids import Kind, record_id
from core.domain.policy import PROCESS, Policy

SHANGHAI = ZoneInfo("Asia/Shanghai")
CHINA = work_calendar("CN", range(2023, 2028))
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
WORKING = replace(
    PROCESS,
    id=record_id(Kind.POLICY, 1),
    basis=Basis.WORKING,
    effective_at=datetime(2024, 1, 1, tzinfo=UTC),
)
"""Office hours from nine to six, as in the process otherwise."""
_OFFICE = office_of(WORKING, CHINA, SHANGHAI)
assert _OFFICE is not None
OFFICE: OfficeHours = _OFFICE


def local(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    """A moment on a zone's wall clock."""
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def blocker(
    at: datetime, policy: Policy = PROCESS, office: OfficeHours | None = None, **values: object
) -> Blocker:
    """A blocker reported at a moment, its clocks set by the policy."""
    plain = Blocker(
        id=record_id(Kind.BLOCKER, 1),
        title="卡",
        reported_at=at,
        response_due=response_due(policy, at, office),
        solution_due=solution_due(policy, at, office),
        policy=policy.id or None,
    )
    return replace(plain, **values)  # type: ignore[arg-type]
