"""Deciding about people who leave a project, and come back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from core.domain.deciding.form_steps import Course, advance
from core.domain.event import Event, changed, facts
from core.domain.form import Form, FormStatus
from core.domain.ids import RecordId
from core.domain.leaving import (
    LeaveProject,
    ReturnToProject,
    expected_at,
    in_hand,
    taken_over,
)
from core.domain.meeting import Meeting
from core.domain.people import Person
from core.domain.raci import RaciRow
from core.domain.record import Record
from core.domain.refusal import Refused
from core.domain.scene import Scene

_EVENTS = {"T": "task.assigned", "B": "blocker.assigned", "A": "action.assigned"}


def leave(command: LeaveProject, scene: Scene) -> tuple[Event, ...]:
    """Somebody leaves; what they have in hand goes to somebody, or stays where that was said.

    Signatures stand. Forms that waited for nobody but them go on.

    Raises:
        Refused: they left already; there is work in hand and nobody to take it: the ids are said.
        Gone, Conflict: see `Scene.record`.
    """
    person = scene.record(Person, command.person, command.seen)
    if person.left_at is not None:
        raise Refused("person-left-already", name=person.name, day=scene.day_of(person.left_at))
    heir = scene.person(command.to) if command.to is not None else None
    if heir is not None and heir.id == person.id:
        raise Refused("person-left-to-self", name=person.name)
    held = in_hand(person.id, scene.records.values())
    if held and heir is None and not command.keeps:
        raise Refused("person-has-work", name=person.name, ids=tuple(each.id for each in held))
    course = Course(scene)
    course.note(changed(person, "person.left", left_at=scene.now))
    if heir is not None:
        for event in _handed_over(person, heir, held, scene):
            course.note(event)
    for event in _let_off(person, heir, scene):
        course.note(event)
    return (*course.events, *_moved_on(course.scene))


def back(command: ReturnToProject, scene: Scene) -> tuple[Event, ...]:
    """Somebody who left is back; what others took over stays with them.

    Raises:
        Refused: they never left.
        Gone, Conflict: see `Scene.record`.
    """
    person = scene.record(Person, command.person, command.seen)
    if person.left_at is None:
        raise Refused("person-here", name=person.name)
    return facts(changed(person, "person.returned", left_at=None))


def _handed_over(
    person: Person, heir: Person, held: tuple[Record, ...], scene: Scene
) -> Iterator[Event]:
    """R01: the heir owns it alone; R29: and has their letters in the grid."""
    for each in held:
        values: dict[str, Any] = {"owner": heir.id}
        helpers = getattr(each, "collaborators", ())
        if heir.id in helpers:
            values["collaborators"] = tuple(one for one in helpers if one != heir.id)
        event = changed(each, _EVENTS.get(each.id.partition("-")[0], "risk.edited"), **values)
        yield from facts(event)
    for row in scene.records.values():
        if isinstance(row, RaciRow) and not row.removed and person.id in row.cells:
            cells = taken_over(dict(row.cells), person.id, heir.id)
            yield from facts(changed(row, "raci.filled", cells=cells))


def _let_off(person: Person, heir: Person | None, scene: Scene) -> Iterator[Event]:
    """They are asked to no meeting any more; a chair of theirs is the heir's, or nobody's."""
    for each in expected_at(person.id, scene.records.values()):
        yield from facts(changed(each, "meeting.attended", **_without(each, person.id, heir)))


def _without(meeting: Meeting, person: RecordId, heir: Person | None) -> dict[str, Any]:
    attendance, excuses = dict(meeting.attendance), dict(meeting.excuses)
    how = attendance.pop(person, None)
    excuses.pop(person, None)
    if heir is not None and how is not None:
        attendance.setdefault(heir.id, how)
    values: dict[str, Any] = {"attendance": attendance, "excuses": excuses}
    for chair in ("facilitator", "recorder"):
        if getattr(meeting, chair) == person:
            values[chair] = heir.id if heir is not None else None
    return values


def _moved_on(scene: Scene) -> Iterator[Event]:
    """The forms that everybody who is left has signed; one that waits for nobody stays."""
    for form in [each for each in scene.records.values() if isinstance(each, Form)]:
        if form.status is not FormStatus.OPEN or form.removed:
            continue
        course = Course(scene)
        try:
            advance(form.id, course)
        except Refused:
            continue
        scene = course.scene
        yield from course.events
