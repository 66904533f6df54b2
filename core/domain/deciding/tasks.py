"""Deciding about tasks and their RACI rows."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from core.domain.deciding import raci
from core.domain.deciding.action_rights import closers
from core.domain.deciding.action_rights import named as rights_named
from core.domain.deciding.form_effects import ACCEPTS
from core.domain.deciding.people import joining
from core.domain.event import Event, changed, created, facts
from core.domain.form import Form, FormStatus
from core.domain.graph import cycle
from core.domain.ids import Kind, RecordId
from core.domain.policy import in_force
from core.domain.raci import FillRaci, FillRow
from core.domain.refusal import Refused
from core.domain.scene import Scene, named
from core.domain.task import (
    AddTask,
    AssignTask,
    EditTask,
    MoveTask,
    SetLight,
    SetProgress,
    SetStatus,
    Task,
    TaskStatus,
    finishes,
)

TaskCommand = (
    AddTask
    | SetProgress
    | SetStatus
    | AssignTask
    | MoveTask
    | SetLight
    | EditTask
    | FillRaci
    | FillRow
)
_HANDED_IN = frozenset({TaskStatus.IN_REVIEW, TaskStatus.REWORK})
_MOVING = frozenset({TaskStatus.TODO, TaskStatus.IN_REVIEW, TaskStatus.DONE})
"""Statuses that a progress report between 1 and 99 moves on to "doing"."""


def decide(command: TaskCommand, scene: Scene) -> tuple[Event, ...]:  # noqa: C901, PLR0911 - flat
    """What a wish about a task comes to.

    Raises:
        Refused: a rule says no.
        Gone, Conflict: see `Scene.record`.
    """
    match command:
        case AddTask():
            return _add(command, scene)
        case SetProgress():
            return _progress(command, scene)
        case SetStatus():
            return _status(command, scene)
        case AssignTask():
            return _assign(command, scene)
        case MoveTask():
            return _move(command, scene)
        case SetLight():
            return _light(command, scene)
        case EditTask():
            return _edit(command, scene)
        case FillRaci() | FillRow():
            return raci.decide(command, scene)
        case _:
            assert_never(command)


def _add(command: AddTask, scene: Scene) -> tuple[Event, ...]:
    if not command.title:
        raise Refused("title-missing")
    if command.start and command.due and command.due < command.start:
        raise Refused("due-before-start", due=command.due, start=command.start)
    for each in command.depends_on:
        scene.record(Task, each)
    _one_level(command.parent, None, scene)
    owner = scene.person(command.owner) if command.owner else None
    task = Task(
        id=scene.next_id(Kind.TASK),
        title=command.title,
        dept=command.dept or (owner.dept if owner else ""),
        owner=owner.id if owner else None,
        collaborators=named(scene, command.collaborators, command.owner),
        start=command.start or _from_today(command.due, scene),
        due=command.due,
        priority=command.priority,
        parent=command.parent,
        depends_on=tuple(dict.fromkeys(command.depends_on)),
        deliverable=command.deliverable,
        raw_text=command.raw_text,
    )
    return (*joining((command.dept,), scene), created(task, "task.added"))


def _from_today(due: date | None, scene: Scene) -> date | None:
    """A task with a deadline and no start begins now, so that its plan has a line to follow."""
    today = scene.today
    return today if due is not None and today <= due else None


def _one_level(parent: RecordId | None, task: RecordId | None, scene: Scene) -> None:
    """A subtask's parent is a task of its own, and not a subtask."""
    if parent is None:
        return
    if parent == task or scene.record(Task, parent).parent is not None:
        raise Refused("subtask-too-deep", parent=parent)
    if task in scene.parents:
        raise Refused("has-subtasks", id=task)


