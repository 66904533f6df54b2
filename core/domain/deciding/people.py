"""Deciding about projects, departments and people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final, assert_never

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

_DAYS: Final = ("calendar", "rest_days", "make_up_days")
_MOST_DAYS: Final = 1000
"""So many days of its own a calendar may name: some forty years of holidays."""
_SECOND = "2"
"""What tells somebody apart who is of no department."""

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
    _known_days(command.rest_days, command.make_up_days)
    opens, closes = _open_hours(command.opens, command.closes)
    department = Department(
        id=scene.next_id(Kind.DEPARTMENT),
        name=command.name,
        timezone=command.timezone,
        branch=command.branch,
        opens=opens,
        closes=closes,
        calendar=command.calendar,
        rest_days=command.rest_days,
        make_up_days=command.make_up_days,
    )
    return (created(department, "department.added"),)


def _edit_department(command: EditDepartment, scene: Scene) -> tuple[Event, ...]:
    """R27: where a department is, when its offices are open, on which days it rests."""
    department = scene.record(Department, command.department, command.seen)
    _known_zone(command.timezone or "")
    names = ("timezone", "branch", "opens", "closes", *_DAYS)
    wishes = {name: value for name in names if (value := getattr(command, name)) is not None}
    opens, closes = (wishes.get(each, getattr(department, each)) for each in ("opens", "closes"))
    wishes["opens"], wishes["closes"] = _open_hours(opens, closes)
    _known_days(*(wishes.get(each, getattr(department, each)) for each in _DAYS[1:]))
    return facts(changed(department, "department.edited", **wishes))


def _known_zone(name: str) -> None:
    if name:
        try:
            zone(name)
        except ValueError:
            raise Refused("zone-unknown", name=name) from None


def _known_days(rest: tuple[date, ...], work: tuple[date, ...]) -> None:
    if both := set(rest) & set(work):
        raise Refused("calendar-both", day=min(both).isoformat())
    if len(rest) + len(work) > _MOST_DAYS:
        raise Refused("calendar-too-long", most=_MOST_DAYS)


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
    for each in scene.people.values():
        if (each.name, each.dept) == (command.name, command.dept) and not each.removed:
            if each.left_at is not None:
                day = scene.day_of(each.left_at)
                raise Refused("person-left", name=command.name, day=day)
            raise Refused("person-known", name=command.name)
    _own_names((command.name, *command.aliases), command.dept, scene)
    return (
        *joining((command.dept,), scene),
        created(newcomer(command, scene.next_id(Kind.PERSON)), "person.added"),
    )


def _own_names(
    names: Iterable[str], dept: str, scene: Scene, person: RecordId | None = None
) -> None:
    """People are called, and sign, by their names: each means one of them.

    Raises:
        Refused: somebody goes by one of these names; who it is is said.
    """
    others = [each for each in scene.people.values() if each.id != person and not each.removed]
    for name in names:
        if (other := next((each for each in others if each.goes_by(name)), None)) is not None:
            who = " ".join(filter(None, (other.name, other.dept)))
            raise Refused("name-taken", name=name, who=who, dept=dept or _SECOND)


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
    told = (wishes.get("name", person.name), *wishes.get("aliases", person.aliases))
    fresh = [each for each in told if not person.goes_by(each)]
    _own_names(fresh, command.dept or person.dept, scene, person.id)
    event = changed(person, "person.edited", **wishes)
    return (*joining((command.dept or "",), scene), *([event] if event else []))
