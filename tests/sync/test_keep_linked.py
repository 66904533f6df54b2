"""What is gone at a source, and what a person answers when many are."""

from __future__ import annotations

import pytest

from core.store import Store
from tests.hand_clock import HandClock
from tests.sync.conftest import Open
from tests.sync.feishu_data import task
from tests.sync.feishu_service import FeishuService
from tests.sync.run_world import World, new_project


@pytest.fixture
def world(service: FeishuService, store: Store, clock: HandClock, open_feishu: Open) -> World:
    """Five rows there, nothing here."""
    return World(service, new_project(store, clock), open_feishu())


def half_gone(world: World) -> None:
    """Ten rows came, five of them went."""
    world.put([task(number) for number in range(10)])
    world.sync()
    world.drop(0, 1, 2, 3, 4)


def test_a_question_names_the_records_it_is_about(world: World) -> None:
    half_gone(world)

    world.sync()

    (state,) = world.service.board().sources
    gone = [each.id for each in world.service.board().tasks.values()][:5]
    assert state.failed_with == {"count": 5, "live": 10, "gone": gone}


def test_what_a_person_leaves_linked_is_asked_about_no_more(world: World) -> None:
    half_gone(world)
    assert world.sync().asks == "many-ended"

    kept = world.sync(keep=True)

    assert (kept.asks, kept.ended) == ("", 0)
    assert world.sync(full=True).asks == ""
    (state,) = world.service.board().sources
    assert (state.failed, state.failed_with) == ("", {})


def test_more_that_goes_after_an_answer_is_a_new_question(world: World) -> None:
    half_gone(world)
    world.sync(keep=True)
    world.drop(5, 6)

    report = world.sync(full=True)

    assert (report.asks, report.asked["count"]) == ("many-ended", 2)


def test_what_came_back_and_goes_again_is_asked_about_anew(world: World) -> None:
    half_gone(world)
    world.sync(keep=True)
    world.put([task(number) for number in range(10)])
    world.sync(full=True)
    world.drop(0, 1, 2, 3, 4)

    assert world.sync(full=True).asks == "many-ended"


def test_a_table_that_was_emptied_on_purpose_asks_once(world: World) -> None:
    world.put([task(number) for number in range(3)])
    world.sync()
    world.put([])

    assert world.sync(full=True).asks == "nothing-came"
    assert world.sync(full=True, keep=True).asks == ""
    assert world.sync(full=True).asks == ""
