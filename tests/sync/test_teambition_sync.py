"""Whole syncs of a Teambition project, on both databases, in good health and in bad."""

from __future__ import annotations

import pytest

from core.domain.task import Priority, TaskStatus
from core.settings import SourceSettings
from core.store import Store
from sync.http import MIB, Limits
from sync.record import Column
from sync.run import open_source
from sync.trouble import SyncError
from tests.hand_clock import HandClock
from tests.sync.conftest import OpenProject
from tests.sync.run_world import new_project
from tests.sync.teambition_data import (
    DEPARTMENT,
    LATER,
    PROJECT,
    REASON,
    STATUSES,
    task,
    task_of,
    user,
    value,
)
from tests.sync.teambition_faults import EVERY, refused
from tests.sync.teambition_service import TeambitionService
from tests.sync.teambition_world import TeambitionWorld

ROWS = 6
LASTING = (
    "reset after it was carried out",
    "server error in the body",
    "rate limit",
    "expired token",
)


@pytest.fixture
def world(
    teambition: TeambitionService,
    store: Store,
    clock: HandClock,
    open_teambition: OpenProject,
) -> TeambitionWorld:
    """Six tasks there, in pages of three; nothing here."""
    clock.set("2026-11-18T09:30:00+08:00")
    teambition.size = 3
    teambition.put(task(number) for number in range(ROWS))
    teambition.tasks[task_of(2)]["parentTaskId"] = task_of(1)
    teambition.project.dependencies = [
        {"id": "d1", "fromId": task_of(5), "toId": task_of(3), "kind": "F->S", "lagTime": 0}
    ]
    source = open_teambition(limits=Limits(deadline=0.3, silence=0.2, body=2 * MIB))
    found = TeambitionWorld(teambition, new_project(store, clock), source)
    assert "title" in found.mapping.columns
    return found


def test_a_project_comes_in_with_its_people_parents_and_dependencies(
    world: TeambitionWorld,
) -> None:
    world.change(
        3,
        tfsId=STATUSES[3]["id"],
        isDone=True,
        progress=100,
        customfields=[
            value(DEPARTMENT, "财务部", ids=("ch1",)),
            value(REASON, "等合同"),
        ],
    )

    report = world.sync()

    assert (report.created, report.trouble, report.skipped) == (ROWS, None, ())
    assert report.unmatched == ()
    people = world.service.board().people
    done = world.task(3)
    assert (done.status, done.actual, done.priority) == (TaskStatus.DONE, 100, Priority.NORMAL)
    assert done.owner is not None
    assert people[done.owner].name == "员工3"
    assert people[done.owner].remote_ids == {"teambition": user(3)}
    assert (done.dept, done.delay_reason) == ("财务部", "等合同")
    assert done.depends_on == (world.task(5).id,)
    assert world.task(2).parent == world.task(1).id
    assert str(world.task(1).due) == "2026-03-02"
    assert world.task(1).source_url.endswith(f"/task/{task_of(1)}")


def test_a_second_sync_finds_nothing_and_a_change_there_comes_in(world: TeambitionWorld) -> None:
    world.sync()
    before = world.service.store.revision(world.service.project)

    again = world.sync()
    assert (again.created, again.updated, again.ended) == (0, 0, 0)
    assert world.service.store.revision(world.service.project) == before

    world.change(1, content="改名", dueDate="2026-12-01T15:59:59.999Z", executorId=None)
    changed = world.sync()

    assert (changed.updated, changed.unchanged) == (1, ROWS - 1)
    mine = world.task(1)
    assert (mine.title, str(mine.due), mine.owner) == ("改名", "2026-12-01", None)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_without_links_between_tasks_only_changes_are_pulled(world: TeambitionWorld) -> None:
    world.chosen = world.mapping.without(("parent", "depends_on"))
    world.change(0, updated="2026-11-17T07:00:00.000Z")
    world.sync()
    world.change(4, progress=77)
    world.remote.requests.clear()

    report = world.sync()

    assert (report.updated, report.pulled, world.task(4).actual) == (1, 2, 77)
    queries = [seen.query.get("q", "") for seen in world.remote.requests]
    assert any(query.startswith("updated >= ") for query in queries)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_member_that_is_not_sent_empties_nothing_here(world: TeambitionWorld) -> None:
    world.sync()
    before = world.state()
    for each in world.remote.tasks.values():
        for member in ("executorId", "dueDate", "customfields", "tfsId", "parentTaskId"):
            del each[member]
        each["updated"] = LATER

    report = world.sync()

    assert (report.updated, report.asks, report.unmatched) == (0, "", ())
    assert world.state() == before


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_an_archived_task_ends_its_link_and_ours_stays(world: TeambitionWorld) -> None:
    world.sync()
    world.change(4, isArchived=True)

    report = world.sync(agreed=True, full=True)

    assert (report.ended, len(world.tasks())) == (1, ROWS)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_an_incomplete_pull_ends_nothing(world: TeambitionWorld) -> None:
    world.sync()
    del world.remote.tasks[task_of(4)]
    world.remote.fail_next(refused(403), after=1)

    report = world.sync(agreed=True)

    assert (report.trouble is not None, report.ended, len(world.tasks())) == (True, 0, ROWS)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", LASTING)
def test_a_lasting_fault_at_any_request_of_a_sync_is_made_good_by_the_next(
    name: str, world: TeambitionWorld, clock: HandClock
) -> None:
    expected = TeambitionWorld(
        world.remote, new_project(world.service.store, clock, "well"), world.source, world.mapping
    )
    world.remote.requests.clear()
    expected.sync()

    for place in range(len(world.remote.requests)):
        one = TeambitionWorld(
            world.remote,
            new_project(world.service.store, clock, f"p{place}"),
            world.source,
            world.mapping,
        )
        _broken(world.remote, name, place)
        try:
            one.sync()
        except SyncError:
            assert one.tasks() == {}
        world.remote.forget_faults()

        assert one.sync().trouble is None
        assert one.state() == expected.state()


def _broken(remote: TeambitionService, name: str, place: int) -> None:
    """From one request on it fails as often as anybody asks."""
    for number in range(6):
        remote.fail_next(EVERY[name], on="/", after=0 if number else place)


def test_the_configuration_opens_a_project_and_asks_for_what_is_mapped(
    teambition: TeambitionService, world: TeambitionWorld
) -> None:
    mapping = world.mapping.without(("depends_on",)).to_dict()
    settings = SourceSettings(
        type="teambition", url=teambition.url, base_url=teambition.base_url, mapping=mapping
    )
    teambition.requests.clear()
    with open_source("teambition", settings) as source:
        assert source.pull().complete
        columns: tuple[Column, ...] = source.columns()

    assert teambition.count("/dependency") == 0
    assert teambition.count(f"/project/{PROJECT}/task/query") == 2
    assert "执行者" in {column.name for column in columns}
