"""A meeting that nobody was heard in: kept as it stands, or going on after all."""

from __future__ import annotations

from core.domain.deciding.chairing import steered
from core.domain.deciding.meeting_life import items_of, resume
from core.domain.event import Event, changed, facts
from core.domain.meeting import Meeting, MeetingStatus
from core.domain.meeting_wishes import GoOn, KeepMeeting, ResumeMeeting
from core.domain.scene import Scene
from core.domain.silence import KEPT_AFTER, stirred


def keep(command: KeepMeeting, scene: Scene) -> tuple[Event, ...]:
    """After half an hour of silence it is paused, all of it kept; never ended by itself."""
    meeting = scene.record(Meeting, command.meeting)
    if not meeting.on or meeting.paused_at is not None:
        return ()
    moments = (stirred(meeting, items_of(scene, meeting.id)), scene.heard)
    last = max((at for at in moments if at is not None), default=scene.now)
    if scene.now - last < KEPT_AFTER:
        return ()
    event = changed(meeting, "meeting.kept", status=MeetingStatus.KEPT, paused_at=scene.now)
    return facts(event)


def go_on(command: GoOn, scene: Scene) -> tuple[Event, ...]:
    """Somebody who steers it says that it goes on: a sign of life that takes no time."""
    meeting = steered(scene, command.meeting, command.seen)
    if meeting.paused_at is not None:
        return resume(ResumeMeeting(meeting=command.meeting), scene)
    pauses = (*meeting.pauses, scene.now, scene.now)
    return facts(changed(meeting, "meeting.went_on", pauses=pauses))
