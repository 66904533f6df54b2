"""Plan against actual: how far a task should be today, and how fresh what we know of it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta, tzinfo

from core.calendar.workdays import WorkCalendar
from core.domain.task import FINISHED, Task, TaskStatus

_DAY = timedelta(days=1)


def planned(task: Task, today: date, calendar: WorkCalendar) -> int | None:
    """Planned progress at the end of `today`, in whole per cent.

    The share of the task's working days gone by, today counted; where the plan names days of its
    own, the straight line between them. None where the plan does not say: the task has no due day,
    or no start and is not due yet.
    """
    if task.due is None:
        return None
    if today >= task.due:
        return 100
    if task.start is None:
        return None
    if today < task.start:
        return 0
    gone = calendar.working_days(task.start, today)
    before, done = 0, 0
    for day, per_cent in _knots(task):
        until = calendar.working_days(task.start, day)
        if today <= day:
            span = until - before
            return done + round((per_cent - done) * (gone - before) / span) if span else per_cent
        before, done = until, per_cent
    return 100


def _knots(task: Task) -> Iterator[tuple[date, int]]:
    """The plan's own days with the per cent due by them, its end included.

    A plan never falls, and no day of it lies beyond its end.
    """
    end, highest = task.due or date.max, 0
    for name, per_cent in sorted(task.plan.items()):
        if (day := date.fromisoformat(name)) < end:
            highest = min(max(highest, per_cent), 100)
            yield day, highest
    yield end, 100


def behind(task: Task, plan: int | None) -> int:
    """How many points a task is behind its plan; 0 when it is not."""
    if plan is None or task.status in FINISHED:
        return 0
    return max(0, plan - task.actual)


def overdue_days(task: Task, today: date, calendar: WorkCalendar) -> int:
    """Working days since a task was due; 0 while it is not late or its owner has delivered.

    A due day on a rest day is followed by the next working day, so at least 1 once it is past.
    """
    if task.due is None or today <= task.due or delivered(task):
        return 0
    return max(1, calendar.working_days(task.due + _DAY, today))


def delivered(task: Task) -> bool:
    """Whether its owner has done their part: finished, or handed in for review at 100 %."""
    return task.status in FINISHED or (task.status is TaskStatus.IN_REVIEW and task.actual >= 100)


def days_silent(task: Task, today: date, zone: tzinfo, calendar: WorkCalendar) -> int | None:
    """Working days since the last report, 0 if there was one today (C04).

    None where no report is due: nothing to do yet, done, or today is a rest day's silence.
    """
    if delivered(task) or (task.status is TaskStatus.TODO and task.actual == 0 and not task.start):
        return None
    if task.start is not None and today < task.start:
        return None
    if task.progressed_at is None:
        since = task.start or today
        return calendar.working_days(since, today)
    last = task.progressed_at.astimezone(zone).date()
    return calendar.working_days(last + _DAY, today)
