"""Whole syncs: a scripted service on a real socket, our tasks in both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from core.domain.people import AddPerson
from core.domain.task import AssignTask, EditTask, Priority, SetProgress, TaskStatus
from core.service import Service
from core.settings import SourceSettings
from core.store import Store
from sync.carry import Carrier
from sync.run import open_source
from sync.trouble import Fatal
from tests.hand_clock import HandClock
from tests.sync.conftest import Open
from tests.sync.feishu_data import MODIFIED_COLUMN, task
from tests.sync.feishu_service import FeishuService
from tests.sync.run_world import World, linked_columns, links, new_project


def _after(first: Callable[..., None], then: Callable[..., None]) -> Callable[..., None]:
    def both(*given: object) -> None:
        first()
        then(*given)

    return both


@pytest.fixture
def world(service: FeishuService, store: Store, clock: HandClock, open_feishu: Open) -> World:
    """Five rows there, nothing here."""
    return World(service, new_project(store, clock), open_feishu())


def test_the_first_sync_makes_a_task_of_every_row(world: World) -> None:
    report = world.sync()

    made = world.task(1)
    assert (report.created, report.pulled, report.complete) == (5, 5, True)
    assert (made.title, made.dept, made.status) == (
        "第1项 渠道物料定稿",
        "市场部",
        TaskStatus.DOING,
    )
    assert (made.start, made.due) == (date(2026, 3, 3), date(2026, 3, 17))
    assert (made.priority, made.actual, made.source) == (Priority.HIGH, 1, "feishu")
    assert made.source_url.endswith("record=rec000001")
    assert world.service.board().name_of(made.owner) == "员工1"


def test_the_second_sync_changes_nothing(world: World) -> None:
    world.sync()
    before = world.events()

    report = world.sync()

    assert world.events() == before
    assert (report.created, report.updated, report.unchanged) == (0, 0, 5)


def test_a_change_there_is_taken(world: World) -> None:
    world.sync()
    world.change(1, 状态="已完成", 进度=1)

    report = world.sync()

    assert (world.task(1).status, world.task(1).actual) == (TaskStatus.DONE, 100)
    assert (report.updated, report.unchanged) == (1, 4)
    assert world.sync().updated == 0


def test_an_emptied_cell_empties_our_field(world: World) -> None:
    world.sync()
    world.change(1, 截止时间=None, 负责人=None)

    world.sync()

    assert (world.task(1).due, world.task(1).owner) == (None, None)


def test_a_change_here_only_is_kept(world: World) -> None:
    world.sync()
    world.service.perform(EditTask(task=world.id(1), title="我们的标题"))

    report = world.sync(full=True)

    assert world.task(1).title == "我们的标题"
    assert (report.updated, report.clashes) == (0, 0)


def test_a_clash_is_listed_and_ours_is_kept_until_both_agree(world: World) -> None:
    world.sync()
    world.service.perform(SetProgress(task=world.id(1), actual=40, reason="等物料"))
    world.change(1, 进度=0.7)

    report = world.sync()

    assert [(each.field, each.ours, each.theirs) for each in report.clashed] == [("actual", 40, 70)]
    assert world.task(1).actual == 40
    assert [each.clashes for each in world.service.board().sources] == [1]
    assert world.sync().clashes == 1

    world.service.perform(SetProgress(task=world.id(1), actual=70))
    assert world.sync().clashes == 0


def test_a_row_that_is_gone_ends_its_link_and_leaves_the_task(world: World) -> None:
    world.put([task(number) for number in range(20)])
    world.sync()
    before = world.tasks()
    world.drop(3)

    report = world.sync()

    assert [each.record_id for each in report.gone] == [before["rec000003"].id]
    assert (report.ended, world.tasks()) == (1, before)
    assert world.sync().ended == 0


def test_half_the_rows_gone_is_a_question_first(world: World) -> None:
    world.put([task(number) for number in range(10)])
    world.sync()
    world.drop(0, 1, 2, 3, 4)
    world.change(7, 优先级="P0")

    report = world.sync()

    assert (report.asks, report.asked["count"], report.asked["live"]) == ("many-ended", 5, 10)
    assert (report.ended, report.updated) == (0, 1)
    assert world.service.board().sources[0].failed == "asks.many-ended"
    assert world.sync().asks == "many-ended"
    assert world.sync(agreed=True).ended == 5
    assert (world.sync().asks, world.service.board().sources[0].failed) == ("", "")


def test_hostile_titles_are_stored_clean(world: World) -> None:
    title = "[/路径] [@click=app.quit]点我[/]\x1b]52;c;aGk=\x07\x1b[2J\x9b31m\r\n第二行"
    world.change(1, 任务名称=[{"type": "text", "text": title}])

    world.sync()

    assert world.task(1).title == "[/路径] [@click=app.quit]点我[/] 第二行"
    assert world.sync(full=True).updated == 0


def test_parents_and_dependencies_are_there_after_one_sync(world: World) -> None:
    world.remote.table.columns = linked_columns()
    rows = [task(0, 父记录=links(2)), task(1, 前置任务=links(0, 2)), task(2)]
    world.put(rows)

    report = world.sync()

    assert world.task(0).parent == world.id(2)
    assert world.task(1).depends_on == (world.id(0), world.id(2))
    assert (report.created, report.updated, report.unmatched) == (3, 0, ())
    before = world.events()
    assert world.sync().unchanged == 3
    assert world.events() == before


def test_only_what_changed_is_asked_for_where_the_table_can_tell(world: World) -> None:
    world.remote.table.columns.append(MODIFIED_COLUMN)
    world.sync()
    world.change(4, at=1_772_600_000_000, 优先级="P3")

    report = world.sync()

    assert "filter" in world.remote.requests[-1].body
    assert (report.updated, report.complete) == (1, False)


def test_a_plan_writes_nothing(world: World) -> None:
    before = world.events()

    report = world.sync(only_plan=True)

    assert (report.created, len(report.changes)) == (5, 5)
    assert report.people_added == ("员工0", "员工1", "员工2", "员工3", "员工4")
    assert world.events() == before
    assert world.service.board().sources == ()
    assert list(report.shape(plan=True)["changes"][0])[:3] == ["kind", "id", "source_id"]


def test_a_task_that_was_taken_back_here_does_not_come_again(world: World) -> None:
    world.sync()
    (made,) = world.service.history([world.id(1)])
    whose = Service(world.service.store, world.service.project, "feishu")
    whose.perform(whose.undoing(made.seq, whole=True))
    world.change(1, 优先级="P0")

    report = world.sync()

    assert (world.tasks(), report.created, report.asks) == ({}, 0, "")


def test_who_has_the_same_name_is_recognised_and_remembered(world: World) -> None:
    world.service.perform(AddPerson(name="员工1", dept="市场部"))

    report = world.sync()

    assert world.task(1).owner == "P-02"
    assert "员工1" not in report.people_added
    assert world.service.board().people["P-02"].remote_ids == {"feishu": "ou_1"}


def test_an_edit_between_plan_and_carry_is_not_overwritten(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.sync()
    world.change(1, 负责人=[{"id": "ou_2", "name": "员工2"}], 优先级="P0")
    mine = world.id(1)
    three = world.task(3).owner
    assert three is not None

    def meddle(*_: object) -> None:
        world.service.perform(AssignTask(task=mine, owner=three))

    monkeypatch.setattr("sync.carry.Carrier.carry", _after(meddle, Carrier.carry))
    report = world.sync()

    assert (world.task(1).owner, world.task(1).priority) == (three, Priority.URGENT)
    assert [each.field for each in report.clashed] == ["owner"]


def test_the_configuration_opens_a_source(
    service: FeishuService, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = SourceSettings(url=service.url, base_url=service.base_url)
    with open_source("feishu", settings) as source:
        assert source.check().total == 5
    with pytest.raises(Fatal, match="source-type"):
        open_source("other", SourceSettings(type="jira", url=service.url))
    monkeypatch.delenv("PENGTOU_FEISHU_APP_SECRET")
    with pytest.raises(Fatal, match="secret-missing"):
        open_source("feishu", settings)
