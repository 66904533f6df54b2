"""How much a first pull asks of the database: as often for few rows of a unit as for many."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

from core.store import Store
from sync.carry import UNIT
from tests.hand_clock import HandClock
from tests.sync.conftest import Open
from tests.sync.feishu_data import task
from tests.sync.feishu_service import FeishuService
from tests.sync.run_world import World, new_project

FEW = 20
"""As many as there are people in generated rows."""
A_UNIT = 11
"""Numbers, project, people, departments; tasks, events and what they are numbered; lease, links."""


@contextmanager
def _sent() -> Iterator[list[str]]:
    """The statements that go to a database meanwhile."""
    sent: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def _first_pull(world: World, rows: int) -> int:
    world.put([task(number) for number in range(rows)])
    with _sent() as sent:
        assert world.sync().created == rows
    return len(sent)


def test_a_unit_of_many_rows_sends_as_many_statements_as_one_of_few(
    service: FeishuService, store: Store, clock: HandClock, open_feishu: Open
) -> None:
    few = _first_pull(World(service, new_project(store, clock), open_feishu()), FEW)
    many = _first_pull(World(service, new_project(store, clock, "more"), open_feishu()), UNIT)

    assert many == few


def test_every_further_unit_costs_the_same(
    service: FeishuService, store: Store, clock: HandClock, open_feishu: Open
) -> None:
    one = _first_pull(World(service, new_project(store, clock), open_feishu()), UNIT)
    three = _first_pull(World(service, new_project(store, clock, "more"), open_feishu()), 3 * UNIT)

    assert (three - one) / 2 <= A_UNIT
