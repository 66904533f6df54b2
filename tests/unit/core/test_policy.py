"""Setting how clocks are counted: who may, what can be, and that nothing old moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from core.calendar.sla import Basis
from core.domain.deciding.policies import LONGEST
from core.domain.people import Function, Person, Role
from core.domain.policy import PROCESS, Policy, SetPolicy, in_force
from core.domain.refusal import Refused
from tests.unit.core.world import PEOPLE, ZHANG, World


@pytest.fixture
def world() -> World:
    """张伟 runs the project."""
    world = World.of()
    world.put(replace(PEOPLE[0], functions=(Function.PROJECT_MANAGER,)))
    return world


def set_policy(world: World, **wishes: Any) -> Policy:
    (policy,) = world.perform(SetPolicy(**wishes))
    assert isinstance(policy, Policy)
    return policy


def held(world: World, at: datetime) -> Policy:
    return in_force((each for each in world.records.values() if isinstance(each, Policy)), at)


def test_before_any_policy_the_process_holds(world: World) -> None:
    assert held(world, world.now) is PROCESS


def test_a_policy_holds_from_now_where_no_day_is_named(world: World) -> None:
    policy = set_policy(world, response_minutes=60)

    assert policy.effective_at == world.now
    assert held(world, world.now) == policy
    assert held(world, world.now - timedelta.resolution) is PROCESS


def test_it_keeps_what_it_does_not_name(world: World) -> None:
    set_policy(world, response_minutes=60, basis=Basis.WORKING)
    world.now += timedelta(days=1)
    policy = set_policy(world, solution_minutes=600)

    assert (policy.basis, policy.response_minutes) == (Basis.WORKING, 60)
    assert (policy.solution_minutes, policy.green_minutes) == (600, 120)


def test_one_for_later_keeps_what_will_hold_then(world: World) -> None:
    week = world.now + timedelta(days=7)
    set_policy(world, effective_at=week, response_minutes=30)
    later = set_policy(world, effective_at=week + timedelta(days=1), ack_minutes=0)
    now = set_policy(world, green_minutes=60)

    assert (later.response_minutes, later.ack_minutes) == (30, 0)
    assert now.response_minutes == 120
    assert [held(world, week + timedelta(days=days)).id for days in (-1, 0, 1)] == [
        now.id,
        "CP-01",
        later.id,
    ]


def test_of_two_from_the_same_moment_the_later_wish_holds(world: World) -> None:
    week = world.now + timedelta(days=7)
    set_policy(world, effective_at=week, response_minutes=30)
    second = set_policy(world, effective_at=week, response_minutes=45)

    assert held(world, week) == second


@pytest.mark.parametrize(
    "wishes",
    [{}, {"response_minutes": 120}, {"basis": Basis.NATURAL, "opens": "09:00"}, {"opens": "09"}],
)
def test_what_reads_so_already_is_no_change(world: World, wishes: dict[str, Any]) -> None:
    assert world.decide(SetPolicy(**wishes)) == ()


@pytest.mark.parametrize("name", ["response_minutes", "solution_minutes", "green_minutes"])
@pytest.mark.parametrize("minutes", [-1, 0, LONGEST + 1])
def test_a_clock_runs_a_minute_at_least_and_a_year_at_most(
    world: World, name: str, minutes: int
) -> None:
    with pytest.raises(Refused, match="policy-span"):
        world.decide(replace(SetPolicy(), **{name: minutes}))  # type: ignore[arg-type]


@pytest.mark.parametrize("minutes", [1, LONGEST])
def test_the_shortest_and_the_longest_clock(world: World, minutes: int) -> None:
    assert set_policy(world, response_minutes=minutes).response == timedelta(minutes=minutes)


def test_an_acknowledgement_may_hold_for_ever_but_not_less_than_nothing(world: World) -> None:
    assert set_policy(world, ack_minutes=0).acknowledged is None
    with pytest.raises(Refused, match="policy-span"):
        world.decide(SetPolicy(ack_minutes=-1))


@pytest.mark.parametrize(
    ("opens", "closes"), [("18:00", "09:00"), ("09:00", "09:00"), (None, "08:59"), ("18:00", None)]
)
def test_offices_open_before_they_close(
    world: World, opens: str | None, closes: str | None
) -> None:
    with pytest.raises(Refused, match="policy-hours"):
        world.decide(SetPolicy(opens=opens, closes=closes))


@pytest.mark.parametrize("text", ["", "nine", "24:00", "09:60", "09:00:30", "09:00+08:00", "９点"])
def test_a_time_of_day_that_is_none_is_refused(world: World, text: str) -> None:
    with pytest.raises(Refused, match="policy-hour"):
        world.decide(SetPolicy(opens=text))


def test_hours_are_kept_in_one_form(world: World) -> None:
    policy = set_policy(world, opens="0830", closes="17")

    assert (policy.opens, policy.closes) == ("08:30", "17:00")


def test_nothing_begins_in_the_past(world: World) -> None:
    wish = SetPolicy(effective_at=world.now - timedelta.resolution, response_minutes=60)

    with pytest.raises(Refused, match="policy-in-past"):
        world.decide(wish)
    assert world.decide(replace(wish, effective_at=world.now))


def test_others_are_told_who_may(world: World) -> None:
    world.actor = "王敏"
    with pytest.raises(Refused) as refused:
        world.decide(SetPolicy(response_minutes=60))

    assert refused.value.reason == "policy-who-may"
    assert refused.value.values == {"names": ["张伟"]}


def test_an_administrator_may(world: World) -> None:
    world.put(replace(PEOPLE[1], role=Role.ADMIN))
    world.actor = "王敏"

    assert world.decide(SetPolicy(response_minutes=60))


def test_where_nobody_is_known_who_may_anybody_may() -> None:
    assert World.of().decide(SetPolicy(response_minutes=60))


def test_somebody_who_left_may_not(world: World) -> None:
    manager = world.records[ZHANG]
    assert isinstance(manager, Person)
    world.put(replace(manager, removed=True), replace(PEOPLE[1], role=Role.ADMIN))

    with pytest.raises(Refused, match="actor-unknown"):
        world.decide(SetPolicy(response_minutes=60))


def test_a_policy_that_was_taken_back_holds_no_more(world: World) -> None:
    gone = replace(set_policy(world, response_minutes=60), removed=True)
    world.put(gone)

    assert world.decide(SetPolicy(response_minutes=120)) == ()
