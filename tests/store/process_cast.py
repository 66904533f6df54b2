"""A project with everybody whom the process needs, and what each of them does by a line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from core.domain.event import Recorded
from core.domain.form import FillForm, Form, FormStatus, OpenForm, SignForm, SubmitForm
from core.domain.ids import RecordId
from core.domain.people import AddPerson, Function, Role
from core.domain.project import CreateProject
from core.domain.task import AddTask
from core.service import Service, create_project
from core.store import Store, open_store
from tests.hand_clock import HandClock

CAST = (
    ("张伟", "市场部", (Function.PROJECT_MANAGER,)),
    ("王敏", "市场部", (Function.LEAD_DEPT_HEAD,)),
    ("刘强", "研发部", (Function.DEPT_HEAD,)),
    ("赵倩", "研发部", (Function.LIAISON,)),
    ("周芳", "法务部", (Function.DEPT_HEAD,)),
    ("钱总", "", (Function.COLLAB_MANAGER,)),
    ("何军", "法务部", ()),
)
CHANGE = {
    "reason": "接口权限未开放",
    "impact": "素材设计顺延",
    "changes": [{"task": "T-01", "field": "due", "to": "2024-10-18"}],
    "depts": ["研发部"],
}
NEEDS = {
    "background": "新品要在全国铺开",
    "goal": "首月铺货 3000 家门店",
    "support": "研发 2 人,法务审核 1 人",
    "due": "2024-12-01",
    "depts": ["研发部", "法务部"],
}


FOUNDED = "2024-09-30T09:00:00+08:00"
"""The Monday before the National Day week of 2024."""


def founded_company(url: str) -> None:
    """Project 1 with everybody in it, as of then; see `tests.seeds`."""
    store = open_store(url, create=True)
    Company(store, HandClock(FOUNDED))
    store.close()


class Company:
    """The people of one project, each at a desk of their own, with one clock."""

    def __init__(self, store: Store, clock: HandClock, *, founded: bool = False) -> None:
        self.store, self.clock, self.number = store, clock, 1
        if not founded:
            self._found()

    def _found(self) -> None:
        founding = CreateProject(code="launch", name="新品推广", lead_dept="市场部")
        self.number = create_project(self.store, founding, actor="张伟", now=self.clock())
        for name, dept, functions in CAST:
            self.at("张伟").perform(AddPerson(name=name, dept=dept, functions=functions))
        self.at("张伟").perform(AddPerson(name="访客", dept="研发部", role=Role.VIEWER))

    def at(self, name: str) -> Service:
        """The desk of one of them."""
        return Service(self.store, self.number, name, self.clock)

    def opened(self, name: str, kind: str, **wish: Any) -> RecordId:
        """Somebody begins a form; its id."""
        return self.at(name).perform(OpenForm(kind=kind, **wish))[0].event.subject

    def fill(self, name: str, form: str, **values: Any) -> tuple[Recorded, ...]:
        """Somebody writes."""
        return self.at(name).perform(FillForm(form=RecordId(form), values=values))

    def change(self, name: str, form: str, why: str = "补充", **values: Any) -> Form:
        """Somebody changes what was signed, and says why; the form as it stands then."""
        wish = FillForm(form=RecordId(form), values=values, reason=why)
        self.at(name).perform(wish)
        return self.form(form)

    def submit(self, name: str, form: str) -> tuple[Recorded, ...]:
        """Somebody hands in."""
        return self.at(name).perform(SubmitForm(form=RecordId(form)))

    def sign(self, name: str, form: str, **how: Any) -> tuple[Recorded, ...]:
        """Somebody signs, or refuses to."""
        return self.at(name).perform(SignForm(form=RecordId(form), **how))

    def form(self, identity: str) -> Form:
        """A form as it stands."""
        return self.at("张伟").board().forms[identity]

    def asked(self, parent: str) -> Iterator[Form]:
        """The forms that another one collects."""
        for each in self.at("张伟").board().forms.values():
            if each.parent == parent:
                yield each

    def answer(self, name: str, form: str, **values: Any) -> None:
        """The head of a department fills a form, hands it in and signs it."""
        self.fill(name, form, **values)
        self.submit(name, form)
        self.sign(name, form)

    def requested(self) -> RecordId:
        """A request that is signed and approved: both departments are asked."""
        form = self.opened("张伟", "request", values=NEEDS)
        self.submit("张伟", form)
        self.sign("王敏", form)
        self.sign("钱总", form)
        return form

    def agreed_request(self) -> RecordId:
        """A request that is signed, approved and taken on by both departments."""
        form = self.requested()
        heads = {"研发部": "刘强", "法务部": "周芳"}
        liaisons = {"研发部": "P-04", "法务部": "P-07"}
        for each in self.asked(form):
            liaison = [liaisons[each.dept]]
            self.answer(heads[each.dept], each.id, answer="accept", liaison=liaison)
        return form

    def handed_in(self) -> RecordId:
        """The result of T-01, which its department checked; the panel is asked."""
        self.agreed_request()
        owner, due = RecordId("P-04"), date(2024, 10, 15)
        self.at("张伟").perform(AddTask(title="功能demo", dept="研发部", owner=owner, due=due))
        values = {"result": "demo 1.0", "criteria": "模块覆盖率 ≥ 95%"}
        form = self.opened("赵倩", "acceptance", subject=RecordId("T-01"), values=values)
        self.submit("赵倩", form)
        (check,) = self.asked(form)
        self.answer("刘强", check.id, complete=100, quality="覆盖率 96%")
        return form

    def judge(self, form: str, **verdicts: str) -> None:
        """Those of the panel who have not judged yet do; who is not named lets it pass."""
        people = {"P-02": "王敏", "P-03": "刘强", "P-05": "周芳"}
        for each in [each for each in self.asked(form) if each.kind == "opinion"]:
            if each.status is FormStatus.DRAFT:
                name = people[str(each.subject)]
                verdict = verdicts.get(name, "passed")
                self.fill(name, each.id, verdict=verdict, judged="见标准", rework="改字号")
                self.submit(name, each.id)

    def accepted_late(self) -> RecordId:
        """A result that one of the panel sent back to be mended; then all of them let it pass."""
        form = self.handed_in()
        self.judge(form, 刘强="failed")
        self.fill("赵倩", form, result="demo 1.1")
        self.submit("赵倩", form)
        (check,) = [each for each in self.asked(form) if each.status is FormStatus.DRAFT]
        self.answer("刘强", check.id, complete=100, quality="字号已改")
        self.judge(form)
        return form
