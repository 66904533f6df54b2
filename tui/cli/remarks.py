"""What is told on stderr about a change that was carried out as typed, but may not be meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from core.domain.ids import Kind, kind_of
from core.domain.task import Task, TaskStatus
from tui.cli.typed_line import ground_for

if TYPE_CHECKING:
    from core.domain.event import Event, Recorded
    from tui.cli.desk import Desk

_FAR = 20
"""So many points back are hardly a correction."""
_WHOLE = 100
_DAYS = ("due", "snoozed_until")
_KEYS = range(1, 10)
"""The digits that stand for tens when they are typed as keys."""


def remark(desk: Desk, recorded: Sequence[Recorded]) -> None:
    """Tells what may not be meant."""
    for each in recorded:
        if not each.event.creates:
            _progress(desk, each.event)
            _status(desk, each.event)
            _rest_days(desk, each.event)


def _progress(desk: Desk, event: Event) -> None:
    before, after = event.before.get("actual"), event.after.get("actual")
    if not (isinstance(before, int) and isinstance(after, int) and before - after > _FAR):
        return
    if after in _KEYS:
        tens = after * 10
        desk.talk.tell("cli.went_down", before=before, after=after, digit=after, tens=tens)
    else:
        desk.talk.tell("cli.went_down_plain", before=before, after=after)


def _status(desk: Desk, event: Event) -> None:
    if kind_of(event.subject) is not Kind.TASK or event.after.get("status") != TaskStatus.DONE:
        return
    service = desk.service
    for task in service.store.records(service.project, [event.subject]):
        if isinstance(task, Task) and task.actual < _WHOLE:
            desk.talk.tell("cli.still_at", id=task.id, actual=task.actual)


def _rest_days(desk: Desk, event: Event) -> None:
    moved = [event.after[name] for name in _DAYS if event.after.get(name)]
    if not moved:
        return
    ground = ground_for(desk, ())
    for day in _local(moved, ground.zone):
        if not ground.calendar.is_working(day):
            weekday = desk.words.weekday(day)
            desk.talk.tell("cli.rest_day", day=f"{day:%m-%d}", weekday=weekday)


def _local(values: Sequence[str], zone: Any) -> Iterator[date]:
    for each in values:
        if "T" in each:
            yield datetime.fromisoformat(each).astimezone(zone).date()
        else:
            yield date.fromisoformat(each)
