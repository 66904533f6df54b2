"""Carrying the outbox to the groups: one holder a message, and never twice.

Called by `pengtou tick` and by open boards, however many run: the database says who sends what.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from core.domain.ids import RecordId
from core.domain.message import ClaimMessage, DoubtMessage, Message
from core.service import Service
from core.settings import BotSettings
from core.store import outbox
from sync.bots.books import Books, Tools
from sync.bots.bot import Bot
from sync.bots.pace import MINUTE, Pace
from sync.bots.sending import Outcome, Sending
from sync.trouble import SyncError

TOO_LONG = 10.0
"""Whoever would have to wait so many seconds for a first part leaves the message to a later run."""


@dataclass(slots=True)
class Delivered:
    """What a run came to."""

    outcomes: dict[RecordId, Outcome] = field(default_factory=dict)
    """Of the messages that it touched."""
    unready: dict[str, SyncError] = field(default_factory=dict)
    """Bots that cannot send from this machine, with why; their messages wait."""

    def of(self, outcome: Outcome) -> tuple[RecordId, ...]:
        """The messages that came so far."""
        return tuple(each for each, found in self.outcomes.items() if found is outcome)


def deliver(
    service: Service, bots: Mapping[str, BotSettings], tools: Tools | None = None
) -> Delivered:
    """Sends what is due through the bots that this machine knows.

    Raises:
        Unreachable: the database is away.
    """
    return _Run(Books(service, tools or Tools()), bots).all()


class _Run:
    """One look at the outbox."""

    def __init__(self, books: Books, bots: Mapping[str, BotSettings]) -> None:
        self._books, self._bots = books, bots
        self._opened: dict[str, Bot] = {}
        self._paces: dict[str, Pace] = {}
        self._done = Delivered()

    def all(self) -> Delivered:
        """Everything that is due."""
        for message in self._books.ask(outbox.unsent):
            if self._books.tools.stop():
                break
            now = self._books.now()
            if message.lost(now) and self._books.wish(DoubtMessage(message=message.id)):
                self._done.outcomes[message.id] = Outcome.UNSURE
            elif message.due(now) and self._ready(message.channel):
                self._send(message)
        return self._done

    def _ready(self, name: str) -> bool:
        """Whether this machine has what a bot takes, and it may send soon."""
        if name not in self._bots or name in self._done.unready:
            return False
        tools = self._books.tools
        if name not in self._opened:
            try:
                self._opened[name] = tools.open(name, self._bots[name])
            except SyncError as problem:
                self._done.unready[name] = problem
                return False
            self._paces[name] = self._pace(name)
        return self._paces[name].wait(tools.clock()) <= TOO_LONG

    def _pace(self, name: str) -> Pace:
        """What other programs sent through the bot counts, too."""
        since = self._books.now() - timedelta(seconds=MINUTE)
        used = self._books.ask(outbox.sent_since, since).get(name, 0)
        return Pace(self._opened[name].dialect.a_minute, self._books.tools.clock(), used)

    def _send(self, message: Message) -> None:
        if not self._books.wish(ClaimMessage(message=message.id, holder=self._books.holder)):
            return
        bot = self._opened[message.channel]
        outcome = Sending(message, bot, self._paces[bot.name], self._books).all()
        self._done.outcomes[message.id] = outcome
        if outcome is Outcome.DELAYED:
            # What stopped this one would stop the next: it is not asked again in this run.
            self._bots = {name: each for name, each in self._bots.items() if name != bot.name}
