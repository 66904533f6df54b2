"""R13: an action item is handed in, accepted by others, and finished by whoever follows it up."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.action import (
    SETTLED,
    ActionItem,
    ActionStatus,
    AddAction,
    AssignAction,
    CarryOver,
    SetActionStatus,
    TurnAction,
)
from core.domain.batch import Batch
from core.domain.blocker import Blocker
from core.domain.decision import Note
from core.domain.ids import Kind, record_id
from core.domain.intake import TakeBack
from core.domain.people import Function, Person, Role
from core.domain.policy import Policy
from core.domain.refusal import Refused
from tests.unit.core.world import LI, WANG, ZHANG, ZONE, World, task

ONE = record_id(Kind.ACTION, 1)
QIAN, SUN, WU = (record_id(Kind.PERSON, number) for number in (4, 5, 6))
STAFF = (
    Person(id=QIAN, name="钱进", functions=(Function.PROJECT_ASSISTANT,)),
    Person(id=SUN, name="孙磊", functions=(Function.COORDINATOR,)),
    Person(id=WU, name="吴刚", role=Role.VIEWER),
)
OPEN, SUBMITTED, ACCEPTED, DONE, CANCELLED = ActionStatus
WHO = {
    SUBMITTED: {"王敏", "李强", "钱进"},
    ACCEPTED: {"张伟", "钱进", "孙磊"},
    DONE: {"张伟", "钱进", "孙磊"},
}
"""张伟 asked for it, 王敏 owns it, 李强 helps."""


def world_at(status: ActionStatus, **values: object) -> World:
    """A-01 stands there."""
    item = ActionItem(
        id=ONE,
        version=1,
        title="交报告",
        owner=WANG,
        collaborators=(LI,),
        status=status,
        created_by="张伟",
    )
    return World.of(*STAFF, replace(item, **values), task(1))  # type: ignore[arg-type]


def tried(world: World, who: str, status: ActionStatus, remark: str = "") -> str:
    """The reason for which somebody is refused; empty where they are not."""
    world.actor = who
    try:
        world.perform(SetActionStatus(action=ONE, status=status, remark=remark))
    except Refused as refused:
        return refused.reason
    return ""


@pytest.mark.parametrize("who", ["张伟", "王敏", "李强", "钱进", "孙磊"])
@pytest.mark.parametrize(
    ("before", "after"),
    [(OPEN, SUBMITTED), (SUBMITTED, ACCEPTED), (SUBMITTED, DONE), (ACCEPTED, DONE)],
)
def test_each_step_has_its_own_people(who: str, before: ActionStatus, after: ActionStatus) -> None:
    refused = tried(world_at(before), who, after)

    assert refused == ("" if who in WHO[after] else f"action-who-may-{after.value}")


def test_a_refusal_names_who_may() -> None:
    world = world_at(SUBMITTED)
    world.actor = "王敏"

    with pytest.raises(Refused) as refused:
        world.decide(SetActionStatus(action=ONE, status=DONE))

    assert refused.value.values == {"id": "A-01", "names": ("钱进", "孙磊", "张伟")}


def test_many_names_are_cut_short() -> None:
    crowd = [
        Person(id=record_id(Kind.PERSON, number), name=f"员工{number}") for number in range(20, 30)
    ]
    world = world_at(SUBMITTED)
    world.put(*crowd)
    world.actor = "王敏"

    with pytest.raises(Refused) as refused:
        world.decide(SetActionStatus(action=ONE, status=ACCEPTED))

    assert refused.value.values["names"] == (
        "张伟",
        "钱进",
        "孙磊",
        "员工20",
        "员工21",
        "员工22",
        "…",
    )


@pytest.mark.parametrize("after", [SUBMITTED, ACCEPTED, DONE])
def test_who_is_not_on_the_project_is_told_to_be_added(after: ActionStatus) -> None:
    before = OPEN if after is SUBMITTED else SUBMITTED

    assert tried(world_at(before), "路人", after) == "actor-unknown"


def test_the_manager_does_not_finish_what_they_own() -> None:
    world = world_at(SUBMITTED, owner=QIAN, collaborators=())

    assert tried(world, "钱进", DONE) == "action-who-may-done"
    assert tried(world, "张伟", DONE) == ""


def test_where_nobody_follows_up_anybody_else_finishes() -> None:
    world = world_at(SUBMITTED, created_by="王敏")
    for each in STAFF:
        del world.records[each.id]

    assert tried(world, "王敏", DONE) == "action-who-may-done"
    assert tried(world, "张伟", DONE) == ""


def test_who_is_alone_is_told_what_to_do() -> None:
    world = world_at(SUBMITTED, created_by="王敏", collaborators=())
    for each in (ZHANG, LI, *(one.id for one in STAFF)):
        del world.records[each]

    assert tried(world, "王敏", DONE) == "action-nobody-may"


def test_a_policy_lets_owners_close_their_own() -> None:
    world = world_at(OPEN)
    world.put(
        Policy(id=record_id(Kind.POLICY, 1), effective_at=_before(world), owner_may_close=True)
    )

    assert [tried(world, "王敏", each) for each in (SUBMITTED, ACCEPTED, DONE)] == ["", "", ""]


def test_a_policy_to_come_does_not_let_them_yet() -> None:
    world = world_at(SUBMITTED)
    later = world.now + timedelta(days=1)
    world.put(Policy(id=record_id(Kind.POLICY, 1), effective_at=later, owner_may_close=True))

    assert tried(world, "王敏", DONE) == "action-who-may-done"


def _before(world: World) -> datetime:
    return world.now - timedelta(days=1)


def test_what_was_accepted_is_not_handed_in_again() -> None:
    assert tried(world_at(ACCEPTED), "王敏", SUBMITTED) == "action-accepted"


def test_what_was_handed_in_goes_back_with_a_reason() -> None:
    assert tried(world_at(SUBMITTED), "张伟", OPEN) == "reason-missing"
    assert tried(world_at(SUBMITTED), "张伟", OPEN, "缺附件") == ""


def test_handing_in_again_says_more_of_it() -> None:
    world = world_at(SUBMITTED, remark="初稿")

    assert tried(world, "王敏", SUBMITTED, "终稿") == ""
    assert world.records[ONE].remark == "终稿"  # type: ignore[attr-defined]


def test_the_same_step_twice_is_no_change() -> None:
    world = world_at(DONE)
    world.actor = "王敏"

    assert world.decide(SetActionStatus(action=ONE, status=DONE)) == ()


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["张伟", "王敏", "李强", "钱进", "孙磊"]),
            st.sampled_from([*ActionStatus]),
        ),
        max_size=12,
    )
)
def test_no_way_leads_an_owner_to_done_by_themselves(steps: list[tuple[str, ActionStatus]]) -> None:
    world = world_at(OPEN)

    for who, status in steps:
        tried(world, who, status, "因为")

    finished = [each for each in world.log if each.event.after.get("status") == "done"]
    assert "王敏" not in {each.actor for each in finished}
    for each in finished:
        assert each.event.before["status"] in ("submitted", "accepted")


def test_anybody_claims_what_nobody_has() -> None:
    world = world_at(OPEN, owner=None, collaborators=())
    world.actor = "李强"

    (event,) = world.decide(AssignAction(action=ONE, owner=LI))

    assert (event.kind, event.after) == ("action.claimed", {"owner": LI})


def test_giving_it_to_somebody_is_no_claim() -> None:
    world = world_at(OPEN, owner=None, collaborators=())

    (event,) = world.decide(AssignAction(action=ONE, owner=LI))

    assert event.kind == "action.assigned"


def test_what_nobody_has_is_claimed_before_it_is_handed_in() -> None:
    world = world_at(OPEN, owner=None, collaborators=())

    assert tried(world, "李强", SUBMITTED) == "action-unclaimed"
    assert tried(world, "钱进", SUBMITTED) == ""


def test_carrying_over_twice_suggests_a_blocker() -> None:
    world = world_at(OPEN)

    for times in (1, 2):
        (item,) = world.perform(CarryOver(actions=(ONE, ONE)))
        assert isinstance(item, ActionItem)
        assert (item.carried, item.stuck) == (times, times == 2)


@pytest.mark.parametrize("status", [each for each in ActionStatus if each is not OPEN])
def test_what_was_delivered_is_not_carried_and_not_stuck(status: ActionStatus) -> None:
    world = world_at(status, carried=5)

    assert world.decide(CarryOver(actions=(ONE,))) == ()
    assert not world.records[ONE].stuck  # type: ignore[attr-defined]


def test_what_is_stuck_becomes_a_blocker_and_each_names_the_other() -> None:
    world = world_at(OPEN, carried=2, links=(record_id(Kind.TASK, 1),))

    records = world.perform(
        TurnAction(action=ONE, tasks=(record_id(Kind.TASK, 1),), note="结转 2 次")
    )

    (blocker,) = (each for each in records if isinstance(each, Blocker))
    assert (blocker.title, blocker.owner, blocker.collaborators) == ("交报告", WANG, (LI,))
    assert blocker.tasks == ("T-01",)
    notes = {each.subject: each.text for each in records if isinstance(each, Note)}
    assert notes == {"A-01": "结转 2 次 B-01", "B-01": "结转 2 次 A-01"}
    assert world.records[ONE].status is OPEN  # type: ignore[attr-defined]


def test_turning_it_is_taken_back_whole() -> None:
    world = world_at(OPEN, carried=2)
    world.perform(TurnAction(action=ONE, note="结转 2 次"))

    world.perform(TakeBack(command="c0"))

    gone = [each for each in world.records.values() if isinstance(each, Blocker | Note)]
    assert len(gone) == 3
    assert all(each.removed for each in gone)


def test_several_are_finished_at_once() -> None:
    world = world_at(SUBMITTED)
    world.perform(AddAction(title="另一个", owner=WANG))
    wishes = (
        SetActionStatus(action=ONE, status=DONE),
        AssignAction(action=record_id(Kind.ACTION, 2), owner=LI),
    )

    records = world.perform(Batch(commands=wishes))

    assert [each.id for each in records] == ["A-01", "A-02"]


@pytest.mark.parametrize(
    ("now", "late"),
    [
        ("2026-11-18T17:59+08:00", False),
        ("2026-11-18T23:59+08:00", False),
        ("2026-11-18T16:00+00:00", True),
        ("2026-11-19T00:00+08:00", True),
    ],
)
def test_an_item_is_overdue_when_the_day_is_over_where_the_project_is(now: str, late: bool) -> None:
    due = datetime(2026, 11, 18, 18, tzinfo=ZONE)
    item = ActionItem(id=ONE, title="x", due=due)

    assert item.overdue(datetime.fromisoformat(now), ZONE) is late
    assert not any(
        replace(item, status=each).overdue(datetime.fromisoformat(now), ZONE) for each in SETTLED
    )
