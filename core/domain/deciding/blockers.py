"""Deciding about blockers."""

from __future__ import annotations

from typing import assert_never

from core.domain.blocker import (
    RESPONSE,
    SETTLED,
    SOLUTION,
    Acknowledge,
    AssignBlocker,
    Blocker,
    BlockerStatus,
    EditBlocker,
    RaiseBlocker,
)
from core.domain.event import Event, changed, created
from core.domain.ids import Kind
from core.domain.refusal import Refused
from core.domain.scene import Scene, named
from core.domain.task import Task

BlockerCommand = RaiseBlocker | Acknowledge | AssignBlocker | EditBlocker
_FACTS = (
    "title",
    "priority",
    "description",
    "impact_scope",
    "attempted_measures",
    "responsible_dept",
    "lead",
    "tasks",
)


def decide(command: BlockerCommand, scene: Scene) -> tuple[Event, ...]:
    """What a wish about a blocker comes to.

    Raises:
        Refused: a rule says no.
        Gone, Conflict: see `Scene.record`.
    """
    match command:
        case RaiseBlocker():
            return (_raise(command, scene),)
        case Acknowledge():
            return _acknowledge(command, scene)
        case AssignBlocker():
            blocker = _open(scene, command.blocker, command.seen)
            owner = scene.person(command.owner).id
            rest = tuple(each for each in blocker.collaborators if each != owner)
            event = changed(blocker, "blocker.assigned", owner=owner, collaborators=rest)
            return (event,) if event else ()
        case EditBlocker():
            return _edit(command, scene)
        case _:
            assert_never(command)


def _open(scene: Scene, identity: str, seen: int | None) -> Blocker:
    blocker = scene.record(Blocker, identity, seen)
    if blocker.status in SETTLED:
        raise Refused("blocker-settled", id=blocker.id)
    return blocker


def _raise(command: RaiseBlocker, scene: Scene) -> Event:
    """C13 and C14 start with the report; who is responsible follows from the task it stops."""
    if not command.title:
        raise Refused("title-missing")
    stopped = [scene.record(Task, each) for each in command.tasks]
    dept = command.responsible_dept or next((task.dept for task in stopped if task.dept), "")
    blocker = Blocker(
        id=scene.next_id(Kind.BLOCKER),
        title=command.title,
        priority=command.priority,
        owner=scene.person(command.owner).id if command.owner else None,
        collaborators=named(scene, command.collaborators, command.owner),
        reporter=scene.actor,
        responsible_dept=dept,
        lead=scene.project.lead_dept,
        tasks=tuple(dict.fromkeys(command.tasks)),
        description=command.description,
        impact_scope=command.impact_scope,
        attempted_measures=command.attempted_measures,
        reported_at=scene.now,
        response_due=scene.now + RESPONSE,
        solution_due=scene.now + SOLUTION,
        raw_text=command.raw_text,
    )
    return created(blocker, "blocker.raised")


def _acknowledge(command: Acknowledge, scene: Scene) -> tuple[Event, ...]:
    blocker = _open(scene, command.blocker, command.seen)
    if blocker.responded_at is not None:
        raise Refused("blocker-acknowledged", id=blocker.id)
    myself = scene.myself()
    event = changed(
        blocker,
        "blocker.acknowledged",
        status=BlockerStatus.ACKED,
        responded_at=scene.now,
        owner=blocker.owner or (myself.id if myself else None),
    )
    return (event,) if event else ()


def _edit(command: EditBlocker, scene: Scene) -> tuple[Event, ...]:
    blocker = _open(scene, command.blocker, command.seen)
    if command.title == "":
        raise Refused("title-missing")
    for each in command.tasks or ():
        scene.record(Task, each)
    wishes = {name: value for name in _FACTS if (value := getattr(command, name)) is not None}
    event = changed(blocker, "blocker.edited", **wishes)
    return (event,) if event else ()
