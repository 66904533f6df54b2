"""The weekly round, department by department (F12): plan against actual, and why. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.domain.board import Board
from core.domain.changes import Changes
from core.domain.health import RANK
from core.domain.ids import RecordId
from core.domain.meeting import Point, Sort
from core.domain.people import Function
from core.domain.task import LightLevel, Task, TaskStatus
from core.domain.week import WeekFigures, is_kept, promises, record_of, week_figures

__all__ = ["DepartmentRow", "Lag", "WeekFigures", "department_rows", "week_figures"]

_REPORTS = (Function.LIAISON, Function.DEPT_HEAD, Function.LEAD_DEPT_HEAD, Function.EXECUTOR)
"""Who speaks for a department (R06), the first that there is."""


@dataclass(frozen=True, slots=True)
class Lag:
    """A task that is red or amber: plan against actual (R07, R18)."""

    task: RecordId
    light: LightLevel
    planned: int | None
    """Per cent; None where the plan does not say."""
    actual: int
    reason: str = ""
    """Why it is behind, as its owner gave it."""
    unexplained: bool = False
    """R07: the reason is missing."""


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    """One department of the progress table (F12)."""

    department: str
    reporter: RecordId | None
    """Who speaks for it: its liaison, else its head."""
    light: LightLevel
    """The worst of its tasks."""
    done: int
    """How much of what was promised for this week is delivered."""
    total: int
    """How much was promised for this week, tasks and action items."""
    lags: tuple[Lag, ...] = ()
    """Its red tasks, then its amber ones."""
    silent: int = 0
    """The most working days for which one of its tasks was not reported on (C04)."""
    resources: tuple[str, ...] = ()
    """What it asks of others (F12 ③), in its own words."""


def department_rows(
    board: Board, now: datetime, changes: Changes | None = None
) -> tuple[DepartmentRow, ...]:
    """The progress of each department that has tasks, in the order they joined the project.

    `changes` are those since the week began; without them what was overdue then and was delivered
    since does not count as promised.
    """
    since = changes or Changes(now, now)
    promised = promises(board, since, now.astimezone(board.zone).date())
    names = dict.fromkeys([*board.departments, *(each.dept for each in board.tasks.values())])
    found = (_department(board, name, promised) for name in names)
    return tuple(each for each in found if each is not None)


def _department(board: Board, name: str, promised: Collection[RecordId]) -> DepartmentRow | None:
    own = [
        each
        for each in board.task_order
        if board.tasks[each].dept == name and board.tasks[each].status is not TaskStatus.CANCELLED
    ]
    if not own:
        return None
    theirs = [record_of(board, each) for each in promised if _dept_of(board, each) == name]
    return DepartmentRow(
        department=name,
        reporter=_reporter(board, name),
        light=min((board.standings[each].light for each in own), key=RANK.__getitem__),
        done=sum(map(is_kept, theirs)),
        total=len(theirs),
        lags=tuple(_lags(board, own)),
        silent=max(board.standings[each].silent or 0 for each in own),
        resources=tuple(each.text for each in _resources(board) if _asks(board, each) == name),
    )


def _lags(board: Board, tasks: Sequence[str]) -> Iterator[Lag]:
    """R18: the red ones, then the amber ones, as tasks come by urgency."""
    for identity in tasks:
        task, stands = board.tasks[identity], board.standings[identity]
        if stands.light is not LightLevel.GREEN:
            reason = task.delay_reason or task.light_reason
            planned, missing = stands.planned, stands.unexplained
            yield Lag(task.id, stands.light, planned, task.actual, reason, missing)


def _dept_of(board: Board, identity: RecordId) -> str:
    """A task's department; of an action item, its owner's."""
    record = record_of(board, identity)
    if isinstance(record, Task):
        return record.dept
    owner = board.people.get(record.owner or "")
    return owner.dept if owner is not None else ""


def _reporter(board: Board, name: str) -> RecordId | None:
    people = [each for each in board.people.values() if each.dept == name]
    for function in _REPORTS:
        for each in people:
            if function in each.functions:
                return each.id
    return people[0].id if people else None


def _resources(board: Board) -> Iterator[Point]:
    """What was asked for in the last meetings and is still open."""
    for each in board.points.values():
        if each.sort is Sort.RESOURCE and not each.settled:
            yield each


def _asks(board: Board, point: Point) -> str:
    """The department that asks: named at the beginning of the text, else that of who said it."""
    for name in sorted(board.departments, key=len, reverse=True):
        short = name.removesuffix("部")
        if point.text.startswith((name, f"{short}:", f"{short}：")):
            return name
    said = (each.dept for each in board.people.values() if each.goes_by(point.said_by))
    return next(said, "")
