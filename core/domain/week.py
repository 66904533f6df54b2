"""A week's promises and its figures (F14): promised, done, carried over, plan against actual. Pure.

A promise is a task or an action item that was to be done in the week.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.domain.action import DELIVERED, ActionItem, ActionStatus
from core.domain.board import Board
from core.domain.changes import Changes, What
from core.domain.ids import RecordId
from core.domain.progress import delivered
from core.domain.task import Task, TaskStatus

Promise = Task | ActionItem


@dataclass(frozen=True, slots=True)
class Totals:
    """Plan against actual, summed over all tasks on one day, in points."""

    day: date
    planned: int
    actual: int

    @property
    def variance(self) -> int | None:
        """Schedule variance in whole per cent: actual against plan, less one; None with no plan."""
        return round(100 * self.actual / self.planned) - 100 if self.planned else None


@dataclass(frozen=True, slots=True)
class WeekFigures:
    """What was promised for a week and what became of it: each promise counts once."""

    first: date
    last: date
    promised: tuple[RecordId, ...] = ()
    done: tuple[RecordId, ...] = ()
    carried: tuple[RecordId, ...] = ()
    """Past their day, or moved beyond the week: they go on (结转)."""
    cancelled: tuple[RecordId, ...] = ()
    ahead: tuple[RecordId, ...] = ()
    """Not due yet."""
    trend: tuple[Totals, ...] = ()
    """At the end of each week, this one so far last."""

    @property
    def rate(self) -> int | None:
        """How much of what was promised is done, in whole per cent; None where nothing was."""
        return round(100 * len(self.done) / len(self.promised)) if self.promised else None

    @property
    def variance(self) -> int | None:
        """Schedule variance (SV) now, in whole per cent."""
        return self.trend[-1].variance if self.trend else None

    @property
    def variance_before(self) -> int | None:
        """Schedule variance at the end of last week."""
        return self.trend[-2].variance if len(self.trend) > 1 else None


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of a day's week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def totals(board: Board) -> Totals:
    """Plan against actual of all tasks that have a plan; a task with subtasks is told by them."""
    parents = {each.parent for each in board.tasks.values() if each.parent}
    known = [
        (planned, task.actual)
        for identity, task in board.tasks.items()
        if task.status is not TaskStatus.CANCELLED
        and identity not in parents
        and (planned := board.standings[identity].planned) is not None
    ]
    return Totals(board.today, sum(each for each, _ in known), sum(each for _, each in known))


def week_figures(board: Board, changes: Changes, trend: Sequence[Totals] = ()) -> WeekFigures:
    """The figures of the week of a board.

    `changes` are those since the week began, `trend` is the totals at the end of each week.
    """
    monday, sunday = week_of(board.today)
    promised = promises(board, changes, board.today)
    found: dict[str, list[RecordId]] = {"done": [], "cancelled": [], "carried": [], "ahead": []}
    for identity in promised:
        found[_became(record_of(board, identity), board, sunday)].append(identity)
    lists = {name: tuple(ids) for name, ids in found.items()}
    return WeekFigures(monday, sunday, promised, trend=tuple(trend), **lists)


def promises(board: Board, changes: Changes, today: date) -> tuple[RecordId, ...]:
    """What was promised for the week of a day.

    What is due in it, what was overdue when the changes began, and what was to be done in it and
    was moved beyond.
    """
    moved = {each.id: each.before for each in changes.of(What.DUE)}
    fresh = {each.id for each in changes.of(What.DONE, What.STATUS, What.CANCELLED)}
    records: dict[RecordId, Promise] = {**_by_id(board.tasks), **_by_id(board.actions)}
    monday, sunday = week_of(today)
    found = []
    for identity, record in records.items():
        due, then = day_of(record.due, board), day_of(moved.get(identity), board)
        if due is None or (due > sunday and (then is None or then > sunday)):
            continue
        if due >= monday or not _over(record) or identity in fresh:
            found.append(identity)
    return tuple(found)


def _by_id(shelf: Mapping[str, Task] | Mapping[str, ActionItem]) -> dict[RecordId, Promise]:
    return {each.id: each for each in shelf.values()}


def record_of(board: Board, identity: str) -> Promise:
    """The task or the action item that was promised."""
    return board.tasks.get(identity) or board.actions[identity]


def day_of(moment: object, board: Board) -> date | None:
    """The project's day of a due day, or of an instant."""
    if isinstance(moment, datetime):
        return moment.astimezone(board.zone).date()
    return moment if isinstance(moment, date) else None


def is_kept(record: Promise) -> bool:
    """Whether its owner has done their part."""
    if isinstance(record, Task):
        return delivered(record) and record.status is not TaskStatus.CANCELLED
    return record.status in DELIVERED and record.status is not ActionStatus.CANCELLED


def _cancelled(record: Promise) -> bool:
    return record.status in (TaskStatus.CANCELLED, ActionStatus.CANCELLED)


def _over(record: Promise) -> bool:
    return is_kept(record) or _cancelled(record)


def _became(record: Promise, board: Board, sunday: date) -> str:
    """What became of a promise, as the name of a field of `WeekFigures`."""
    if _cancelled(record):
        return "cancelled"
    if is_kept(record):
        return "done"
    due = day_of(record.due, board)
    return "ahead" if due is not None and board.today <= due <= sunday else "carried"
