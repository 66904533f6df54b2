"""A project with one person of each kind, and a record for every wish to be tried on."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from core.domain.action import ActionItem, ActionStatus
from core.domain.blocker import Blocker, BlockerStatus
from core.domain.clash import Clash
from core.domain.form import AGREES, Form, FormStatus
from core.domain.ids import Kind, RecordId, record_id
from core.domain.intake import BringIn
from core.domain.meeting import AgendaItem, Meeting, MeetingKind, MeetingStatus, Point
from core.domain.message import Delivery, Message
from core.domain.people import Function, Person, Role
from core.domain.project import CreateProject
from core.domain.record import Record
from core.domain.risk import Risk
from core.domain.task import Task
from core.service import Service, create_project
from core.store import Store

CAST = (
    ("管理", "综合部", Role.ADMIN, ()),
    ("经理", "综合部", Role.MEMBER, (Function.PROJECT_MANAGER,)),
    ("主导", "市场部", Role.MEMBER, (Function.LEAD_DEPT_HEAD,)),
    ("成员", "行政部", Role.MEMBER, ()),
    ("负责", "研发部", Role.MEMBER, (Function.EXECUTOR,)),
    ("主持", "行政部", Role.MEMBER, ()),
    ("审批", "", Role.MEMBER, (Function.COLLAB_MANAGER,)),
    ("发觉", "销售部", Role.MEMBER, ()),
    ("只读", "市场部", Role.VIEWER, ()),
)
"""In the order of their ids; 路人 is nobody's."""
KNOWN = tuple(name for name, _, role, _ in CAST if role is not Role.VIEWER)
LEAD = record_id(Kind.PERSON, 3)
TASK, OWNER, CHAIR = (
    record_id(Kind.TASK, 1),
    record_id(Kind.PERSON, 5),
    record_id(Kind.PERSON, 6),
)
OPEN, SOLVED, SLEEPING, CLOSED, SPARE = (record_id(Kind.BLOCKER, each) for each in range(1, 6))
GOING, AHEAD, HELD = (record_id(Kind.MEETING, each) for each in range(1, 4))
REQUEST, DRAFT, REVIEWED, CHANGE = (record_id(Kind.FORM, each) for each in range(1, 5))
ANSWER, ANSWERED, APPROVED, FILLED, OPINION = (record_id(Kind.FORM, each) for each in range(6, 11))
"""An answer to be written, one to be signed; a request to be approved, one to be handed in; and
what somebody on the panel is asked."""
WAITING, CARRIED, STUCK = (record_id(Kind.MESSAGE, each) for each in range(1, 4))
ACTION, HANDED_IN, LET_THROUGH = (record_id(Kind.ACTION, each) for each in range(1, 4))


def raised(store: Store, now: datetime) -> int:
    """The project as it stands before anybody tries anything; its number."""
    founding = CreateProject(code="launch", name="新品推广", lead_dept="市场部")
    number = create_project(store, founding, actor="管理", now=now)
    desk = Service(store, number, "管理", lambda: now)
    desk.perform(BringIn(records=(*_people(), *_work(now), *_meetings(now), *_papers(now))))
    return number


def _people() -> tuple[Record, ...]:
    return tuple(
        Person(id=record_id(Kind.PERSON, at), name=name, dept=dept, role=role, functions=functions)
        for at, (name, dept, role, functions) in enumerate(CAST, 1)
    )


def _blocker(identity: RecordId, status: BlockerStatus, now: datetime) -> Blocker:
    return Blocker(
        id=identity,
        title="缺货",
        status=status,
        owner=OWNER,
        reporter="发觉",
        responsible_dept="研发部",
        tasks=(TASK,),
        description="断货",
        impact_scope="上市",
        attempted_measures="催货",
        reported_at=now - timedelta(hours=1),
        solved_by="负责" if status is BlockerStatus.VERIFYING else "",
        snoozed_until=now + timedelta(days=1) if status is BlockerStatus.SNOOZED else None,
    )


def _action(identity: RecordId, status: ActionStatus) -> ActionItem:
    return ActionItem(id=identity, title="催货", owner=OWNER, status=status, created_by="发觉")


