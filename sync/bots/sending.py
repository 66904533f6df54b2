"""One message on its way into a group, part by part."""

from __future__ import annotations

from datetime import timedelta
from enum import Enum, auto

from core.domain.message import Message, MessageFailed, MessageSent, PartSent
from sync.bots.books import Books
from sync.bots.bot import Bot
from sync.bots.pace import Pace
from sync.bots.trouble import Unsure
from sync.patience import Patience
from sync.trouble import Fatal, Retry, SyncError

PATIENCE = Patience(attempts=40, seconds=6 * 3600.0, first=15.0, top=600.0)
"""A laptop may be without a network for a while; after that, minutes are a person's task."""
STALE = timedelta(seconds=60)
"""Who gave no sign for so long (a laptop that slept) gives the message back first."""


LEAST = 0.01
"""Seconds: a wait too short for a clock to notice would never end."""


class Outcome(Enum):
    """How far a message came."""

    SENT = auto()
    DELAYED = auto()
    FAILED = auto()
    UNSURE = auto()
    """It may be in the group; a person looks."""
    LEFT = auto()
    """Given back, or somebody else's by now."""


class Sending:
    """A message that this run has claimed."""

    def __init__(self, message: Message, bot: Bot, pace: Pace, books: Books) -> None:
        self._message, self._bot, self._pace, self._books = message, bot, pace, books
        self._attempt = message.attempts + 1
        self._parts = bot.parts(message.title, message.text)
        self._sign = books.now()

    def all(self) -> Outcome:
        """From the first part on that has not arrived; each that has is on record at once."""
        name, holder, total = self._message.id, self._books.holder, len(self._parts)
        for at in range(self._message.parts_sent, total):
            outcome = self._one(self._parts[at])
            if outcome is not None:
                return outcome
            step = PartSent(message=name, holder=holder, parts=at + 1)
            if at + 1 < total and not self._told(step):
                return Outcome.LEFT
        last = MessageSent(message=name, holder=holder, parts=total)
        return Outcome.SENT if self._told(last) else Outcome.LEFT

    def _one(self, part: str) -> Outcome | None:
        """None where the part is in the group."""
        tools = self._books.tools
        while (wait := self._pace.wait(tools.clock())) > 0:
            tools.sleep(max(wait, LEAST))
        now = self._books.now()
        if tools.stop() or now - self._sign > STALE:
            self._given_back("", again=timedelta(0))
            return Outcome.LEFT
        self._pace.take(tools.clock())
        try:
            self._bot.send(self._message.title, part, now)
        except Retry as fault:
            return self._later(fault)
        except Unsure as fault:
            return self._ended(fault, unsure=True)
        except Fatal as fault:
            return self._ended(fault)
        return None

    def _later(self, fault: Retry) -> Outcome:
        since = self._books.now() - (self._message.send_after or self._books.now())
        wait = PATIENCE.wait(
            fault,
            attempt=self._attempt,
            elapsed=since.total_seconds(),
            jitter=self._books.tools.jitter(),
        )
        if wait is None:
            return self._ended(fault)
        again = self._given_back(failure(fault), again=timedelta(seconds=wait))
        return Outcome.DELAYED if again else Outcome.LEFT

    def _given_back(self, why: str, *, again: timedelta) -> bool:
        name, holder, at = self._message.id, self._books.holder, self._books.now() + again
        return self._told(MessageFailed(message=name, holder=holder, failure=why, try_after=at))

    def _ended(self, fault: SyncError, *, unsure: bool = False) -> Outcome:
        step = MessageFailed(
            message=self._message.id,
            holder=self._books.holder,
            failure=failure(fault),
            unsure=unsure,
        )
        if not self._told(step):
            return Outcome.LEFT
        return Outcome.UNSURE if unsure else Outcome.FAILED

    def _told(self, step: PartSent | MessageSent | MessageFailed) -> bool:
        """Puts on record how far it came; False where somebody else holds it by now."""
        known = self._books.tell(step)
        self._sign = self._books.now()
        return known


def failure(fault: SyncError) -> str:
    """Why, as the record keeps it: the reason's id, and what the service said of it."""
    told = (fault.values.get(name) for name in ("code", "status", "kind", "message"))
    return " ".join([fault.reason, *(str(each) for each in told if each)])
