"""A weekly sync without a database, as the tests of its rules begin with it."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

from core.domain.ids import RecordId
from core.domain.meeting import AgendaItem, Meeting, MeetingKind, Presence, Purpose
from core.domain.meeting_wishes import EndMeeting, GoToItem, ReadBack, Slot, StartMeeting
from tests.unit.core.world import World

ZHANG, WANG, LI = RecordId("P-01"), RecordId("P-02"), RecordId("P-03")
M, FIRST, SECOND, LAST = (RecordId(each) for each in ("M-01", "G-01", "G-02", "G-03"))
AGENDA = (
    Slot(purpose=Purpose.ACTIONS, seconds=300),
    Slot(purpose=Purpose.PROGRESS, seconds=480),
)


def weekly(world: World | None = None) -> World:
    """A weekly sync that 张伟 has just started, with 王敏."""
    world = world or World.of()
    here: dict[str, str] = dict.fromkeys((ZHANG, WANG), Presence.PRESENT.value)
    world.perform(StartMeeting(kind=MeetingKind.WEEKLY, agenda=AGENDA, attendance=here))
    return world


def after(world: World, minutes: float) -> World:
    """The same some minutes later."""
    world.now += timedelta(minutes=minutes)
    return world


def meeting(world: World) -> Meeting:
    return cast(Meeting, world.records[M])


def item(world: World, identity: RecordId) -> AgendaItem:
    return cast(AgendaItem, world.records[identity])


def minutes_of(world: World, identity: RecordId) -> float:
    return item(world, identity).took(meeting(world), world.now).total_seconds() / 60


def over(world: World) -> World:
    """The meeting read back and ended."""
    world.perform(GoToItem(meeting=M, item=LAST))
    world.perform(ReadBack(meeting=M))
    world.perform(EndMeeting(meeting=M))
    return world
