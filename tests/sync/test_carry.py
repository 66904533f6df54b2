"""A sync that is stopped anywhere, and run again, ends the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from core.service import Service
from core.store import Store
from core.store.exchange import Exchange
from core.store.unit import Unit
from sync.ledger import Ledger
from tests.hand_clock import HandClock
from tests.sync.conftest import Open
from tests.sync.feishu_data import task
from tests.sync.feishu_service import FeishuService
from tests.sync.run_world import LATER, World, linked_columns, links, new_project

ROWS = 5


class Killed(BaseException):
    """The process is gone: nothing is tidied up."""


@pytest.fixture
def world(
    service: FeishuService,
    store: Store,
    clock: HandClock,
    open_feishu: Open,
    monkeypatch: pytest.MonkeyPatch,
) -> World:
    """Five rows there, one waiting for the last; units of two."""
    monkeypatch.setattr("sync.carry.UNIT", 2)
    found = World(service, new_project(store, clock), open_feishu())
    service.table.columns = linked_columns()
    found.put([task(number, 前置任务=links(4) if number == 0 else None) for number in range(ROWS)])
    assert "title" in found.mapping.columns
    return found


def _edit(world: World) -> None:
    """Every row changes there, one comes, two go."""
    rows = [
        task(number, modified=LATER, 优先级="P3" if number % 4 != 3 else "P0")
        for number in range(ROWS + 1)
    ]
    world.put(rows[2:])


def _twin(world: World, clock: HandClock) -> World:
    service = new_project(world.service.store, clock, code="undisturbed")
    return World(world.remote, service, world.source, chosen=world.mapping)


POINTS: dict[str, tuple[type, str]] = {
    "writing records": (Unit, "write"),
    "adding links": (Exchange, "add_links"),
    "changing links": (Exchange, "change_links"),
    "between units": (Ledger, "keep"),
    "after a unit": (Service, "perform_with"),
    "giving the lease back": (Exchange, "release"),
}


def _kill(monkeypatch: pytest.MonkeyPatch, point: str, count: int, *, late: bool) -> None:
    """The process dies at the `count`-th time it gets to `point`, or right `late`r."""
    cls, name = POINTS[point]
    real, left = getattr(cls, name), [count]

    def dying(self: Any, *given: Any, **named: Any) -> Any:
        left[0] -= 1
        if left[0] == 0 and not late:
            raise Killed
        answer = real(self, *given, **named)
        if left[0] == 0:
            raise Killed
        return answer

    monkeypatch.setattr(cls, name, dying)
    monkeypatch.setattr(Ledger, "give_back", _only_if(name == "release", Ledger.give_back))


def _only_if(alive: bool, real: Callable[..., None]) -> Callable[..., None]:
    return real if alive else lambda self, **outcome: None


@pytest.mark.parametrize("late", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("point", POINTS)
def test_killed_anywhere_and_run_again_it_ends_the_same(
    point: str, late: bool, world: World, clock: HandClock
) -> None:
    other = _twin(world, clock)
    for edited in (False, True):
        if edited:
            _edit(world)
        other.sync(agreed=True)
        for count in range(1, 12):
            with pytest.MonkeyPatch.context() as patch:
                _kill(patch, point, count, late=late)
                try:
                    world.sync(agreed=True)
                except Killed:
                    clock.forward(minutes=7)
                    continue
            break
        clock.forward(minutes=7)
        world.sync(agreed=True)
        assert world.state() == other.state()
    before = world.events()
    world.sync(full=True)
    assert world.events() == before
