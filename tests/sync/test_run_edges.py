"""The rarer turns of a sync."""

from __future__ import annotations

import pytest

from core.domain.people import AddPerson, Role
from core.domain.refusal import Refused
from core.domain.task import EditTask, Priority, TaskStatus
from core.service import Service
from core.store import Store
from sync.trouble import Fatal
from tests.hand_clock import HandClock
from tests.sync.conftest import Open
from tests.sync.feishu_data import MODIFIED_COLUMN, task
from tests.sync.feishu_service import FeishuService
from tests.sync.run_world import World, linked_columns, links, new_project

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.fixture
def world(service: FeishuService, store: Store, clock: HandClock, open_feishu: Open) -> World:
    """Five rows there, nothing here."""
    return World(service, new_project(store, clock), open_feishu())


def test_a_full_sync_after_the_first_changes_nothing_either(world: World) -> None:
    world.sync()
    before = world.events()

    report = world.sync(full=True)

    assert world.events() == before
    assert report.unchanged == 5


def test_the_events_are_the_sources(world: World) -> None:
    world.sync()

    assert {each.actor for each in world.service.history(["T-01", "P-02"])} == {"feishu"}


def test_changes_to_two_fields_on_two_sides_both_stand(world: World) -> None:
    world.sync()
    world.service.perform(EditTask(task=world.id(1), title="我们的标题"))
    world.change(1, 优先级="P0")

    world.sync()

    assert (world.task(1).title, world.task(1).priority) == ("我们的标题", Priority.URGENT)


def test_a_row_that_comes_back_goes_on_with_its_task(world: World) -> None:
    world.put([task(number) for number in range(20)])
    world.sync()
    world.drop(3)
    world.sync()
    world.put([task(number) for number in range(20)])
    world.change(3, 优先级="P0")

    report = world.sync()

    assert (report.created, len(world.tasks())) == (0, 20)
    assert world.task(3).priority is Priority.URGENT


def test_a_view_never_ends_a_link(world: World, open_feishu: Open) -> None:
    world.put([task(number) for number in range(20)])
    world.sync()
    world.remote.table.views["vewOne"] = [f"rec{number:06}" for number in range(18)]
    world.source = open_feishu(f"{world.remote.url}&view=vewOne")

    report = world.sync()

    assert (report.complete, report.ended, report.pulled) == (False, 0, 18)


def test_an_empty_list_changes_nothing(world: World) -> None:
    world.sync()
    before = world.state()
    world.put([])

    report = world.sync()

    assert (report.asks, report.ended) == ("nothing-came", 0)
    assert world.state() == before


def test_an_empty_list_at_the_first_sync_is_told(world: World) -> None:
    world.put([])

    assert world.sync().asks == "nothing-came"


def test_a_column_that_is_emptied_everywhere_is_a_question_first(world: World) -> None:
    world.put([task(number) for number in range(20)])
    world.sync()
    world.put([task(number, modified=1_772_358_400_000, 负责人=None) for number in range(20)])

    report = world.sync()

    assert (report.asks, report.updated) == ("many-emptied", 0)
    assert world.task(1).owner is not None
    assert world.sync(agreed=True).updated == 20


def test_rows_without_a_title_are_skipped_one_by_one(world: World) -> None:
    world.change(2, 任务名称=None)
    world.put([*world.remote.table.records, {"record_id": "rec bad", "fields": {}}])

    report = world.sync()

    assert [(each.source_id, each.reason) for each in report.skipped] == [
        ("", "record-without-id"),
        ("rec000002", "no-title"),
    ]
    assert (report.created, report.complete) == (4, False)


def test_a_text_longer_than_we_keep_is_no_news_every_time(world: World) -> None:
    world.change(1, 任务名称=[{"type": "text", "text": "很长 " * 400}])
    world.sync()
    before = world.events()

    assert world.sync(full=True).updated == 0
    assert world.events() == before


def test_once_a_day_everything_is_listed_again(world: World, clock: HandClock) -> None:
    world.put([task(number) for number in range(20)])
    world.remote.table.columns.append(MODIFIED_COLUMN)
    world.sync()
    world.drop(3)
    assert world.sync().ended == 0

    clock.forward(hours=25)

    assert world.sync().ended == 1


