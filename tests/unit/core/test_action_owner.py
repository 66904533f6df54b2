"""Who may give an action item to another, and what stays of one that is opened again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.domain.action import ActionItem, ActionStatus, AddAction, AssignAction, SetActionStatus
from core.domain.decision import Note
from core.domain.ids import Kind, RecordId, record_id
from core.domain.people import Function, Person
from core.domain.refusal import Refused
from tests.unit.core.world import LI, PEOPLE, WANG, World

ITEM = RecordId("A-01")
ZHAO = Person(id=record_id(Kind.PERSON, 4), name="赵倩", dept="销售部")


def world_of(owner: RecordId | None = WANG, **values: object) -> World:
    """An item that 李强 wrote down, in a project that 市场部 leads."""
    world = World.of(*PEOPLE, replace(ZHAO, **values))  # type: ignore[arg-type]
    world.actor = "李强"
    world.perform(AddAction(title="写方案", owner=owner))
    return world


def owner_after(world: World, actor: str, owner: RecordId) -> RecordId | None:
    world.actor = actor
    world.perform(AssignAction(action=ITEM, owner=owner))
    item = world.records[ITEM]
    assert isinstance(item, ActionItem)
    return item.owner


@pytest.mark.parametrize("actor", ["王敏", "李强", "张伟"], ids=["owner", "maker", "lead"])
def test_who_has_it_made_it_or_leads_the_project_gives_it_away(actor: str) -> None:
    assert owner_after(world_of(), actor, ZHAO.id) == ZHAO.id


@pytest.mark.parametrize("function", list(Function))
def test_of_the_others_only_who_runs_the_project(function: Function) -> None:
    world = world_of(functions=(function,))
    runs = function in (
        Function.PROJECT_MANAGER,
        Function.PROJECT_ASSISTANT,
        Function.COORDINATOR,
    )

    if runs:
        assert owner_after(world, "赵倩", LI) == LI
        return
    with pytest.raises(Refused) as refused:
        owner_after(world, "赵倩", LI)
    assert refused.value.reason == "action-who-may-assign"
    assert refused.value.values["names"] == ("王敏", "李强", "张伟")


def test_what_somebody_has_is_not_claimed() -> None:
    with pytest.raises(Refused) as refused:
        owner_after(world_of(), "赵倩", ZHAO.id)

    assert refused.value.reason == "action-owned"
    assert refused.value.values == {"id": ITEM, "who": "王敏"}


def test_what_nobody_has_is_anybodys_to_claim() -> None:
    assert owner_after(world_of(owner=None), "赵倩", ZHAO.id) == ZHAO.id


def test_what_was_handed_in_stays_as_a_note_when_it_is_opened_again() -> None:
    world = world_of()
    for status, remark in ((ActionStatus.SUBMITTED, "初稿"), (ActionStatus.OPEN, "缺预算")):
        world.actor = "王敏"
        world.perform(SetActionStatus(action=ITEM, status=status, remark=remark))

    item, notes = world.records[ITEM], [n for n in world.records.values() if isinstance(n, Note)]
    assert isinstance(item, ActionItem)
    assert item.remark == "缺预算"
    assert [(each.subject, each.text) for each in notes] == [(ITEM, "初稿")]
