"""All facts of one week of a project, gathered for its report (F14). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.domain.action import DELIVERED, ActionItem
from core.domain.blocker import SETTLED, Blocker
from core.domain.board import Board
from core.domain.changes import Change, Changes, What
from core.domain.ids import Kind
from core.domain.progress import delivered
from core.domain.rounds import DepartmentRow
from core.domain.task import FINISHED, LightLevel, Task
from core.domain.week import WeekFigures, day_of

_WEEK = timedelta(days=7)


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class WeekRecord:
    """One week, as far as it has come. Compared by identity."""

    board: Board
    """As it stood at the end of the week, or stands now."""
    figures: WeekFigures
    changes: Changes
    """Since Monday."""
    departments: tuple[DepartmentRow, ...]

    @property
    def now(self) -> datetime:
        """The moment it speaks of."""
        return self.board.read_at

    def lit(self, level: LightLevel) -> tuple[Task, ...]:
        """The tasks of one light, the most urgent first; finished ones have none to show."""
        board = self.board
        found = (board.tasks[each] for each in board.task_order)
        return tuple(
            each
            for each in found
            if board.standings[each.id].light is level and each.status not in FINISHED
        )

    def delivered(self) -> tuple[Change, ...]:
        """What was finished or handed in this week, tasks before action items, each once."""
        told = self.changes.of(What.DONE, What.STATUS, What.PROGRESS, What.ADDED)
        found = {each.id: each for each in told if self._is_delivered(each)}
        return tuple(
            each
            for kind in (Kind.TASK, Kind.ACTION)
            for each in found.values()
            if each.kind is kind
        )

    def _is_delivered(self, change: Change) -> bool:
        task, item = self.board.tasks.get(change.id), self.board.actions.get(change.id)
        if task is not None:
            return delivered(task) and task.status != "cancelled"
        return item is not None and item.status in DELIVERED and item.status != "cancelled"

    def progressed(self) -> tuple[Change, ...]:
        """Progress that was reported this week on what is not finished yet."""
        finished = {each.id for each in self.delivered()}
        return tuple(each for each in self.changes.of(What.PROGRESS) if each.id not in finished)

    def blockers(self) -> tuple[Blocker, ...]:
        """The unsettled ones, the tightest clock first."""
        found = (self.board.blockers[each] for each in self.board.blockers_at(self.now))
        return tuple(each for each in found if each.status not in SETTLED)

    def blockers_of(self, task: str) -> tuple[Blocker, ...]:
        """The unsettled ones of a task."""
        return tuple(each for each in self.blockers() if task in each.tasks)

    @property
    def next_week(self) -> tuple[date, date]:
        """Monday and Sunday of the week after."""
        return self.figures.first + _WEEK, self.figures.last + _WEEK

    def next_tasks(self) -> tuple[Task, ...]:
        """Unfinished tasks that are due, begin or go on next week, or are late: by due day."""
        monday, sunday = self.next_week
        open_ones = (each for each in self.board.tasks.values() if not delivered(each))
        found = [
            each
            for each in open_ones
            if (each.due is not None and each.due < monday) or (each.start or monday) <= sunday
        ]
        return tuple(sorted(found, key=lambda each: (each.due or date.max, each.id.zfill(12))))

    def next_actions(self) -> tuple[ActionItem, ...]:
        """Action items that are due until the end of next week, the late ones first."""
        found = (self.board.actions[each] for each in self.board.action_order)
        return tuple(self._until_next(found))

    def _until_next(self, items: Iterable[ActionItem]) -> Iterable[ActionItem]:
        for each in items:
            due = day_of(each.due, self.board)
            if each.status not in DELIVERED and due is not None and due <= self.next_week[1]:
                yield each
