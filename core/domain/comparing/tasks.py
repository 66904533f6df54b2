"""What changed about tasks, each light by the rules of its own day."""

from __future__ import annotations

from core.domain.board import Board
from core.domain.changes import What
from core.domain.comparing.telling import Told, change, differs, gone, pairs
from core.domain.task import FINISHED, Task, TaskStatus


def tasks(then: Board, now: Board) -> Told:
    """Of a new task only how it ended is told besides: the rest is how it began."""
    for old, new in pairs(then.tasks, now.tasks):
        if old is None:
            yield change(new, What.ADDED)
        else:
            yield from differs(old, new, What.DUE, "due", why=new.delay_reason)
            yield from differs(old, new, What.PROGRESS, "actual")
            yield from differs(old, new, What.OWNER, "owner")
        yield from _status(old, new)
    yield from _lights(then, now)
    yield from gone(then.tasks, now.tasks, lambda _: True)


def _lights(then: Board, now: Board) -> Told:
    """A light turns with the day alone too: every task is looked at."""
    for identity, stood in then.standings.items():
        stands, task = now.standings.get(identity), now.tasks.get(identity)
        if stands is None or task is None or task.status is TaskStatus.CANCELLED:
            continue
        if stands.light is not stood.light:
            before, after = stood.light.value, stands.light.value
            why = task.delay_reason
            yield change(task, What.LIGHT, before, after, reasons=stands.reasons, why=why)


def _status(old: Task | None, new: Task) -> Told:
    before = old.status if old is not None else TaskStatus.TODO
    if new.status is before or (old is None and new.status not in FINISHED):
        return
    # Whoever reports progress is at work: that goes without saying.
    begun = (before, new.status) == (TaskStatus.TODO, TaskStatus.DOING)
    if not (begun and old is not None and old.actual != new.actual):
        yield change(new, _what(before, new.status), before.value, new.status.value)


def _what(before: TaskStatus, after: TaskStatus) -> What:
    if after is TaskStatus.DONE:
        return What.DONE
    if after is TaskStatus.CANCELLED:
        return What.CANCELLED
    return What.REOPENED if before in FINISHED else What.STATUS