def _work(now: datetime) -> tuple[Record, ...]:
    return (
        Task(id=TASK, title="打样", dept="研发部", owner=OWNER),
        _blocker(OPEN, BlockerStatus.OPEN, now),
        _blocker(SOLVED, BlockerStatus.VERIFYING, now),
        _blocker(SLEEPING, BlockerStatus.SNOOZED, now),
        _blocker(CLOSED, BlockerStatus.CLOSED, now),
        _blocker(SPARE, BlockerStatus.WORKING, now),
        Risk(id=record_id(Kind.RISK, 1), title="汇率", owner=OWNER),
        _action(ACTION, ActionStatus.OPEN),
        _action(HANDED_IN, ActionStatus.SUBMITTED),
        _action(LET_THROUGH, ActionStatus.ACCEPTED),
        Clash(
            id=record_id(Kind.CLASH, 1),
            source="plan",
            source_id="r1",
            subject=TASK,
            field="title",
            base="打样",
            ours="打样",
            theirs="打样二",
        ),
        Point(id=record_id(Kind.POINT, 1), text="下回再说"),
    )


def _meetings(now: datetime) -> tuple[Record, ...]:
    seats = {OWNER: "present", CHAIR: "present"}
    sits: dict[str, Any] = {"facilitator": CHAIR, "attendance": seats}
    earlier = now - timedelta(minutes=5)
    first, second = (record_id(Kind.AGENDA_ITEM, each) for each in (1, 2))
    return (
        Meeting(
            id=GOING,
            kind=MeetingKind.STANDUP,
            status=MeetingStatus.RUNNING,
            started_at=earlier,
            current=first,
            **sits,
        ),
        AgendaItem(id=first, meeting=GOING, position=1, title="甲", turns=(earlier,)),
        AgendaItem(id=second, meeting=GOING, position=2, title="乙"),
        Meeting(id=AHEAD, kind=MeetingKind.WEEKLY, starts_at=now + timedelta(days=1), **sits),
        Meeting(
            id=HELD,
            kind=MeetingKind.WEEKLY,
            status=MeetingStatus.MINUTES_SENT,
            started_at=now - timedelta(days=2),
            ended_at=now - timedelta(days=2),
            minutes_sent_at=now - timedelta(hours=1),
            **sits,
        ),
    )


def _papers(now: datetime) -> tuple[Record, ...]:
    approved = {"step": "approve", "verdict": AGREES, "person": "P-07", "name": "审批", "round": 1}
    asked = {"reason": "缺料", "impact": "晚两天", "depts": [], "changes": [{"task": TASK}]}
    done: dict[str, Any] = {"status": FormStatus.DONE, "done_at": now - timedelta(days=9)}
    return (
        Form(id=REQUEST, kind="request", signs=({**approved, "at": now.isoformat()},), **done),
        Form(id=DRAFT, kind="request", opened_by="主导"),
        Form(id=REVIEWED, kind="request", status=FormStatus.OPEN, step="review"),
        Form(id=CHANGE, kind="change", status=FormStatus.OPEN, step="approve", values=asked),
        Form(id=record_id(Kind.FORM, 5), kind="retro", **done),
        *_answers(),
        Message(id=WAITING, about="x", channel="team", queued_at=now, send_after=now),
        Message(id=CARRIED, about="x", channel="team", status=Delivery.SENDING, holder="h"),
        Message(id=STUCK, about="x", channel="team", status=Delivery.FAILED),
    )


def _answers() -> tuple[Record, ...]:
    """Forms that take a department's word, or somebody's name, next."""
    accepted = {"answer": "accept", "liaison": [LEAD]}
    needs = {"background": "铺开", "goal": "3000 家", "support": "2 人", "due": "2026-12-01"}
    asked: dict[str, Any] = {"kind": "request", "values": {**needs, "depts": ["市场部"]}}
    answer: dict[str, Any] = {"kind": "dept_response", "dept": "市场部", "values": accepted}
    waits: dict[str, Any] = {"status": FormStatus.OPEN}
    return (
        Form(id=ANSWER, **answer),
        Form(id=ANSWERED, step="sign", **answer, **waits),
        Form(id=APPROVED, step="approve", **asked, **waits),
        Form(id=FILLED, **asked),
        Form(id=OPINION, kind="opinion", subject=record_id(Kind.PERSON, 4), dept="行政部"),
    )
