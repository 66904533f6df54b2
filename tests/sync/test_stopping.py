"""A sync that is told to stop: between any two requests, in the middle of one, from anywhere."""

from __future__ import annotations

import threading
import time
from functools import partial

import pytest

from core.store import Store
from core.store.exchange import Exchange
from sync.feishu.source import open_source
from sync.http import Http, Limits
from sync.ledger import Ledger
from sync.report import Report
from sync.stopping import Stop
from sync.trouble import Stopped
from tests.hand_clock import HandClock
from tests.sync import feishu_faults as faults
from tests.sync.conftest import Open
from tests.sync.feishu_data import task
from tests.sync.feishu_service import FeishuService
from tests.sync.run_world import new_project
from tests.sync.two_way import TwoWay

ON_A_FILE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.fixture
def world(service: FeishuService, store: Store, clock: HandClock, open_feishu: Open) -> TwoWay:
    """More rows than one page of those that are read by id would need."""
    found = TwoWay(service, new_project(store, clock), open_feishu())
    found.put([task(number) for number in range(40)])
    assert found.mapping.columns
    return found


def _stopped(world: TwoWay, stop: Stop, **choices: bool) -> Report:
    """A sync whose requests end when `stop` is asked."""
    http = partial(Http, limits=Limits(deadline=30.0, silence=30.0), stop=stop)
    with open_source("feishu", world.remote.url, world.remote.base_url, http) as source:
        world.source = source
        return world.sync(stop=stop, **choices)


def _holder(world: TwoWay) -> str:
    return Ledger(world.service, "feishu").ask(Exchange.holder)


def _state(world: TwoWay) -> tuple[object, object]:
    rows = sorted(world.remote.table.records, key=lambda each: str(each["record_id"]))
    return world.state(), [each["fields"] for each in rows]


@ON_A_FILE
def test_stopped_before_any_request_and_run_again_it_ends_the_same(
    world: TwoWay, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.sync()
    for place in range(7):
        stop = Stop()
        world.progress(place, 90 - place)

        with monkeypatch.context() as patch:
            _ask_after(stop, place, patch)
            report = _stopped(world, stop, full=True)

        assert (report.stopped, report.trouble, _holder(world)) == (True, None, "")

    _stopped(world, Stop(), full=True)

    settled = _state(world)
    again = _stopped(world, Stop(), full=True)
    assert (again.created, again.updated, again.pushed, again.clashes) == (0, 0, 0, 0)
    assert (len(world.tasks()), _state(world)) == (40, settled)
    assert [world.cells(number)["进度"] for number in range(3)] == [0.9, 0.89, 0.88]


def _ask_after(stop: Stop, requests: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody wants it to end when so many requests were sent."""
    real, sent = Http._send, [0]

    def counted(self: Http, *given: object) -> object:
        if sent[0] == requests:
            stop.ask()
        sent[0] += 1
        return real(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Http, "_send", counted)


@ON_A_FILE
def test_a_request_that_drags_on_is_cut_off(world: TwoWay) -> None:
    stop = Stop()
    world.remote.fail_next(faults.drip(1.0, head=True), on="/search")
    threading.Timer(0.2, stop.ask).start()

    began = time.monotonic()
    report = _stopped(world, stop)

    assert report.stopped
    assert time.monotonic() - began < 5
    assert _holder(world) == ""


@ON_A_FILE
def test_a_wait_for_a_busy_service_ends_too(world: TwoWay) -> None:
    stop = Stop()
    world.remote.fail_next(faults.too_many("30"), on="/search")
    threading.Timer(0.2, stop.ask).start()

    began = time.monotonic()
    report = _stopped(world, stop)

    assert report.stopped
    assert time.monotonic() - began < 5


def test_who_asked_before_it_began_is_heard() -> None:
    stop, heard = Stop(), []
    stop.ask()

    stop.then(lambda: heard.append(1))

    assert heard == [1]
    with pytest.raises(Stopped):
        stop.look()
