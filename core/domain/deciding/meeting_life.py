"""A meeting from its plan to its end: one at a time, its clocks made of the moments on record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from core.domain.action import ActionItem, ActionStatus, CarryOver
from core.domain.deciding import actions
from core.domain.deciding.chairing import steered, steering
from core.domain.event import Event, changed, created, facts
from core.domain.ids import Kind, RecordId
from core.domain.meeting import (
    AHEAD,
    OVER,
    AgendaItem,
    Meeting,
    MeetingStatus,
    Presence,
    Purpose,
    Series,
)
from core.domain.meeting_wishes import (
    CancelMeeting,
    EditMeeting,
    EndMeeting,
    GoToItem,
    PauseMeeting,
    PlanMeeting,
    ReadBack,
    ResumeMeeting,
    SkipItem,
    Slot,
    StartMeeting,
)
from core.domain.people import Function
from core.domain.refusal import Gone, Refused
from core.domain.scene import Scene


def plan(command: PlanMeeting, scene: Scene) -> tuple[Event, ...]:
    """F03: a meeting ahead, with its agenda."""
    if command.starts_at <= scene.now:
        raise Refused("meeting-past", at=command.starts_at)
    meeting = Meeting(
        id=scene.next_id(Kind.MEETING),
        kind=command.kind,
        title=command.title,
        goal=command.goal,
        place=command.place or _series_place(scene, command.kind),
        materials=command.materials,
        starts_at=command.starts_at,
        minutes=_minutes(command.minutes),
        attendance={scene.person(each).id: Presence.PRESENT.value for each in command.invited},
    )
    items = _agenda(scene, meeting.id, command.agenda)
    return (created(meeting, "meeting.planned"), *(created(each, "agenda.added") for each in items))


def start(command: StartMeeting, scene: Scene) -> tuple[Event, ...]:
    """It begins, and so do its clock and its first item.

    Raises:
        Refused: another meeting is going on; which, whose and since when is said.
    """
    if (other := scene.meeting) is not None:
        chair = scene.people.get(other.facilitator) if other.facilitator else None
        raise Refused(
            "meeting-on-already",
            id=other.id,
            who=chair.name if chair else "—",
            at=_local(scene, other.started_at),
        )
    if command.meeting is not None:
        return _start_planned(command, scene)
    meeting = Meeting(
        id=scene.next_id(Kind.MEETING),
        kind=command.kind,
        title=command.title,
        goal=command.goal,
        place=_series_place(scene, command.kind),
        minutes=_minutes(command.minutes),
    )
    items = _agenda(scene, meeting.id, command.agenda)
    first = Running(scene, items)
    values = {**_begun(command, meeting, scene), "current": items[0].id}
    made = (created(each, "agenda.added") for each in first.opened(items[0]))
    return (created(replace(meeting, **values), "meeting.started"), *made)


def _local(scene: Scene, moment: datetime | None) -> datetime | None:
    """A moment on the project's clock, which people read."""
    return moment.astimezone(ZoneInfo(scene.project.timezone)) if moment else None


def _start_planned(command: StartMeeting, scene: Scene) -> tuple[Event, ...]:
    meeting = scene.record(Meeting, str(command.meeting), command.seen)
    if meeting.status not in AHEAD:
        raise Refused("meeting-started", id=meeting.id)
    items = items_of(scene, meeting.id)
    if not items:
        raise Refused("agenda-empty", id=meeting.id)
    values = {**_begun(command, meeting, scene), "current": items[0].id}
    event = changed(meeting, "meeting.started", **values)
    turn = changed(items[0], "agenda.timed", turns=(scene.now,))
    return facts(event, turn)


def _begun(command: StartMeeting, meeting: Meeting, scene: Scene) -> dict[str, Any]:
    """Who sits where, and since when it runs."""
    there: dict[str, str] = {
        scene.person(who).id: Presence(how).value for who, how in command.attendance.items()
    }
    attendance: dict[str, str] = {**meeting.attendance, **there}
    myself = scene.myself()
    chair = command.facilitator or meeting.facilitator or (myself.id if myself else None)
    if chair is not None and scene.person(chair).id not in attendance:
        attendance[chair] = Presence.PRESENT.value
    return {
        "status": MeetingStatus.RUNNING,
        "started_at": scene.now,
        "minutes": _minutes(command.minutes) or meeting.minutes,
        "attendance": attendance,
        "facilitator": chair,
        "recorder": command.recorder or meeting.recorder or _assistant(scene, attendance) or chair,
        "previous": _previous(scene, meeting),
    }


