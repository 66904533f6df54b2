"""What wishes about people and departments come to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.domain.command import Command
from core.domain.ids import RecordId
from core.domain.leaving import LeaveProject
from core.domain.people import (
    AddDepartment,
    AddPerson,
    Department,
    EditPerson,
    Function,
    Person,
    Role,
)
from core.domain.refusal import Conflict, Refused
from tests.unit.core.world import PEOPLE, WANG, World


@pytest.fixture
def world() -> World:
    """The usual three people."""
    return World.of()


def test_a_person_joins_with_all_that_is_known(world: World) -> None:
    wish = AddPerson(
        name="赵六",
        dept="研发部",
        functions=(Function.EXECUTOR, Function.LIAISON),
        role=Role.ADMIN,
        aliases=("Zhao",),
        timezone="Europe/Berlin",
        remote_ids={"feishu": "ou_1"},
    )
    (joined,) = world.perform(wish)

    assert isinstance(joined, Person)
    assert joined.id == "P-04"
    for name in ("name", "dept", "functions", "role", "aliases", "timezone", "remote_ids"):
        assert getattr(joined, name) == getattr(wish, name)
    assert joined.goes_by("Zhao")
    assert joined.goes_by("赵六")
    assert not joined.goes_by("zhao")


def test_an_unknown_department_joins_with_its_person(world: World) -> None:
    joined, _ = world.perform(AddPerson(name="赵六", dept="法务部"))

    assert isinstance(joined, Department)
    assert (joined.id, joined.name) == ("O-04", "法务部")


@pytest.mark.parametrize(
    "command",
    [
        AddPerson(name="王敏", dept="市场部"),
        AddPerson(name="赵六", aliases=("王敏",)),
        EditPerson(person=RecordId("P-03"), name="王敏"),
        EditPerson(person=RecordId("P-03"), aliases=("王敏",)),
    ],
)
def test_a_name_means_one_person(world: World, command: Command) -> None:
    with pytest.raises(Refused, match="name-taken"):
        world.decide(command)
    assert world.decide(AddPerson(name="王敏(市场部)", dept="市场部"))


def test_a_person_who_was_removed_may_join_again(world: World) -> None:
    world.put(replace(PEOPLE[1], removed=True))

    assert world.decide(AddPerson(name="王敏", dept="研发部"))


def test_an_edit_changes_what_it_names(world: World) -> None:
    joined, edited = world.decide(EditPerson(person=WANG, dept="法务部", aliases=("Min",)))

    assert joined.kind == "department.added"
    assert edited.after == {"dept": "法务部", "aliases": ["Min"]}
    assert world.decide(EditPerson(person=WANG, name="王敏")) == ()


def test_a_department_joins(world: World) -> None:
    (joined,) = world.perform(AddDepartment(name="柏林办", timezone="Europe/Berlin", branch=True))

    assert isinstance(joined, Department)
    assert (joined.name, joined.timezone, joined.branch) == ("柏林办", "Europe/Berlin", True)


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (AddDepartment(name=""), "name-missing"),
        (AddDepartment(name="市场部"), "department-known"),
        (AddPerson(name=""), "name-missing"),
        (AddPerson(name="王敏", dept="研发部"), "person-known"),
        (EditPerson(person=WANG, name=""), "name-missing"),
        (EditPerson(person=RecordId("P-09"), name="x"), "no-such-record"),
    ],
    ids=lambda each: each if isinstance(each, str) else type(each).__name__,
)
def test_the_rules_say_no(world: World, command: Command, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        world.decide(command)

    assert refused.value.reason == reason


def test_a_screen_that_is_out_of_date_is_a_conflict(world: World) -> None:
    with pytest.raises(Conflict):
        world.decide(EditPerson(person=WANG, name="x", seen=5))


@pytest.mark.parametrize(
    "command",
    [
        EditPerson(person=WANG, functions=()),
        EditPerson(person=WANG, functions=(Function.LIAISON,)),
        LeaveProject(person=WANG, keeps=True),
    ],
)
def test_a_project_that_somebody_runs_is_never_left_to_nobody(
    world: World, command: Command
) -> None:
    world.put(replace(PEOPLE[1], functions=(Function.PROJECT_MANAGER,)))
    world.actor = PEOPLE[1].name

    with pytest.raises(Refused, match="person-last-steward"):
        world.decide(command)
    world.put(replace(PEOPLE[2], role=Role.ADMIN))
    world.actor = PEOPLE[2].name
    assert world.decide(command)
