"""What wishes about action items, decisions, milestones and notes come to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.domain.action import (
    ActionItem,
    ActionStatus,
    AddAction,
    AssignAction,
    MoveAction,
    SetActionStatus,
    TurnAction,
)
from core.domain.command import Command
from core.domain.decision import (
    Decision,
    Milestone,
    Note,
    RecordDecision,
    SetMilestone,
    WriteNote,
)
from core.domain.ids import Kind, RecordId, record_id
from core.domain.record import Record
from core.domain.refusal import Conflict, Refused
from tests.unit.core.world import LI, WANG, World, task

ONE, DONE = (record_id(Kind.ACTION, number) for number in (1, 2))
TASK, NO_TASK = record_id(Kind.TASK, 1), record_id(Kind.TASK, 99)
NOBODY = record_id(Kind.PERSON, 99)
LATER = World().now + timedelta(days=2)


@pytest.fixture
def world() -> World:
    """A-01 is open and 王敏's, A-02 is done; there is a task."""
    return World.of(
        ActionItem(id=ONE, version=1, title="交报告", owner=WANG, collaborators=(LI,)),
        ActionItem(id=DONE, version=1, title="旧", status=ActionStatus.DONE),
        task(1),
    )


def written(world: World, command: Command) -> Record:
    (record,) = world.perform(command)
    return replace(record, version=0, updated_at=None)


def test_a_promise_says_who_and_when_and_where(world: World) -> None:
    wish = AddAction(
        title="订样品", owner=WANG, collaborators=(WANG, LI), due=LATER, links=(TASK, TASK)
    )

    assert written(world, wish) == ActionItem(
        id=RecordId("A-03"),
        title="订样品",
        owner=WANG,
        collaborators=(LI,),
        due=LATER,
        links=(TASK,),
        created_by="张伟",
        created_at=world.now,
    )


def test_a_promise_may_be_unclaimed(world: World) -> None:
    assert written(world, AddAction(title="x")).owner is None  # type: ignore[attr-defined]


def test_claiming_moves_the_collaborators_over(world: World) -> None:
    assert written(world, AssignAction(action=ONE, owner=LI)) == ActionItem(
        id=ONE, title="交报告", owner=LI
    )


def test_a_deadline_moves(world: World) -> None:
    (event,) = world.decide(MoveAction(action=ONE, due=LATER))

    assert (event.kind, event.after) == ("action.moved", {"due": "2026-11-20T01:30:00+00:00"})


def test_what_is_handed_in_says_what_it_is(world: World) -> None:
    world.actor = "王敏"
    wish = SetActionStatus(action=ONE, status=ActionStatus.SUBMITTED, remark="附件")

    (event,) = world.decide(wish)

    assert event.kind == "action.submitted"
    assert event.after == {"status": "submitted", "remark": "附件"}


def test_a_done_item_is_reopened_with_a_reason(world: World) -> None:
    wish = SetActionStatus(action=DONE, status=ActionStatus.OPEN, remark="漏了附件")

    (event,) = world.decide(wish)

    assert (event.kind, event.after) == (
        "action.reopened",
        {"status": "open", "remark": "漏了附件"},
    )


def test_a_decision_says_who_decided_and_why(world: World) -> None:
    wish = RecordDecision(title="用乙方案", maker=WANG, grounds="成本低", links=(TASK, ONE))

    assert written(world, wish) == Decision(
        id=RecordId("D-01"),
        title="用乙方案",
        maker=WANG,
        grounds="成本低",
        links=(TASK, ONE),
        decided_at=world.now,
        created_by="张伟",
    )


def test_a_milestone_may_fall_on_a_rest_day(world: World) -> None:
    wish = SetMilestone(title="发布", day=date(2026, 11, 21))

    assert written(world, wish) == Milestone(
        id=RecordId("MS-01"), title="发布", day=date(2026, 11, 21)
    )


def test_a_note_goes_onto_any_record(world: World) -> None:
    assert written(world, WriteNote(subject=ONE, text="见附件", url="https://a.example/x")) == Note(
        id=RecordId("N-01"),
        subject=ONE,
        text="见附件",
        url="https://a.example/x",
        author="张伟",
        written_at=world.now,
    )


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (AddAction(title=""), "title-missing"),
        (AddAction(title="x", owner=NOBODY), "no-such-person"),
        (AddAction(title="x", links=(NO_TASK,)), "no-such-record"),
        (AssignAction(action=DONE, owner=LI), "action-settled"),
        (AssignAction(action=ONE, owner=NOBODY), "no-such-person"),
        (AssignAction(action=TASK, owner=LI), "no-such-record"),
        (MoveAction(action=DONE, due=LATER), "action-settled"),
        (SetActionStatus(action=ONE, status=ActionStatus.CANCELLED), "reason-missing"),
        (SetActionStatus(action=DONE, status=ActionStatus.OPEN), "reason-missing"),
        (SetActionStatus(action=DONE, status=ActionStatus.SUBMITTED), "action-settled"),
        (SetActionStatus(action=DONE, status=ActionStatus.CANCELLED), "action-settled"),
        (SetActionStatus(action=ONE, status=ActionStatus.DONE), "action-not-submitted"),
        (SetActionStatus(action=ONE, status=ActionStatus.ACCEPTED), "action-not-submitted"),
        (TurnAction(action=DONE), "action-settled"),
        (RecordDecision(title=""), "title-missing"),
        (RecordDecision(title="x", maker=NOBODY), "no-such-person"),
        (RecordDecision(title="x", links=(NO_TASK,)), "no-such-record"),
        (SetMilestone(title="", day=date(2026, 11, 21)), "title-missing"),
        (WriteNote(subject=ONE), "note-empty"),
        (WriteNote(subject=ONE, url="file:///etc/passwd"), "link-not-web"),
        (WriteNote(subject=ONE, url="javascript:alert(1)"), "link-not-web"),
        (WriteNote(subject=NO_TASK, text="x"), "no-such-record"),
    ],
    ids=lambda each: each if isinstance(each, str) else type(each).__name__,
)
def test_the_rules_say_no(world: World, command: Command, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        world.decide(command)

    assert refused.value.reason == reason


@pytest.mark.parametrize(
    "command",
    [
        AssignAction(action=ONE, owner=LI, seen=2),
        MoveAction(action=ONE, due=LATER, seen=2),
        SetActionStatus(action=ONE, status=ActionStatus.DONE, seen=2),
    ],
    ids=lambda command: type(command).__name__,
)
def test_a_screen_that_is_out_of_date_is_a_conflict(world: World, command: Command) -> None:
    with pytest.raises(Conflict):
        world.decide(command)
