"""The outbox: what is to reach somebody outside, a few seconds after it was decided.

A message is a record like any other: undo takes it back with the change that wrote it, as long as
it has not left.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.ids import RecordId
from core.domain.record import Record

GRACE = timedelta(seconds=10)
"""How long a message waits for an undo (keys.md 3.3)."""
SILENCE = timedelta(minutes=2)
"""Who took a message and gave no sign for so long is gone."""


class Delivery(StrEnum):
    """Where a message stands."""

    WAITING = "waiting"
    SENDING = "sending"
    """A program has taken it to send; where it died in between, nobody knows whether it arrived."""
    SENT = "sent"
    FAILED = "failed"
    """It will not arrive until a person changes something and has it sent again."""
    UNSURE = "unsure"
    """Nobody knows whether a part of it arrived: only a person has it sent again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message(Record):
    """A note to people (R22: who is informed), or a text for a group."""

    about: str = ""
    """What it says, as a word id (`message.<about>`); the words are the reader's."""
    subject: RecordId | None = None
    """The record it speaks of."""
    to: tuple[RecordId, ...] = ()
    """The people it is for."""
    channel: str = ""
    """The bot that carries it; empty where people find it on their own boards."""
    values: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    text: str = ""
    """A text sent as it stands, where it is not worded from `about`."""
    queued_at: datetime | None = None
    send_after: datetime | None = None
    status: Delivery = Delivery.WAITING
    sent_at: datetime | None = None
    parts_sent: int = 0
    """How many parts of a long text have arrived."""
    holder: str = ""
    """The program that sends it, while it does."""
    try_after: datetime | None = None
    """Not before this moment after a failure that may pass."""
    attempts: int = 0
    failure: str = ""

    def left(self, now: datetime) -> bool:
        """Whether it can no longer be called back."""
        return self.sent_at is not None or (self.send_after is not None and self.send_after <= now)

    def due(self, now: datetime) -> bool:
        """Whether a bot may take it now."""
        if self.status is not Delivery.WAITING or not self.channel or self.removed:
            return False
        return self.left(now) and (self.try_after is None or self.try_after <= now)

    def lost(self, now: datetime) -> bool:
        """Whether the program that took it has shown no sign for too long."""
        taken = self.status is Delivery.SENDING and not self.removed
        return taken and (self.updated_at is None or self.updated_at <= now - SILENCE)

    def stuck(self) -> bool:
        """Whether it waits for a person."""
        return self.status in STUCK and not self.removed


STUCK = frozenset({Delivery.FAILED, Delivery.UNSURE})
"""Nothing goes on by itself from here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimMessage:
    """A program takes a message to send it; nobody else does as long as it shows signs."""

    message: RecordId
    holder: str
    """The program's own name, made anew at each start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartSent:
    """A part of it has arrived, and is never sent again."""

    message: RecordId
    holder: str
    parts: int
    """How many have arrived by now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSent:
    """All of it has arrived."""

    message: RecordId
    holder: str
    parts: int = 1
    """How many it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageFailed:
    """The service, or the way to it, said no."""

    message: RecordId
    holder: str
    failure: str
    """Why, as an id and what the service said: `bot-limited 11232`. Never a secret."""
    try_after: datetime | None = None
    """When it is tried again; None where that is no use."""
    unsure: bool = False
    """Whether it may have arrived all the same: then nobody but a person sends it again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtMessage:
    """The program that took it is gone, and nobody knows how far it came.

    Anybody's program may send it: as long as there are signs it comes to nothing.
    """

    message: RecordId


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryMessage:
    """A person has a message sent again, from the first part on that is not known to be there."""

    message: RecordId
    arrived: bool = False
    """Whether the part in doubt has arrived, as they see in the group."""
    seen: int | None = None
