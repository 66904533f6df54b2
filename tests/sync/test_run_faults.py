"""Syncs with a service in bad health: told, nothing lost, and the next one ends as if well."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from core.domain.refusal import Refused
from core.service import Service
from core.store import Store
from sync.http import Limits
from sync.ledger import Ledger
from sync.trouble import Fatal, Retry, SyncError
from tests.hand_clock import HandClock
from tests.sync import feishu_faults as faults
from tests.sync.conftest import Open
from tests.sync.feishu_data import task
from tests.sync.feishu_faults import Fault, coded, listing, text
from tests.sync.feishu_service import FeishuService
from tests.sync.run_world import World, linked_columns, links, new_project

ROWS = 8
PAGE = 3


@pytest.fixture
def world(
    service: FeishuService,
    store: Store,
    clock: HandClock,
    open_feishu: Open,
    monkeypatch: pytest.MonkeyPatch,
) -> World:
    """Eight rows there, in pages of three; nothing here."""
    monkeypatch.setattr("sync.feishu.source.SIZE", PAGE)
    limits = Limits(deadline=5.0, silence=2.0)
    found = World(service, new_project(store, clock), open_feishu(limits=limits))
    service.table.columns = linked_columns()
    found.put([task(number, 前置任务=links(7) if number == 2 else None) for number in range(ROWS)])
    assert "title" in found.mapping.columns
    return found


@pytest.fixture
def expected(world: World) -> dict[str, object]:
    """What a sync in good health ends with."""
    other = World(world.remote, _another_project(world), world.source, chosen=world.mapping)
    other.sync()
    return other.state()


def _another_project(world: World) -> Service:
    return new_project(world.service.store, HandClock(), code="well")


PASSING = {
    "rate limit": faults.too_many(),
    "expired token": faults.revoked(),
    "broken JSON": text('{"code": 0, "data": {'),
    "cut body": faults.cut(),
    "server error": faults.server_error(),
}


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", PASSING)
def test_a_passing_fault_changes_nothing(
    name: str, world: World, expected: dict[str, object]
) -> None:
    world.remote.fail_next(PASSING[name], after=1)

    report = world.sync()

    assert (report.trouble, report.complete, report.created) == (None, True, ROWS)
    assert world.state() == expected


LASTING: dict[str, tuple[Callable[[], list[Fault]], str]] = {
    "no permission": (lambda: [coded(1254302, 403)], "feishu-permission"),
    "quota": (lambda: [coded(99991403, 429)], "feishu-quota"),
    "repeated page token": (
        lambda: [listing([task(3)], more=True, token="at:3", total=ROWS)],
        "page-token-repeated",
    ),
    "broken for good": (lambda: [text('{"code": 0,') for _ in range(3)], "reply-not-json"),
    "cut for good": (lambda: [faults.cut() for _ in range(5)], "network-lost"),
    "limited for good": (lambda: [faults.too_many() for _ in range(5)], "feishu-rate-limit"),
}


def _break(world: World, replies: list[Fault]) -> None:
    """The second page fails, as often as it is asked for."""
    for number, fault in enumerate(replies):
        world.remote.fail_next(fault, after=not number)


@pytest.mark.parametrize("name", LASTING)
def test_what_came_before_a_lasting_fault_is_carried_out_and_the_next_sync_does_the_rest(
    name: str, world: World, expected: dict[str, object]
) -> None:
    made, reason = LASTING[name]
    _break(world, made())

    report = world.sync()

    assert report.trouble is not None
    assert (report.trouble.reason, report.complete, report.ended) == (reason, False, 0)
    assert report.created >= PAGE
    assert world.service.board().sources[0].failed == f"reason.{reason}"

    after = world.sync()

    assert (after.trouble, after.created) == (None, ROWS - report.created)
    assert world.state() == expected
    assert world.service.board().sources[0].failed == ""


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", LASTING)
def test_a_fault_in_mid_pull_ends_no_link(name: str, world: World) -> None:
    world.sync()
    before = world.state()
    world.drop(7)
    _break(world, LASTING[name][0]())

    assert world.sync(agreed=True).ended == 0
    assert world.state() == before


def test_a_wrong_secret_is_told_and_leaves_no_lease(world: World) -> None:
    world.remote.app_secret = "changed"
    world.remote.expire_tokens()

    with pytest.raises(Fatal, match="feishu-credentials"):
        world.sync()

    (state,) = world.service.board().sources
    assert (state.failed, state.running, world.tasks()) == ("reason.feishu-credentials", "", {})


def test_a_service_that_is_away_is_told(world: World) -> None:
    for _ in range(5):
        world.remote.fail_next(faults.cut())

    with pytest.raises(Retry, match="network-lost"):
        world.sync()

    assert world.service.board().sources[0].failed == "reason.network-lost"


def test_only_one_syncs_a_source_at_a_time(world: World, clock: HandClock) -> None:
    Ledger(world.service, "feishu").take()

    with pytest.raises(Refused, match="sync-running") as refusal:
        world.sync()

    assert refusal.value.values == {"who": "张伟"}
    assert world.service.board().sources[0].running == "张伟"
    clock.forward(minutes=7)
    assert world.sync().created == ROWS


def test_a_syncer_that_lost_its_lease_writes_nothing_more(
    world: World, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Ledger(world.service, "feishu")

    def overtaken(_: object) -> dict[str, str]:
        clock.forward(minutes=7)
        other.take()
        return {}

    monkeypatch.setattr("sync.job.Job._names", overtaken)

    with pytest.raises(Refused, match="sync-running"):
        world.sync()

    assert world.tasks() == {}
    assert world.service.board().sources[0].running == "张伟"


def test_the_lease_is_kept_while_a_slow_pull_goes_on(world: World, clock: HandClock) -> None:
    def slow(count: int, total: int | None) -> None:
        clock.forward(minutes=3)
        with pytest.raises(Refused, match="sync-running"):
            Ledger(world.service, "feishu").take()

    assert world.sync(progress=slow).created == ROWS


def test_all_trouble_of_a_source_is_one_kind_of_error() -> None:
    assert issubclass(Fatal, SyncError)
    assert issubclass(Retry, SyncError)
