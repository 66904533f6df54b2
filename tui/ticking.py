"""Ticking: the part of the app that has what comes due carried out, as `pengtou tick` does."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on, work

from tui import messages
from tui.rooms import Rooms

if TYPE_CHECKING:
    from datetime import datetime

    from textual.timer import Timer

    from core.domain.board import Board
    from core.service import Service
    from core.ticking import Ticker

EVERY = 15.0
"""Seconds between two looks at what has come due."""
JITTER = 0.2
"""By which part of that a look comes earlier or later: open boards must not all look at once."""


class Ticking(Rooms):
    """Many boards may be open: each thing is carried out by whichever comes first, once."""

    def __init__(self) -> None:
        super().__init__()
        self._ticker: Ticker | None = None
        """Belongs to the thread that ticks."""
        self._next_tick: Timer | None = None
        self._ticked_at: datetime | None = None
        self._looked_at: datetime | None = None
        """When the person last looked at their messages."""

    def moment(self) -> datetime:
        """The time now."""
        raise NotImplementedError

    @on(messages.BoardLoaded)
    def _begin_ticking(self) -> None:
        if self._next_tick is None:
            self._ticked_at = self.moment()
            self._tick_later()
        self._count_letters()

    def action_inbox(self) -> None:
        super().action_inbox()
        self._looked_at = self.moment()
        self._count_letters()

    def _count_letters(self) -> None:
        """How many messages came that the person has not looked at."""
        from tui.inbox import unread

        board = self.latest
        if board is not None:
            found = unread(board, self.opening.actor, self.moment(), self._looked_at)
            if found != self.link.letters:
                self.link = replace(self.link, letters=found)

    def _tick_later(self) -> None:
        wait = EVERY * random.uniform(1 - JITTER, 1 + JITTER)
        self._next_tick = self.set_timer(wait, self._tick_now)

    def _tick_now(self) -> None:
        self._tick_later()
        self._count_letters()
        service, board = self.feed.service if self.feed else None, self.latest
        moment = self.moment()
        # Where the clock stands (a demonstration, a test) nothing comes due.
        stands, self._ticked_at = moment == self._ticked_at, moment
        if service is None or board is None or stands or self.link.lost or self._reads_only(board):
            return
        self._carry_out_due(service, board)

    def _reads_only(self, board: Board) -> bool:
        """Process 1.8: a visitor's board changes nothing, not even in the system's name."""
        from core.domain.people import Role
        from tui.inbox import myself

        me = myself(board, self.opening.actor)
        return self.opening.reading or (me is not None and me.role is Role.VIEWER)

    @work(thread=True, group="tick", exclusive=True, exit_on_error=False)
    def _carry_out_due(self, service: Service, board: Board) -> None:
        """In a thread. What cannot be carried out now is due the next time, here or elsewhere."""
        from core.domain.refusal import Unreachable
        from core.ticking import Ticker
        from tui.reminding import tell_groups

        if self._ticker is None or self._ticker.service is not service:
            self._ticker = Ticker(service)
        try:
            ticked = self._ticker.tick(board)
            queued = tell_groups(service, board, self.opening.settings.bots, self.words)
        except Unreachable:
            return
        if (ticked.happened or queued) and self.feed is not None:
            self.feed.poke()
