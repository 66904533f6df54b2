"""What people change here reads so there afterwards, once, and only where it may."""

from __future__ import annotations

from datetime import date

import pytest

from core.domain.ids import Kind
from core.domain.people import AddPerson
from core.domain.task import TaskStatus
from core.store import Store
from sync.trouble import Fatal
from tests.hand_clock import HandClock
from tests.sync import feishu_faults as faults
from tests.sync.conftest import Open
from tests.sync.feishu_data import DAY, MODIFIED_COLUMN, TASK_COLUMNS, column, options
from tests.sync.feishu_service import FeishuService
from tests.sync.run_world import LATER, new_project
from tests.sync.two_way import TwoWay

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.fixture
def world(service: FeishuService, store: Store, clock: HandClock, open_feishu: Open) -> TwoWay:
    """Five rows there, the same here."""
    found = TwoWay(service, new_project(store, clock), open_feishu())
    service.writes.names = {f"ou_{number}": f"员工{number}" for number in range(20)}
    found.sync()
    return found


def test_what_changed_here_is_written_there(world: TwoWay) -> None:
    owner = world.task(3).owner
    assert owner is not None
    world.progress(1, 60)
    world.status(1, TaskStatus.DONE)
    world.move(1, date(2026, 3, 20))
    world.assign(1, owner)
    world.edit(1, title="改过的标题")

    report = world.sync()

    cells = world.cells(1)
    assert (report.pushed, report.updated, report.clashes) == (6, 0, 0)
    assert (cells["进度"], cells["状态"], cells["阻塞原因"][0]["text"]) == (0.6, "已完成", "等物料")
    assert cells["截止时间"] == 1_772_380_800_000 + DAY + 14 * DAY + 3 * DAY
    assert [each["id"] for each in cells["负责人"]] == ["ou_3"]
    assert cells["任务名称"][0]["text"] == "改过的标题"
    assert world.remote.writes.changes == 1


@pytest.mark.parametrize("called", ["员工1", "ou_1"])
def test_who_somebody_is_holds_while_something_else_is_written_back(
    world: TwoWay, called: str
) -> None:
    (zhang,) = (each for each in world.service.all_of(Kind.PERSON) if each.name == "张伟")
    world.chosen = world.mapping.settle_person(called, "张伟")
    world.sync(full=True)
    assert world.task(1).owner == zhang.id
    world.progress(1, 60)

    report = world.sync()

    assert (report.pushed, report.updated) == (2, 0)
    assert world.task(1).owner == zhang.id
    assert world.cells(1)["负责人"][0]["id"] == "ou_1"


def test_after_a_push_both_sides_agree(world: TwoWay) -> None:
    world.progress(1, 60)
    world.sync()
    before, asked = world.events(), world.remote.writes.changes

    report = world.sync(full=True)

    assert (report.pushed, report.updated) == (0, 0)
    assert (world.events(), world.remote.writes.changes) == (before, asked)


def test_only_the_fields_that_were_chosen_are_written(world: TwoWay) -> None:
    world.progress(1, 60)
    world.edit(1, title="改过的标题")

    report = world.sync(write=("actual",), actions=False)

    assert (report.pushed, world.cells(1)["进度"]) == (1, 0.6)
    assert world.cells(1)["任务名称"][0]["text"] == "第1项 渠道物料定稿"
    assert world.task(1).title == "改过的标题"


def test_without_a_choice_nothing_is_written(world: TwoWay) -> None:
    world.progress(1, 60)

    assert world.sync(write=(), actions=False).pushed == 0
    assert world.remote.writes.changes == 0


def test_switched_on_later_it_writes_what_was_changed_before(world: TwoWay) -> None:
    world.progress(1, 60)
    world.sync(write=(), actions=False)

    assert world.sync().pushed == 2
    assert world.cells(1)["进度"] == 0.6


def test_a_change_here_is_noticed_though_nothing_changed_there(
    world: TwoWay, clock: HandClock
) -> None:
    world.remote.table.columns = [*TASK_COLUMNS, MODIFIED_COLUMN]
    world.sync()
    clock.forward(minutes=30)
    world.sync()
    clock.forward(minutes=30)
    world.progress(1, 60)

    report = world.sync()

    assert (report.pushed, report.complete) == (2, False)
    assert world.cells(1)["进度"] == 0.6


def test_two_fields_changed_on_two_sides_both_arrive(world: TwoWay) -> None:
    world.progress(1, 60)
    world.change(1, 优先级="P0")

    report = world.sync()

    assert (report.pushed, report.updated) == (2, 1)
    assert (world.cells(1)["优先级"], world.cells(1)["进度"]) == ("P0", 0.6)
    assert world.task(1).priority.value == "urgent"


