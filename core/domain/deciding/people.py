"""Deciding about projects, departments and people."""

from __future__ import annotations

from typing import assert_never

from core.calendar.clock import zone
from core.domain import office
from core.domain.event import Event, changed, created, facts
from core.domain.ids import Kind, RecordId
from core.domain.people import (
    AddDepartment,
    AddPerson,
    Department,
    EditDepartment,
    EditPerson,
    Person,
)
from core.domain.refusal import Refused
from core.domain.scene import Scene

PeopleCommand = AddDepartment | EditDepartment | AddPerson | EditPerson


def decide(command: PeopleCommand, scene: Scene) -> tuple[Event, ...]:
    """What a wish about people comes to.

    Raises:
        Refused: a name is missing or taken.
        Gone, Conflict: see `Scene.record`.
    """
    match command:
        case AddDepartment():
            return _add_department(command, scene)
        case EditDepartment():
            return _edit_department(command, scene)
        case AddPerson():
            return _add_person(command, scene)
        case EditPerson():
            return _edit_person(command, scene)
        case _:
            assert_never(command)


def _add_department(command: AddDepartment, scene: Scene) -> tuple[Event, ...]:
    if not command.name:
        raise Refused("name-missing")
    if command.name in scene.departments:
        raise Refused("department-known", name=command.name)
    _known_zone(command.timezone)
    opens, closes = _open_hours(command.opens, command.closes)
    department = Department(
        id=scene.next_id(Kind.DEPARTMENT),
        name=command.name,
        timezone=command.timezone,
        branch=command.branch,
        opens=opens,
        closes=closes,
    )
    return (created(department, "department.added"),)


def _edit_department(command: EditDepartment, scene: Scene) -> tuple[Event, ...]:
    """R27: where a department is, and when its offices are open."""
    department = scene.record(Department, command.department, command.seen)
    _known_zone(command.timezone or "")
    names = ("timezone", "branch", "opens", "closes")
    wishes = {name: value for name in names if (value := getattr(command, name)) is not None}
    opens, closes = (wishes.get(each, getattr(department, each)) for each in ("opens", "closes"))
    wishes["opens"], wishes["closes"] = _open_hours(opens, closes)
    return facts(changed(department, "department.edited", **wishes))


def _known_zone(name: str) -> None:
    if name:
        try:
            zone(name)
        except ValueError:
            raise Refused("zone-unknown", name=name) from None


def _open_hours(opens: str, closes: str) -> tuple[str, str]:
    """Both or neither: half of them would be read with half of the policy's."""
    return office.hours(opens, closes) if opens or closes else ("", "")


def joining(names: tuple[str, ...], scene: Scene) -> tuple[Event, ...]:
    """The departments that come along because somebody or something names them."""
    unknown = [name for name in dict.fromkeys(names) if name and name not in scene.departments]
    return tuple(
        created(Department(id=scene.next_id(Kind.DEPARTMENT, ahead), name=name), "department.added")
        for ahead, name in enumerate(unknown, 1)
    )


def _add_person(command: AddPerson, scene: Scene) -> tuple[Event, ...]:
    if not command.name:
        raise Refused("name-missing")
    if any(
        each.name == command.name and each.dept == command.dept and not each.removed
        for each in scene.people.values()
    ):
        raise Refused("person-known", name=command.name)
    return (
        *joining((command.dept,), scene),
        created(newcomer(command, scene.next_id(Kind.PERSON)), "person.added"),
    )


def newcomer(command: AddPerson, identity: RecordId) -> Person:
    """The person who joins."""
    return Person(
        id=identity,
        name=command.name,
        dept=command.dept,
        functions=command.functions,
        role=command.role,
        aliases=command.aliases,
        timezone=command.timezone,
        remote_ids=dict(command.remote_ids),
    )


def _edit_person(command: EditPerson, scene: Scene) -> tuple[Event, ...]:
    person = scene.record(Person, command.person, command.seen)
    if command.name == "":
        raise Refused("name-missing")
    wishes = {
        name: value
        for name in ("name", "dept", "functions", "role", "aliases", "timezone", "remote_ids")
        if (value := getattr(command, name)) is not None
    }
    event = changed(person, "person.edited", **wishes)
    return (*joining((command.dept or "",), scene), *([event] if event else []))
