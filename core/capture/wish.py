"""From what a line means to the command that does it."""

from __future__ import annotations

from datetime import date, datetime, time, tzinfo
from typing import assert_never

from core.capture.plain import Reading, Type
from core.domain.action import AddAction
from core.domain.blocker import RaiseBlocker
from core.domain.decision import RecordDecision
from core.domain.ids import Kind, kind_of
from core.domain.task import AddTask

END_OF_DAY = time(18)
"""When something is due that names no hour."""


def command_for(
    reading: Reading, zone: tzinfo
) -> AddAction | RaiseBlocker | RecordDecision | AddTask:
    """The command of a reading; days end at 18:00 in `zone`."""
    match reading.type:
        case Type.ACTION:
            return AddAction(
                title=reading.title,
                owner=reading.owner,
                collaborators=reading.collaborators,
                due=deadline(reading.due, zone) if reading.due else None,
                links=reading.links,
            )
        case Type.BLOCKER:
            return RaiseBlocker(
                title=reading.title,
                owner=reading.owner,
                collaborators=reading.collaborators,
                tasks=tuple(each for each in reading.links if kind_of(each) is Kind.TASK),
            )
        case Type.DECISION:
            return RecordDecision(title=reading.title, maker=reading.owner, links=reading.links)
        case Type.TASK:
            return AddTask(
                title=reading.title,
                owner=reading.owner,
                collaborators=reading.collaborators,
                due=reading.due,
                depends_on=tuple(each for each in reading.links if kind_of(each) is Kind.TASK),
            )
        case _:
            assert_never(reading.type)


def deadline(day: date, zone: tzinfo) -> datetime:
    """The end of a working day as an instant."""
    return datetime.combine(day, END_OF_DAY, zone)
