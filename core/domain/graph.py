"""Who waits for whom: dependencies never go round (R32), subtasks are one level deep."""

from __future__ import annotations

from collections.abc import Mapping

from core.domain.ids import RecordId

Edges = Mapping[RecordId, tuple[RecordId, ...]]


def cycle(edges: Edges, task: RecordId, upstream: tuple[RecordId, ...]) -> tuple[RecordId, ...]:
    """The way round that would open if `task` waited for `upstream`; empty where there is none.

    It reads from the task back to the task.
    """
    trail: dict[RecordId, RecordId] = {}
    todo = list(upstream)
    for first in upstream:
        trail.setdefault(first, task)
    seen: set[RecordId] = set()
    while todo:
        current = todo.pop()
        if current == task:
            return _way(trail, task)
        if current in seen:
            continue
        seen.add(current)
        for further in edges.get(current, ()):
            if further == task or further not in trail:
                trail[further] = current
            todo.append(further)
    return ()


def _way(trail: Mapping[RecordId, RecordId], task: RecordId) -> tuple[RecordId, ...]:
    way = [task]
    current = trail[task]
    while current != task:
        way.append(current)
        current = trail[current]
    return (*way, task)[::-1]


def downstream(edges: Edges, task: RecordId) -> tuple[RecordId, ...]:
    """The tasks that wait for this one, directly."""
    return tuple(each for each, upstream in edges.items() if task in upstream)
