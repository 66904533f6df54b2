"""Who came to a meeting, who chairs it, and what was said in it."""

from __future__ import annotations

from core.domain.deciding.chairing import free, steering
from core.domain.event import Event, changed, created, facts
from core.domain.ids import Kind
from core.domain.meeting import OVER, Meeting, Point, Presence, Sort
from core.domain.meeting_wishes import HandOver, MakePoint, SetAttendance, SettlePoint
from core.domain.refusal import Refused
from core.domain.scene import Scene


def attend(command: SetAttendance, scene: Scene) -> tuple[Event, ...]:
    """F04, F20: who came, and why not."""
    meeting = scene.record(Meeting, command.meeting, command.seen)
    person = scene.person(command.person).id
    myself = scene.myself()
    if myself is None or myself.id != person:
        steering(scene, meeting)
    attendance, excuses = dict(meeting.attendance), dict(meeting.excuses)
    excuses.pop(person, None)
    if command.how is None:
        attendance.pop(person, None)
    else:
        attendance[person] = command.how.value
        if command.why and command.how is not Presence.PRESENT:
            excuses[person] = command.why
    event = changed(meeting, "meeting.attended", attendance=attendance, excuses=excuses)
    return facts(event)


def hand_over(command: HandOver, scene: Scene) -> tuple[Event, ...]:
    """A chair goes to somebody; nobody takes it from one who is there.

    Raises:
        Refused: the chair is taken, and its holder is there; who that is is said.
    """
    meeting = scene.record(Meeting, command.meeting, command.seen)
    if meeting.status in OVER:
        raise Refused("meeting-not-on", id=meeting.id)
    wishes = {}
    for chair in ("facilitator", "recorder"):
        wanted, holder = getattr(command, chair), getattr(meeting, chair)
        if wanted is None or wanted == holder:
            continue
        if not free(scene, holder, meeting):
            raise Refused("chair-taken", id=meeting.id, who=scene.person(holder).name)
        wishes[chair] = scene.person(wanted).id
    seated = dict.fromkeys(wishes.values(), Presence.PRESENT.value)
    attendance: dict[str, str] = dict(meeting.attendance) | seated
    event = changed(meeting, "meeting.handed_over", **wishes, attendance=attendance)
    return (event,) if wishes and event else ()


def make_point(command: MakePoint, scene: Scene) -> tuple[Event, ...]:
    """F21, R28: something is parked, disputed, agreed on, asked for."""
    if not command.text:
        raise Refused("text-missing")
    meeting = scene.meeting
    if meeting is None and command.sort is not Sort.PARKED:
        raise Refused("no-meeting-on")
    point = Point(
        id=scene.next_id(Kind.POINT),
        meeting=meeting.id if meeting else None,
        item=meeting.current if meeting else None,
        sort=command.sort,
        text=command.text,
        people=tuple(dict.fromkeys(scene.person(each).id for each in command.people)),
        said_by=scene.actor,
        said_at=scene.now,
    )
    return (created(point, "point.made"),)


def settle_point(command: SettlePoint, scene: Scene) -> tuple[Event, ...]:
    """It is dealt with, or is not after all."""
    point = scene.record(Point, command.point, command.seen)
    kind = "point.settled" if command.settled else "point.opened"
    event = changed(point, kind, settled=command.settled)
    return facts(event)
