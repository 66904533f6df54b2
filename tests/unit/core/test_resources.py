"""F36, F37: what was asked for, by whom, and how far it is."""

from __future__ import annotations

from datetime import date

from core.domain.form import FillForm, SignForm, SubmitForm
from core.domain.resources import Resource, ResourceKind, ResourceState, resources
from tests.unit.core.forms_world import FormWorld

LOAN = {
    "what": "工程师 1 名",
    "from": "研发部",
    "to": "市场部",
    "start": "2026-12-01",
    "end": "2027-02-28",
    "duties": "demo 讲解",
}


def found(world: FormWorld) -> tuple[Resource, ...]:
    return resources(world.board().forms.values())


def test_needs_are_read_row_by_row_the_open_ones_first() -> None:
    world = FormWorld.staffed()
    rows = [
        {"what": "推广费 5 万", "kind": "budget", "state": "delivered", "by": "2026-11-20"},
        {"what": "2 名设计", "kind": "people", "from": "研发部", "by": "2026-11-17"},
    ]
    world.opened("王敏", "needs", needs=rows)
    first, second = found(world)

    assert (first.what, first.kind, first.dept) == ("2 名设计", ResourceKind.PEOPLE, "市场部")
    assert (first.state, first.late(date(2026, 11, 18))) == (ResourceState.ASKED, True)
    assert (second.state, second.late(date(2026, 11, 30))) == (ResourceState.DELIVERED, False)


def test_who_is_asked_says_what_becomes_of_it() -> None:
    world = FormWorld.staffed()
    row = {"what": "2 名设计", "kind": "people", "from": "研发部"}
    form = world.opened("王敏", "needs", needs=[row])
    world.by("刘强", FillForm(form=form, values={"needs": [{**row, "state": "promised"}]}))

    assert found(world)[0].state is ResourceState.PROMISED


def test_a_loan_is_promised_once_both_heads_signed_and_refused_where_one_did() -> None:
    world = FormWorld.staffed()
    form = world.opened("张伟", "loan", **LOAN)
    assert found(world)[0].state is ResourceState.ASKED

    world.by("张伟", SubmitForm(form=form))
    world.by("刘强", SignForm(form=form, agrees=False, remark="抽不出人"))
    assert found(world)[0].state is ResourceState.REFUSED

    world.by("张伟", SubmitForm(form=form))
    assert found(world)[0].state is ResourceState.ASKED
    for name in ("刘强", "王敏"):
        world.by(name, SignForm(form=form))
    assert found(world)[0].state is ResourceState.PROMISED

    world.by("赵倩", FillForm(form=form, values={"state": "delivered"}))
    assert found(world)[0].state is ResourceState.DELIVERED
