"""Wishing: the part of the app that has wishes carried out and tells the screens how it went."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual import on, work
from textual.reactive import reactive
from textual.worker import Worker, WorkerState

from tui import messages
from tui.screens.doing import Doing
from tui.screens.status import Link
from tui.terminal.app import SafeApp
from tui.terminal.hooks import BackgroundFailed

if TYPE_CHECKING:
    from tui.feed import BoardFeed

Wish = messages.CommandIssued | messages.UndoIssued
AGAIN = 2.0
"""Seconds until a wish without an answer is sent again."""

_log = logging.getLogger("pengtou.wishing")


class Wishing(SafeApp[None]):
    """Wishes go to a thread, one each; those without an answer are kept and sent again.

    Their ids keep them from being carried out twice.
    """

    link: reactive[Link] = reactive(Link())

    def __init__(self) -> None:
        super().__init__()
        self.feed: BoardFeed | None = None
        self._unsent: list[Wish] = []

    @on(messages.CommandIssued)
    @on(messages.UndoIssued)
    def _issued(self, message: Wish) -> None:
        if self.feed is None or self.feed.service is None or self.link.lost:
            self.post_message(messages.CommandLost(message))
        else:
            self._perform(message)

    @work(thread=True, group="perform", exit_on_error=False)
    def _perform(self, wish: Wish) -> None:
        """In a thread: it may only post messages."""
        from tui.performing import carry_out

        feed = self.feed
        self.post_message(carry_out(feed.service if feed else None, wish))
        if feed is not None:
            feed.poke()

    @on(messages.CommandLost)
    def _kept(self, message: messages.CommandLost) -> None:
        if not self._unsent:
            self.set_timer(AGAIN, self._resend)
        self._unsent.append(message.issued)
        self.link = replace(self.link, unsent=len(self._unsent))
        self._answer(lambda screen: screen.lost(message))

    @on(messages.FeedBack)
    def _resend(self) -> None:
        unsent, self._unsent = self._unsent, []
        self.link = replace(self.link, unsent=0)
        for wish in unsent:
            self._issued(wish)

    @on(messages.CommandDone)
    def _done(self, message: messages.CommandDone) -> None:
        self._answer(lambda screen: screen.done(message))

    @on(messages.CommandRefused)
    def _refused(self, message: messages.CommandRefused) -> None:
        self._answer(lambda screen: screen.refused(message))

    def _answer(self, tell: Callable[[Any], object]) -> None:
        screens = [each for each in self.screen_stack if isinstance(each, Doing)]
        if screens:
            tell(screens[-1])

    @on(Worker.StateChanged)
    def _worker_failed(self, event: Worker.StateChanged) -> None:
        """A bug in a thread: the log has its traceback, the board goes on."""
        if event.state is WorkerState.ERROR:
            _log.error("failed in a worker", exc_info=event.worker.error)
            self.post_message(BackgroundFailed())
