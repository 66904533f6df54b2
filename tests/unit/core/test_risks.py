"""Risks: what has not happened yet; what has is a blocker that goes on from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.blocker import Blocker
from core.domain.command import Command
from core.domain.ids import Kind, RecordId, record_id
from core.domain.intake import TakeBack
from core.domain.people import Function, Person
from core.domain.raci import RaciRow
from core.domain.record import Record
from core.domain.refusal import Conflict, Refused
from core.domain.risk import (
    CloseRisk,
    EditRisk,
    RaiseRisk,
    ReviewRisk,
    Risk,
    RiskStatus,
    TurnRisk,
    risk_urgency,
)
from core.domain.task import LightLevel, Priority
from tests.unit.core.world import LI, WANG, World, task

ONE, OVER = (record_id(Kind.RISK, number) for number in (1, 2))
TASK = record_id(Kind.TASK, 1)
QIAN = Person(
    id=record_id(Kind.PERSON, 4),
    name="钱进",
    dept="项目部",
    functions=(Function.PROJECT_MANAGER,),
)
SUN = Person(id=record_id(Kind.PERSON, 5), name="孙磊", dept="财务部")
KNOWN = Risk(
    id=ONE,
    version=1,
    title="核心工程师离职",
    light=LightLevel.RED,
    owner=WANG,
    decider=LI,
    dept="研发部",
    response="备用工程师",
    tasks=(TASK,),
    impact_scope="联调延期",
)


@pytest.fixture
def world() -> World:
    """K-01 is 王敏's, 李强 decides on it, 钱进 manages, 张伟 is of the lead department."""
    return World.of(
        QIAN,
        SUN,
        task(1, dept="研发部"),
        KNOWN,
        Risk(id=OVER, version=1, title="旧", status=RiskStatus.CLOSED),
    )


def only(records: tuple[Record, ...]) -> Record:
    (record,) = records
    return record


def test_a_risk_says_what_who_and_what_is_done_about_it(world: World) -> None:
    wish = RaiseRisk(
        title="断供", light=LightLevel.RED, owner=LI, response="备选", tasks=(TASK, TASK)
    )

    assert only(world.perform(wish)) == Risk(
        id=RecordId("K-03"),
        version=1,
        updated_at=world.now,
        title="断供",
        light=LightLevel.RED,
        owner=LI,
        response="备选",
        decider=QIAN.id,
        dept="研发部",
        tasks=(TASK,),
        raised_by="张伟",
        raised_at=world.now,
    )


def test_who_answers_for_the_task_decides_on_its_risks(world: World) -> None:
    world.put(RaciRow(id=record_id(Kind.RACI, 1), cells={"研发部": "R", LI: "A"}))

    found = only(world.perform(RaiseRisk(title="断供", tasks=(TASK,))))

    assert isinstance(found, Risk)
    assert found.decider == LI


def test_who_was_named_decides(world: World) -> None:
    found = only(world.perform(RaiseRisk(title="断供", decider=WANG)))

    assert isinstance(found, Risk)
    assert found.decider == WANG


def test_anybody_raises_and_whoever_is_on_the_project_edits(world: World) -> None:
    known, world.actor = world.actor, "路人"
    world.perform(RaiseRisk(title="断供"))

    world.actor = known
    found = only(world.perform(EditRisk(risk=ONE, response="备两名", light=LightLevel.AMBER)))

    assert isinstance(found, Risk)
    assert (found.response, found.light) == ("备两名", LightLevel.AMBER)


def test_a_light_alone_is_an_event_of_its_own(world: World) -> None:
    (event,) = world.decide(EditRisk(risk=ONE, light=LightLevel.GREEN))

    assert (event.kind, event.before, event.after) == (
        "risk.light_set",
        {"light": "red"},
        {"light": "green"},
    )


def test_what_reads_so_already_is_no_change(world: World) -> None:
    assert world.decide(EditRisk(risk=ONE, light=LightLevel.RED, owner=WANG)) == ()


def test_a_review_says_when(world: World) -> None:
    (event,) = world.decide(ReviewRisk(risk=ONE))

    assert event.kind == "risk.reviewed"
    assert event.after == {"reviewed_at": "2026-11-18T01:30:00+00:00"}


def test_what_happened_becomes_a_blocker_that_knows_what_the_risk_knew(world: World) -> None:
    records = world.perform(TurnRisk(risk=ONE, seen=1))

    (blocker,) = (each for each in records if isinstance(each, Blocker))
    (risk,) = (each for each in records if isinstance(each, Risk))
    assert (blocker.title, blocker.priority, blocker.owner) == (
        "核心工程师离职",
        Priority.HIGH,
        WANG,
    )
    assert (blocker.tasks, blocker.responsible_dept) == ((TASK,), "研发部")
    assert (blocker.description, blocker.impact_scope, blocker.attempted_measures) == (
        "核心工程师离职",
        "联调延期",
        "备用工程师",
    )
    assert (blocker.risk, risk.blocker) == (ONE, blocker.id)
    assert (risk.status, risk.version) == (RiskStatus.TURNED, 2)
    assert blocker.reported_at == world.now
    assert [each.event.kind for each in world.log][:2] == ["blocker.raised", "risk.turned"]