def test_a_change_there_while_we_were_about_to_write_is_not_overwritten(
    world: TwoWay, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.progress(1, 60)
    real = world.source.read

    def meddled(ids: list[str]) -> object:
        world.change(1, 进度=0.7, at=LATER + 1)
        return real(ids)

    monkeypatch.setattr(world.source, "read", meddled)

    report = world.sync()

    assert world.cells(1)["进度"] == 0.7
    assert [each.field for each in report.clashed] == ["actual"]
    assert (world.task(1).actual, report.clashes) == (60, 1)


def test_no_option_is_ever_invented(world: TwoWay) -> None:
    world.status(1, TaskStatus.REWORK)

    report = world.sync()

    assert [(each.field, each.reason) for each in report.unsaid] == [("status", "option-unknown")]
    assert (world.cells(1)["状态"], world.remote.writes.invented) == ("进行中", [])


def test_an_option_that_went_away_meanwhile_is_not_brought_back(
    world: TwoWay, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.status(1, TaskStatus.DONE)
    world.edit(1, title="改过的标题")
    real = world.source.read

    def meddled(ids: list[str]) -> object:
        left = column(3, "状态", 3, "SingleSelect", property=options("未开始", "进行中"))
        world.remote.table.columns = [*TASK_COLUMNS[:2], left, *TASK_COLUMNS[3:]]
        return real(ids)

    monkeypatch.setattr(world.source, "read", meddled)

    report = world.sync()

    assert world.remote.writes.invented == []
    assert [(each.field, each.reason) for each in report.unsaid] == [("status", "option-unknown")]
    assert world.cells(1)["任务名称"][0]["text"] == "改过的标题"


def test_somebody_the_source_does_not_know_is_told(world: TwoWay) -> None:
    (added,) = world.service.perform(AddPerson(name="新人"))
    world.assign(1, added.event.subject)

    report = world.sync()

    assert [(each.value, each.reason) for each in report.unsaid] == [("新人", "person-unknown")]
    assert [each["id"] for each in world.cells(1)["负责人"]] == ["ou_1"]


def test_who_helps_there_stays_when_the_owner_changes(world: TwoWay) -> None:
    world.change(1, 负责人=[{"id": "ou_1", "name": "员工1"}, {"id": "ou_7", "name": "员工7"}])
    world.sync()
    owner = world.task(3).owner
    assert owner is not None
    world.assign(1, owner)

    world.sync()

    assert [each["id"] for each in world.cells(1)["负责人"]] == ["ou_3", "ou_7"]


def test_a_moved_day_keeps_its_hour(world: TwoWay) -> None:
    evening = world.cells(1)["截止时间"] + 18 * 3_600_000
    world.change(1, 截止时间=evening)
    world.sync()
    world.move(1, date(2026, 3, 18))

    world.sync()

    assert world.cells(1)["截止时间"] == evening + DAY


def test_a_renamed_column_is_written_by_its_new_name(
    world: TwoWay, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.progress(1, 60)
    real = world.source.read

    def renamed(ids: list[str]) -> object:
        found = real(ids)
        new = column(4, "完成度", 2, "Progress", property={"formatter": "0%"})
        world.remote.table.columns = [*TASK_COLUMNS[:3], new, *TASK_COLUMNS[4:]]
        return found

    monkeypatch.setattr(world.source, "read", renamed)

    world.sync()

    assert world.cells(1)["完成度"] == 0.6


def test_what_is_not_taken_is_told_and_not_repeated_in_the_same_run(world: TwoWay) -> None:
    world.progress(1, 60)
    world.remote.fail_next(faults.coded(1254061, msg="NumberFieldConvFail"), on="/rec000001")

    report = world.sync()

    assert {each.reason for each in report.unsaid} == {"refused"}
    assert (report.trouble, world.cells(1)["进度"]) == (None, 0.01)
    assert world.sync().pushed == 2


def test_an_empty_cell_is_filled(world: TwoWay) -> None:
    world.change(1, 进度=None)
    world.sync()
    world.progress(1, 60)

    assert world.sync().pushed == 2
    assert world.cells(1)["进度"] == 0.6


def test_a_row_that_is_gone_is_not_written(world: TwoWay) -> None:
    world.progress(1, 60)
    world.drop(1)

    report = world.sync()

    assert (report.pushed, report.trouble) == (0, None)
    assert world.task(1).actual == 60


def test_permission_that_is_missing_stops_the_writing_and_is_told(world: TwoWay) -> None:
    world.progress(1, 60)
    world.progress(2, 60)
    world.remote.fail_next(faults.coded(1254302, 403), on="/rec000001")

    report = world.sync()

    assert report.trouble is not None
    assert (report.trouble.reason, report.pushed) == ("feishu-permission", 0)
    assert world.service.board().sources[0].failures == 1
    assert world.sync().pushed == 4
    assert world.service.board().sources[0].failures == 0


def test_a_source_that_can_only_be_read_says_so(world: TwoWay) -> None:
    class ReadOnly:
        name, check, columns = "feishu", world.source.check, world.source.columns
        pages, pull = world.source.pages, world.source.pull

    world.source = ReadOnly()  # type: ignore[assignment]

    with pytest.raises(Fatal, match="source-read-only"):
        world.sync()
