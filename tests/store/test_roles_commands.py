"""Every wish tried by everybody, through the one door that keys, command line and sync share.

Nothing is kept: what a wish would come to is undone before the next one is tried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NoReturn

import pytest

from core.domain import action, blocker, decision, form, meeting_wishes, message, people, risk, task
from core.domain.archiving import ArchiveProject, ReopenProject
from core.domain.batch import Batch
from core.domain.clash import Choice, SettleClash
from core.domain.command import RULES
from core.domain.decision import Milestone
from core.domain.ids import Kind, RecordId, record_id
from core.domain.intake import BringIn, TakeBack, TakeIn, Taken
from core.domain.leaving import LeaveProject, ReturnToProject
from core.domain.meeting import MeetingKind, Presence
from core.domain.people import Function, Role
from core.domain.policy import Policy, SetPolicy
from core.domain.raci import FillRaci, FillRow, Letter
from core.domain.refusal import Refused
from core.domain.reminder_day import Remind
from core.domain.speaking import said_for_others
from core.service import Service
from core.store import open_store
from tests.hand_clock import HandClock
from tests.store.roles_stage import (
    ACTION,
    AHEAD,
    ANSWER,
    ANSWERED,
    APPROVED,
    CARRIED,
    CHANGE,
    CLOSED,
    DRAFT,
    FILLED,
    GOING,
    HANDED_IN,
    HELD,
    KNOWN,
    LET_THROUGH,
    OPEN,
    OPINION,
    OWNER,
    REVIEWED,
    SLEEPING,
    SOLVED,
    SPARE,
    STUCK,
    TASK,
    WAITING,
    raised,
)

NOW = HandClock()()
LATER = NOW + timedelta(days=1)
DAY = date(2026, 12, 1)
DEPT = record_id(Kind.DEPARTMENT, 1)
MEMBER, REPORTER = (record_id(Kind.PERSON, each) for each in (4, 8))
CLASH, RISK, POINT = (record_id(each, 1) for each in (Kind.CLASH, Kind.RISK, Kind.POINT))
ITEM, NEXT = (record_id(Kind.AGENDA_ITEM, each) for each in (1, 2))
STATUS = action.ActionStatus

ALL = frozenset(KNOWN)
STEWARDS = frozenset({"管理", "经理"})
CHAIRS = STEWARDS | {"主持"}
SOLVING = STEWARDS | {"负责", "主导"}
"""Who has a blocker in hand: its owner, its department, the lead department, the stewards."""


def only(*names: str) -> frozenset[str]:
    """These and nobody else."""
    return frozenset(names)


ROWS: tuple[tuple[Any, frozenset[str], str], ...] = (
    # People: who may do what is said by those who run the project.
    (people.AddDepartment(name="法务部"), ALL | {"路人"}, ""),
    (people.EditDepartment(department=DEPT, timezone="Europe/London"), ALL, ""),
    (people.AddPerson(name="新人"), ALL | {"路人"}, ""),
    (people.AddPerson(name="新人", role=Role.ADMIN), only("管理"), "rights-admins"),
    (
        people.AddPerson(name="新人", functions=(Function.DEPT_HEAD,)),
        STEWARDS,
        "rights-stewards",
    ),
    (people.EditPerson(person=MEMBER, role=Role.ADMIN), only("管理"), "rights-admins"),
    (people.EditPerson(person=MEMBER, role=Role.VIEWER), only("管理"), "rights-admins"),
    (people.EditPerson(person=MEMBER, dept="市场部"), STEWARDS, "rights-stewards"),
    (people.EditPerson(person=MEMBER, aliases=("小成",)), STEWARDS, "rights-stewards"),
    (
        people.EditPerson(person=MEMBER, functions=(Function.PROJECT_MANAGER,)),
        STEWARDS,
        "rights-stewards",
    ),
    (people.EditPerson(person=MEMBER, timezone="Asia/Tokyo"), ALL, ""),
    (people.EditPerson(person=MEMBER, remote_ids={"feishu": "ou"}), ALL | {"路人"}, ""),
    (LeaveProject(person=MEMBER), STEWARDS, "rights-stewards"),
    # The project and its rules.
    (SetPolicy(response_minutes=60), STEWARDS, "policy-who-may"),
    (ArchiveProject(despite_open=True), STEWARDS, "archive-who"),
    (ReopenProject(), only("管理"), "reopen-who"),
    (BringIn(records=(Policy(id=RecordId("CP-01")),)), STEWARDS, "rights-stewards"),
    (
        BringIn(records=(people.Person(id=RecordId("P-50"), name="新", role=Role.ADMIN),)),
        only("管理"),
        "rights-admins",
    ),
    (
        BringIn(records=(Milestone(id=RecordId("MS-50"), title="上市", day=DAY),)),
        ALL | {"路人"},
        "",
    ),
    # Tasks and what is captured: members edit (process 1.8).
    (task.AddTask(title="新任务"), ALL | {"路人"}, ""),
    (task.SetProgress(task=TASK, actual=10), ALL, ""),
    (task.SetStatus(task=TASK, status=task.TaskStatus.DOING), ALL, ""),
    (task.AssignTask(task=TASK, owner=MEMBER), ALL, ""),
    (task.MoveTask(task=TASK, due=DAY, reason="缺料"), ALL, ""),
    (task.SetLight(task=TASK, light=task.LightLevel.RED, reason="缺料"), ALL, ""),
    (task.EditTask(task=TASK, title="打样二"), ALL, ""),
    (FillRaci(task=TASK, party=OWNER, letter=Letter.A), ALL, ""),
    (FillRow(task=TASK, cells={OWNER: "A"}), ALL, ""),
    (decision.SetMilestone(title="上市", day=DAY), ALL, ""),
    (decision.RecordDecision(title="先上华东"), ALL | {"路人"}, ""),
    (decision.WriteNote(subject=TASK, text="看样"), ALL | {"路人"}, ""),
    (SettleClash(clash=CLASH, choice=Choice.THEIRS), ALL, ""),
    (TakeIn(source="plan", items=(Taken("r9", {"title": "新"}),)), ALL | {"路人"}, ""),
    # Blockers (R14, R16).
    (blocker.RaiseBlocker(title="断电"), ALL | {"路人"}, ""),
    (blocker.Acknowledge(blocker=OPEN), SOLVING, "blocker-who-may"),
    (blocker.AssignBlocker(blocker=OPEN, owner=MEMBER), SOLVING | {"发觉"}, "blocker-who-may"),
    (blocker.EditBlocker(blocker=OPEN, title="断货二"), ALL, ""),
    (blocker.StartWork(blocker=OPEN), SOLVING, "blocker-who-may"),
    (blocker.Escalate(blocker=OPEN), SOLVING | {"发觉"}, "blocker-who-may"),
    (blocker.SolveBlocker(blocker=OPEN, text="调货"), SOLVING, "blocker-who-may"),
    (blocker.SubmitBlocker(blocker=SPARE), only("负责"), "blocker-who-may"),
    (blocker.VerifyBlocker(blocker=SOLVED), only("主导"), "blocker-who-verifies"),
    (
        blocker.SnoozeBlocker(blocker=OPEN, until=LATER, reason="等货"),
        SOLVING,
        "blocker-who-may",
    ),
    (blocker.WakeBlocker(blocker=SLEEPING), SOLVING | {"发觉"}, "blocker-who-may"),
    (blocker.OpenGreenChannel(blocker=OPEN), only("主导", "经理"), "blocker-who-may"),
    (blocker.MergeBlocker(blocker=OPEN, into=SPARE), SOLVING | {"发觉"}, "blocker-who-may"),
    (blocker.ReopenBlocker(blocker=CLOSED, reason="又断"), SOLVING | {"发觉"}, "blocker-who-may"),
    (blocker.RingBlocker(blocker=OPEN), ALL, ""),
    (blocker.SoundAlarm(blocker=OPEN, clock="response"), ALL, ""),
    # Risks.
    (risk.RaiseRisk(title="汇率"), ALL | {"路人"}, ""),
    (risk.EditRisk(risk=RISK, title="汇率二"), ALL, ""),
    (risk.ReviewRisk(risk=RISK), ALL, ""),
    (risk.TurnRisk(risk=RISK), only("负责", "经理", "主导"), "risk-who-may"),
    (risk.CloseRisk(risk=RISK, reason="过了"), only("负责", "经理", "主导"), "risk-who-may"),
    # Action items (R13).
    (action.AddAction(title="催货"), ALL | {"路人"}, ""),
    (
        action.AssignAction(action=ACTION, owner=REPORTER),
        STEWARDS | {"负责", "发觉", "主导"},
        "action-who-may-assign",
    ),
    (action.MoveAction(action=ACTION, due=LATER), ALL, ""),
    (
        action.SetActionStatus(action=ACTION, status=STATUS.SUBMITTED),
        only("负责", "经理"),
        "action-who-may-submitted",
    ),
    (
        action.SetActionStatus(action=HANDED_IN, status=STATUS.ACCEPTED),
        ALL - {"负责"},
        "action-who-may-accepted",
    ),
    (
        action.SetActionStatus(action=LET_THROUGH, status=STATUS.DONE),
        only("经理", "发觉"),
        "action-who-may-done",
    ),
    (action.CarryOver(actions=(ACTION,)), ALL, ""),
    (action.TurnAction(action=ACTION), ALL, ""),
    # Meetings: whoever sits in the chair, and who runs the project (process 1.8).
    (meeting_wishes.PlanMeeting(kind=MeetingKind.WEEKLY, starts_at=LATER), ALL, ""),
    (meeting_wishes.GoToItem(meeting=GOING, item=NEXT), CHAIRS, "meeting-who-may"),
    (meeting_wishes.SkipItem(meeting=GOING, item=NEXT), CHAIRS, "meeting-who-may"),
    (meeting_wishes.PauseMeeting(meeting=GOING), CHAIRS, "meeting-who-may"),
    (meeting_wishes.ResumeMeeting(meeting=GOING), CHAIRS, "meeting-who-may"),
    (meeting_wishes.GoOn(meeting=GOING), CHAIRS, "meeting-who-may"),
    (meeting_wishes.ReadBack(meeting=GOING), CHAIRS, "meeting-who-may"),
    (meeting_wishes.EndMeeting(meeting=GOING, unread=True), CHAIRS, "meeting-who-may"),
    (
        meeting_wishes.SetAttendance(meeting=GOING, person=OWNER, how=Presence.ABSENT),
        CHAIRS | {"负责"},
        "meeting-who-may",
    ),
    (meeting_wishes.HandOver(meeting=GOING, facilitator=MEMBER), CHAIRS, "chair-taken"),
    (meeting_wishes.KeepMeeting(meeting=GOING), ALL, ""),
    (meeting_wishes.EditMeeting(meeting=AHEAD, title="周会"), CHAIRS, "meeting-who-may"),
    (meeting_wishes.CancelMeeting(meeting=AHEAD, reason="放假"), CHAIRS, "meeting-who-may"),
    (
        meeting_wishes.AddAgendaItem(meeting=GOING, slot=meeting_wishes.Slot(title="丙")),
        CHAIRS,
        "meeting-who-may",
    ),
    (
        meeting_wishes.EditAgendaItem(meeting=GOING, item=NEXT, title="丁"),
        CHAIRS,
        "meeting-who-may",
    ),
    (meeting_wishes.DropAgendaItem(meeting=GOING, item=NEXT), CHAIRS, "meeting-who-may"),
    (meeting_wishes.MakePoint(text="停一停"), ALL | {"路人"}, ""),
    (meeting_wishes.SettlePoint(point=POINT), ALL, ""),
    (meeting_wishes.WriteMinutes(meeting=HELD, text="纪要"), CHAIRS, "meeting-who-may"),
    (meeting_wishes.SendMinutes(meeting=HELD, text="纪要"), CHAIRS, "meeting-who-may"),
    (meeting_wishes.SendAgenda(meeting=AHEAD, text="议程"), CHAIRS, "meeting-who-may"),
    (meeting_wishes.ConfirmMinutes(meeting=HELD), CHAIRS | {"负责"}, "minutes-who-may"),
    (meeting_wishes.CloseMinutes(meeting=HELD), ALL, ""),
    (meeting_wishes.SetSeries(kind=MeetingKind.STANDUP, minutes=20), ALL, ""),
    # Messages: programs carry them, in anybody's name.
    (message.ClaimMessage(message=WAITING, holder="h"), ALL, ""),
    (message.PartSent(message=CARRIED, holder="h", parts=1), ALL, ""),
    (message.MessageSent(message=CARRIED, holder="h"), ALL, ""),
    (message.MessageFailed(message=CARRIED, holder="h", failure="x"), ALL, ""),
    (message.DoubtMessage(message=CARRIED), ALL, ""),
    (message.RetryMessage(message=STUCK), ALL, ""),
    (Remind(about="overdue", to=(OWNER,)), ALL, ""),
    # Forms: who writes, who signs; changes only by who approved at first (R15).
    (form.OpenForm(kind="change"), ALL, ""),
    (form.FillForm(form=DRAFT, values={"goal": "三千家"}), STEWARDS | {"主导"}, "form-who-writes"),
    (form.WithdrawForm(form=DRAFT), STEWARDS | {"主导"}, "form-who-writes"),
    (form.SubmitForm(form=FILLED), STEWARDS | {"主导"}, "form-who-writes"),
    (form.SignForm(form=REVIEWED), only("主导"), "form-who-signs"),
    (form.SignForm(form=APPROVED), only("审批"), "form-who-signs"),
    (form.SignForm(form=ANSWERED), only("主导"), "form-who-signs"),
    (form.SignForm(form=ANSWERED, agrees=False, remark="不"), only("主导"), "form-who-signs"),
    (form.OpenForm(kind="acceptance", subject=TASK), STEWARDS | {"负责"}, "form-who-writes"),
    (form.OpenForm(kind="goals"), STEWARDS, "form-who-writes"),
    (form.SignForm(form=CHANGE, agrees=False, remark="不改"), only("审批"), "form-who-signs"),
)
FOR_OTHERS: tuple[tuple[Any, str], ...] = (
    (form.OpenForm(kind="plan", dept="研发部"), "负责"),
    (form.FillForm(form=ANSWER, values={"resources": "无"}), "主导"),
    (form.SubmitForm(form=ANSWER), "主导"),
    (form.FillForm(form=OPINION, values={"judged": "可"}), "成员"),
)
"""What is written for a department or a person, and who writes it in their own name."""
ELSEWHERE = {meeting_wishes.StartMeeting, ReturnToProject}
"""What the stage has no room for, as a meeting goes on there and nobody left: tried apart."""

OPEN_TO_ALL = (people.AddPerson, BringIn)
"""What somebody unknown may wish, though not for what rights follow from."""


class Undone(Exception):
    """Nothing of it is kept."""


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Service]]:
    """The desk of anybody on the stage."""
    store = open_store(str(tmp_path_factory.mktemp("stage") / "board.db"), create=True)
    number = raised(store, NOW)
    store.enter(number, "s1", "主持", NOW)
    yield lambda name: Service(store, number, name, lambda: NOW)
    store.close()


def tried(desk: Service, command: Any) -> str:
    """Why a wish is refused; empty where it is not."""

    def undone(*_: object) -> NoReturn:
        raise Undone

    try:
        desk.perform_with(command, beside=undone)
    except Undone:
        return ""
    except Refused as refused:
        return refused.reason
    raise AssertionError("neither carried out nor refused")


def test_every_kind_of_wish_is_tried() -> None:
    there = {type(command) for command, _, _ in ROWS} | ELSEWHERE | {TakeBack}

    assert {each.__name__ for each in RULES.keys() - there} == set()


@pytest.mark.parametrize(
    ("command", "may", "reason"),
    [pytest.param(*row, id=f"{type(row[0]).__name__}-{at}") for at, row in enumerate(ROWS)],
)
def test_who_may(
    stage: Callable[[str], Service], command: Any, may: frozenset[str], reason: str
) -> None:
    wanted = {name: "" if name in may else reason for name in KNOWN}
    stranger = "" if "路人" in may else reason if type(command) in OPEN_TO_ALL else "actor-unknown"
    wanted |= {"只读": "viewer-may-not", "路人": stranger}

    assert {name: tried(stage(name), command) for name in wanted} == wanted


@pytest.mark.parametrize(
    ("command", "own"),
    [pytest.param(*row, id=f"{type(row[0]).__name__}-{row[1]}") for row in FOR_OTHERS],
)
def test_who_runs_the_project_writes_for_others_only_by_saying_so(
    stage: Callable[[str], Service], command: Any, own: str
) -> None:
    others = dict.fromkeys(KNOWN, "form-who-writes") | {own: "", "只读": "viewer-may-not"}
    unsaid = others | dict.fromkeys(STEWARDS, "form-on-behalf")
    said = others | dict.fromkeys(STEWARDS, "")

    assert {name: tried(stage(name), command) for name in unsaid} == unsaid
    spoken = said_for_others(command)
    assert {name: tried(stage(name), spoken) for name in said} == said


def test_who_left_is_brought_back_by_who_runs_the_project(
    fresh: Callable[[str], Service],
) -> None:
    fresh("管理").perform(LeaveProject(person=MEMBER))
    left = {"成员"}
    wanted = dict.fromkeys(set(KNOWN) - STEWARDS - left, "rights-stewards")
    wanted |= dict.fromkeys(STEWARDS, "") | {"只读": "viewer-may-not", "路人": "actor-unknown"}

    assert {name: tried(fresh(name), ReturnToProject(person=MEMBER)) for name in wanted} == wanted


def test_where_no_meeting_goes_on_every_member_may_start_one(
    fresh: Callable[[str], Service],
) -> None:
    fresh("主持").perform(meeting_wishes.EndMeeting(meeting=GOING, unread=True))
    wish = meeting_wishes.StartMeeting(kind=MeetingKind.STANDUP)
    wanted = dict.fromkeys(KNOWN, "") | {"只读": "viewer-may-not", "路人": "actor-unknown"}

    assert {name: tried(fresh(name), wish) for name in wanted} == wanted


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Callable[[str], Service]]:
    """A stage of one's own, on which things are kept."""
    store = open_store(str(tmp_path / "board.db"), create=True)
    number = raised(store, NOW)
    yield lambda name: Service(store, number, name, lambda: NOW)
    store.close()


