"""One project and one remote table for tests of whole syncs."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from core.domain.ids import RecordId
from core.domain.people import AddPerson
from core.domain.project import CreateProject
from core.domain.task import Task
from core.service import Service, create_project
from core.store import Store
from sync.feishu.source import FeishuSource
from sync.guess import guess
from sync.mapping import Mapping
from sync.report import Report
from sync.run import sync
from tests.hand_clock import HandClock
from tests.sync.by_remote import state_of, tasks_of
from tests.sync.feishu_data import TASK_COLUMNS, Item, column
from tests.sync.feishu_service import FeishuService

PARENT = column(12, "父记录", 18, "SingleLink", property={"multiple": False})
WAITS = column(13, "前置任务", 18, "SingleLink", property={"multiple": True})
LATER = 1_772_358_400_000
"""A change after those of the generated tasks."""


def new_project(store: Store, clock: HandClock, code: str = "sync") -> Service:
    """A project with its lead department and 张伟, on whose behalf it acts."""
    wish = CreateProject(code=code, name="新品上市", lead_dept="市场部")
    number = create_project(store, wish, actor="张伟", now=clock())
    service = Service(store, number, "张伟", clock)
    service.perform(AddPerson(name="张伟"))
    return service


def links(*numbers: int) -> Item:
    """A cell that names other records."""
    return {"link_record_ids": [f"rec{number:06}" for number in numbers]}


def linked_columns() -> list[Item]:
    """The usual columns, and those that name other records."""
    return [*TASK_COLUMNS, PARENT, WAITS]


@dataclass
class World:
    """A remote table, a project, and the way between them."""

    remote: FeishuService
    service: Service
    source: FeishuSource
    past: list[list[Item]] = field(default_factory=list)
    """Earlier contents, kept alive: the service knows its pages by the list they came from."""
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

    def put(self, records: list[Item]) -> None:
        """The remote table now reads so."""
        self.past.append(self.remote.table.records)
        self.remote.table.records = records

    def change(self, number: int, *, at: int = LATER, **cells: Any) -> None:
        """Somebody edits a row there; None empties a cell."""
        records = deepcopy(self.remote.table.records)
        row = next(each for each in records if each["record_id"] == f"rec{number:06}")
        row["fields"] |= cells
        row["fields"] = {name: value for name, value in row["fields"].items() if value is not None}
        row["last_modified_time"] = at
        self.put(records)

    def drop(self, *numbers: int) -> None:
        """Somebody deletes rows there."""
        gone = {f"rec{number:06}" for number in numbers}
        self.put([each for each in self.remote.table.records if each["record_id"] not in gone])

    def task(self, number: int) -> Task:
        """Our task of a remote row."""
        return self.tasks()[f"rec{number:06}"]

    def tasks(self) -> dict[str, Task]:
        """Our tasks by remote id."""
        return tasks_of(self.service)

    def id(self, number: int) -> RecordId:
        """Our id of a remote row."""
        return self.task(number).id

    def events(self) -> int:
        """The revision: the number of the last event."""
        return self.service.store.revision(self.service.project)

    def state(self) -> dict[str, Any]:
        """All tasks and people by what they say, whatever their numbers and times are."""
        return state_of(self.service)
