"""From what a line means to the command that does it."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from core.capture.chips import Reading, Type
from core.domain.action import AddAction
from core.domain.blocker import RaiseBlocker
from core.domain.decision import RecordDecision
from core.domain.ids import Kind, RecordId, kind_of
from core.domain.refusal import Refused
from core.domain.risk import RaiseRisk
from core.domain.task import AddTask, LightLevel

Added = AddAction | RaiseBlocker | RecordDecision | RaiseRisk | AddTask
"""What a line can add."""


def commands_for(reading: Reading) -> tuple[Added, ...]:
    """The commands of a reading: one, or one for each person where `@all` was answered so.

    Raises:
        Refused: `one-owner`, while it speaks to everybody (R01).
    """
    if reading.everyone:
        name = next(each.source for each in reading.chips if each.kind == "owner")
        raise Refused("one-owner", name=name[1:])
    if reading.each:
        readings = [replace(reading, owner=each, collaborators=()) for each in reading.each]
        return tuple(map(command_for, readings))
    return (command_for(reading),)


def command_for(reading: Reading) -> Added:
    """The command of a reading that has at most one owner."""
    match reading.type:
        case Type.ACTION:
            return _action(reading)
        case Type.BLOCKER:
            return _blocker(reading)
        case Type.DECISION:
            return RecordDecision(
                title=reading.text,
                maker=reading.owner,
                grounds=_told(reading, "grounds", "reason", "goal", "impact", "attempted"),
                links=reading.links,
                raw_text=reading.raw,
            )
        case Type.TASK:
            return _task(reading)
        case Type.RISK:
            return _risk(reading)
        case _:
            assert_never(reading.type)


def _action(reading: Reading) -> AddAction:
    return AddAction(
        title=reading.text,
        owner=reading.owner,
        collaborators=reading.collaborators,
        due=reading.due,
        priority=reading.priority,
        links=reading.links,
        raw_text=reading.raw,
    )


def _blocker(reading: Reading) -> RaiseBlocker:
    return RaiseBlocker(
        title=reading.text,
        priority=reading.priority,
        owner=reading.owner,
        collaborators=reading.collaborators,
        tasks=_tasks(reading),
        reporter=reading.reporter,
        description=_told(reading, "reason", "grounds", "goal"),
        impact_scope=_told(reading, "impact"),
        attempted_measures=_told(reading, "attempted"),
        raw_text=reading.raw,
    )


def _risk(reading: Reading) -> RaiseRisk:
    """Who is named beside the owner decides on it."""
    return RaiseRisk(
        title=reading.text,
        light=reading.light or LightLevel.AMBER,
        owner=reading.owner,
        decider=next(iter(reading.collaborators), None),
        response=_told(reading, "response", "attempted"),
        tasks=_tasks(reading),
        impact_scope=_told(reading, "impact", "goal", "reason", "grounds"),
        raw_text=reading.raw,
    )


def _task(reading: Reading) -> AddTask:
    return AddTask(
        title=reading.text,
        owner=reading.owner,
        collaborators=reading.collaborators,
        due=reading.due.date() if reading.due else None,
        priority=reading.priority,
        depends_on=_tasks(reading),
        raw_text=reading.raw,
    )


def _tasks(reading: Reading) -> tuple[RecordId, ...]:
    return tuple(each for each in reading.links if kind_of(each) is Kind.TASK)


def _told(reading: Reading, *names: str) -> str:
    """The fields of these names, each on a line of its own."""
    return "\n".join(reading.fields[each] for each in names if each in reading.fields)
