"""What a task waits for that does not go well (R32): upstream red is shown downstream. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.domain.health import Standing
from core.domain.ids import RecordId
from core.domain.progress import delivered
from core.domain.task import LightLevel, Task


class Why(StrEnum):
    """What is wrong upstream; the graver first."""

    RED = "red"
    LATE = "late"
    """It is planned to end after what waits for it: the plan does not fit together."""


@dataclass(frozen=True, slots=True)
class Held:
    """A task upstream that holds one up."""

    task: RecordId
    why: Why


def upstream_red(
    task: Task, tasks: Mapping[str, Task], standings: Mapping[str, Standing]
) -> tuple[Held, ...]:
    """What holds a task up, the nearest first; nothing where it waits for nothing or is delivered.

    What is delivered holds nothing up, and what lies behind it does not either. A task further up
    that is red counts too: it will come down the same way.
    """
    if not task.depends_on or delivered(task):
        return ()
    found = {each.task: each for each in _above(task, tasks, standings)}
    return tuple(found.values())


def _above(
    task: Task, tasks: Mapping[str, Task], standings: Mapping[str, Standing]
) -> Iterator[Held]:
    seen: set[RecordId] = {task.id}
    rank = task.depends_on
    first = True
    while rank:
        later: list[RecordId] = []
        for name in rank:
            each = tasks.get(name)
            if name in seen or each is None or delivered(each):
                continue
            seen.add(name)
            later += each.depends_on
            why = _why(task, each, standings.get(name), near=first)
            if why is not None:
                yield Held(name, why)
        rank, first = tuple(later), False


def _why(task: Task, above: Task, stands: Standing | None, *, near: bool) -> Why | None:
    if stands is not None and stands.light is LightLevel.RED:
        return Why.RED
    if near and task.due is not None and above.due is not None and above.due > task.due:
        return Why.LATE
    return None
