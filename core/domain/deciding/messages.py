"""Deciding about the outbox: who sends a message, how far it came, and what a person does then.

No service takes back or recognises a message that comes twice. So a message has one holder, what
arrived is on record part by part, and what is in doubt waits for a person.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.domain.event import Event, changed
from core.domain.message import (
    ClaimMessage,
    Delivery,
    DoubtMessage,
    Message,
    MessageFailed,
    MessageSent,
    PartSent,
    RetryMessage,
)
from core.domain.refusal import Refused
from core.domain.scene import Scene

MessageCommand = ClaimMessage | PartSent | MessageSent | MessageFailed | DoubtMessage | RetryMessage


def decide(command: MessageCommand, scene: Scene) -> tuple[Event, ...]:
    """What a wish about a message comes to.

    Raises:
        Refused: it is not to be sent now, somebody else holds it, or it needs nobody's help.
        Gone: it was taken back, or never was.
        Conflict: somebody wrote it since the person looked.
    """
    message = scene.record(Message, command.message, getattr(command, "seen", None))
    event = _RULES[type(command)](command, message, scene)
    return (event,) if event is not None else ()


def _claim(command: ClaimMessage, message: Message, scene: Scene) -> Event | None:
    if not message.due(scene.now):
        raise Refused("message-not-due", id=message.id)
    return changed(
        message,
        "message.taken",
        status=Delivery.SENDING,
        holder=command.holder,
        attempts=message.attempts + 1,
        try_after=None,
    )


def _part(command: PartSent, message: Message, _: Scene) -> Event | None:
    _held(message, command.holder)
    return changed(message, "message.part_sent", parts_sent=command.parts)


def _sent(command: MessageSent, message: Message, scene: Scene) -> Event | None:
    _held(message, command.holder)
    return changed(
        message,
        "message.sent",
        status=Delivery.SENT,
        sent_at=scene.now,
        parts_sent=command.parts,
        holder="",
        failure="",
        try_after=None,
    )


def _failed(command: MessageFailed, message: Message, _: Scene) -> Event | None:
    _held(message, command.holder)
    if command.unsure:
        # The holder stays: should the answer come after all, it may still say so.
        return changed(message, "message.doubted", status=Delivery.UNSURE, failure=command.failure)
    again = command.try_after is not None
    return changed(
        message,
        "message.delayed" if again else "message.failed",
        status=Delivery.WAITING if again else Delivery.FAILED,
        failure=command.failure,
        try_after=command.try_after,
        holder="",
    )


def _doubt(_: DoubtMessage, message: Message, scene: Scene) -> Event | None:
    if not message.lost(scene.now):
        return None
    return changed(message, "message.doubted", status=Delivery.UNSURE, failure="sender-gone")


def _retry(command: RetryMessage, message: Message, scene: Scene) -> Event | None:
    if not message.stuck():
        raise Refused("message-not-stuck", id=message.id)
    doubted = command.arrived and message.status is Delivery.UNSURE
    return changed(
        message,
        "message.retried",
        status=Delivery.WAITING,
        send_after=scene.now,
        parts_sent=message.parts_sent + (1 if doubted else 0),
        attempts=0,
        holder="",
        failure="",
        try_after=None,
    )


def _held(message: Message, holder: str) -> None:
    """Whoever took it may say how it went, also after they were given up."""
    if message.holder != holder or message.status not in (Delivery.SENDING, Delivery.UNSURE):
        raise Refused("message-not-held", id=message.id)


_RULES: dict[type, Callable[[Any, Message, Scene], Event | None]] = {
    ClaimMessage: _claim,
    PartSent: _part,
    MessageSent: _sent,
    MessageFailed: _failed,
    DoubtMessage: _doubt,
    RetryMessage: _retry,
}
