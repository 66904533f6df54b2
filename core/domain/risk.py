"""Risks (风险): what has not happened yet; a blocker has (process 1.11, F19, F32)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from core.domain.ids import RecordId
from core.domain.record import Record
from core.domain.task import LightLevel


class RiskStatus(StrEnum):
    """Where a risk stands."""

    OPEN = "open"
    TURNED = "turned"
    """It happened: a blocker goes on from it."""
    CLOSED = "closed"
    """It can no longer happen, or was accepted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk(Record):
    """One entry of the risk list (F19)."""

    title: str
    light: LightLevel = LightLevel.AMBER
    """001: red is urgent, amber to be watched, green normal."""
    status: RiskStatus = RiskStatus.OPEN
    owner: RecordId | None = None
    response: str = ""
    """F32: what is done about it, or ready to be done."""
    decider: RecordId | None = None
    """Who decides on it."""
    dept: str = ""
    tasks: tuple[RecordId, ...] = ()
    impact_scope: str = ""
    blocker: RecordId | None = None
    """What it turned into."""
    remark: str = ""
    """Why it was closed."""
    reviewed_at: datetime | None = None
    """When it was last looked at in triage."""
    raised_by: str = ""
    raised_at: datetime | None = None
    raw_text: str = ""
    """The line it was typed as; empty where it was made otherwise."""


def risk_urgency(risk: Risk) -> tuple[bool, int, datetime, str]:
    """What sorts risks: open ones first, by light, what was looked at longest ago first."""
    looked = risk.reviewed_at or risk.raised_at or datetime.min.replace(tzinfo=UTC)
    light = list(LightLevel).index(risk.light)
    return (risk.status is not RiskStatus.OPEN, light, looked, risk.id.zfill(12))


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseRisk:
    """Somebody sees something coming."""

    title: str
    light: LightLevel = LightLevel.AMBER
    owner: RecordId | None = None
    response: str = ""
    decider: RecordId | None = None
    tasks: tuple[RecordId, ...] = ()
    impact_scope: str = ""
    raw_text: str = ""
    """The line it was typed as; empty where it was made otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditRisk:
    """Facts of a risk change; None leaves one as it is."""

    risk: RecordId
    title: str | None = None
    light: LightLevel | None = None
    owner: RecordId | None = None
    response: str | None = None
    decider: RecordId | None = None
    tasks: tuple[RecordId, ...] | None = None
    impact_scope: str | None = None
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRisk:
    """It was looked at, and stays as it is."""

    risk: RecordId
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnRisk:
    """It happened: a blocker is raised that keeps its history."""

    risk: RecordId
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseRisk:
    """It is over; why is part of it."""

    risk: RecordId
    reason: str
    seen: int | None = None
