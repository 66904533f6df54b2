"""Policies in the database: old deadlines stay, and every machine counts by the database's time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from core.calendar.sla import Basis
from core.domain.blocker import Blocker, RaiseBlocker
from core.domain.clocks import Clock
from core.domain.ids import Kind, RecordId
from core.domain.people import AddPerson, EditPerson, Function
from core.domain.policy import PROCESS, Policy, SetPolicy, in_force
from core.domain.project import CreateProject
from core.domain.refusal import Refused
from core.service import Service, create_project
from core.store import Store, open_store
from tests.backends import on_postgres
from tests.hand_clock import HandClock

HOUR = timedelta(hours=1)


def raised(service: Service, title: str = "卡") -> Blocker:
    recorded = service.perform(RaiseBlocker(title=title))
    board = service.board()
    return board.blockers[recorded[0].event.subject]


def set_policy(service: Service, **wishes: Any) -> Policy:
    recorded = service.perform(SetPolicy(**wishes))
    return service.board().policies[recorded[0].event.subject]


def test_a_changed_policy_leaves_old_deadlines_alone(service: Service, clock: HandClock) -> None:
    old = raised(service)
    clock.forward(minutes=1)
    policy = set_policy(service, response_minutes=30, solution_minutes=60)
    new = raised(service)

    board = service.board()
    assert board.blockers[old.id] == old
    assert board.deadline_of(old, Clock.RESPONSE) == clock() + 119 * timedelta(minutes=1)
    assert board.policy_of(old) == PROCESS
    assert board.policy_of(new) == policy
    assert (new.response_due, new.solution_due) == (clock() + HOUR / 2, clock() + HOUR)


def test_one_with_a_day_of_its_own_waits_for_it(service: Service, clock: HandClock) -> None:
    later = clock() + timedelta(days=1)
    policy = set_policy(service, response_minutes=30, effective_at=later)
    before = raised(service)
    clock.at = later - timedelta.resolution
    just_before = raised(service)
    clock.at = later
    after = raised(service)

    assert [each.policy for each in (before, just_before, after)] == [None, None, policy.id]
    assert after.response_due == later + HOUR / 2


def test_the_same_board_comes_step_by_step(service: Service, clock: HandClock) -> None:
    board = service.board()
    set_policy(service, basis=Basis.WORKING)
    raised(service)
    followed = service.catch_up(board)

    assert followed is not None
    whole = service.board()
    assert followed.policies == whole.policies
    assert followed.blocker_order == whole.blocker_order


def test_office_hours_count_make_up_days_of_the_projects_calendar(store: Store) -> None:
    clock = HandClock("2024-09-30T10:30:00+08:00")
    service = founded(store, clock)
    set_policy(service, basis=Basis.WORKING, solution_minutes=18 * 60)
    dues = []
    for text in ("2024-09-30T10:30:00+08:00", "2024-10-11T10:30:00+08:00"):
        clock.set(text)
        due = raised(service).solution_due
        assert due is not None
        dues.append(due.astimezone(clock().tzinfo).isoformat())

    assert dues == ["2024-10-09T10:30:00+08:00", "2024-10-14T10:30:00+08:00"]


def founded(store: Store, clock: HandClock) -> Service:
    """A Chinese project of 2024, run by 张伟."""
    founding = CreateProject(code="q4", name="推广", lead_dept="市场部", start=date(2024, 9, 2))
    service = Service(
        store, create_project(store, founding, actor="张伟", now=clock()), "张伟", clock
    )
    manager = (Function.PROJECT_MANAGER,)
    service.perform(AddPerson(name="张伟", dept="市场部", functions=manager))
    return service


def test_taking_a_policy_back_brings_the_one_before(service: Service, clock: HandClock) -> None:
    set_policy(service, response_minutes=30)
    service.undo()

    assert service.board().policies == {}
    clock.forward(minutes=5)
    assert raised(service).response_due == clock() + PROCESS.response


def test_others_are_told_who_may(service: Service) -> None:
    manager = (Function.PROJECT_MANAGER,)
    service.perform(EditPerson(person=RecordId("P-01"), functions=manager))
    other = Service(service.store, service.project, "王敏", service.now)

    with pytest.raises(Refused, match="policy-who-may"):
        other.perform(SetPolicy(response_minutes=30))
    assert service.all_of(Kind.POLICY) == []


@on_postgres
def test_machines_whose_clocks_disagree_count_by_the_databases_time(service: Service) -> None:
    """A machine that believes in another hour measures how far it is off when it connects."""
    late, early = (open_store(_url(service)) for _ in range(2))
    try:
        late.skew += timedelta(hours=5)
        early.skew -= timedelta(hours=5)
        skewed = [Service(store, service.project, "张伟") for store in (late, early)]
        apart = skewed[0].now() - skewed[1].now()
        assert abs(apart - 10 * HOUR) < timedelta(seconds=5)

        late._measure_skew()
        early._measure_skew()
        boards = [each.board() for each in skewed]
        found = [raised(each) for each in skewed]
        theirs = [each.reported_at for each in found]

        assert theirs[0] is not None
        assert theirs[1] is not None
        assert abs(theirs[1] - theirs[0]) < timedelta(seconds=30)
        for board in boards:
            reading = board.reading_of(found[0], Clock.RESPONSE, board.read_at)
            assert reading is not None
            assert reading.left > 2 * HOUR - timedelta(seconds=30)
    finally:
        late.close()
        early.close()


def _url(service: Service) -> str:
    return service.store.url.render_as_string(hide_password=False)


def test_a_policy_counts_from_the_time_of_the_store_not_of_the_machine(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service.store, "skew", timedelta(hours=3))
    mine = Service(service.store, service.project, "张伟")
    policy = set_policy(mine, response_minutes=30)

    assert policy.effective_at is not None
    assert abs(policy.effective_at - (datetime.now(UTC) + 3 * HOUR)) < timedelta(seconds=30)
    assert in_force([policy], datetime.now(UTC)) is PROCESS
    assert raised(mine).policy == policy.id
