"""The sample project goes into a real store through the service."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import pytest

from core.definitions import defined
from core.domain.form import changed_since
from core.domain.form_checks import missing
from core.domain.form_kind import Act
from core.domain.form_standing import scene_of
from core.domain.ids import Kind
from core.domain.process_clocks import ClockState
from core.domain.refusal import Refused
from core.domain.stages import StageState, page
from core.domain.task import LightLevel
from core.forms import standard
from core.sample import build
from core.store import Store

MISSED = ClockState.BREACHED
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


@pytest.mark.parametrize("language", ["zh", "en"])
def test_with_its_process_every_form_is_whole_and_reads_as_it_was_signed(
    store: Store, language: str
) -> None:
    number = build(store, NOW, language=language, process=True)
    kinds, forms = standard(), store.board(number, NOW).forms.values()
    assert Counter(each.kind for each in forms) == {
        "request": 1,
        "dept_response": 8,
        "charter": 1,
        "goals": 1,
        "plan": 9,
        "progress": 1,
    }
    assert [missing(kinds[each.kind], each.values) for each in forms] == [()] * len(forms)
    assert [each.id for each in forms if changed_since(each, kinds[each.kind])] == []
    for each in forms:
        said = {sign["step"] for sign in each.signs}
        wanted = {step.id for step in kinds[each.kind].steps if step.act is not Act.COLLECT}
        assert said == wanted, each.id


@pytest.mark.parametrize("day", ["2024-10-08T09:30", "2024-10-16T09:30", "2025-02-09T23:10"])
def test_with_its_process_the_page_stands_at_the_work(store: Store, day: str) -> None:
    now = datetime.fromisoformat(f"{day}+08:00")
    board = store.board(build(store, now, process=True), now)
    found = page(board, scene_of(board, defined(), now, "张伟"))
    states = {each.id: each.state for each in found.stages}
    assert [id_ for id_, each in states.items() if each is StageState.DONE] == [
        *("S0", "S1", "S2", "S3", "S4", "S6", "S7")
    ]
    assert found.current is not None
    assert found.current.id == "S8"
    kept = {"C01", "C03", "C11", "C12"}
    assert not [each for each in found.clocks if each.clock in kept and each.state is MISSED]