def _assistant(scene: Scene, attendance: Iterable[str]) -> RecordId | None:
    """The project assistant records, where one is there (003)."""
    for who in attendance:
        person = scene.people.get(RecordId(who))
        if person is not None and Function.PROJECT_ASSISTANT in person.functions:
            return person.id
    return None


def _previous(scene: Scene, meeting: Meeting) -> RecordId | None:
    over = [
        each
        for each in scene.records.values()
        if isinstance(each, Meeting) and each.kind is meeting.kind and each.status in OVER
    ]
    ended = [each for each in over if each.ended_at is not None and not each.removed]
    return max(ended, key=lambda each: str(each.ended_at)).id if ended else None


class Running:
    """The agenda of a meeting in which one item gives way to another."""

    def __init__(self, scene: Scene, items: list[AgendaItem]) -> None:
        self.scene, self.items = scene, items

    def opened(self, first: AgendaItem) -> list[AgendaItem]:
        """The items of a new meeting, the first one under discussion."""
        turns = (self.scene.now,)
        return [replace(each, turns=turns) if each is first else each for each in self.items]

    def item(self, identity: str) -> AgendaItem:
        """One of them.

        Raises:
            Gone: it is none of this meeting.
        """
        found = next((each for each in self.items if each.id == identity), None)
        if found is None:
            raise Gone(identity)
        return found

    def closed(self, identity: str | None) -> Event | None:
        """The running turn of an item ends."""
        item = next((each for each in self.items if each.id == identity), None)
        if item is None or len(item.turns) % 2 == 0:
            return None
        end = max(self.scene.now, item.turns[-1])
        return changed(item, "agenda.timed", turns=(*item.turns, end))

    def reopened(self, item: AgendaItem) -> Event | None:
        """An item is under discussion, perhaps once more."""
        turns = item.turns if len(item.turns) % 2 else (*item.turns, self.scene.now)
        return changed(item, "agenda.timed", turns=turns, skipped=False)

    def after(self, item: AgendaItem) -> AgendaItem | None:
        """The next one that nothing was said under yet, else simply the next one."""
        later = [each for each in self.items if each.position > item.position]
        return next((each for each in later if not each.done), next(iter(later), None))


def go_to(command: GoToItem, scene: Scene) -> tuple[Event, ...]:
    """Another item comes under discussion; going on after the read-back takes it back."""
    meeting = steered(scene, command.meeting, command.seen)
    running = Running(scene, items_of(scene, meeting.id))
    item = running.item(command.item)
    if meeting.current == item.id:
        return ()
    return facts(running.closed(meeting.current), running.reopened(item), _turned(meeting, item))


def skip(command: SkipItem, scene: Scene) -> tuple[Event, ...]:
    """Nothing to say; the read-back is never skipped (R11)."""
    meeting = steered(scene, command.meeting, command.seen)
    running = Running(scene, items_of(scene, meeting.id))
    item = running.item(command.item)
    if item.purpose is Purpose.READ_BACK:
        raise Refused("read-back-stays")
    odd = (max(scene.now, item.turns[-1]),) if len(item.turns) % 2 else ()
    passed = changed(item, "agenda.skipped", turns=(*item.turns, *odd), skipped=True)
    following = running.after(item) if meeting.current == item.id else None
    if following is None:
        return facts(passed)
    return facts(passed, running.reopened(following), _turned(meeting, following))


def _turned(meeting: Meeting, item: AgendaItem) -> Event | None:
    back = meeting.status is MeetingStatus.RECAPPED and item.purpose is not Purpose.READ_BACK
    values: dict[str, Any] = {"current": item.id}
    if back:
        values |= {"status": MeetingStatus.RUNNING, "recapped_at": None}
    return changed(meeting, "meeting.turned", **values)


def pause(command: PauseMeeting, scene: Scene) -> tuple[Event, ...]:
    """All clocks of the meeting stand."""
    meeting = steered(scene, command.meeting, command.seen)
    if meeting.paused_at is not None:
        return ()
    values = {"status": MeetingStatus.PAUSED, "paused_at": scene.now}
    return facts(changed(meeting, "meeting.paused", **values))


def resume(command: ResumeMeeting, scene: Scene) -> tuple[Event, ...]:
    """They go on."""
    meeting = steered(scene, command.meeting, command.seen)
    if meeting.paused_at is None:
        return ()
    status = MeetingStatus.RECAPPED if meeting.recapped_at else MeetingStatus.RUNNING
    return facts(changed(meeting, "meeting.resumed", status=status, **_unpaused(meeting, scene)))


def _unpaused(meeting: Meeting, scene: Scene) -> dict[str, Any]:
    if meeting.paused_at is None:
        return {}
    end = max(scene.now, meeting.paused_at)
    return {"pauses": (*meeting.pauses, meeting.paused_at, end), "paused_at": None}


