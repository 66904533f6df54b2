"""What the store remembers of syncs: what they did, how often they failed, what is on its way."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from core.domain.action import AddAction
from core.domain.ids import RecordId
from core.service import Service
from core.store import Store
from core.store.exchange import Exchange, LinkRow, Outbound, RunRow, plain_values
from core.store.exchange_sources import entitle, forget, linked
from tests.hand_clock import HandClock
from tests.sync.run_world import new_project


@pytest.fixture
def service(store: Store, clock: HandClock) -> Service:
    """A project with nothing in it."""
    return new_project(store, clock)


def _tell(service: Service, change: Callable[[Exchange], Any], source: str = "feishu") -> Any:
    return service.store.tell(
        lambda connection: change(Exchange(connection, service.project, source))
    )


def test_the_newest_runs_of_each_source_are_kept(
    service: Service, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.store.exchange.KEPT_RUNS", 3)
    for number in range(5):
        run = RunRow(clock(), "张伟", {"pulled": number})
        _tell(service, partial(Exchange.run_noted, run=run))
        _tell(service, partial(Exchange.run_noted, run=run), "teambition")

    kept = _tell(service, lambda each: each.runs(10))

    assert [each.counts for each in kept] == [{"pulled": 4}, {"pulled": 3}, {"pulled": 2}]
    assert kept[0] == RunRow(clock(), "张伟", {"pulled": 4}, "")


def test_failures_are_counted_in_a_row(service: Service, clock: HandClock) -> None:
    counts = []
    _tell(service, lambda each: each.seize("张伟", clock(), clock()))
    for well in (False, False, True):
        _tell(service, lambda each: each.begin_try(clock()))
        _tell(service, partial(Exchange.count_try, well=well))
        (state,) = service.board().sources
        counts.append(state.failures)

    assert counts == [1, 2, 0]
    assert state.tried_at == clock()


def test_what_is_on_its_way_is_known_until_it_is_linked(service: Service, clock: HandClock) -> None:
    service.perform(AddAction(title="补充数据"))
    row = Outbound(RecordId("A-01"), "key-1")
    _tell(service, lambda each: each.leaving(row, clock()))

    assert _tell(service, Exchange.outbound) == [row]
    assert [each.id for each in _tell(service, Exchange.unlinked_actions)] == ["A-01"]

    _tell(service, lambda each: each.add_links([LinkRow("rec1", RecordId("A-01"), {})]))
    _tell(service, lambda each: each.arrived("A-01"))

    assert _tell(service, Exchange.outbound) == []
    assert _tell(service, Exchange.unlinked_actions) == []
    assert list(_tell(service, Exchange.actions)) == ["A-01"]
    assert _tell(service, Exchange.unlinked_actions, "teambition") == []


def test_what_changed_here_lately_is_known_by_its_remote_id(
    service: Service, clock: HandClock
) -> None:
    service.perform(AddAction(title="补充数据"))
    _tell(service, lambda each: each.add_links([LinkRow("rec1", RecordId("A-01"), {})]))
    at = clock()

    assert _tell(service, lambda each: each.changed(at)) == {"rec1"}
    clock.forward(minutes=1)
    later = clock()
    assert _tell(service, lambda each: each.changed(later)) == set()


def test_a_source_is_named_told_with_its_trouble_and_forgotten(
    service: Service, clock: HandClock
) -> None:
    store, project = service.store, service.project
    why = {"path": "计划.xlsx", "rows": (1, 2)}
    _tell(service, lambda each: each.seize("张伟", clock(), clock()), "plan")
    values = plain_values(why)
    _tell(
        service, lambda each: each.note(failed="reason.sheet-missing", failed_with=values), "plan"
    )
    store.tell(entitle, project, "plan", {"title": "计划", "type": "sheet"})

    (state,) = service.board().sources
    assert (state.title, state.type) == ("计划", "sheet")
    assert state.failed_with == {"path": "计划.xlsx", "rows": [1, 2]}

    _tell(service, lambda each: each.add_links([LinkRow("1", RecordId("T-01"), {})]), "plan")
    store.tell(forget, project, "plan")
    assert service.board().sources == ()
    assert store.ask(linked, project) == {"plan": 1}


def test_the_values_of_a_run_that_failed_are_kept(service: Service, clock: HandClock) -> None:
    run = RunRow(clock(), "张伟", {}, "asks.many-ended", {"count": 2, "gone": ["T-01"]})
    _tell(service, partial(Exchange.run_noted, run=run))

    assert _tell(service, lambda each: each.runs(1)) == [run]
