"""Sending: the part of the app that carries the outbox to groups, as `pengtou tick` does."""

from __future__ import annotations

import logging
import threading
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from textual import on

from tui import messages
from tui.ticking import Ticking

if TYPE_CHECKING:
    from textual.timer import Timer

    from core.domain.message import Message
    from core.service import Service

SOON = 0.2
"""Seconds at least until a look at the outbox."""
AGAIN = 15.0
"""Seconds at most until the next look, as long as there is something to send."""
LEAVING = 2.0
"""Seconds that leaving waits for a text that is under way."""

_log = logging.getLogger("pengtou.sending")


class Sending(Ticking):
    """Many boards may be open: each text is sent by whichever claims it first, once."""

    def __init__(self) -> None:
        super().__init__()
        self._next_look: Timer | None = None
        self._sender: threading.Thread | None = None
        self._said: set[tuple[str, int]] = set()
        """What was told of texts that did not arrive, by id and version."""

    @on(messages.BoardLoaded)
    def _look_ahead(self) -> None:
        """Looks again when the next text comes due."""
        self._tell_stuck()
        at = self._next_due()
        if at is not None:
            self._look_in((at - self.moment()).total_seconds())

    def _look_in(self, seconds: float) -> None:
        if self._next_look is not None:
            self._next_look.stop()
        # Clocks are set and laptops sleep: it looks now and then, whatever the timer was told.
        self._next_look = self.set_timer(min(max(seconds, SOON), AGAIN), self._send_due)

    def _next_due(self) -> datetime | None:
        found = [self._due_at(each) for each in self._unsent()]
        return min((each for each in found if each is not None), default=None)

    def _unsent(self) -> list[Message]:
        board = self.latest
        every = board.messages.values() if board is not None else ()
        return [each for each in every if each.channel and not each.removed]

    def _due_at(self, message: Message) -> datetime | None:
        """When there is something to do about it here; None where there is not."""
        from core.domain.message import SILENCE, Delivery

        if message.status is Delivery.SENDING and message.updated_at is not None:
            return message.updated_at + SILENCE + timedelta(seconds=1)
        if message.status is not Delivery.WAITING or not self._knows(message.channel):
            return None
        return max((each for each in (message.send_after, message.try_after) if each), default=None)

    def _knows(self, bot: str) -> bool:
        return bot in self.opening.settings.bots

    def _send_due(self) -> None:
        """Starts the thread that sends, where there is anything for it to do."""
        self._next_look = None
        service, board = self.feed.service if self.feed else None, self.latest
        at = self._next_due()
        if service is None or board is None or at is None:
            return
        ready = at <= self.moment() and not self.link.lost and not self._reads_only(board)
        if ready and (self._sender is None or not self._sender.is_alive()):
            # No worker of Textual's: leaving would wait for it however long a service takes.
            run = threading.Thread(target=self._deliver, args=(service,), daemon=True)
            self._sender = run
            run.start()
        self._look_in(AGAIN if at <= self.moment() else (at - self.moment()).total_seconds())

    def _deliver(self, service: Service) -> None:
        """In a thread. What cannot be sent now is due later, here or elsewhere."""
        from core.domain.refusal import Unreachable
        from sync.bots.books import Tools
        from sync.bots.carry import deliver

        try:
            deliver(service, self.opening.settings.bots, Tools(stop=lambda: self.feed is None))
        except Unreachable:
            return
        except Exception:
            _log.exception("failed while sending")
        feed = self.feed
        if feed is not None:
            feed.poke()

    def _tell_stuck(self) -> None:
        """Whoever caused a text hears that it is not in its group, wherever they are."""
        from tui.delivery import standing

        board = self.latest
        for each in self._unsent():
            key = (each.id, each.version)
            if board is None or not each.stuck() or key in self._said or not self._mine(each):
                continue
            self._said.add(key)
            told = standing(each, self.moment(), board.zone, self.words)
            text = self.words.say("bots.toast", title=each.title, channel=each.channel, told=told)
            self.notify(text, severity="error", markup=False, timeout=15)

    def _mine(self, message: Message) -> bool:
        return message.values.get("who") == self.opening.actor

    def leave_sending(self) -> None:
        """Lets a text that is under way arrive, for a moment."""
        if self._sender is not None:
            self._sender.join(LEAVING)
