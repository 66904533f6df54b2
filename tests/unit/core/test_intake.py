"""What comes in from a source or a file."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.domain.action import ActionItem
from core.domain.ids import Kind, RecordId, record_id
from core.domain.intake import BringIn, TakeIn, Taken
from core.domain.people import Person
from core.domain.record import Record
from core.domain.refusal import Gone, Refused
from core.domain.task import Task, TaskStatus
from tests.unit.core.world import WANG, World, task

ONE = record_id(Kind.TASK, 1)


@pytest.fixture
def world() -> World:
    """T-01 stands at 20 %."""
    return World.of(task(1, actual=20, status=TaskStatus.DOING))


def take_in(*items: Taken) -> TakeIn:
    return TakeIn(source="feishu", items=items)


def test_a_sources_new_tasks_get_numbers_in_order_and_remember_where_they_are_from(
    world: World,
) -> None:
    wish = take_in(
        Taken("rec1", {"title": "甲", "dept": "法务部", "owner": WANG}, url="https://a.example/1"),
        Taken("rec2", {"title": "乙", "dept": "法务部", "actual": 40, "remark": None}),
    )
    department, first, second = world.perform(wish)

    assert department.id == "O-04"
    assert isinstance(first, Task)
    assert isinstance(second, Task)
    assert (first.id, first.source, first.source_id) == ("T-02", "feishu", "rec1")
    assert (first.owner, first.source_url) == (WANG, "https://a.example/1")
    assert (second.id, second.actual) == ("T-03", 40)


def test_that_a_task_comes_in_is_no_report_of_its_progress(world: World) -> None:
    there = world.now - timedelta(days=3)
    told, silent, ahead = world.perform(
        take_in(
            Taken("r1", {"title": "甲", "actual": 40}, at=there),
            Taken("r2", {"title": "乙", "actual": 40}),
            Taken("r3", {"title": "丙", "actual": 40}, at=world.now + timedelta(hours=1)),
        )
    )

    moments = [getattr(each, "progressed_at", "") for each in (told, silent, ahead)]
    assert moments == [there, None, world.now]


def test_only_what_differs_is_an_event(world: World) -> None:
    (event,) = world.decide(take_in(Taken("r", {"title": "调研", "status": "done"}, task=ONE)))

    assert event.kind == "task.synced"
    assert (event.before, event.after) == ({"status": "doing"}, {"status": "done"})


def test_the_same_news_twice_is_no_event(world: World) -> None:
    wish = take_in(Taken("r", {"title": "竞品", "actual": 70}, task=ONE))
    world.perform(wish)

    assert world.decide(wish) == ()


def test_news_of_progress_counts_as_a_report(world: World) -> None:
    (written,) = world.perform(take_in(Taken("r", {"actual": 70}, task=ONE)))

    assert isinstance(written, Task)
    assert written.progressed_at == world.now


def test_news_of_progress_are_as_old_as_their_source_says(world: World) -> None:
    there = world.now - timedelta(days=1)
    (written,) = world.perform(take_in(Taken("r", {"actual": 70}, task=ONE, at=there)))

    assert isinstance(written, Task)
    assert written.progressed_at == there


def test_news_of_a_task_that_is_gone_is_refused(world: World) -> None:
    with pytest.raises(Gone):
        world.decide(take_in(Taken("r", {"actual": 70}, task=record_id(Kind.TASK, 9))))


@pytest.mark.parametrize("owner", [RecordId("P-99"), ONE])
def test_an_owner_whom_nobody_knows_is_refused(world: World, owner: RecordId) -> None:
    for wish in (
        take_in(Taken("r", {"title": "x", "owner": owner})),
        take_in(Taken("r", {"owner": owner}, task=ONE)),
        BringIn(records=(task(5, owner=owner),)),
    ):
        with pytest.raises(Refused, match="no-such-person"):
            world.decide(wish)


def test_people_may_come_in_together_with_their_tasks(world: World) -> None:
    zhao = Person(id=record_id(Kind.PERSON, 4), name="赵六")

    assert len(world.decide(BringIn(records=(task(5, owner=zhao.id), zhao)))) == 2


def test_records_come_in_whole_with_their_own_ids(world: World) -> None:
    records: tuple[Record, ...] = (
        task(7, actual=55),
        ActionItem(id=record_id(Kind.ACTION, 3), title="交"),
    )

    written = world.perform(BringIn(records=records))

    assert [each.id for each in written] == ["T-07", "A-03"]
    assert [each.event.kind for each in world.log] == ["task.added", "action.added"]
    assert isinstance(written[0], Task)
    assert written[0].actual == 55


def test_an_id_that_is_taken_is_refused_even_if_its_record_was_removed(world: World) -> None:
    world.put(task(8, removed=True))

    for number in (1, 8):
        with pytest.raises(Refused, match="id-in-use"):
            world.decide(BringIn(records=(task(number),)))
