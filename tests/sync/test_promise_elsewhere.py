"""Action items at one source of several, and whose they are where a person is not known there."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from core.domain.action import ActionStatus, AddAction, SetActionStatus
from core.domain.ids import Kind, RecordId
from core.domain.people import AddPerson, Person
from core.service import Service
from core.settings import WRITABLE
from core.store import Store
from sync.ledger import Ledger
from tests.hand_clock import HandClock
from tests.sync.conftest import Open, OpenProject
from tests.sync.feishu_service import FeishuService
from tests.sync.run_world import new_project
from tests.sync.teambition_data import task
from tests.sync.teambition_service import TeambitionService
from tests.sync.teambition_world import TeambitionWorld
from tests.sync.two_way import TwoWay

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)

DUE = datetime(2026, 3, 20, 15, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
A1 = RecordId("A-01")
NEW = "recnew0000"


@pytest.fixture
def feishu(service: FeishuService, store: Store, clock: HandClock, open_feishu: Open) -> TwoWay:
    """Five rows there, the same here."""
    found = TwoWay(service, new_project(store, clock), open_feishu())
    service.writes.names = {f"ou_{number}": f"员工{number}" for number in range(20)}
    found.sync()
    return found


@pytest.fixture
def beside(
    feishu: TwoWay, teambition: TeambitionService, open_teambition: OpenProject
) -> TeambitionWorld:
    """A second source of the same project."""
    teambition.put(task(number) for number in range(2))
    found = TeambitionWorld(teambition, feishu.service, open_teambition())
    found.sync(write=WRITABLE, actions=True)
    return found


def _promise(service: Service, owner: RecordId | None = None) -> None:
    service.perform(AddAction(title="补充测试数据", owner=owner, due=DUE))


def _kept(world: TwoWay, status: ActionStatus) -> None:
    """Its owner hands it in, and who made it says how it stands."""
    service = world.service
    owner = Service(service.store, service.project, "员工3", service.now)
    owner.perform(SetActionStatus(action=A1, status=ActionStatus.SUBMITTED))
    service.perform(SetActionStatus(action=A1, status=status))


def _stranger(service: Service) -> RecordId:
    """Somebody whom no source knows."""
    service.perform(AddPerson(name="王敏"))
    people: list[Person] = service.all_of(Kind.PERSON)
    return next(each.id for each in people if each.name == "王敏")


def _both_ways(world: TeambitionWorld) -> dict[str, object]:
    return {"write": WRITABLE, "actions": True, "full": True}


def test_a_promise_that_one_source_has_is_made_at_no_other(
    feishu: TwoWay, beside: TeambitionWorld
) -> None:
    _promise(feishu.service)

    first = feishu.sync()
    second = beside.sync(**_both_ways(beside))

    assert (first.created_there, second.created_there) == (1, 0)


def test_a_source_with_a_rival_makes_none_goes_on_with_its_own_and_says_so(
    feishu: TwoWay,
) -> None:
    _promise(feishu.service, feishu.task(3).owner)
    feishu.sync()
    _promise(feishu.service)
    _kept(feishu, ActionStatus.DONE)

    report = feishu.sync(rival="alpha")

    assert (report.created_there, report.pushed) == (0, 1)
    assert feishu.row(NEW)["状态"] == "已完成"
    assert report.trouble is not None
    assert report.trouble.reason == "source-actions-twice"
    assert report.trouble.values == {"name": "feishu", "other": "alpha"}


@pytest.mark.parametrize("status", [ActionStatus.ACCEPTED, ActionStatus.DONE])
def test_accepted_here_is_finished_there_like_done(feishu: TwoWay, status: ActionStatus) -> None:
    _promise(feishu.service, feishu.task(3).owner)
    feishu.sync()
    _kept(feishu, status)

    report = feishu.sync()

    assert feishu.row(NEW)["状态"] == "已完成"
    assert (report.pushed, feishu.sync(full=True).pushed) == (1, 0)


def test_whom_the_table_does_not_know_gets_nothing_and_it_is_told_each_time(
    feishu: TwoWay,
) -> None:
    _promise(feishu.service, _stranger(feishu.service))

    told = [feishu.sync().unsaid for _ in range(3)]

    assert "负责人" not in feishu.row(NEW)
    assert [[(each.field, each.value, each.reason) for each in notes] for notes in told] == 3 * [
        [("owner", "王敏", "person-unknown")]
    ]
    assert told[0][0].where[0].title == "补充测试数据"
    (note,) = feishu.service.notes_on(A1)
    assert note.text == "负责人: –"


def test_whom_the_project_there_does_not_know_is_nobody_else(
    feishu: TwoWay, beside: TeambitionWorld
) -> None:
    stranger = _stranger(feishu.service)
    _promise(feishu.service, stranger)

    told = [beside.sync(**_both_ways(beside)).unsaid for _ in range(2)]

    (made,) = [each for each in beside.remote.tasks.values() if "补充" in each["content"]]
    assert made["executorId"] is None
    assert [each.reason for notes in told for each in notes] == 2 * ["person-unknown"]
    (promise,) = feishu.promises()
    assert promise.owner == stranger


def test_who_becomes_known_there_is_named_by_the_next_sync(feishu: TwoWay) -> None:
    stranger = _stranger(feishu.service)
    _promise(feishu.service, stranger)
    feishu.sync()
    feishu.change(0, 负责人=[{"id": "ou_99", "name": "王敏"}])

    feishu.sync()

    assert [each["id"] for each in feishu.row(NEW)["负责人"]] == ["ou_99"]


def test_of_two_projects_with_one_name_the_second_adds_its_code(feishu: TwoWay) -> None:
    store = feishu.service.store
    numbers = [number for number, _ in store.projects()]

    labels = [Ledger(Service(store, each, "张伟"), "feishu").label for each in numbers]

    assert labels == ["新品上市", "新品上市 sync"]
