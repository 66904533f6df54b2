"""What is asked of Teambition, and what its answers prove."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sync.record import Listing
from tests.sync.conftest import OpenProject
from tests.sync.teambition_data import LATER, task, task_of
from tests.sync.teambition_faults import listing
from tests.sync.teambition_service import TeambitionService


@pytest.mark.parametrize(
    "spoil",
    [{"refuses": ("ORDER",)}, {"ignores": ("ORDER",)}, {"refuses": ("isArchived",)},
     {"ignores": ("isArchived",)}],
)  # fmt: skip
def test_a_query_that_is_not_understood_is_asked_more_plainly(
    spoil: dict[str, tuple[str, ...]], teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    for name, words in spoil.items():
        setattr(teambition, name, words)
    teambition.tasks[task_of(4)]["isArchived"] = True

    pull = open_teambition().pull()

    assert (len(pull.records), pull.complete) == (4, True)
    assert open_teambition().check().total is not None


def test_an_empty_project_is_empty_only_after_the_plainest_question(
    teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    teambition.put([])

    pull = open_teambition().pull()

    assert (pull.empty, pull.complete) == (True, True)
    assert teambition.count("/task/query") == 3


def test_changes_are_asked_for_ten_minutes_before_the_cursor(
    teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    teambition.tasks[task_of(2)]["updated"] = LATER
    source = open_teambition()
    first = source.pull()
    assert first.cursor is not None
    teambition.requests.clear()

    second = source.pull(first.cursor)

    assert [record.id for record in second.records] == [task_of(2)]
    assert (second.listing, second.complete) == (Listing.CHANGES, False)
    query = next(seen.query["q"] for seen in teambition.requests if "q" in seen.query)
    assert first.cursor.since - timedelta(minutes=10) == first.cursor.since.replace(
        hour=7, minute=50
    )
    assert query == "updated >= '2026-11-17T15:50:00+08:00' ORDER BY created ASC"


@pytest.mark.parametrize("spoil", ["refuses", "ignores"])
def test_no_changes_at_all_prove_nothing_so_everything_is_listed(
    spoil: str, teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    source = open_teambition()
    cursor = source.pull().cursor
    setattr(teambition, spoil, ("updated",))

    pull = source.pull(cursor)

    assert (pull.listing, pull.complete, len(pull.records)) == (Listing.FULL, True, 5)


def test_a_query_that_is_not_heeded_brings_no_old_news(
    teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    teambition.tasks[task_of(2)]["updated"] = LATER
    source = open_teambition()
    cursor = source.pull().cursor
    teambition.fail_next(listing(list(teambition.tasks.values())))

    assert [record.id for record in source.pull(cursor).records] == [task_of(2)]


def test_a_missing_task_is_told_from_one_that_the_listing_left_out(
    teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    teambition.put(task(number) for number in range(70))
    teambition.tasks[task_of(1)]["isArchived"] = True
    teambition.tasks[task_of(2)]["projectId"] = "65f1a0c2e1a2b3c4d5e6f0ff"
    del teambition.tasks[task_of(3)]

    there = open_teambition().still_there([task_of(number) for number in range(70)])

    assert there == {task_of(number) for number in range(70)} - {task_of(n) for n in (1, 2, 3)}
