"""What people answered to does not change behind their backs (R15, R24)."""

from __future__ import annotations

from datetime import date

import pytest

from core.domain.form import REFUSES, FormStatus, WithdrawForm
from core.domain.ids import RecordId
from core.domain.refusal import Refused
from core.domain.risk import RaiseRisk
from core.domain.task import AddTask, SetStatus, TaskStatus
from core.store import Store
from tests.hand_clock import HandClock
from tests.store.process_cast import CHANGE, FOUNDED, Company


@pytest.fixture
def company(founded: Store) -> Company:
    """A project with everybody in it, on Monday before the National Day week of 2024."""
    return Company(founded, HandClock(FOUNDED), founded=True)


def test_who_accepted_is_asked_again_where_mending_changes_the_words(company: Company) -> None:
    form = company.requested()
    first, second = company.asked(form)
    company.answer("刘强", first.id, answer="accept", liaison=["P-04"])
    company.answer("周芳", second.id, answer="object", adjustment="请晚两周")

    company.fill("张伟", form, goal="首月铺货 5000 家门店")
    company.submit("张伟", form)
    company.sign("王敏", form)
    company.sign("钱总", form)

    assert [each.status for each in company.asked(form)] == [FormStatus.DRAFT] * 2
    assert company.form(first.id).values["answer"] == "accept"


def test_a_change_request_that_was_answered_changes_in_the_open_and_is_asked_anew(
    company: Company,
) -> None:
    company.agreed_request()
    wish = AddTask(title="功能demo", dept="研发部", owner=RecordId("P-04"), due=date(2024, 10, 15))
    company.at("张伟").perform(wish)
    form = company.opened("赵倩", "change", values=CHANGE)
    company.submit("赵倩", form)
    (opinion,) = company.asked(form)
    company.answer("刘强", opinion.id, answer="agree")
    later = [{"task": "T-01", "field": "due", "to": "2024-11-08"}]

    with pytest.raises(Refused, match="form-agreed") as refused:
        company.fill("赵倩", form, changes=later)
    assert refused.value.values["names"] == "刘强"
    company.change("赵倩", form, "样品再晚", changes=later)

    assert company.form(opinion.id).status is FormStatus.DRAFT
    assert company.form(form).step == "opinions"
    assert company.form(form).signs[-1]["remark"] == "样品再晚"


def test_a_no_stays_on_record_when_the_answer_is_given_anew(company: Company) -> None:
    form = company.accepted_late()

    (opinion,) = [each for each in company.asked(form) if each.subject == "P-03"]
    (no,) = [each for each in opinion.signs if each["verdict"] == REFUSES]
    assert (no["name"], no["round"], "改字号" in no["remark"]) == ("刘强", 1, True)
    assert opinion.values["verdict"] == "passed"


def test_nobody_waves_a_task_through_beside_its_acceptance(company: Company) -> None:
    form = company.handed_in()
    company.judge(form, 刘强="failed")
    done = SetStatus(task=RecordId("T-01"), status=TaskStatus.DONE)

    with pytest.raises(Refused, match="task-in-acceptance") as refused:
        company.at("赵倩").perform(done)
    assert refused.value.values["form"] == form
    company.at("赵倩").perform(WithdrawForm(form=form, reason="改为现场验收"))
    with pytest.raises(Refused, match="task-who-may-done") as refused:
        company.at("赵倩").perform(done)
    assert refused.value.values["names"] == ("张伟",)
    company.at("张伟").perform(done)


@pytest.mark.parametrize(
    ("day", "why"), [("2024-09-27", "form-day-over"), ("2024-10-08", "due-before-start")]
)
def test_no_change_ends_a_task_before_today_or_before_it_begins(
    company: Company, day: str, why: str
) -> None:
    company.agreed_request()
    begins, ends = date(2024, 10, 10), date(2024, 10, 15)
    wish = AddTask(title="功能demo", owner=RecordId("P-04"), start=begins, due=ends)
    company.at("张伟").perform(wish)
    form = company.opened("赵倩", "change", values=CHANGE)

    with pytest.raises(Refused, match=why):
        company.fill("赵倩", form, changes=[{"task": "T-01", "field": "due", "to": day}])


def test_a_plan_ends_nothing_before_it_begins(company: Company) -> None:
    company.at("张伟").perform(AddTask(title="功能demo", owner=RecordId("P-04")))
    form = company.opened("刘强", "plan", dept="研发部")
    row = {"task": "T-01", "start": "2024-10-20", "due": "2024-10-18"}

    with pytest.raises(Refused, match="due-before-start"):
        company.fill("刘强", form, tasks=[row])


def test_a_response_that_was_signed_stands_on_the_risk_list(company: Company) -> None:
    company.at("张伟").perform(RaiseRisk(title="接口人离职"))
    values = {"response": "备用接口", "owner": "P-04", "light": "red"}
    form = company.opened("赵倩", "risk_response", subject=RecordId("K-01"), values=values)
    company.submit("赵倩", form)
    company.sign("张伟", form)

    risk = company.at("张伟").board().risks["K-01"]
    assert (risk.response, risk.owner, risk.light.value) == ("备用接口", "P-04", "red")