def test_another_mapping_looks_at_every_row_again(world: World) -> None:
    world.chosen = world.mapping.without(["priority"])
    world.sync()
    world.chosen = None

    world.sync()

    assert world.task(1).priority is Priority.HIGH


def test_two_of_one_name_are_never_mixed_up(world: World) -> None:
    world.put([task(1), task(21, 负责人=[{"id": "ou_other", "name": "员工1"}])])

    report = world.sync()

    assert report.people_added == ("员工1", "员工1 ou_other")
    assert world.task(1).owner != world.task(21).owner


def test_without_names_people_go_by_their_ids(world: World) -> None:
    world.put([task(1, 负责人=[{"id": "ou_9"}])])

    assert world.sync().people_added == ("ou_9",)


def test_a_visitor_may_not_sync(world: World) -> None:
    world.service.perform(AddPerson(name="来宾", role=Role.VIEWER))
    world.service = Service(world.service.store, world.service.project, "来宾")

    with pytest.raises(Refused, match="viewer-may-not"):
        world.sync()


def test_a_column_that_is_gone_says_nothing(world: World) -> None:
    world.sync()
    columns = world.remote.table.columns
    world.remote.table.columns = [each for each in columns if each["field_name"] != "优先级"]
    for number in range(5):
        world.change(number, 优先级=None)

    report = world.sync(full=True)

    assert [(each.field, each.reason) for each in report.unmatched] == [("priority", "column")]
    assert world.task(1).priority is Priority.HIGH


def test_without_a_column_for_titles_nothing_is_pulled_in(world: World) -> None:
    world.chosen = world.mapping.without(["title"])

    with pytest.raises(Fatal, match="mapping-no-title"):
        world.sync()


def test_what_we_cannot_say_is_listed(world: World) -> None:
    world.change(1, 状态="待定")

    report = world.sync()

    assert [(each.field, each.value) for each in report.unmatched] == [("status", "待定")]
    assert world.task(1).status is TaskStatus.TODO


def test_progress_is_told_and_may_stop_the_pull(world: World) -> None:
    told: list[tuple[int, int | None]] = []

    def stop(count: int, total: int | None) -> bool:
        told.append((count, total))
        return False

    world.put([task(number) for number in range(510)])

    report = world.sync(progress=stop)

    assert told == [(500, 510)]
    assert (report.stopped, world.tasks()) == (True, {})


def test_links_that_our_rules_forbid_are_left_out_and_listed(world: World) -> None:
    world.remote.table.columns = linked_columns()
    parents, waits = (links(1), links(2), links(3), None), (links(1), links(0), links(2), None)
    world.put(
        [
            task(number, 父记录=parent, 前置任务=wait)
            for number, (parent, wait) in enumerate(zip(parents, waits, strict=True))
        ]
    )

    report = world.sync()

    tasks = [world.task(number) for number in range(4)]
    subtasks = {each.id for each in tasks if each.parent}
    assert subtasks
    assert not any(each.parent in subtasks for each in tasks)
    assert [len(each.depends_on) for each in tasks] == [1, 0, 0, 0]
    assert {each.reason for each in report.unmatched} == {"too-deep", "circle"}
    before = world.events()
    assert world.sync(full=True).updated == 0
    assert world.events() == before


def test_links_between_tasks_leave_pulls_of_changes_to_the_source(
    world: World, clock: HandClock
) -> None:
    world.remote.table.columns = [*linked_columns(), MODIFIED_COLUMN]
    world.put([task(0), task(1, 前置任务=links(0)), task(2)])
    world.sync()
    world.change(2, at=1_772_600_000_000, 父记录=links(0))

    changes = world.sync()
    clock.forward(minutes=61)
    hourly = world.sync()

    assert (changes.complete, changes.updated, hourly.complete) == (False, 1, True)
    assert world.task(2).parent == world.id(0)


def test_who_waits_for_a_row_is_looked_at_when_it_becomes_a_task(world: World) -> None:
    world.remote.table.columns = [*linked_columns(), MODIFIED_COLUMN]
    world.put([task(0, 任务名称=None), task(1, 前置任务=links(0))])
    assert [each.reason for each in world.sync().unmatched] == ["item"]
    world.change(0, at=1_772_600_000_000, 任务名称=[{"type": "text", "text": "补上标题"}])

    world.sync()
    world.sync()

    assert world.task(1).depends_on == (world.id(0),)
    assert world.sync().complete is False
