"""Action items as records of the source: made once, linked, and kept alike."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from core.domain.action import ActionStatus, AddAction, AssignAction, MoveAction, SetActionStatus
from core.domain.ids import RecordId
from core.service import Service
from core.store import Store
from tests.hand_clock import HandClock
from tests.sync import feishu_faults as faults
from tests.sync.conftest import Open
from tests.sync.feishu_data import DAY, TASK_COLUMNS, column, task
from tests.sync.feishu_service import FeishuService
from tests.sync.run_world import LATER, new_project
from tests.sync.two_way import TwoWay

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)

DUE = datetime(2026, 3, 20, 15, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
MIDNIGHT = 1_773_936_000_000
"""Of that day, where the table is."""
A1 = RecordId("A-01")


@pytest.fixture
def world(service: FeishuService, store: Store, clock: HandClock, open_feishu: Open) -> TwoWay:
    """Five rows there, the same here, and one promise."""
    found = TwoWay(service, new_project(store, clock), open_feishu())
    service.writes.names = {f"ou_{number}": f"员工{number}" for number in range(20)}
    found.sync()
    wish = AddAction(title="补充测试数据", owner=found.task(3).owner, due=DUE)
    found.service.perform(wish)
    return found


def _change(world: TwoWay, record: str = "recnew0000", **cells: object) -> None:
    rows = [
        {**each, "fields": {**each["fields"], **cells}, "last_modified_time": LATER * 2}
        if each["record_id"] == record
        else each
        for each in world.remote.table.records
    ]
    world.put(rows)


def test_a_promise_becomes_a_record_with_its_facts(world: TwoWay) -> None:
    report = world.sync()

    cells = world.row("recnew0000")
    assert (report.created_there, report.created, report.trouble) == (1, 0, None)
    assert cells["任务名称"][0]["text"] == "补充测试数据（碰头 新品上市 sync A-01）"
    assert [each["id"] for each in cells["负责人"]] == ["ou_3"]
    assert (cells["截止时间"], cells["状态"]) == (MIDNIGHT, "未开始")


def test_it_is_made_once_and_is_no_task_here(world: TwoWay) -> None:
    world.sync()

    report = world.sync(full=True)

    assert (report.created_there, report.created, report.pushed) == (0, 0, 0)
    assert len(world.remote.table.records) == 6
    assert len(world.tasks()) == 5


def test_the_way_there_stands_on_the_promise(world: TwoWay) -> None:
    world.sync()

    (note,) = world.service.notes_on(A1)
    assert note.url.endswith("record=recnew0000")
    assert note.author == "feishu"


def test_what_changes_here_later_is_written(world: TwoWay) -> None:
    world.sync()
    owner = world.task(2).owner
    assert owner is not None
    world.service.perform(AssignAction(action=A1, owner=owner))
    world.service.perform(MoveAction(action=A1, due=DUE.replace(day=21)))

    report = world.sync()

    cells = world.row("recnew0000")
    assert (report.pushed, report.clashes) == (2, 0)
    assert [each["id"] for each in cells["负责人"]] == ["ou_2"]
    assert cells["截止时间"] == MIDNIGHT + DAY


def test_what_changes_there_is_taken_and_a_day_keeps_its_hour(world: TwoWay) -> None:
    world.sync()
    _change(
        world,
        截止时间=MIDNIGHT + 3 * DAY,
        负责人=[{"id": "ou_4", "name": "员工4"}],
        任务名称=[{"type": "text", "text": "补充全部数据（碰头 新品上市 sync A-01）"}],
    )

    report = world.sync()

    (promise,) = world.promises()
    assert (report.updated, report.pushed, report.clashes) == (1, 0, 0)
    assert (promise.title, promise.due) == ("补充全部数据", DUE.replace(day=23))
    assert world.service.board().name_of(promise.owner) == "员工4"
    assert world.sync(full=True).pushed == 0


def test_done_there_is_handed_in_here_and_waits_for_its_acceptance(world: TwoWay) -> None:
    world.sync()
    _change(world, 状态="已完成")

    report = world.sync()

    (promise,) = world.promises()
    assert (promise.status, report.unsaid) == (ActionStatus.SUBMITTED, ())
    (last, *_) = world.service.history([A1])
    assert (last.event.kind, last.actor) == ("action.submitted", "feishu")
    assert world.row("recnew0000")["状态"] == "已完成"
    assert world.sync(full=True).pushed == 0


def test_done_here_is_done_there(world: TwoWay) -> None:
    world.sync()
    owner = Service(world.service.store, world.service.project, "员工3", world.service.now)
    owner.perform(SetActionStatus(action=A1, status=ActionStatus.SUBMITTED))
    world.service.perform(SetActionStatus(action=A1, status=ActionStatus.DONE))

    world.sync()

    assert world.row("recnew0000")["状态"] == "已完成"
    assert world.sync(full=True).unsaid == ()


def test_opened_again_there_is_told_and_left_to_people_here(world: TwoWay) -> None:
    world.sync()
    _change(world, 状态="已完成")
    world.sync()
    _change(world, 状态="进行中")

    report = world.sync()

    (promise,) = world.promises()
    assert promise.status is ActionStatus.SUBMITTED
    assert (report.pushed, report.clashes) == (0, 0)


def test_a_different_day_on_both_sides_clashes_as_the_instants_they_are(world: TwoWay) -> None:
    world.sync()
    world.service.perform(MoveAction(action=A1, due=DUE.replace(day=21)))
    _change(world, 截止时间=MIDNIGHT + 3 * DAY)

    assert world.sync().clashes == 1
    assert world.sync(full=True).clashes == 1

    (clash,) = world.clashes()
    assert clash.theirs == DUE.replace(day=23).astimezone(ZoneInfo("UTC")).isoformat()
    assert clash.subject == A1


def test_the_answer_that_was_lost_makes_no_second_record(world: TwoWay) -> None:
    for _ in range(5):
        world.remote.fail_next(faults.lost(), on="/records$")

    broken = world.sync()
    world.sync()

    assert broken.trouble is not None
    assert world.remote.pending == 0

    texts = [each["fields"]["任务名称"][0]["text"] for each in world.remote.table.records]
    assert sum("A-01" in each for each in texts) == 1
    assert len(world.tasks()) == 5
    assert len(world.promises()) == 1


def test_a_copy_that_somebody_made_of_it_becomes_no_task(world: TwoWay) -> None:
    world.sync()
    copy = task(77, 任务名称=[{"type": "text", "text": "补充测试数据（碰头 新品上市 sync A-01）"}])
    world.put([*world.remote.table.records, copy])

    report = world.sync()

    assert [each.reason for each in report.skipped] == ["own-action"]
    assert len(world.tasks()) == 5


def test_a_column_for_such_numbers_carries_the_marker(world: TwoWay) -> None:
    world.remote.table.columns = [*TASK_COLUMNS, column(20, "外部编号", 1, "Text")]

    world.sync()

    cells = world.row("recnew0000")
    assert cells["任务名称"][0]["text"] == "补充测试数据"
    assert cells["外部编号"][0]["text"] == "碰头 新品上市 sync A-01"


def test_taken_back_while_it_was_made_it_does_not_come_back_as_a_task(
    world: TwoWay, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = world.source.create

    def taken_back(*given: object, **named: object) -> object:
        made = real(*given, **named)  # type: ignore[arg-type]
        world.service.undo()
        return made

    monkeypatch.setattr(world.source, "create", taken_back)

    world.sync()
    world.sync(full=True)

    assert (len(world.tasks()), world.promises()) == (5, [])
