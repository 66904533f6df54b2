"""Who takes part in the life of forms, what they write, and what else happens meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from hypothesis import strategies as st

from core.domain.command import Command
from core.domain.form import OpenForm
from core.domain.ids import Kind, RecordId, record_id
from core.domain.leaving import LeaveProject, ReturnToProject
from core.domain.meeting import Meeting, MeetingKind
from core.domain.meeting_wishes import EndMeeting, StartMeeting
from core.domain.people import AddPerson, EditPerson, Function, Person, Role
from core.domain.policy import SetPolicy
from core.domain.record import Record
from core.domain.task import AddTask, EditTask, SetProgress

LEAD = "市场部"
CAST = (
    AddPerson(name="张伟", dept=LEAD, functions=(Function.PROJECT_MANAGER,), role=Role.ADMIN),
    AddPerson(name="王敏", dept=LEAD, functions=(Function.LEAD_DEPT_HEAD,)),
    AddPerson(name="刘强", dept="研发部", functions=(Function.DEPT_HEAD,)),
    AddPerson(name="赵倩", dept="研发部", functions=(Function.LIAISON,)),
    AddPerson(name="周芳", dept="法务部", functions=(Function.DEPT_HEAD,)),
    AddPerson(name="钱总", functions=(Function.COLLAB_MANAGER,)),
    AddPerson(name="老周", functions=(Function.EXECUTOR,)),
    AddPerson(name="访客", dept="研发部", role=Role.VIEWER),
)
"""Of every role, with departments and without."""
LATE = (
    AddPerson(name="孙悦", dept="财务部", functions=(Function.DEPT_HEAD,)),
    AddPerson(name="何军", dept="法务部", functions=(Function.DEPT_HEAD,)),
    AddPerson(name="吴静", dept=LEAD, functions=(Function.LEAD_DEPT_HEAD,)),
    AddPerson(name="冯刚", dept="研发部", functions=(Function.ACCEPTANCE_PANEL,)),
)
"""Who may join; to take that back removes them."""
NAMES = (*(each.name for each in (*CAST, *LATE)), "路人")
TASK = AddTask(title="样机", dept="研发部", owner=record_id(Kind.PERSON, 4))
SWITCHED = ("request.approve", "request.review")
"""Steps that somebody leaves out; the second is none that may be."""
_T1 = record_id(Kind.TASK, 1)
_ACCEPTS: dict[str, Any] = {"answer": "accept", "liaison": ["P-04"], "adjustment": None}
ANSWERS: dict[str, tuple[dict[str, Any], ...]] = {
    "request": (
        {
            "background": "铺开",
            "goal": "3000 家",
            "support": "研发 2 人",
            "due": "2026-12-31",
            "depts": ["研发部", "法务部"],
        },
        {"goal": "5000 家"},
        {"depts": ["研发部", "法务部", "财务部"]},
        {"depts": [LEAD, "研发部"]},
        {"depts": []},
    ),
    "dept_response": (
        _ACCEPTS,
        {"answer": "object", "adjustment": "晚两周"},
        {"answer": None},
        {"resources": "测试机"},
    ),
    "change": (
        {
            "reason": "接口未开放",
            "impact": "顺延",
            "changes": [{"task": "T-01", "field": "due", "to": "2026-11-30"}],
            "depts": ["研发部", "法务部"],
        },
        {"impact": "不顺延"},
        {"depts": ["研发部", "法务部", "财务部"]},
    ),
    "opinion_on_change": ({"answer": "agree"}, {"answer": "object", "remark": "不行"}),
    "goals": (
        {"goal": "3000 家", "sub_goals": [{"dept": "研发部", "goal": "零缺陷", "current": "3"}]},
        {"sub_goals": [{"dept": "研发部", "goal": "零缺陷", "current": "2"}]},
        {"goal": "5000 家"},
    ),
    "charter": (
        {
            "project": "推广",
            "goal": "3000 家",
            "scope_in": "华东",
            "scope_out": "海外",
            "milestones": "11-30 上线",
            "criteria": "覆盖 95%",
        },
        {"goal": "5000 家"},
    ),
    "loan": (
        {
            "what": "测试 1 人",
            "from": "研发部",
            "to": "法务部",
            "start": "2026-11-20",
            "end": "2026-11-27",
            "duties": "测试",
        },
        {"to": "财务部"},
        {"state": "promised"},
    ),
    "completion": ({"text": "完成", "depts": ["研发部"]}, {"text": "都完成了"}),
    "acceptance": ({"result": "样机", "criteria": "覆盖 95%"}, {"result": "样机二"}),
    "self_check": ({"complete": 100, "quality": "达标"}, {"complete": 90}),
    "opinion": (
        {"verdict": "passed", "judged": "达标"},
        {"verdict": "failed", "judged": "差", "rework": "改字", "due": "2026-11-30"},
        {"verdict": None},
    ),
    "needs": ({"needs": [{"what": "测试 1 人", "kind": "people"}]},),
}
"""What is written into each kind of form: first all that must be in it, then what changes it."""


def opened(kind: str) -> OpenForm:
    """A form with all that must be in it."""
    subject = _T1 if kind == "acceptance" else None
    return OpenForm(kind=kind, subject=subject, dept="", values=ANSWERS[kind][0])


def changes_of(person: RecordId) -> tuple[Command, ...]:
    """What becomes of somebody: they only look on, have nothing to say, or leave."""
    return (
        EditPerson(person=person, role=Role.VIEWER),
        EditPerson(person=person, functions=()),
        LeaveProject(person=person, keeps=True),
    )


def beside(records: Mapping[RecordId, Record]) -> st.SearchStrategy[Command]:
    """What happens in a project besides its forms."""
    people = sorted(each.id for each in records.values() if isinstance(each, Person))
    on = [each for each in records.values() if isinstance(each, Meeting) and each.on]
    anybody = st.sampled_from(people)
    return st.one_of(
        st.sampled_from(LATE),
        st.builds(EditPerson, person=anybody, role=st.sampled_from((Role.VIEWER, Role.MEMBER))),
        st.builds(EditPerson, person=anybody, dept=st.sampled_from(("", "研发部", "财务部"))),
        st.builds(
            EditPerson,
            person=anybody,
            functions=st.sampled_from(
                ((), (Function.DEPT_HEAD,), (Function.LEAD_DEPT_HEAD, Function.COLLAB_MANAGER))
            ),
        ),
        st.builds(LeaveProject, person=anybody, keeps=st.just(value=True)),
        st.builds(ReturnToProject, person=anybody),
        st.builds(SetPolicy, steps_off=st.sampled_from(((), SWITCHED))),
        _meeting(on, people),
        st.sampled_from(
            (
                TASK,
                EditTask(task=_T1, title="样机二"),
                SetProgress(task=_T1, actual=50, reason="缺料"),
            )
        ),
    )


def _meeting(on: list[Meeting], people: list[RecordId]) -> st.SearchStrategy[Command]:
    """A kickoff begins, or what goes on is over."""
    if on:
        return st.just(EndMeeting(meeting=on[0].id, unread=True))
    came = st.sets(st.sampled_from(people), min_size=1, max_size=4)
    return came.map(kickoff)


def kickoff(who: Iterable[str]) -> StartMeeting:
    """It begins, and these are there."""
    return StartMeeting(kind=MeetingKind.KICKOFF, attendance=dict.fromkeys(sorted(who), "present"))
