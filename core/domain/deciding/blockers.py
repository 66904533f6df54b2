"""Deciding about blockers: which rule answers which wish, and how one is raised and edited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from core.domain.blocker import (
    SETTLED,
    Acknowledge,
    AssignBlocker,
    Blocker,
    EditBlocker,
    Escalate,
    MergeBlocker,
    OpenGreenChannel,
    RaiseBlocker,
    ReopenBlocker,
    RingBlocker,
    SnoozeBlocker,
    SolveBlocker,
    SoundAlarm,
    StartWork,
    SubmitBlocker,
    VerifyBlocker,
    WakeBlocker,
)
from core.domain.clocks import response_due, solution_due
from core.domain.deciding import blocker_escalation, blocker_life, blocker_pause
from core.domain.deciding.blocker_step import office
from core.domain.event import Event, changed, created, facts
from core.domain.ids import Kind
from core.domain.policy import in_force
from core.domain.refusal import Refused
from core.domain.scene import Scene, named
from core.domain.task import Task

BlockerCommand = (
    RaiseBlocker
    | Acknowledge
    | AssignBlocker
    | EditBlocker
    | StartWork
    | Escalate
    | SolveBlocker
    | SubmitBlocker
    | VerifyBlocker
    | SnoozeBlocker
    | WakeBlocker
    | OpenGreenChannel
    | MergeBlocker
    | ReopenBlocker
    | RingBlocker
    | SoundAlarm
)
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
        Refused: a rule says no; who may is said.
        Gone, Conflict: see `Scene.record`.
    """
    return _RULES[type(command)](command, scene)


def _raise(command: RaiseBlocker, scene: Scene) -> tuple[Event, ...]:
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
        reporter=scene.person(command.reporter).name if command.reporter else scene.actor,
        responsible_dept=dept,
        lead=scene.project.lead_dept,
        tasks=tuple(dict.fromkeys(command.tasks)),
        description=command.description,
        impact_scope=command.impact_scope,
        attempted_measures=command.attempted_measures,
        reported_at=scene.now,
        raw_text=command.raw_text,
    )
    return (created(_started(blocker, scene), "blocker.raised"),)


def _started(blocker: Blocker, scene: Scene) -> Blocker:
    """The clocks start, by the policy that holds now; a later one leaves them alone."""
    policy = in_force(scene.policies, scene.now)
    hours = office(blocker, policy, scene)
    return replace(
        blocker,
        policy=policy.id or None,
        response_due=response_due(policy, scene.now, hours),
        solution_due=solution_due(policy, scene.now, hours),
    )


def _edit(command: EditBlocker, scene: Scene) -> tuple[Event, ...]:
    """Facts are anybody's to fill in (R08), and end no snooze."""
    blocker = scene.record(Blocker, command.blocker, command.seen)
    if blocker.status in SETTLED:
        raise Refused("blocker-settled", id=blocker.id)
    if command.title == "":
        raise Refused("title-missing")
    for each in command.tasks or ():
        scene.record(Task, each)
    wishes = {name: value for name in _FACTS if (value := getattr(command, name)) is not None}
    event = changed(blocker, "blocker.edited", **wishes)
    return facts(event)


_RULES: dict[type, Callable[..., tuple[Event, ...]]] = {
    RaiseBlocker: _raise,
    EditBlocker: _edit,
    Acknowledge: blocker_life.acknowledge,
    AssignBlocker: blocker_life.assign,
    StartWork: blocker_life.start,
    SolveBlocker: blocker_life.solve,
    SubmitBlocker: blocker_life.submit,
    VerifyBlocker: blocker_life.verify,
    MergeBlocker: blocker_life.merge,
    ReopenBlocker: blocker_life.reopen,
    SnoozeBlocker: blocker_pause.snooze,
    WakeBlocker: blocker_pause.wake,
    RingBlocker: blocker_pause.ring,
    OpenGreenChannel: blocker_pause.open_green,
    Escalate: blocker_escalation.escalate,
    SoundAlarm: blocker_escalation.alarm,
}
