"""A fault at every single request of a two-way sync in turn: run again, it ends as if well."""

from __future__ import annotations

import shutil
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from core.domain.action import AddAction
from core.domain.record import fields_of
from core.domain.task import TaskStatus
from core.service import Service
from core.store import open_store
from sync.feishu.source import FeishuSource, open_source
from sync.http import Http, Limits
from sync.trouble import SyncError
from tests.hand_clock import HandClock
from tests.sync import feishu_faults as faults
from tests.sync.conftest import Time
from tests.sync.feishu_data import Item, task
from tests.sync.feishu_faults import Fault
from tests.sync.feishu_service import FeishuService
from tests.sync.feishu_writes import Writes
from tests.sync.run_world import LATER, new_project
from tests.sync.two_way import TwoWay

CLOCK = HandClock()
NAMES = {f"ou_{number}": f"员工{number}" for number in range(20)}


class Killed(BaseException):
    """The process is gone: nothing is tidied up."""


PATIENT = Limits(deadline=30.0, silence=20.0)
SHORT = Limits(deadline=0.25, silence=0.25)


@dataclass
class Ground:
    """A project and a table that differ in every way that a sync carries, ready to be copied."""

    folder: Path
    service: FeishuService
    records: list[Item] = field(default_factory=list)
    chosen: Any = None
    cases: int = 0
    limits: Limits = PATIENT

    def prepare(self) -> None:
        """Edits on both sides: one to be taken, three to be pushed, one created, one clash."""
        with self._open(self.folder / "ground.db", create=True) as world:
            self.service.table.records = [task(number) for number in range(4)]
            world.sync()
            self.chosen = world.mapping
            world.progress(1, 60)
            world.status(2, TaskStatus.DONE)
            world.move(2, date(2026, 3, 20))
            world.edit(3, title="我们的标题")
            wish = AddAction(title="补充测试数据", owner=world.task(3).owner)
            world.service.perform(wish)
            world.change(0, 优先级="P3", at=LATER)
            world.change(3, 任务名称=[{"type": "text", "text": "他们的标题"}], at=LATER)
            world.put([*self.service.table.records, task(4)])
        self.records = deepcopy(self.service.table.records)

    def again(self) -> Any:
        """The same ground once more."""
        self.cases += 1
        path = self.folder / f"case{self.cases}.db"
        shutil.copyfile(self.folder / "ground.db", path)
        self.service.table.records = deepcopy(self.records)
        self.service.writes = Writes()
        self.service.writes.names = NAMES
        self.service.requests.clear()
        self.service.forget_pages()
        self.service.expire_tokens()
        return self._open(path)

    def _open(self, path: Path, create: bool = False) -> Any:
        return _Case(self, path, create)


class _Case:
    """One database and one source, opened for a while."""

    def __init__(self, ground: Ground, path: Path, create: bool) -> None:
        self._ground, self._path, self._create = ground, path, create

    def __enter__(self) -> TwoWay:
        self.store = open_store(str(self._path), create=self._create)
        if self._create:
            service = new_project(self.store, CLOCK)
        else:
            service = Service(self.store, 1, "张伟", CLOCK)
        self.source = _source(self._ground.service, self._ground.limits)
        return TwoWay(self._ground.service, service, self.source, chosen=self._ground.chosen)

    def __exit__(self, *_: object) -> None:
        self.source.close()
        self.store.close()


def _source(service: FeishuService, limits: Limits) -> FeishuSource:
    time = Time()

    def http(base: str) -> Http:
        return Http(base, limits=limits, clock=time.now, sleep=time.sleep, jitter=lambda: 0.0)

    return open_source("feishu", service.url, service.base_url, http)


@pytest.fixture
def ground(service: FeishuService, tmp_path: Path) -> Ground:
    """Made once for a kind of fault."""
    service.writes.names = NAMES
    made = Ground(tmp_path, service)
    made.prepare()
    return made


