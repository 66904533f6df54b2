"""One project of ours, one there, and the way between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.domain.task import Task
from core.service import Service
from sync.guess import guess
from sync.mapping import Mapping
from sync.report import Report
from sync.run import sync
from sync.teambition.source import TeambitionSource
from tests.sync.by_remote import state_of, tasks_of
from tests.sync.teambition_data import LATER, task_of
from tests.sync.teambition_service import TeambitionService


@dataclass
class TeambitionWorld:
    """Both sides."""

    remote: TeambitionService
    service: Service
    source: TeambitionSource
    chosen: Mapping | None = None

    @property
    def mapping(self) -> Mapping:
        """What is guessed from the columns, the first time."""
        if self.chosen is None:
            self.chosen = guess(self.source.check().columns).mapping
        return self.chosen

    def sync(self, **choices: Any) -> Report:
        """One sync."""
        return sync(self.service, self.source, self.mapping, **choices)

    def change(self, number: int, **members: Any) -> None:
        """Somebody edits a task there."""
        self.remote.tasks[task_of(number)] |= {"updated": LATER, **members}

    def task(self, number: int) -> Task:
        """Our task of a remote one."""
        return self.tasks()[task_of(number)]

    def tasks(self) -> dict[str, Task]:
        """Our tasks by remote id."""
        return tasks_of(self.service)

    def state(self) -> dict[str, Any]:
        """All tasks by what they say, with people by name and tasks by their remote ids."""
        return state_of(self.service)
