"""A project: what the board is about, and the knobs of its rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from core.domain.record import Record


class Phase(StrEnum):
    """Where the project stands, in the one word that the header has room for."""

    REQUEST = "request"
    KICKOFF = "kickoff"
    PLANNING = "planning"
    EXECUTION = "execution"
    ACCEPTANCE = "acceptance"
    RETRO = "retro"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(Record):
    """One cross-department project."""

    code: str
    """Unique in the database; what `--project` takes."""
    name: str
    lead_dept: str = ""
    phase: Phase = Phase.EXECUTION
    start: date | None = None
    end: date | None = None
    calendar: str = "CN"
    """The country whose statutory holidays and make-up days count; `none` for weekends only."""
    timezone: str = "Asia/Shanghai"
    """An IANA zone: whose days the board shows."""
    amber_behind: int = 5
    """Points behind plan from which a task is amber."""
    red_behind: int = 25
    """Points behind plan from which a task is red."""

    def clock_at(self, now: datetime) -> datetime:
        """The moment that its clocks are read at: now, or when it was put away (S15).

        Nothing writes to a project that is put away, so that its last change was that.
        """
        if self.phase is not Phase.ARCHIVED or self.updated_at is None:
            return now
        return min(now, self.updated_at)

    def week(self, today: date) -> int | None:
        """The project's week, counted from 1; weeks begin on Monday."""
        if self.start is None or today < self.start:
            return None
        monday = self.start.toordinal() - self.start.weekday()
        return (today.toordinal() - monday) // 7 + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateProject:
    """A project comes to be."""

    code: str
    name: str
    lead_dept: str = ""
    phase: Phase = Phase.EXECUTION
    start: date | None = None
    end: date | None = None
    calendar: str = "CN"
    timezone: str = "Asia/Shanghai"
