"""Risks and stuck promises on both databases: what turns into a blocker keeps its past."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.domain.action import ActionStatus, AddAction, AssignAction, SetActionStatus, TurnAction
from core.domain.blocker import Blocker
from core.domain.decision import WriteNote
from core.domain.ids import Kind, RecordId, record_id
from core.domain.policy import Policy
from core.domain.record import Record
from core.domain.refusal import Refused
from core.domain.risk import CloseRisk, EditRisk, RaiseRisk, ReviewRisk, Risk, RiskStatus, TurnRisk
from core.domain.task import LightLevel
from core.service import Service

ONE, TWO = RecordId("K-01"), RecordId("K-02")
ACTION, BLOCKER = RecordId("A-01"), RecordId("B-01")
TASK = record_id(Kind.TASK, 2)
ZHANG, WANG, LI = (record_id(Kind.PERSON, number) for number in (1, 2, 3))


@pytest.fixture
def risky(service: Service) -> Service:
    """The small project with one risk of 王敏's."""
    service.perform(
        RaiseRisk(
            title="样机供应中断",
            light=LightLevel.RED,
            owner=WANG,
            decider=ZHANG,
            tasks=(TASK,),
            response="备选供应商",
            impact_scope="打样",
        )
    )
    return service


def kept(service: Service, identity: RecordId) -> Record:
    (record,) = service.store.records(service.project, [identity])
    return record


def test_a_risk_is_on_the_board_as_it_was_raised(risky: Service) -> None:
    board = risky.board()

    found = board.record(ONE)

    assert isinstance(found, Risk)
    assert (found.title, found.dept, found.decider) == ("样机供应中断", "研发部", ZHANG)
    assert found == kept(risky, ONE)


def test_every_change_of_a_risk_is_logged_and_taken_back(risky: Service) -> None:
    before = kept(risky, ONE)
    for wish in (
        EditRisk(risk=ONE, light=LightLevel.AMBER),
        EditRisk(risk=ONE, response="双供应商"),
        ReviewRisk(risk=ONE),
        CloseRisk(risk=ONE, reason="已签备选"),
    ):
        risky.perform(wish)
    for _ in range(4):
        risky.undo()

    after = kept(risky, ONE)

    assert replace(after, version=0, updated_at=None) == replace(before, version=0, updated_at=None)
    kinds = [each.event.kind for each in reversed(risky.history([ONE]))]
    assert kinds[:5] == [
        "risk.raised",
        "risk.light_set",
        "risk.edited",
        "risk.reviewed",
        "risk.closed",
    ]
    assert kinds[5:] == ["risk.undone"] * 4


def test_what_happened_is_a_blocker_with_the_past_of_its_risk(risky: Service) -> None:
    risky.perform(WriteNote(subject=ONE, text="供应商已裁员"))

    risky.perform(TurnRisk(risk=ONE))

    blocker, risk = kept(risky, BLOCKER), kept(risky, ONE)
    assert isinstance(blocker, Blocker)
    assert isinstance(risk, Risk)
    assert (blocker.risk, risk.blocker, risk.status) == (ONE, BLOCKER, RiskStatus.TURNED)
    assert (blocker.impact_scope, blocker.attempted_measures) == ("打样", "备选供应商")
    assert blocker.response_due is not None
    assert [each.text for each in risky.notes_on(ONE)] == ["供应商已裁员"]
    past = [each.event.kind for each in risky.history([BLOCKER, ONE])]
    assert {"blocker.raised", "risk.turned", "risk.raised"} <= set(past)


def test_one_undo_makes_it_a_risk_again(risky: Service) -> None:
    risky.perform(TurnRisk(risk=ONE))

    risky.undo()

    board = risky.board()
    assert BLOCKER not in board.blockers
    assert board.risks[ONE].status is RiskStatus.OPEN
    assert board.risks[ONE].blocker is None


def test_a_risk_turns_once(risky: Service) -> None:
    risky.perform(TurnRisk(risk=ONE))

    with pytest.raises(Refused) as refused:
        Service(risky.store, 1, "王敏", risky.now).perform(TurnRisk(risk=ONE))

    assert refused.value.reason == "risk-settled"
    assert len(risky.board().blockers) == 1


def test_the_accountable_one_of_the_task_decides_on_a_new_risk(service: Service) -> None:
    from core.domain.raci import FillRaci, Letter

    service.perform(FillRaci(task=TASK, party=LI, letter=Letter.A))
    service.perform(RaiseRisk(title="断供", tasks=(TASK,)))

    assert service.board().risks[ONE].decider == LI


def test_a_stuck_promise_becomes_a_blocker_with_notes_on_both(service: Service) -> None:
    service.perform(AddAction(title="签合同", owner=LI, links=(TASK,)))

    service.perform(TurnAction(action=ACTION, tasks=(TASK,), note="结转 2 次"))

    blocker = kept(service, BLOCKER)
    assert isinstance(blocker, Blocker)
    assert (blocker.title, blocker.owner, blocker.tasks) == ("签合同", LI, (TASK,))
    assert [each.text for each in service.notes_on(ACTION)] == ["结转 2 次 B-01"]
    assert [each.text for each in service.notes_on(BLOCKER)] == ["结转 2 次 A-01"]
    service.undo()
    assert service.notes_on(ACTION) == service.notes_on(BLOCKER) == ()
    assert BLOCKER not in service.board().blockers


def test_an_action_item_goes_round_with_the_right_people(service: Service) -> None:
    others = {name: Service(service.store, 1, name, service.now) for name in ("王敏", "李强")}
    service.perform(AddAction(title="签合同"))
    others["李强"].perform(AssignAction(action=ACTION, owner=LI))
    others["李强"].perform(SetActionStatus(action=ACTION, status=ActionStatus.SUBMITTED))
    with pytest.raises(Refused, match="action-who-may-done"):
        others["李强"].perform(SetActionStatus(action=ACTION, status=ActionStatus.DONE))
    others["王敏"].perform(SetActionStatus(action=ACTION, status=ActionStatus.ACCEPTED))
    service.perform(SetActionStatus(action=ACTION, status=ActionStatus.DONE))

    kinds = [each.event.kind for each in reversed(service.history([ACTION]))]

    assert kinds == [
        "action.added",
        "action.claimed",
        "action.submitted",
        "action.accepted",
        "action.done",
    ]


def test_owners_close_their_own_where_the_policy_of_the_project_says_so(service: Service) -> None:
    from core.domain.intake import BringIn

    policy = Policy(id=record_id(Kind.POLICY, 1), effective_at=service.now(), owner_may_close=True)
    service.perform(BringIn(records=(policy,)))
    service.perform(AddAction(title="签合同", owner=ZHANG))

    for status in (ActionStatus.SUBMITTED, ActionStatus.DONE):
        service.perform(SetActionStatus(action=ACTION, status=status))

    assert service.board().actions[ACTION].status is ActionStatus.DONE