def test_who_lost_the_right_does_not_get_it_back_by_an_undo(
    fresh: Callable[[str], Service],
) -> None:
    admin = record_id(Kind.PERSON, 1)
    fresh("管理").perform(people.EditPerson(person=MEMBER, role=Role.ADMIN), command_id="up")
    fresh("成员").perform(people.EditPerson(person=admin, role=Role.MEMBER))

    with pytest.raises(Refused, match="rights-admins"):
        fresh("管理").perform(TakeBack(command="up"))


def test_a_wish_among_others_is_no_way_round(fresh: Callable[[str], Service]) -> None:
    wish = people.EditPerson(person=MEMBER, role=Role.ADMIN)
    together = Batch(commands=(action.AddAction(title="催货"), wish))

    with pytest.raises(Refused, match="rights-admins"):
        fresh("成员").perform(together)


def test_where_nobody_is_admin_the_project_manager_gives_roles(
    fresh: Callable[[str], Service],
) -> None:
    admin = record_id(Kind.PERSON, 1)
    fresh("管理").perform(people.EditPerson(person=admin, role=Role.MEMBER))
    wish = people.EditPerson(person=MEMBER, role=Role.ADMIN)

    assert tried(fresh("成员"), wish) == "rights-admins"
    assert tried(fresh("经理"), wish) == ""
