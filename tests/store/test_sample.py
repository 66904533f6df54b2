"""The sample project goes into a real store through the service."""

from __future__ import annotations

from datetime import datetime

import pytest

from core.domain.ids import Kind
from core.domain.refusal import Refused
from core.domain.task import LightLevel
from core.sample import build
from core.store import Store

NOW = datetime.fromisoformat("2024-10-16T09:30+08:00")


def test_the_whole_project_stands_on_the_board(store: Store) -> None:
    number = build(store, NOW)
    board = store.board(number, NOW)
    assert board.project.name == "2024Q4新品全国推广"
    assert (len(board.tasks), len(board.blockers), len(board.actions)) == (14, 6, 7)
    assert (board.lights[LightLevel.RED], board.silent) == (3, 3)
    assert len(store.all_of(number, Kind.NOTE)) == 2


def test_the_log_is_in_order_of_time_and_names_who_did_what(store: Store) -> None:
    number = build(store, NOW)
    log = store.history(number, limit=500)
    assert [each.at for each in log] == sorted((each.at for each in log), reverse=True)
    raised = next(each for each in log if each.event.subject == "B-08")
    local = raised.at.astimezone(NOW.tzinfo)
    assert (raised.actor, f"{local:%H:%M}") == ("赵倩", "07:54")


def test_it_takes_few_transactions(store: Store) -> None:
    number = build(store, NOW)
    assert len({each.command for each in store.history(number, limit=500)}) <= 40


def test_it_is_founded_by_whoever_asks_for_it(store: Store) -> None:
    number = build(store, NOW, "Ann", language="en")
    assert store.history(number, limit=500)[-1].actor == "Ann"
    assert store.board(number, NOW).project.name == "2024Q4 national launch"


def test_a_second_one_in_the_same_database_is_refused(store: Store) -> None:
    build(store, NOW)
    with pytest.raises(Refused) as refusal:
        build(store, NOW)
    assert refusal.value.reason == "code-in-use"
