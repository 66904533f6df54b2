"""Deciding about risks (F19, F32): raised, looked at, over, or come true."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import assert_never

from core.domain.blocker import Blocker, RaiseBlocker
from core.domain.deciding import blockers
from core.domain.deciding.action_rights import known, named
from core.domain.event import Event, begin, changed, created, facts
from core.domain.ids import Kind, RecordId, raci_of
from core.domain.people import Function, Person, Role
from core.domain.raci import Letter, RaciRow
from core.domain.refusal import Refused
from core.domain.risk import (
    CloseRisk,
    EditRisk,
    RaiseRisk,
    ReviewRisk,
    Risk,
    RiskStatus,
    TurnRisk,
)
from core.domain.scene import Scene
from core.domain.task import LightLevel, Priority, Task

RiskCommand = RaiseRisk | EditRisk | ReviewRisk | TurnRisk | CloseRisk
_FACTS = ("title", "light", "owner", "response", "decider", "tasks", "impact_scope")
_PEOPLE = ("owner", "decider")


def decide(command: RiskCommand, scene: Scene) -> tuple[Event, ...]:
    """What a wish about a risk comes to.

    Raises:
        Refused: a rule says no.
        Gone, Conflict: see `Scene.record`.
    """
    if isinstance(command, RaiseRisk):
        return (created(_raise(command, scene), "risk.raised"),)
    risk = scene.record(Risk, command.risk, command.seen)
    if risk.status is not RiskStatus.OPEN:
        raise Refused("risk-settled", id=risk.id)
    match command:
        case EditRisk():
            event = _edit(command, risk, scene)
        case ReviewRisk():
            event = changed(risk, "risk.reviewed", reviewed_at=scene.now)
        case TurnRisk():
            return _turn(risk, scene)
        case CloseRisk():
            event = _close(command, risk, scene)
        case _:
            assert_never(command)
    return facts(event)


def _raise(command: RaiseRisk, scene: Scene) -> Risk:
    """Who decides, where nobody is named, is the A of what it threatens, else the manager."""
    if not command.title:
        raise Refused("title-missing")
    tasks = [scene.record(Task, each) for each in dict.fromkeys(command.tasks)]
    owner = scene.person(command.owner) if command.owner else None
    decider = scene.person(command.decider).id if command.decider else _decider(tasks, scene)
    dept = next((each.dept for each in tasks if each.dept), owner.dept if owner else "")
    return Risk(
        id=scene.next_id(Kind.RISK),
        title=command.title,
        light=command.light,
        owner=owner.id if owner else None,
        response=command.response,
        decider=decider,
        dept=dept,
        tasks=tuple(each.id for each in tasks),
        impact_scope=command.impact_scope,
        raised_by=scene.actor,
        raised_at=scene.now,
        raw_text=command.raw_text,
    )


def _decider(tasks: list[Task], scene: Scene) -> RecordId | None:
    for task in tasks:
        row = scene.records.get(raci_of(task.id))
        cells = row.cells if isinstance(row, RaciRow) and not row.removed else {}
        for party, letter in cells.items():
            if letter == Letter.A and party in scene.people:
                return RecordId(party)
    return next((each.id for each in _managers(scene)), None)


def _managers(scene: Scene) -> Iterator[Person]:
    for each in scene.people.values():
        if each.here and Function.PROJECT_MANAGER in each.functions:
            yield each


def _edit(command: EditRisk, risk: Risk, scene: Scene) -> Event | None:
    if command.title == "":
        raise Refused("title-missing")
    for each in command.tasks or ():
        scene.record(Task, each)
    for name in _PEOPLE:
        if person := getattr(command, name):
            scene.person(person)
    wishes = {name: value for name in _FACTS if (value := getattr(command, name)) is not None}
    kind = "risk.light_set" if wishes.keys() == {"light"} else "risk.edited"
    return changed(risk, kind, **wishes)


def _close(command: CloseRisk, risk: Risk, scene: Scene) -> Event | None:
    if not command.reason:
        raise Refused("reason-missing", id=risk.id)
    _check(risk, scene)
    return changed(risk, "risk.closed", status=RiskStatus.CLOSED, remark=command.reason)


def _turn(risk: Risk, scene: Scene) -> tuple[Event, ...]:
    """It happened: the blocker takes over what is known, and names the risk it comes from."""
    _check(risk, scene)
    wish = RaiseBlocker(
        title=risk.title,
        priority=Priority.HIGH if risk.light is LightLevel.RED else Priority.NORMAL,
        owner=risk.owner,
        tasks=tuple(each for each in risk.tasks if _stands(each, scene)),
        responsible_dept=risk.dept,
        description=risk.title,
        impact_scope=risk.impact_scope,
        attempted_measures=risk.response,
    )
    raised, *further = blockers.decide(wish, scene)
    blocker = replace(begin(Blocker, raised, scene.now), risk=risk.id)
    turned = changed(risk, "risk.turned", status=RiskStatus.TURNED, blocker=blocker.id)
    return (created(blocker, raised.kind), *filter(None, (turned,)), *further)


def _stands(task: RecordId, scene: Scene) -> bool:
    record = scene.records.get(task)
    return isinstance(record, Task) and not record.removed


def _check(risk: Risk, scene: Scene) -> None:
    """Its owner, who decides on it, the project manager and the lead department may end a risk.

    Raises:
        Refused: the actor is not one of them, or not on the project.
    """
    allowed = {each.id: each for each in _who_may(risk, scene)}
    if known(scene).id not in allowed and allowed:
        raise Refused("risk-who-may", id=risk.id, names=named(allowed.values()))


def _who_may(risk: Risk, scene: Scene) -> Iterator[Person]:
    everybody = [each for each in scene.people.values() if each.role is not Role.VIEWER]
    named_ones = [scene.people.get(each) for each in (risk.owner, risk.decider) if each]
    yield from (each for each in named_ones if each is not None and each.here)
    yield from _managers(scene)
    lead = scene.project.lead_dept
    yield from (each for each in everybody if lead and each.dept == lead and each.here)
