"""A project and a remote table that are both written to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from core.domain.action import ActionItem
from core.domain.clash import Choice, Clash, ClashStatus, SettleClash
from core.domain.ids import Kind, RecordId
from core.domain.task import AssignTask, EditTask, MoveTask, SetProgress, SetStatus, TaskStatus
from core.settings import WRITABLE
from sync.report import Report
from tests.sync.run_world import World


@dataclass
class TwoWay(World):
    """What people do here, and how the table reads then."""

    write: tuple[str, ...] = WRITABLE
    actions: bool = True

    def sync(self, **choices: Any) -> Report:
        """One sync, both ways."""
        told = {"write": self.write, "actions": self.actions, **choices}
        return World.sync(self, **told)

    def cells(self, number: int) -> dict[str, Any]:
        """How a row reads there."""
        return self.row(f"rec{number:06}")

    def row(self, record: str) -> dict[str, Any]:
        """The cells of a record there."""
        found = next(each for each in self.remote.table.records if each["record_id"] == record)
        cells: dict[str, Any] = found["fields"]
        return cells

    def edit(self, number: int, **fields: Any) -> None:
        """Somebody edits a task here."""
        self.service.perform(EditTask(task=self.id(number), **fields))

    def progress(self, number: int, actual: int) -> None:
        """Somebody reports progress here."""
        self.service.perform(SetProgress(task=self.id(number), actual=actual, reason="等物料"))

    def status(self, number: int, status: TaskStatus) -> None:
        """Somebody says how a task stands."""
        self.service.perform(SetStatus(task=self.id(number), status=status))

    def move(self, number: int, due: date) -> None:
        """Somebody moves a day."""
        self.service.perform(MoveTask(task=self.id(number), due=due, reason="等物料"))

    def assign(self, number: int, owner: RecordId) -> None:
        """Somebody gives a task away."""
        self.service.perform(AssignTask(task=self.id(number), owner=owner))

    def clashes(self) -> list[Clash]:
        """What waits for a person."""
        found: list[Clash] = self.service.all_of(Kind.CLASH)
        return [each for each in found if each.status is ClashStatus.OPEN]

    def settle(self, choice: Choice, value: Any = None) -> None:
        """A person chooses the same for every clash."""
        for each in self.clashes():
            self.service.perform(SettleClash(clash=each.id, choice=choice, value=value))

    def promises(self) -> list[ActionItem]:
        """All action items."""
        found: list[ActionItem] = self.service.all_of(Kind.ACTION)
        return found
