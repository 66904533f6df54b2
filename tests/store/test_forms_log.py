"""What people do to forms is in the log whole, on both databases, also after an undo."""

from __future__ import annotations

import pytest

from core.domain.form import WithdrawForm
from core.domain.ids import RecordId
from core.domain.refusal import Refused
from core.store import Store
from tests.hand_clock import HandClock
from tests.store.process_cast import FOUNDED, NEEDS, Company
from tests.store.test_rebuilding import assert_told_whole


@pytest.fixture
def company(founded: Store) -> Company:
    """A project with everybody in it, two days before the National Day week of 2024."""
    return Company(founded, HandClock(FOUNDED), founded=True)


def test_the_log_alone_makes_every_form_again(company: Company) -> None:
    form = company.agreed_request()
    company.change("张伟", form, goal="首月\n铺货 5000 家", milestones=None)
    letter = company.opened("张伟", "completion")
    company.at("张伟").perform(WithdrawForm(form=letter, reason="改期"))
    company.at("张伟").undo()

    assert_told_whole(company.store)


def test_what_has_several_lines_keeps_them(company: Company) -> None:
    form = company.opened(
        "张伟", "request", values=NEEDS | {"milestones": "10-20 样机\n11-01 上线"}
    )

    assert company.form(form).values["milestones"] == "10-20 样机\n11-01 上线"


def test_a_line_of_a_form_has_one_line(company: Company) -> None:
    with pytest.raises(Refused, match="form-value"):
        company.opened("张伟", "evidence", values={"link": "a\nb"})
    with pytest.raises(Refused, match="form-value"):
        company.opened("张伟", "evidence", values={"link": "长" * 501})


def test_an_answer_is_asked_for_with_what_is_known(company: Company) -> None:
    form = company.opened("张伟", "request", values=NEEDS)
    company.submit("张伟", form)
    company.sign("王敏", form)
    company.sign("钱总", form)

    known = {each.dept: each.values.get("liaison") for each in company.asked(form)}

    assert known == {"研发部": [RecordId("P-04")], "法务部": None}