def _progress(command: SetProgress, scene: Scene) -> tuple[Event, ...]:
    """F07. 100 % hands the task in for review; less takes a task back to "doing"."""
    if not 0 <= command.actual <= 100:
        raise Refused("progress-range", actual=command.actual)
    task = scene.record(Task, command.task, command.seen)
    if task.status is TaskStatus.CANCELLED:
        raise Refused("task-cancelled", id=task.id)
    status = task.status
    if command.actual == 100 and status not in {TaskStatus.DONE, TaskStatus.IN_REVIEW}:
        status = TaskStatus.IN_REVIEW
    elif 0 < command.actual < 100 and status in _MOVING:
        status = TaskStatus.DOING
    return facts(
        changed(
            task,
            "task.progressed",
            actual=command.actual,
            status=status,
            delay_reason=command.reason or task.delay_reason,
            progressed_at=scene.now,
        )
    )


def _assign(command: AssignTask, scene: Scene) -> tuple[Event, ...]:
    task = scene.record(Task, command.task, command.seen)
    owner = scene.person(command.owner).id
    rest = tuple(each for each in task.collaborators if each != owner)
    return facts(changed(task, "task.assigned", owner=owner, collaborators=rest))


def _status(command: SetStatus, scene: Scene) -> tuple[Event, ...]:
    task = scene.record(Task, command.task, command.seen)
    if finishes(command):
        if (form := _accepted_by(task, scene)) is not None:
            raise Refused("task-in-acceptance", id=task.id, form=form.id)
        if task.status in _HANDED_IN:
            _not_by_its_owner(task, scene)
    return facts(changed(task, "task.status_set", status=command.status))


def _not_by_its_owner(task: Task, scene: Scene) -> None:
    """A result that was handed in is done when others say so (003: marked after acceptance)."""
    myself = scene.myself()
    if myself is None or myself.id != task.owner:
        return
    others = [each for each in closers(scene) if each.id != task.owner]
    if others and not in_force(scene.policies, scene.now).owner_may_close:
        raise Refused("task-who-may-done", id=task.id, names=rights_named(others))


def _accepted_by(task: Task, scene: Scene) -> Form | None:
    """The form that is to say that a task is done: nobody waves it through beside it (1.6)."""
    for each in scene.records.values():
        if isinstance(each, Form) and each.subject == task.id and each.status is FormStatus.OPEN:
            kind = scene.forms.get(each.kind)
            steps = kind.steps if kind is not None else ()
            if not each.removed and any(one.effect == ACCEPTS for one in steps):
                return each
    return None


def _move(command: MoveTask, scene: Scene) -> tuple[Event, ...]:
    task = scene.record(Task, command.task, command.seen)
    if not command.reason:
        raise Refused("reason-missing", id=task.id)
    if task.start and command.due < task.start:
        raise Refused("due-before-start", due=command.due, start=task.start)
    return facts(changed(task, "task.moved", due=command.due, delay_reason=command.reason))


def _light(command: SetLight, scene: Scene) -> tuple[Event, ...]:
    task = scene.record(Task, command.task, command.seen)
    if command.light is not None and not command.reason:
        raise Refused("reason-missing", id=task.id)
    why = command.reason if command.light is not None else ""
    return facts(changed(task, "task.light_set", light=command.light, light_reason=why))


def _edit(command: EditTask, scene: Scene) -> tuple[Event, ...]:
    task = scene.record(Task, command.task, command.seen)
    if command.title == "":
        raise Refused("title-missing")
    start = command.start or task.start
    if start and task.due and task.due < start:
        raise Refused("due-before-start", due=task.due, start=start)
    _one_level(command.parent, task.id, scene)
    if command.depends_on is not None:
        for each in command.depends_on:
            scene.record(Task, each)
        acyclic(task.id, command.depends_on, scene)
    plain = ("title", "dept", "start", "priority", "parent", "deliverable", "remark", "depends_on")
    wishes = {name: value for name in plain if (value := getattr(command, name)) is not None}
    if command.collaborators is not None:
        wishes["collaborators"] = named(scene, command.collaborators, task.owner)
    return (
        *joining((command.dept or "",), scene),
        *facts(changed(task, "task.edited", **wishes)),
    )


def acyclic(task: RecordId, upstream: tuple[RecordId, ...], scene: Scene) -> None:
    """R32: whoever waits is never waited for.

    Raises:
        Refused: the task would wait for itself; the way round is named.
    """
    way = cycle(scene.dependencies, task, upstream)
    if way:
        raise Refused("dependency-cycle", way=" → ".join(way))
