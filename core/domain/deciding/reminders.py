"""Deciding about reminders: they are messages that time sends, so nobody is waited for."""

from __future__ import annotations

from core.domain.event import Event, created
from core.domain.ids import Kind
from core.domain.message import Message
from core.domain.reminder_day import Remind
from core.domain.scene import Scene


def remind(command: Remind, scene: Scene) -> tuple[Event, ...]:
    """A message to those who are still in the project; nothing about what is gone since."""
    known = (scene.people.get(each) for each in command.to)
    to = tuple(dict.fromkeys(each.id for each in known if each and each.here))
    about = scene.records.get(command.subject) if command.subject else None
    gone = command.subject is not None and (about is None or about.removed)
    if not to or gone:
        return ()
    message = Message(
        id=scene.next_id(Kind.MESSAGE),
        about=f"reminder.{command.about}",
        subject=command.subject,
        to=to,
        channel=command.channel,
        values=command.values,
        title=command.title,
        text=command.text,
        queued_at=scene.now,
        send_after=scene.now,
    )
    return (created(message, "message.queued"),)
