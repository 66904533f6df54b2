"""Forms of the process move only with those who must agree, and in their time."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from core.domain.form import FormStatus, WithdrawForm, changed_since
from core.domain.form_moot import moot
from core.domain.ids import RecordId
from core.domain.policy import SetPolicy
from core.domain.refusal import Refused
from core.domain.task import AddTask, TaskStatus
from core.forms import standard
from core.store import Store
from tests.hand_clock import HandClock
from tests.store.process_cast import CHANGE, FOUNDED, NEEDS, Company

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def clock() -> HandClock:
    """Monday before the National Day week of 2024."""
    return HandClock(FOUNDED)


@pytest.fixture
def company(founded: Store, clock: HandClock) -> Company:
    """A project with everybody in it."""
    return Company(founded, clock, founded=True)


def due(company: Company, form: str) -> datetime:
    """Until when a form is to be done, on the clock of the project."""
    found = company.form(form).due_at
    assert found is not None
    return found.astimezone(SHANGHAI)


def test_a_request_goes_from_its_writer_to_every_department(company: Company) -> None:
    form = company.opened("张伟", "request", values=NEEDS)
    company.submit("张伟", form)
    assert company.form(form).step == "review"

    company.sign("王敏", form)
    assert company.form(form).step == "approve"

    company.sign("钱总", form)
    assert {each.dept for each in company.asked(form)} == {"研发部", "法务部"}


def test_departments_have_two_working_days_across_the_holiday(company: Company) -> None:
    form = company.opened("张伟", "request", values=NEEDS)
    company.submit("张伟", form)
    company.sign("王敏", form)
    company.sign("钱总", form)

    for each in company.asked(form):
        assert due(company, each.id) == datetime(2024, 10, 9, 18, tzinfo=SHANGHAI)


def test_a_make_up_saturday_counts(company: Company, clock: HandClock) -> None:
    clock.set("2024-10-11T10:00:00+08:00")
    form = company.opened("张伟", "request", values=NEEDS)
    company.submit("张伟", form)
    company.sign("王敏", form)
    company.sign("钱总", form)

    assert due(company, form).date() == date(2024, 10, 14)


def test_what_is_missing_is_named_and_nothing_moves(company: Company) -> None:
    form = company.opened("张伟", "request")

    with pytest.raises(Refused, match="form-missing") as refused:
        company.submit("张伟", form)

    assert "background" in str(refused.value.values["fields"])
    assert company.form(form).status is FormStatus.DRAFT


def test_only_those_a_step_waits_for_sign_it(company: Company) -> None:
    form = company.opened("张伟", "request", values=NEEDS)
    company.submit("张伟", form)

    for name in ("张伟", "刘强", "钱总", "访客"):
        with pytest.raises(Refused):
            company.sign(name, form)

    assert company.form(form).step == "review"


def test_a_refusal_says_why_and_sends_it_back(company: Company) -> None:
    form = company.opened("张伟", "request", values=NEEDS)
    company.submit("张伟", form)
    with pytest.raises(Refused, match="reason-missing"):
        company.sign("王敏", form, agrees=False)

    company.sign("王敏", form, agrees=False, remark="目标没有数字")

    assert company.form(form).status is FormStatus.DRAFT
    assert company.form(form).signs[-1]["remark"] == "目标没有数字"


def test_an_objection_holds_the_request_until_it_is_lifted(company: Company) -> None:
    form = company.opened("张伟", "request", values=NEEDS)
    company.submit("张伟", form)
    company.sign("王敏", form)
    company.sign("钱总", form)
    first, second = company.asked(form)
    company.answer("刘强", first.id, answer="accept", liaison=["P-04"])
    company.answer("周芳", second.id, answer="object", adjustment="请晚两周")
    assert company.form(form).step == "answers"

    company.fill("张伟", form, due="2024-12-15")
    company.submit("张伟", form)
    company.sign("王敏", form)
    company.sign("钱总", form)
    assert company.form(second.id).status is FormStatus.DRAFT
    company.answer("周芳", second.id, answer="accept", liaison=["P-07"], adjustment=None)
    company.answer("刘强", first.id)

    assert company.form(form).status is FormStatus.DONE


def test_what_is_written_after_a_signature_wants_a_reason_and_shows(company: Company) -> None:
    form = company.agreed_request()
    kind = standard()["request"]
    assert changed_since(company.form(form), kind) == ()
    with pytest.raises(Refused, match="form-signed") as refused:
        company.fill("张伟", form, goal="首月铺货 5000 家门店")
    assert refused.value.values["names"] == "王敏、钱总"

    after = company.change("张伟", form, "渠道加倍", goal="首月铺货 5000 家门店")

    assert {each["name"] for each in changed_since(after, kind)} == {"王敏", "钱总"}
    assert (after.signs[-1]["verdict"], after.signs[-1]["remark"]) == ("change", "渠道加倍")
    assert after.status is FormStatus.DONE


def test_what_says_nothing_else_wants_no_reason(company: Company) -> None:
    form = company.agreed_request()

    company.fill("张伟", form, goal=NEEDS["goal"], outcome="")

    assert len(company.form(form).signs) == 2


def test_what_somebody_objected_to_is_mended_without_a_reason(company: Company) -> None:
    form = company.requested()
    first, second = company.asked(form)
    company.answer("刘强", first.id, answer="accept", liaison=["P-04"])
    with pytest.raises(Refused, match="form-agreed"):
        company.fill("张伟", form, due="2024-12-15")
    company.answer("周芳", second.id, answer="object", adjustment="请晚两周")

    company.fill("张伟", form, due="2024-12-15")

    assert company.form(form).values["due"] == "2024-12-15"


def changed_tasks(company: Company) -> RecordId:
    """A change request that was approved and carried out."""
    wish = AddTask(title="功能demo", dept="研发部", owner=RecordId("P-04"), due=date(2024, 10, 15))
    company.at("张伟").perform(wish)
    form = company.opened("赵倩", "change", values=CHANGE)
    company.submit("赵倩", form)
    for each in company.asked(form):
        company.answer("刘强", each.id, answer="agree")
    company.sign("钱总", form)
    return form


def test_a_deadline_that_was_agreed_on_moves_only_by_a_change_request_and_once(
    company: Company,
) -> None:
    form = company.agreed_request()
    with pytest.raises(Refused, match="form-by-change"):
        company.change("张伟", form, due="2024-12-15")
    change = changed_tasks(company)

    after = company.change("张伟", form, due="2024-12-15")

    assert after.signs[-1]["step"] == change
    with pytest.raises(Refused, match="form-by-change"):
        company.change("张伟", form, due="2024-12-31")


def test_what_was_carried_out_stays_as_it_is(company: Company) -> None:
    company.agreed_request()
    change = changed_tasks(company)

    with pytest.raises(Refused, match="form-carried-out"):
        company.change("赵倩", change, reason="另有原因")


def test_an_answer_that_the_request_went_on_with_stands(company: Company) -> None:
    form = company.agreed_request()
    answer = next(each for each in company.asked(form) if each.dept == "研发部")

    with pytest.raises(Refused, match="form-answered"):
        company.change("刘强", answer.id, answer="object", adjustment="不行")

    company.change("刘强", answer.id, resources="另借一人")
    assert company.form(form).status is FormStatus.DONE


def test_a_lifted_objection_stays_in_the_history_and_is_no_part_of_the_answer(
    company: Company,
) -> None:
    form = company.requested()
    first, second = company.asked(form)
    company.answer("刘强", first.id, answer="accept", liaison=["P-04"])
    company.answer("周芳", second.id, answer="object", adjustment="请晚两周")
    kind = standard()["dept_response"]
    assert moot(company.form(second.id), kind) == frozenset()
    company.submit("张伟", form)
    company.sign("王敏", form)
    company.sign("钱总", form)

    company.answer("周芳", second.id, answer="accept", liaison=["P-07"])

    assert company.form(second.id).values["adjustment"] == "请晚两周"
    assert moot(company.form(second.id), kind) == {"adjustment"}


def test_the_approval_can_be_left_out(company: Company) -> None:
    company.at("张伟").perform(SetPolicy(steps_off=("request.approve",)))
    form = company.opened("张伟", "request", values=NEEDS)
    company.submit("张伟", form)
    company.sign("王敏", form)

    assert company.form(form).step == "answers"


def test_nothing_moves_where_nobody_is_whom_a_step_needs(company: Company) -> None:
    form = company.opened("张伟", "request", values=NEEDS | {"depts": ["财务部"]})

    with pytest.raises(Refused, match="form-nobody") as refused:
        company.submit("张伟", form)

    assert refused.value.values["dept"] == "财务部"
    assert company.form(form).status is FormStatus.DRAFT


def test_a_change_moves_the_tasks_only_when_the_first_approver_agrees(company: Company) -> None:
    company.agreed_request()
    wish = AddTask(title="功能demo", dept="研发部", owner=RecordId("P-04"), due=date(2024, 10, 15))
    company.at("张伟").perform(wish)
    form = company.opened("赵倩", "change", values=CHANGE)
    company.submit("赵倩", form)
    (opinion,) = company.asked(form)
    company.answer("刘强", opinion.id, answer="agree")
    assert company.at("张伟").board().tasks["T-01"].due == date(2024, 10, 15)
    with pytest.raises(Refused, match="form-who-signs"):
        company.sign("张伟", form)

    company.sign("钱总", form)

    assert company.at("张伟").board().tasks["T-01"].due == date(2024, 10, 18)
    assert company.form(form).status is FormStatus.DONE


def test_a_result_is_accepted_against_what_the_kickoff_agreed(company: Company) -> None:
    form = company.handed_in()
    opinions = [each for each in company.asked(form) if each.kind == "opinion"]
    assert {each.subject for each in opinions} == {"P-02", "P-03", "P-05"}
    assert company.at("张伟").board().tasks["T-01"].status is TaskStatus.IN_REVIEW

    company.judge(form)

    assert company.form(form).status is FormStatus.DONE
    assert company.at("张伟").board().tasks["T-01"].status is TaskStatus.DONE


def test_what_was_not_accepted_is_mended_in_two_working_days_however_often_it_is_written(
    company: Company, clock: HandClock
) -> None:
    form = company.handed_in()
    company.judge(form, 刘强="failed")
    assert company.at("张伟").board().tasks["T-01"].status is TaskStatus.REWORK
    first = due(company, form)

    clock.forward(hours=24 * 8)
    company.fill("赵倩", form, result="demo 1.1")
    assert due(company, form) == first == datetime(2024, 10, 9, 18, tzinfo=SHANGHAI)

    company.submit("赵倩", form)
    assert company.at("张伟").board().tasks["T-01"].status is TaskStatus.IN_REVIEW
    (check,) = [each for each in company.asked(form) if each.status is FormStatus.DRAFT]
    assert (check.kind, check.round) == ("self_check", 2)
    company.answer("刘强", check.id, complete=100, quality="字号已改")
    asked = [each for each in company.asked(form) if each.status is FormStatus.DRAFT]
    assert [each.subject for each in asked] == ["P-03"]
    company.judge(form)
    assert company.at("张伟").board().tasks["T-01"].status is TaskStatus.DONE


def test_a_change_that_cannot_be_carried_out_is_not_handed_in(company: Company) -> None:
    company.agreed_request()
    company.at("张伟").perform(AddTask(title="功能demo", dept="研发部", owner=RecordId("P-04")))
    form = company.opened("赵倩", "change", values={"reason": "缺料", "impact": "顺延"})

    with pytest.raises(Refused, match="form-value"):
        company.fill("赵倩", form, changes=[{"task": "T-01", "field": "due", "to": "下周"}])
    company.fill("赵倩", form, changes=[{"task": "T-01", "field": "due"}], depts=["研发部"])
    with pytest.raises(Refused, match=r"changes\.to"):
        company.submit("赵倩", form)


@pytest.mark.parametrize("share", [-1, 100.5, 120])
def test_a_percentage_ends_at_a_hundred(company: Company, share: float) -> None:
    company.agreed_request()
    company.at("张伟").perform(AddTask(title="功能demo", dept="研发部", owner=RecordId("P-04")))
    form = company.opened("赵倩", "progress", dept="研发部")

    with pytest.raises(Refused, match="form-percent"):
        company.fill("赵倩", form, tasks=[{"task": "T-01", "actual": share}])
    company.fill("赵倩", form, tasks=[{"task": "T-01", "planned": 0, "actual": 100}])


def test_a_form_that_is_withdrawn_takes_its_questions_with_it(company: Company) -> None:
    form = company.opened("张伟", "request", values=NEEDS)
    company.submit("张伟", form)
    company.sign("王敏", form)
    company.sign("钱总", form)

    company.at("张伟").perform(WithdrawForm(form=form, reason="改期"))

    assert {each.status for each in company.asked(form)} == {FormStatus.WITHDRAWN}


def test_there_is_one_request_at_a_time(company: Company) -> None:
    company.opened("张伟", "request")

    with pytest.raises(Refused, match="form-there"):
        company.opened("张伟", "request")


@pytest.mark.parametrize("task", ["T-99", "P-01", "T99"])
def test_a_row_names_a_task_that_there_is(company: Company, task: str) -> None:
    form = company.opened("刘强", "plan", dept="研发部")

    with pytest.raises(Refused, match="form-no-task"):
        company.fill("刘强", form, tasks=[{"task": task}])
    with pytest.raises(Refused, match="form-no-task"):
        company.opened("张伟", "change", values={"changes": [{"task": task, "field": "due"}]})