def read_back(command: ReadBack, scene: Scene) -> tuple[Event, ...]:
    """R11: what was settled was read to all."""
    meeting = steered(scene, command.meeting, command.seen)
    values = {"status": MeetingStatus.RECAPPED, "recapped_at": scene.now}
    return facts(
        changed(meeting, "meeting.read_back", **values, **_unpaused(meeting, scene)),
    )


def end(command: EndMeeting, scene: Scene) -> tuple[Event, ...]:
    """It is over, and what is still open is carried over.

    Raises:
        Refused: nothing was read back (R11), and nobody said that it ends without.
    """
    meeting = steered(scene, command.meeting, command.seen)
    if meeting.recapped_at is None and not command.unread:
        raise Refused("meeting-unread", id=meeting.id)
    items = items_of(scene, meeting.id)
    carried = tuple(_carried(scene, meeting, items))
    over = changed(
        meeting,
        "meeting.ended",
        status=MeetingStatus.ENDED,
        ended_at=scene.now,
        carried=tuple(each.id for each in carried),
        **_unpaused(meeting, scene),
    )
    counted = actions.decide(CarryOver(actions=tuple(each.id for each in carried)), scene)
    return facts(Running(scene, items).closed(meeting.current), over, *counted)


def _carried(scene: Scene, meeting: Meeting, items: list[AgendaItem]) -> Iterator[ActionItem]:
    """What was promised before it began and is still open, where the agenda asked about it."""
    if not any(each.purpose is Purpose.ACTIONS for each in items):
        return
    began = meeting.started_at or scene.now
    for each in scene.records.values():
        if not isinstance(each, ActionItem) or (each.created_at or began) >= began:
            continue
        if each.status is ActionStatus.OPEN and not each.removed:
            yield each


def edit(command: EditMeeting, scene: Scene) -> tuple[Event, ...]:
    """Facts change; when it begins only while it is ahead."""
    meeting = scene.record(Meeting, command.meeting, command.seen)
    steering(scene, meeting)
    if command.starts_at is not None and meeting.status not in AHEAD:
        raise Refused("meeting-started", id=meeting.id)
    if command.starts_at is not None and command.starts_at <= scene.now:
        raise Refused("meeting-past", at=command.starts_at)
    if command.minutes is not None:
        _minutes(command.minutes)
    plain = ("title", "goal", "place", "materials", "minutes", "starts_at")
    wishes = {name: value for name in plain if (value := getattr(command, name)) is not None}
    return facts(changed(meeting, "meeting.edited", **wishes))


def cancel(command: CancelMeeting, scene: Scene) -> tuple[Event, ...]:
    """A planned meeting does not take place; why is part of it."""
    meeting = scene.record(Meeting, command.meeting, command.seen)
    steering(scene, meeting)
    if meeting.status not in AHEAD:
        raise Refused("meeting-started", id=meeting.id)
    if not command.reason:
        raise Refused("reason-missing", id=meeting.id)
    cancelled = MeetingStatus.CANCELLED
    event = changed(meeting, "meeting.cancelled", status=cancelled, remark=command.reason)
    return facts(event)


def items_of(scene: Scene, meeting: str) -> list[AgendaItem]:
    """A meeting's agenda in its order, as the scene has it."""
    found = [
        each
        for each in scene.records.values()
        if isinstance(each, AgendaItem) and each.meeting == meeting and not each.removed
    ]
    return sorted(found, key=lambda each: (each.position, each.id.zfill(12)))


def _agenda(scene: Scene, meeting: RecordId, slots: tuple[Slot, ...]) -> list[AgendaItem]:
    """The items of a new agenda; the read-back is there, once, and last (R11)."""
    kept = [each for each in slots if each.purpose is not Purpose.READ_BACK]
    last = next((each for each in slots if each.purpose is Purpose.READ_BACK), None)
    every = [*kept, last or Slot(purpose=Purpose.READ_BACK, seconds=120)]
    return [
        AgendaItem(
            id=scene.next_id(Kind.AGENDA_ITEM, place),
            meeting=meeting,
            position=place,
            purpose=slot.purpose,
            title=slot.title,
            owner=scene.person(slot.owner).id if slot.owner else None,
            seconds=max(slot.seconds, 0),
        )
        for place, slot in enumerate(every, 1)
    ]


def _series_place(scene: Scene, kind: object) -> str:
    found = (each for each in scene.records.values() if isinstance(each, Series))
    return next((each.place for each in found if each.kind is kind and not each.removed), "")


def _minutes(minutes: int) -> int:
    if not 0 <= minutes <= 24 * 60:
        raise Refused("meeting-minutes", minutes=minutes)
    return minutes
