"""A mapped column that is gone: told and stored, while everything else goes on."""

from __future__ import annotations

from typing import Any

import pytest

from core.domain.board import SourceState
from core.domain.task import Priority
from core.store import Store
from sync.trouble import Partly
from tests.hand_clock import HandClock
from tests.sync.conftest import Open
from tests.sync.feishu_data import MODIFIED_COLUMN, TASK_COLUMNS
from tests.sync.feishu_service import FeishuService
from tests.sync.run_world import new_project
from tests.sync.two_way import TwoWay

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)

LATER = 1_772_600_000_000


@pytest.fixture
def world(service: FeishuService, store: Store, clock: HandClock, open_feishu: Open) -> TwoWay:
    """Five rows, synced; then the progress column goes, and somebody reports progress here."""
    found = TwoWay(service, new_project(store, clock), open_feishu())
    service.table.columns = [*TASK_COLUMNS, MODIFIED_COLUMN]
    found.sync()
    for number in range(5):
        found.change(number, at=LATER, 进度=None)
    service.table.columns = [each for each in service.table.columns if each["field_name"] != "进度"]
    found.progress(1, 90)
    return found


def _state(world: TwoWay) -> SourceState:
    (found,) = world.service.board().sources
    return found


def _back(world: TwoWay, **cells: Any) -> None:
    world.remote.table.columns = [*TASK_COLUMNS, MODIFIED_COLUMN]
    for number in range(5):
        world.change(number, 进度=number / 100, **cells)


def test_the_rest_goes_on_and_what_is_missing_is_the_trouble_of_the_sync(world: TwoWay) -> None:
    world.change(2, at=LATER, 优先级="P0")

    report = world.sync()

    assert isinstance(report.trouble, Partly)
    assert report.trouble.reason == "mapping-column-gone"
    assert report.trouble.values["columns"] == "进度"
    assert world.task(2).priority is Priority.URGENT
    assert world.task(1).actual == 90


def test_it_is_stored_and_counts_as_no_failure(world: TwoWay) -> None:
    before = _state(world).synced_at
    world.service.now()

    world.sync()

    state = _state(world)
    assert (state.failed, state.failures) == ("reason.mapping-column-gone", 0)
    assert state.failed_with["columns"] == "进度"
    assert state.synced_at is not None
    assert before is not None


@pytest.mark.parametrize("full", [False, True])
def test_what_changed_here_waits_for_the_column_and_is_told_each_time(
    world: TwoWay, full: bool
) -> None:
    told = [world.sync(full=full) for _ in range(2)]

    notes = [[(each.field, each.value, each.reason) for each in one.unsaid] for one in told]
    assert notes == 2 * [[("actual", "90", "column-waits")]]
    assert told[0].unsaid[0].where[0].title == world.task(1).title
    assert "进度" not in world.cells(1)


def test_once_the_column_is_back_it_is_written_and_all_is_well(world: TwoWay) -> None:
    world.sync()
    _back(world)

    report = world.sync()

    assert (report.trouble, report.unsaid, report.clashes) == (None, (), 0)
    assert world.cells(1)["进度"] == 0.9
    assert _state(world).failed == ""
