"""Minutes and agendas on their way to people (C02, C12, R12, R24, R26)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from core.domain.deciding.chairing import may_always, steering
from core.domain.event import Event, changed, created, facts
from core.domain.ids import Kind, RecordId
from core.domain.meeting import AHEAD, OVER, Meeting, MeetingStatus, Minutes
from core.domain.meeting_wishes import (
    CloseMinutes,
    ConfirmMinutes,
    SendAgenda,
    SendMinutes,
    WriteMinutes,
)
from core.domain.message import GRACE, Message
from core.domain.people import Function
from core.domain.refusal import Conflict, Refused
from core.domain.scene import Scene

OBJECTION = timedelta(hours=24)
"""Who says nothing for so long agrees (screens.md 4.8)."""
_SENT: dict[str, Any] = {"status": MeetingStatus.MINUTES_SENT, "confirmed_at": None}
_HEADS = frozenset({Function.DEPT_HEAD, Function.LEAD_DEPT_HEAD})


def write(command: WriteMinutes, scene: Scene) -> tuple[Event, ...]:
    """The minutes as somebody edited them; every version stands in the log."""
    meeting = scene.record(Meeting, command.meeting)
    steering(scene, meeting)
    known = _minutes(scene, meeting.id)
    wishes: dict[str, Any] = {"written_by": scene.actor}
    if command.text is not None:
        wishes["text"] = command.text
    if command.cc is not None:
        wishes["cc"] = tuple(dict.fromkeys(scene.person(each).id for each in command.cc))
    if known is None:
        wishes.setdefault("cc", heads(scene, meeting))
        new = Minutes(id=scene.next_id(Kind.MINUTES), meeting=meeting.id, **wishes)
        return (created(new, "minutes.written"),)
    if command.seen is not None and known.version != command.seen:
        raise Conflict(known.id)
    event = changed(known, "minutes.written", **wishes)
    return (event,) if event and set(event.after) - {"written_by"} else ()


def heads(scene: Scene, meeting: Meeting) -> tuple[RecordId, ...]:
    """R12: the heads of departments get a copy, without those who were there."""
    return tuple(
        each.id
        for each in scene.people.values()
        if each.here and _HEADS & set(each.functions) and each.id not in meeting.attendance
    )


def send(command: SendMinutes, scene: Scene) -> tuple[Event, ...]:
    """R26: they go out as previewed; again is a corrected version.

    Raises:
        Refused: the meeting is not over, or there is nothing to send.
    """
    meeting = scene.record(Meeting, command.meeting)
    steering(scene, meeting)
    if meeting.status not in OVER:
        raise Refused("meeting-not-over", id=meeting.id)
    if not command.text.strip():
        raise Refused("text-missing")
    known = _minutes(scene, meeting.id)
    cc = known.cc if known else heads(scene, meeting)
    if known is None:
        new = Minutes(
            id=scene.next_id(Kind.MINUTES), meeting=meeting.id, cc=cc, sent_text=command.text
        )
        kept: Event | None = created(new, "minutes.written")
    else:
        kept = changed(known, "minutes.sent", sent_text=command.text)
    sent = changed(
        meeting,
        "meeting.minutes_sent",
        status=MeetingStatus.MINUTES_SENT,
        minutes_sent_at=scene.now,
        confirmed_at=None,
        signed={},
        objections={},
    )
    to = (*(RecordId(each) for each in meeting.attendance), *cc)
    posted = _posted(command, meeting, to, "minutes.sent", scene)
    return tuple(each for each in (sent, kept, *posted) if each is not None)


def send_agenda(command: SendAgenda, scene: Scene) -> tuple[Event, ...]:
    """C02: the agenda of a planned meeting goes out."""
    meeting = scene.record(Meeting, command.meeting)
    steering(scene, meeting)
    if meeting.status not in AHEAD:
        raise Refused("meeting-started", id=meeting.id)
    values = {"status": MeetingStatus.AGENDA_SENT, "agenda_sent_at": scene.now}
    sent = changed(meeting, "meeting.agenda_sent", **values)
    to = tuple(RecordId(each) for each in meeting.attendance)
    posted = _posted(command, meeting, to, "agenda.sent", scene)
    return tuple(each for each in (sent, *posted) if each is not None)


def _posted(
    command: SendMinutes | SendAgenda,
    meeting: Meeting,
    to: Iterable[RecordId],
    about: str,
    scene: Scene,
) -> Iterator[Event]:
    """One message to the people's own boards, and one through each channel."""
    people = tuple(dict.fromkeys(to))
    after = scene.now if command.at_once else scene.now + GRACE
    values = {"who": scene.actor, "id": meeting.id, "title": meeting.title}
    for place, channel in enumerate(("", *dict.fromkeys(command.channels)), 1):
        message = Message(
            id=scene.next_id(Kind.MESSAGE, place),
            about=about,
            subject=meeting.id,
            to=() if channel else people,
            channel=channel,
            values=values,
            title=meeting.title,
            text=command.text if channel else "",
            queued_at=scene.now,
            send_after=after,
        )
        if channel or people:
            yield created(message, "message.queued")


def confirm(command: ConfirmMinutes, scene: Scene) -> tuple[Event, ...]:
    """R24: who was there agrees, or objects and says to what.

    Raises:
        Refused: nothing was sent yet, or the actor was not invited.
    """
    meeting = scene.record(Meeting, command.meeting)
    if meeting.status not in (MeetingStatus.MINUTES_SENT, MeetingStatus.CONFIRMED):
        raise Refused("minutes-not-sent", id=meeting.id)
    person = scene.myself()
    if person is None or (person.id not in meeting.attendance and not may_always(person)):
        raise Refused("minutes-who-may", id=meeting.id)
    objections, signed = dict(meeting.objections), dict(meeting.signed)
    values: dict[str, Any] = {}
    objections.pop(person.id, None)
    signed.pop(person.id, None)
    if command.objection:
        objections[person.id] = command.objection
        kind, values = "meeting.objected", _SENT
    else:
        signed[person.id] = scene.now.isoformat()
        kind = "meeting.signed"
        if not objections and set(meeting.present()) <= set(signed):
            values = {"status": MeetingStatus.CONFIRMED, "confirmed_at": scene.now}
    event = changed(meeting, kind, objections=objections, signed=signed, **values)
    return facts(event)


def close(command: CloseMinutes, scene: Scene) -> tuple[Event, ...]:
    """A day without an objection is agreement; before that it comes to nothing."""
    meeting = scene.record(Meeting, command.meeting)
    sent = meeting.minutes_sent_at
    waits = meeting.status is MeetingStatus.MINUTES_SENT and not meeting.objections
    if not waits or sent is None or scene.now < sent + OBJECTION:
        return ()
    values = {"status": MeetingStatus.CONFIRMED, "confirmed_at": scene.now}
    event = changed(meeting, "meeting.confirmed", **values)
    return facts(event)


def _minutes(scene: Scene, meeting: str) -> Minutes | None:
    found = (each for each in scene.records.values() if isinstance(each, Minutes))
    return next((each for each in found if each.meeting == meeting and not each.removed), None)
