"""Any mix of edits on both sides, failing writes, lost answers and crashes: both sides agree."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from core.domain.action import ActionItem, AddAction
from core.domain.clash import Choice, Clash, ClashStatus, SettleClash
from core.domain.ids import Kind
from core.domain.refusal import Refused
from core.domain.task import EditTask, MoveTask, Priority, Task
from core.store import open_store
from core.store.exchange import Exchange
from core.store.journal import Sought
from sync.promise import mark_of, unmarked
from sync.report import Report
from sync.run import sync
from sync.trouble import Retry, SyncError
from tests.hand_clock import HandClock
from tests.sync.empty_file import empty_file
from tests.sync.run_world import new_project
from tests.sync.two_way_table import MAPPING, Killed, Table

NUMBERS = st.integers(0, 3)
WORDS = st.sampled_from(["甲", "乙", "丙"])
URGENT = st.sampled_from(["P0", "P1", "P2", "P3"])
DAYS = st.integers(1, 3)
OURS = {"P0": "urgent", "P1": "high", "P2": "normal", "P3": "low"}
WRITE = ("title", "priority", "due")


class TwoSides(RuleBasedStateMachine):
    """People edit here and there; syncs run, fail and die; people settle what clashes."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        shutil.copyfile(empty_file(), self.folder / "board.db")
        self.store = open_store(str(self.folder / "board.db"))
        self.clock = HandClock()
        self.service = new_project(self.store, self.clock)
        self.table = Table(self.clock)

    def teardown(self) -> None:
        if not hasattr(self, "store"):
            return
        try:
            self.agree_in_the_end()
        finally:
            self.store.close()
            shutil.rmtree(self.folder)

    @rule(number=NUMBERS, title=WORDS, urgent=URGENT, day=DAYS | st.none())
    def edit_there(self, number: int, title: str, urgent: str, day: int | None) -> None:
        due = datetime(2026, 3, day, tzinfo=UTC) if day else None
        self.table.put(f"r{number}", {"c1": title, "c2": urgent, "c3": due})

    @rule(number=NUMBERS)
    def delete_there(self, number: int) -> None:
        self.table.rows.pop(f"r{number}", None)

    @rule(number=NUMBERS, word=WORDS, priority=st.sampled_from(Priority))
    def edit_here(self, number: int, word: str, priority: Priority) -> None:
        task = self.tasks().get(f"r{number}")
        if task is not None:
            self.service.perform(EditTask(task=task.id, title=word, priority=priority))

    @rule(number=NUMBERS, day=DAYS)
    def move_here(self, number: int, day: int) -> None:
        task = self.tasks().get(f"r{number}")
        if task is not None:
            self.service.perform(MoveTask(task=task.id, due=date(2026, 3, day), reason="等"))

    @rule(word=WORDS)
    def promise_here(self, word: str) -> None:
        if len(self.service.all_of(Kind.ACTION)) < 2:
            self.service.perform(AddAction(title=word))

    @rule(minutes=st.sampled_from([1, 20]))
    def time_passes(self, minutes: int) -> None:
        self.clock.forward(minutes=minutes)

    @rule()
    def sync_well(self) -> None:
        self.sync()

    @rule(at=st.integers(1, 4), point=st.sampled_from(["before", "after", "page"]))
    def sync_and_fail(self, at: int, point: str) -> None:
        self.table.breaks = _breaking(at, point, Retry("network-lost"))
        live = self.live()
        with suppress(SyncError):
            self.sync()
        self.table.breaks = lambda _: None
        if point == "page":
            assert self.live() >= live & self.table.rows.keys()

    @rule(at=st.integers(1, 3), point=st.sampled_from(["before", "after"]))
    def sync_and_die(self, at: int, point: str) -> None:
        self.table.breaks = _breaking(at, point, Killed())
        with suppress(Killed):
            self.sync()
        self.table.breaks = lambda _: None
        self.clock.forward(minutes=7)

    @rule(at=st.integers(1, 3), name=st.sampled_from(["change_links", "leaving", "arrived"]))
    def sync_and_die_here(self, at: int, name: str) -> None:
        real, left = getattr(Exchange, name), [at]

        def dying(*given: Any, **named: Any) -> Any:
            left[0] -= 1
            if left[0] == 0:
                raise Killed
            return real(*given, **named)

        setattr(Exchange, name, dying)
        try:
            self.sync()
        except Killed:
            self.clock.forward(minutes=7)
        finally:
            setattr(Exchange, name, real)

    @rule(choice=st.sampled_from([Choice.OURS, Choice.THEIRS]))
    def settle(self, choice: Choice) -> None:
        for each in self.clashes()[:1]:
            self.service.perform(SettleClash(clash=each.id, choice=choice))

    @rule()
    def take_a_choice_back(self) -> None:
        """Whether or not it was written there by then."""
        for each in self.service.sought(Sought(kinds=("clash.settled",)), limit=1):
            with suppress(Refused):
                self.service.undo(event=each.seq)

    @invariant()
    def nothing_is_there_twice(self) -> None:
        if hasattr(self, "service"):
            ids = [task.source_id for task in self.service.all_of(Kind.TASK)]
            marks = [mark for each in self.table.rows.values() if (mark := mark_of(each["c1"]))]
            assert len(ids) == len(set(ids))
            assert len(marks) == len(set(marks))

    def agree_in_the_end(self) -> None:
        self.clock.forward(minutes=7)
        self.sync()
        for each in self.clashes():
            self.service.perform(SettleClash(clash=each.id, choice=Choice.OURS))
        self.sync()
        before = self.store.revision(self.service.project)
        report = self.sync(full=True)
        assert self.store.revision(self.service.project) == before
        assert (report.updated, report.pushed, report.clashes, report.unsaid) == (0, 0, 0, ())
        tasks = self.tasks()
        for name, cells in self.table.rows.items():
            if not mark_of(cells["c1"]):
                task, due = tasks[name], cells["c3"]
                assert (task.title, task.priority.value) == (cells["c1"], OURS[cells["c2"]])
                assert task.due == (due.date() if due else None)
        promises: list[ActionItem] = self.service.all_of(Kind.ACTION)
        there = {mark_of(each["c1"]): unmarked(each["c1"]) for each in self.table.rows.values()}
        assert [there[f"碰头 新品上市 {each.id}"] for each in promises] == [
            each.title for each in promises
        ]

    def sync(self, **more: Any) -> Report:
        choices = {"write": WRITE, "actions": True, "agreed": True, **more}
        return sync(self.service, self.table, MAPPING, **choices)

    def tasks(self) -> dict[str, Task]:
        return {task.source_id: task for task in self.service.all_of(Kind.TASK)}

    def clashes(self) -> list[Clash]:
        found: list[Clash] = self.service.all_of(Kind.CLASH)
        return [each for each in found if each.status is ClashStatus.OPEN]

    def live(self) -> set[str]:
        """The remote ids whose link has not ended."""

        def ask(connection: Any) -> set[str]:
            known = Exchange(connection, self.service.project, "feishu").known()
            return {name for name, ended in known.items() if not ended}

        found: set[str] = self.store.ask(ask)
        return found


def _breaking(at: int, point: str, fault: BaseException) -> Callable[[str], None]:
    """Goes wrong the `at`-th time that a call comes to `point`."""
    left = [at]

    def breaks(now: str) -> None:
        left[0] -= now == point
        if left[0] == 0 and now == point:
            raise fault

    return breaks


TwoSides.TestCase.settings = settings(max_examples=12, stateful_step_count=14, deadline=None)
TestTwoSides = TwoSides.TestCase