@pytest.mark.parametrize("light", [LightLevel.AMBER, LightLevel.GREEN])
def test_what_was_not_red_is_no_high_blocker(world: World, light: LightLevel) -> None:
    world.put(replace(KNOWN, light=light))

    (blocker,) = (e for e in world.perform(TurnRisk(risk=ONE)) if isinstance(e, Blocker))

    assert blocker.priority is Priority.NORMAL


def test_a_task_that_was_taken_back_does_not_stop_it(world: World) -> None:
    world.put(task(1, removed=True))

    (blocker,) = (e for e in world.perform(TurnRisk(risk=ONE)) if isinstance(e, Blocker))

    assert blocker.tasks == ()


def test_turning_is_taken_back_whole(world: World) -> None:
    world.perform(TurnRisk(risk=ONE))

    world.perform(TakeBack(command="c0"))

    risk, blocker = world.records[ONE], world.records[RecordId("B-01")]
    assert replace(risk, version=1, updated_at=None) == KNOWN
    assert blocker.removed


def test_closing_says_why(world: World) -> None:
    (event,) = world.decide(CloseRisk(risk=ONE, reason="已签竞业协议"))

    assert event.kind == "risk.closed"
    assert event.after == {"status": "closed", "remark": "已签竞业协议"}


@pytest.mark.parametrize("command", [TurnRisk(risk=ONE), CloseRisk(risk=ONE, reason="x")])
@pytest.mark.parametrize(
    ("who", "reason"),
    [
        ("王敏", ""),
        ("李强", ""),
        ("钱进", ""),
        ("张伟", ""),
        ("孙磊", "risk-who-may"),
        ("路人", "actor-unknown"),
    ],
)
def test_few_may_end_a_risk(world: World, command: Command, who: str, reason: str) -> None:
    world.actor = who
    if not reason:
        assert world.decide(command)
        return

    with pytest.raises(Refused) as refused:
        world.decide(command)

    assert refused.value.reason == reason
    if reason == "risk-who-may":
        assert refused.value.values["names"] == ("王敏", "李强", "钱进", "张伟")


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (RaiseRisk(title=""), "title-missing"),
        (RaiseRisk(title="x", owner=record_id(Kind.PERSON, 99)), "no-such-person"),
        (RaiseRisk(title="x", decider=record_id(Kind.PERSON, 99)), "no-such-person"),
        (RaiseRisk(title="x", tasks=(record_id(Kind.TASK, 99),)), "no-such-record"),
        (EditRisk(risk=ONE, title=""), "title-missing"),
        (EditRisk(risk=ONE, decider=record_id(Kind.PERSON, 99)), "no-such-person"),
        (EditRisk(risk=ONE, tasks=(record_id(Kind.TASK, 99),)), "no-such-record"),
        (EditRisk(risk=OVER, title="x"), "risk-settled"),
        (ReviewRisk(risk=OVER), "risk-settled"),
        (TurnRisk(risk=OVER), "risk-settled"),
        (CloseRisk(risk=OVER, reason="x"), "risk-settled"),
        (CloseRisk(risk=ONE, reason=""), "reason-missing"),
        (ReviewRisk(risk=TASK), "no-such-record"),
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
        EditRisk(risk=ONE, title="x", seen=2),
        ReviewRisk(risk=ONE, seen=2),
        TurnRisk(risk=ONE, seen=2),
        CloseRisk(risk=ONE, reason="x", seen=2),
    ],
    ids=lambda command: type(command).__name__,
)
def test_a_screen_that_is_out_of_date_is_a_conflict(world: World, command: Command) -> None:
    with pytest.raises(Conflict):
        world.decide(command)


def test_risks_stand_by_light_and_what_was_looked_at_longest_ago_first(world: World) -> None:
    risks = [
        replace(KNOWN, id=record_id(Kind.RISK, 1), light=LightLevel.GREEN),
        replace(KNOWN, id=record_id(Kind.RISK, 2), status=RiskStatus.CLOSED),
        replace(KNOWN, id=record_id(Kind.RISK, 3), reviewed_at=world.now),
        replace(KNOWN, id=record_id(Kind.RISK, 4), reviewed_at=world.now - timedelta(days=3)),
        replace(KNOWN, id=record_id(Kind.RISK, 5), raised_at=world.now - timedelta(days=9)),
    ]

    found = sorted(risks, key=risk_urgency)

    assert [each.id for each in found] == ["K-05", "K-04", "K-03", "K-01", "K-02"]
