"""Our tasks by the ids that they have at the source, and what they say."""

from __future__ import annotations

from typing import Any

from core.domain.ids import Kind
from core.domain.record import fields_of
from core.domain.task import Task
from core.service import Service


def tasks_of(service: Service) -> dict[str, Task]:
    """Our tasks by remote id."""
    return {task.source_id: task for task in service.all_of(Kind.TASK)}


def state_of(service: Service) -> dict[str, Any]:
    """All tasks by what they say, with people by name and tasks by their remote ids."""
    tasks = tasks_of(service)
    names: dict[str, str] = {each.id: each.name for each in service.all_of(Kind.PERSON)}
    names |= {task.id: key for key, task in tasks.items()}
    return {
        key: {
            name: _named(value, names)
            for name, value in fields_of(task).items()
            if name != "progressed_at"
        }
        for key, task in tasks.items()
    }


def _named(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, list):
        return [_named(each, names) for each in value]
    return names.get(value, value) if isinstance(value, str) else value