def _ends(world: TwoWay) -> object:
    """Both sides, whatever the times and the ids of what was made are."""
    there = {
        each["fields"]["任务名称"][0]["text"]: each["fields"] for each in world.remote.table.records
    }
    promises = [
        {name: value for name, value in fields_of(each).items() if name != "created_at"}
        for each in world.promises()
    ]
    clashes = [(each.subject, each.field, each.ours, each.theirs) for each in world.clashes()]
    notes = len(world.service.notes_on("A-01"))
    assert len(there) == len(world.remote.table.records)
    return there, world.state(), promises, clashes, notes


def _well(ground: Ground) -> tuple[object, int]:
    """How it ends without any fault, and how many requests that takes."""
    with ground.again() as world:
        report = world.sync()
        assert (report.pushed, report.created_there, report.updated, report.created) == (5, 1, 1, 1)
        count = len(ground.service.requests)
        assert (report.clashes, report.trouble, report.unsaid) == (1, None, ())
        return _ends(world), count


PASSING: dict[str, tuple[Fault, ...]] = {
    "the network": (faults.reset(), faults.cut(), faults.lost(), faults.cut()),
    "the service": (
        faults.server_error(),
        faults.late_error(),
        faults.too_many(),
        faults.coded(1254291),
        faults.revoked(),
    ),
}
"""What goes wrong one after the other, at one request and its repeats."""


@pytest.mark.parametrize("name", PASSING)
def test_trouble_at_any_request_that_passes_changes_nothing(name: str, ground: Ground) -> None:
    expected, count = _well(ground)
    for at in range(count):
        with ground.again() as world:
            for number, fault in enumerate(PASSING[name]):
                ground.service.fail_next(fault, on="/", after=0 if number else at)

            report = world.sync()

            assert report.trouble is None, at
            assert ground.service.pending == 0
            assert _ends(world) == expected, at


def test_one_slow_answer_anywhere_changes_nothing(ground: Ground) -> None:
    expected, count = _well(ground)
    ground.limits = SHORT
    for at in range(count):
        with ground.again() as world:
            ground.service.fail_next(faults.drip(0.05), on="/", after=at)

            assert world.sync().trouble is None, at
            assert _ends(world) == expected, at


def test_a_service_that_goes_away_anywhere_loses_nothing(ground: Ground) -> None:
    expected, count = _well(ground)
    for at in range(count):
        with ground.again() as world:
            ground.service.leave(after=at)

            _try(world)
            ground.service.come_back()

            assert world.sync().trouble is None, at
            assert _ends(world) == expected, at


def _try(world: TwoWay) -> None:
    with suppress(SyncError):
        assert world.sync().trouble is not None


@pytest.mark.parametrize("late", [False, True], ids=["before", "after"])
def test_killed_at_any_request_and_run_again_it_ends_the_same(
    late: bool, ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected, count = _well(ground)
    for at in range(count):
        with ground.again() as world, monkeypatch.context() as patch:
            _kill(patch, at, late=late)
            with pytest.raises(Killed):
                world.sync()
            patch.undo()
            CLOCK.forward(minutes=7)

            assert world.sync().trouble is None, at
            assert _ends(world) == expected, at


def _kill(patch: pytest.MonkeyPatch, at: int, *, late: bool) -> None:
    real, left = Http._exchange, [at]

    def dying(self: Http, ask: Any) -> Any:
        left[0] -= 1
        if left[0] < 0 and not late:
            raise Killed
        answer = real(self, ask)
        if left[0] < 0:
            raise Killed
        return answer

    patch.setattr(Http, "_exchange", dying)
    patch.setattr("sync.ledger.Ledger.give_back", lambda self, **outcome: None)


def test_no_secret_reaches_a_log_an_error_or_an_event(
    ground: Ground, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    with ground.again() as world:
        ground.service.fail_next(
            faults.coded(1254302, 403, msg=f"no {ground.service.app_secret}"), on="/rec000001"
        )
        report = world.sync()
        events = repr(world.service.history())
        told = f"{report!r}{report.trouble}{caplog.text}{events}{world.source!r}"

    tokens = {seen.headers.get("authorization", "-") for seen in ground.service.requests}
    secrets = {each.removeprefix("Bearer ") for each in tokens} - {"-"}
    assert secrets
    assert not [each for each in (ground.service.app_secret, *secrets) if each in told]
