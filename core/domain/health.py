"""The light of a task, and the reason for it in values that a person can check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, tzinfo
from functools import lru_cache

from core.calendar.workdays import WorkCalendar
from core.domain.progress import behind, days_silent, overdue_days, planned
from core.domain.project import Project
from core.domain.task import FINISHED, LightLevel, Task

RANK = {LightLevel.RED: 0, LightLevel.AMBER: 1, LightLevel.GREEN: 2}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a light is what it is: `light.<id>` in the catalogues, and the values to word it."""

    id: str
    values: Mapping[str, int | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a task stands on one day."""

    planned: int | None
    light: LightLevel
    reasons: tuple[Reason, ...] = ()
    silent: int | None = 0
    """Working days without a report; 0 is "reported today", None is "none due"."""
    unexplained: bool = False
    """R07: behind plan with no reason given."""

    @property
    def fresh(self) -> bool:
        """Whether no report is owed today (C04)."""
        return not self.silent


def standing(
    task: Task, today: date, zone: tzinfo, calendar: WorkCalendar, project: Project
) -> Standing:
    """Where a task stands: red when overdue or far behind, amber when behind, else green.

    On its first day a task is behind nothing: that day's work is owed at its end.
    """
    plan = planned(task, today, calendar)
    lag = behind(task, plan) if task.start != today else 0
    silent = days_silent(task, today, zone, calendar)
    unexplained = bool(lag >= project.amber_behind and not task.delay_reason)
    if task.light is not None and task.status not in FINISHED:
        told = Reason("manual", {"why": task.light_reason})
        return Standing(plan, task.light, (told,), silent, unexplained)
    late = overdue_days(task, today, calendar)
    level = _level(late, lag, project)
    if level is LightLevel.GREEN:
        return _shared(plan, level, (), silent, unexplained)
    reasons = _reasons(late, lag, project.amber_behind)
    return _shared(plan, level, reasons, silent, unexplained)


def _level(late: int, lag: int, project: Project) -> LightLevel:
    if late or lag >= project.red_behind:
        return LightLevel.RED
    return LightLevel.AMBER if lag >= project.amber_behind else LightLevel.GREEN


Reasons = tuple[tuple[str, str, int], ...]
"""The ids of reasons, each with the name and the number that it is worded with."""


def _reasons(late: int, lag: int, amber_behind: int) -> Reasons:
    found: Reasons = (("overdue", "n", late),) if late else ()
    if lag >= amber_behind or (lag and late):
        found += (("behind", "points", lag),)
    return found


@lru_cache(maxsize=4096)
def _shared(
    plan: int | None, level: LightLevel, reasons: Reasons, silent: int | None, unexplained: bool
) -> Standing:
    """One object for all tasks that stand alike: a board has thousands of tasks."""
    told = tuple(Reason(each, {name: number}) for each, name, number in reasons)
    return Standing(plan, level, told, silent, unexplained)


def urgency(task: Task, stands: Standing) -> tuple[int, int, int, date, str]:
    """What sorts tasks: finished ones last, then light, distance to plan, due day."""
    return (
        task.status in FINISHED,
        RANK[stands.light],
        -behind(task, stands.planned),
        task.due or date.max,
        task.id.zfill(12),
    )
