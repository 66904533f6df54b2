"""A two-way sync with Teambition, with trouble at every single request in turn."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from core.domain.action import ActionStatus, AddAction
from core.domain.ids import Kind
from core.domain.record import fields_of
from core.domain.task import EditTask, Priority, SetProgress, SetStatus, TaskStatus
from core.service import Service
from core.settings import WRITABLE
from core.store import open_store
from sync.http import Http, Limits
from sync.report import Report
from sync.teambition.source import open_source
from sync.trouble import SyncError
from tests.hand_clock import HandClock
from tests.sync.conftest import Time
from tests.sync.run_world import new_project
from tests.sync.teambition_data import STATUSES, task, task_of
from tests.sync.teambition_faults import (
    LOST_AFTER,
    LOST_BEFORE,
    Fault,
    refused,
    text,
    too_many,
)
from tests.sync.teambition_service import TeambitionService
from tests.sync.teambition_world import TeambitionWorld

FOR_GOOD = 60
"""Requests that a service which went away does not answer: more than one sync sends."""
CLOCK = HandClock()


@dataclass
class Ground:
    """A project and a table that differ in every way that a sync carries, ready to be copied."""

    folder: Path
    remote: TeambitionService
    tasks: dict[str, Any] = field(default_factory=dict)
    chosen: Any = None
    cases: int = 0

    def prepare(self) -> None:
        """Three fields to be pushed, one taken, one task created here and one there, one clash."""
        with self.opened(self.folder / "ground.db", create=True) as world:
            self.remote.put(task(number, startDate=None) for number in range(3))
            world.sync()
            self.chosen = world.mapping
            perform, one = world.service.perform, world.task(1).id
            perform(SetProgress(task=one, actual=60))
            perform(SetStatus(task=one, status=TaskStatus.DONE))
            perform(EditTask(task=world.task(2).id, title="我们的标题", priority=Priority.LOW))
            perform(AddAction(title="补充测试数据", owner=world.task(2).owner))
            world.change(0, content="他们的标题")
            world.change(2, content="他们的另一个标题")
            self.remote.put([*self.remote.tasks.values(), task(3)])
        self.tasks = deepcopy(self.remote.tasks)

    @contextmanager
    def again(self) -> Iterator[TeambitionWorld]:
        """The same ground once more."""
        self.cases += 1
        path = self.folder / f"case{self.cases}.db"
        shutil.copyfile(self.folder / "ground.db", path)
        self.remote.project.tasks = deepcopy(self.tasks)
        self.remote.requests.clear()
        with self.opened(path) as world:
            yield world

    @contextmanager
    def opened(self, path: Path, *, create: bool = False) -> Iterator[TeambitionWorld]:
        """One database and one source."""
        time, limits = Time(), Limits(deadline=30.0, silence=20.0)

        def http(base: str) -> Http:
            return Http(base, limits=limits, clock=time.now, sleep=time.sleep, jitter=lambda: 0.0)

        store = open_store(str(path), create=create)
        service = new_project(store, CLOCK) if create else Service(store, 1, "张伟", CLOCK)
        remote = self.remote
        with open_source("teambition", remote.url, remote.base_url, http) as source:
            yield TeambitionWorld(remote, service, source, self.chosen)
        store.close()


@pytest.fixture
def ground(teambition: TeambitionService, tmp_path: Path) -> Ground:
    """Made once for a kind of trouble."""
    CLOCK.set("2026-11-18T09:30:00+08:00")
    made = Ground(tmp_path, teambition)
    made.prepare()
    return made


def _sync(world: TeambitionWorld, **choices: Any) -> Report:
    return world.sync(write=WRITABLE, actions=True, **choices)


def _ends(world: TeambitionWorld) -> object:
    """Both sides, whatever the times and the ids of what was made are."""
    there = {
        each["content"]: {
            name: value
            for name, value in each.items()
            if name not in ("id", "updated", "created", "uniqueId", "pos", "accomplishTime")
        }
        for each in world.remote.tasks.values()
    }
    assert len(there) == len(world.remote.tasks)
    actions = [
        {name: value for name, value in fields_of(each).items() if name != "created_at"}
        for each in world.service.all_of(Kind.ACTION)
    ]
    clashes = [(each.field, each.ours, each.theirs) for each in world.service.all_of(Kind.CLASH)]
    return there, world.state(), actions, clashes


def _well(ground: Ground) -> tuple[object, int]:
    with ground.again() as world:
        report = _sync(world)
        assert (report.trouble, report.unsaid) == (None, ())
        assert (report.pushed, report.created_there) == (3, 1)
        assert (report.created, report.updated, report.clashes) == (1, 1, 1)
        return _ends(world), len(ground.remote.requests)


def test_both_sides_agree_after_it(ground: Ground) -> None:
    with ground.again() as world:
        _sync(world)

        report = _sync(world, full=True)

        there = {each["content"]: each for each in world.remote.tasks.values()}
        done = next(each["id"] for each in STATUSES if each["name"] == "已上线")
        assert (report.pushed, report.updated, report.created, report.unsaid) == (0, 0, 0, ())
        assert world.remote.tasks[task_of(1)]["tfsId"] == done
        assert world.remote.tasks[task_of(1)]["progress"] == 60
        assert there["补充测试数据"]["executorId"] == there["他们的另一个标题"]["executorId"]
        assert world.task(0).title == "他们的标题"


def test_done_there_is_handed_in_here(ground: Ground) -> None:
    with ground.again() as world:
        _sync(world)
        made = next(each for each in world.remote.tasks.values() if each["content"][0] == "补")
        done = next(each["id"] for each in STATUSES if each["name"] == "已上线")
        made |= {"tfsId": done, "isDone": True, "updated": "2026-11-19T00:00:00.000Z"}

        _sync(world, full=True)

        (action,) = world.service.all_of(Kind.ACTION)
        assert action.status is ActionStatus.SUBMITTED


PASSING = (
    text("upstream error", 500, "text/plain"),
    refused(503, "header"),
    too_many(),
    refused(401, "body"),
)
"""What goes wrong one after the other, at one request and its repeats."""


def test_trouble_at_any_request_loses_nothing(ground: Ground) -> None:
    expected, count = _well(ground)
    for at in range(count):
        with ground.again() as world:
            for number, fault in enumerate(PASSING):
                ground.remote.fail_next(fault, on="/", after=0 if number else at)
            with suppress(SyncError):
                _sync(world)
            ground.remote.forget_faults()

            assert _sync(world).trouble is None, at
            assert _ends(world) == expected, at


@pytest.mark.parametrize("first", [LOST_BEFORE, LOST_AFTER], ids=["before", "after"])
def test_a_service_that_goes_away_anywhere_loses_nothing(first: Fault, ground: Ground) -> None:
    expected, count = _well(ground)
    for at in range(count):
        with ground.again() as world:
            ground.remote.fail_next(first, on="/", after=at)
            for _ in range(FOR_GOOD):
                ground.remote.fail_next(LOST_BEFORE, on="/")
            with suppress(SyncError):
                _sync(world)
            ground.remote.forget_faults()

            assert _sync(world).trouble is None, at
            assert _ends(world) == expected, at
