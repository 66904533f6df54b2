"""Clashes are records: found by a sync, held on both sides, settled by a person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from core.domain.clash import Choice, ClashStatus
from core.domain.ids import Kind
from core.store import Store
from sync.carry import Carrier
from tests.hand_clock import HandClock
from tests.sync.conftest import Open
from tests.sync.feishu_data import task
from tests.sync.feishu_service import FeishuService
from tests.sync.run_world import LATER, new_project
from tests.sync.two_way import TwoWay

BASE, OURS, THEIRS = 1, 40, 70
only_sqlite = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.fixture
def world(service: FeishuService, store: Store, clock: HandClock, open_feishu: Open) -> TwoWay:
    """Both sides changed the progress of one row, differently; the sync found it."""
    found = TwoWay(service, new_project(store, clock), open_feishu(), write=("actual",))
    found.put([task(number) for number in range(20)])
    found.sync()
    clock.forward(minutes=5)
    found.progress(1, OURS)
    clock.forward(minutes=5)
    found.change(1, 进度=THEIRS / 100)
    row = next(each for each in service.table.records if each["record_id"] == "rec000001")
    row["last_modified_by"] = {"id": "ou_8", "name": "员工8"}
    found.sync()
    return found


def test_a_clash_says_who_changed_what_and_when(world: TwoWay) -> None:
    (clash,) = world.clashes()

    assert (clash.source, clash.source_id, clash.subject) == ("feishu", "rec000001", world.id(1))
    assert (clash.field, clash.base, clash.ours, clash.theirs) == ("actual", BASE, OURS, THEIRS)
    assert (clash.ours_by, clash.theirs_by) == ("张伟", "员工8")
    assert clash.theirs_at == datetime.fromtimestamp(LATER / 1000, UTC)
    assert clash.ours_at is not None
    assert clash.agreed_at is not None
    assert clash.agreed_at < clash.ours_at
    assert clash.url.endswith("record=rec000001")
    assert world.service.board().sources[0].clashes == 1


@only_sqlite
def test_what_is_held_moves_on_neither_side(world: TwoWay) -> None:
    before = world.events()

    report = world.sync(full=True)

    assert (report.held, report.clashes, report.pushed, report.updated) == (1, 1, 0, 0)
    assert (world.task(1).actual, world.cells(1)["进度"]) == (OURS, THEIRS / 100)
    assert world.events() == before


@only_sqlite
def test_a_clash_tells_how_the_sides_read_now(world: TwoWay) -> None:
    world.change(1, 进度=0.8, at=LATER + 1000)
    world.progress(1, 45)

    world.sync()

    (clash,) = world.clashes()
    assert (clash.base, clash.ours, clash.theirs) == (BASE, 45, 80)


@only_sqlite
def test_a_clash_lapses_when_both_say_the_same(world: TwoWay) -> None:
    world.progress(1, THEIRS)

    report = world.sync()

    assert (report.clashes, world.clashes()) == (0, [])
    assert [each.status for each in world.service.all_of(Kind.CLASH)] == [ClashStatus.LAPSED]


@pytest.mark.parametrize(
    ("choice", "value", "read"),
    [(Choice.OURS, None, OURS), (Choice.THEIRS, None, THEIRS), (Choice.HAND, 55, 55)],
)
@only_sqlite
def test_what_a_person_chose_reads_so_on_both_sides(
    choice: Choice, value: int | None, read: int, world: TwoWay
) -> None:
    world.settle(choice, value)

    report = world.sync()

    assert (world.task(1).actual, world.cells(1)["进度"]) == (read, read / 100)
    assert (report.clashes, report.pushed) == (0, int(choice is not Choice.THEIRS))
    assert world.sync(full=True).clashes == 0


@only_sqlite
def test_ours_stays_ours_where_nothing_is_written_back(world: TwoWay) -> None:
    world.settle(Choice.OURS)

    report = world.sync(write=(), actions=False)

    assert (report.clashes, world.task(1).actual, world.cells(1)["进度"]) == (0, OURS, 0.7)
    assert world.sync(write=(), actions=False, full=True).clashes == 0


@only_sqlite
def test_a_choice_that_is_taken_back_clashes_again(world: TwoWay) -> None:
    world.settle(Choice.THEIRS)
    world.service.undo()

    report = world.sync()

    assert (report.clashes, world.task(1).actual) == (1, OURS)


@only_sqlite
def test_the_clashes_of_a_row_that_is_gone_lapse_with_its_link(world: TwoWay) -> None:
    world.drop(1)

    report = world.sync(full=True)

    assert (report.ended, report.clashes) == (1, 0)


@only_sqlite
def test_the_clash_of_a_column_that_is_mapped_no_longer_lapses(world: TwoWay) -> None:
    world.chosen = world.mapping.without(["actual"])

    assert world.sync().clashes == 0


@only_sqlite
def test_settled_in_the_midst_of_a_sync_it_is_not_found_again(
    world: TwoWay, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.change(1, 进度=0.8, at=LATER + 1000)
    monkeypatch.setattr("sync.carry.Carrier.carry", _after(lambda: world.settle(Choice.OURS)))

    world.sync()

    monkeypatch.undo()
    world.sync()
    assert [each.ours for each in world.clashes()] == [OURS]


def _after(first: Callable[[], None]) -> Callable[..., None]:
    real = Carrier.carry

    def both(*given: object) -> None:
        first()
        real(*given)  # type: ignore[arg-type]

    return both
