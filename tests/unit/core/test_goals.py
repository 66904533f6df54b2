"""F10: how far goals are, and whose they are to update."""

from __future__ import annotations

import pytest

from core.domain.form import FillForm, SignForm, SubmitForm, changed_since
from core.domain.goals import goals, reached
from core.domain.ids import Kind, record_id
from core.domain.refusal import Refused
from tests.unit.core.forms_world import FormWorld
from tests.unit.core.standard import STANDARD

FORM = record_id(Kind.FORM, 1)
ROWS = [
    {"dept": "市场部", "goal": "新签客户", "measure": "CRM", "target": "3,000 家"},
    {"dept": "研发部", "goal": "缺陷率", "measure": "月测", "target": "≤1%", "current": "1.6%"},
]


@pytest.mark.parametrize(
    ("target", "current", "per_cent"),
    [
        ("3,000 家", "2600 家", 86),
        ("10 篇", "12", 100),
        ("1.5万", "7500", 50),
        ("1.5亿", "3000万", 20),
        ("≤1%", "0.8%", 100),
        ("≤1%", "1.6%", 62),
        ("不超过 5 万元", "6 万元", 83),
        ("at most 3", "0", 100),
        ("80%", "0%", 0),
        ("80%", "40", None),
        ("好评", "很好", None),
        ("0", "3", None),
        ("3000", "", None),
    ],
)
def test_how_much_of_a_target_there_is(target: str, current: str, per_cent: int | None) -> None:
    assert reached(target, current) == per_cent


def agreed() -> FormWorld:
    """A world whose goals everybody signed."""
    world = FormWorld.staffed()
    form = world.opened("张伟", "goals", goal="全年 3 亿", sub_goals=ROWS)
    world.by("张伟", SubmitForm(form=form))
    for name in ("王敏", "刘强", "周芳"):
        world.by(name, SignForm(form=form))
    return world


def updated(row: int, current: str, **others: str) -> FillForm:
    rows = [dict(each) for each in ROWS]
    rows[row] |= {"current": current, **others}
    return FillForm(
        form=next(iter(goals([agreed().form("F-01")]))).form, values={"sub_goals": rows}
    )


def test_a_department_updates_its_own_value_and_the_signatures_hold() -> None:
    world = agreed()
    world.by("赵倩", updated(1, "0.8%"))
    form = world.form("F-01")

    assert [each.current for each in goals([form])] == ["", "0.8%"]
    assert [each.reached for each in goals([form])] == [None, 100]
    assert all(each.agreed for each in goals([form]))
    assert changed_since(form, STANDARD.forms["goals"]) == ()


@pytest.mark.parametrize(
    ("name", "wish"),
    [
        ("赵倩", updated(0, "2600 家")),
        ("赵倩", updated(1, "0.8%", target="≤2%")),
        ("赵倩", FillForm(form=FORM, values={"goal": "少一点"})),
        ("赵倩", FillForm(form=FORM, values={"sub_goals": ROWS[:1]})),
        ("周芳", updated(1, "0.8%")),
    ],
)
def test_what_is_not_theirs_or_was_signed_is_the_writers(name: str, wish: FillForm) -> None:
    with pytest.raises(Refused, match="form-who-writes"):
        agreed().by(name, wish)


def test_the_agreed_form_counts_before_one_that_is_being_written() -> None:
    world = agreed()
    world.opened("张伟", "goals", sub_goals=ROWS[:1])

    assert len(goals(world.board().forms.values())) == 2


def test_without_a_form_there_are_no_goals() -> None:
    assert goals([]) == ()
