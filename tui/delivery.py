"""How a text on its way to a group stands, in words. Pure."""

from __future__ import annotations

from datetime import datetime, tzinfo
from math import ceil
from typing import TYPE_CHECKING

from core.domain.message import Delivery, Message

if TYPE_CHECKING:
    from tui.words import Words


def standing(message: Message, now: datetime, zone: tzinfo, words: Words) -> str:
    """`8 秒后发出`, `已发出 10:31`, `失败:…`."""
    say = words.say
    match message.status:
        case Delivery.SENT:
            at = (message.sent_at or now).astimezone(zone)
            return say("bots.state.sent", at=f"{at:%H:%M}")
        case Delivery.SENDING if message.parts_sent:
            return say("bots.state.sending_parts", n=message.parts_sent)
        case Delivery.SENDING:
            return say("bots.state.sending")
        case Delivery.FAILED:
            return say("bots.state.failed", why=why(message, words))
        case Delivery.UNSURE:
            return say("bots.state.unsure", why=why(message, words))
        case _:
            return _waiting(message, now, zone, words)


def _waiting(message: Message, now: datetime, zone: tzinfo, words: Words) -> str:
    if message.failure and message.try_after is not None:
        at = message.try_after.astimezone(zone)
        told = why(message, words)
        return words.say("bots.state.again", at=f"{at:%H:%M}", why=told)
    if message.left(now) or message.send_after is None:
        return words.say("bots.state.due")
    seconds = max(ceil((message.send_after - now).total_seconds()), 1)
    return words.say("bots.state.waiting", n=seconds)


def role(message: Message) -> str:
    """The colour of its standing; the words say it too."""
    if message.status is Delivery.SENT:
        return "light-green"
    if message.stuck():
        return "sla-late"
    return "sla-soon" if message.failure else "muted"


def why(message: Message, words: Words) -> str:
    """Why it is not there, and what to do."""
    reason, _, detail = message.failure.partition(" ")
    if reason and words.has(known := f"bots.failure.{reason}"):
        return words.say(known, detail=detail or "–").replace(" (–)", "").replace("(–)", "")
    return words.say("bots.failure.none", detail=message.failure or "–")
