"""Any mix of edits on both sides, syncs and crashes: both sides end up agreeing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from core.domain.ids import Kind
from core.domain.task import EditTask, Task
from core.store import open_store
from core.store.exchange import Exchange
from core.store.unit import Unit
from sync import carry
from sync.gather import gather
from sync.mapping import Mapping, Target
from sync.record import Column, Cursor, Items, Listing, Page, Pull, Record
from sync.record import Kind as Cells
from sync.report import Report
from sync.run import sync
from sync.source import Check, Progress
from tests.hand_clock import HandClock
from tests.sync.empty_file import empty_file
from tests.sync.run_world import new_project

MAPPING = Mapping(
    columns={
        "title": Target("c1", "标题"),
        "deliverable": Target("c2", "交付物"),
        "depends_on": Target("c3", "前置"),
    }
)
COLUMNS = (
    Column("c1", "标题", Cells.TEXT),
    Column("c2", "交付物", Cells.TEXT),
    Column("c3", "前置", Cells.ITEMS),
)
NUMBERS = st.integers(0, 5)
WORDS = st.sampled_from(["甲", "乙", "丙"])


class Killed(BaseException):
    """The process is gone."""


@dataclass
class Table:
    """A remote table in memory, read in pages of two."""

    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    name: str = "feishu"

    def check(self) -> Check:
        """Nothing to prove."""
        return Check("", "", "UTC", COLUMNS, len(self.rows))

    def columns(self) -> tuple[Column, ...]:
        """Always the same."""
        return COLUMNS

    def pages(self, cursor: Cursor | None = None) -> Iterator[Page]:
        """All rows."""
        records = [Record(name, dict(cells)) for name, cells in self.rows.items()]
        for first in range(0, max(len(records), 1), 2):
            last = first + 2 >= len(records)
            page = tuple(records[first : first + 2])
            yield Page(first // 2 + 1, page, (), last, Listing.FULL, COLUMNS, len(records))

    def pull(self, cursor: Cursor | None = None, progress: Progress | None = None) -> Pull:
        """All pages in one."""
        return gather(self.pages(cursor), cursor, progress)


class Sides(RuleBasedStateMachine):
    """People edit here and there; syncs run, and die."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        shutil.copyfile(empty_file(), self.folder / "board.db")
        self.store = open_store(str(self.folder / "board.db"))
        self.clock = HandClock()
        self.service = new_project(self.store, self.clock)
        self.table = Table()
        self.local: set[str] = set()

    def teardown(self) -> None:
        if not hasattr(self, "store"):
            return
        try:
            self.agree_in_the_end()
        finally:
            self.store.close()
            shutil.rmtree(self.folder)

    @rule(number=NUMBERS, title=WORDS, deliverable=WORDS | st.just(""), waits=st.sets(NUMBERS))
    def edit_there(self, number: int, title: str, deliverable: str, waits: set[int]) -> None:
        cells: dict[str, Any] = {"c1": title}
        if deliverable:
            cells["c2"] = deliverable
        if waits:
            cells["c3"] = Items(tuple(f"r{each}" for each in sorted(waits)))
        self.table.rows[f"r{number}"] = cells

    @rule(number=NUMBERS)
    def delete_there(self, number: int) -> None:
        self.table.rows.pop(f"r{number}", None)

    @rule(number=NUMBERS, word=WORDS)
    def edit_here(self, number: int, word: str) -> None:
        task = self.tasks().get(f"r{number}")
        if task is not None:
            self.service.perform(EditTask(task=task.id, deliverable=f"我们的{word}"))
            self.local.add(task.source_id)

    @rule()
    def sync_well(self) -> None:
        self.sync()

    @rule(at=st.integers(1, 4), late=st.booleans(), point=st.sampled_from(["write", "add_links"]))
    def sync_and_die(self, at: int, late: bool, point: str) -> None:
        cls: type = Unit if point == "write" else Exchange
        real, left = getattr(cls, point), [at]

        def dying(self: Any, *given: Any, **named: Any) -> Any:
            left[0] -= 1
            if left[0] == 0 and not late:
                raise Killed
            answer = real(self, *given, **named)
            if left[0] == 0:
                raise Killed
            return answer

        setattr(cls, point, dying)
        try:
            self.sync()
        except Killed:
            self.clock.forward(minutes=7)
        finally:
            setattr(cls, point, real)

    @invariant()
    def no_row_has_two_tasks(self) -> None:
        if hasattr(self, "service"):
            ids = [task.source_id for task in self.service.all_of(Kind.TASK)]
            assert len(ids) == len(set(ids))

    def agree_in_the_end(self) -> None:
        self.sync()
        before = self.store.revision(self.service.project)
        report = self.sync()
        tasks = self.tasks()
        assert self.store.revision(self.service.project) == before
        assert (report.created, report.updated, report.ended) == (0, 0, 0)
        for name, cells in self.table.rows.items():
            assert tasks[name].title == cells["c1"]
            if name not in self.local:
                assert tasks[name].deliverable == cells.get("c2", "")

    def sync(self) -> Report:
        unit, carry.UNIT = carry.UNIT, 2
        try:
            return sync(self.service, self.table, MAPPING, agreed=True)
        finally:
            carry.UNIT = unit

    def tasks(self) -> dict[str, Task]:
        return {task.source_id: task for task in self.service.all_of(Kind.TASK)}


Sides.TestCase.settings = settings(max_examples=12, stateful_step_count=12, deadline=None)
TestSides = Sides.TestCase
