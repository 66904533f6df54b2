"""Wishing: the part of the app that has wishes carried out and tells the screens how it went."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual import on, work
from textual.worker import Worker, WorkerState

from tui import messages
from tui.drafts import Waiting
from tui.keeping import Wish, wish_of
from tui.key_order import KeyOrder, Settled
from tui.screens.capturing import Capturing
from tui.screens.doing import Doing
from tui.terminal.hooks import BackgroundFailed

if TYPE_CHECKING:
    from textual.timer import Timer

    from tui.feed import BoardFeed

SLOW = 2.5
"""Seconds without an answer after which the person is told that a wish waits."""
AGAIN = 2.0
"""Seconds until a wish without an answer is sent again."""

_log = logging.getLogger("pengtou.wishing")


class Wishing(KeyOrder):
    """Wishes go to a thread, one after another; those without an answer are sent again.

    Their ids keep them from being carried out twice.
    """

    def __init__(self) -> None:
        super().__init__()
        self.feed: BoardFeed | None = None
        self._wishes: dict[str, Wish] = {}
        """Wishes without an answer by their ids, in the order in which they were made."""
        self._under_way = ""
        """The id of the wish that a thread works on: one at a time, so that an undo comes last."""
        self._waiting: set[str] = set()
        """Those of the wishes that the database did not answer."""
        self._timer: Timer | None = None
        self._taken_over = False
        self._own = 0
        """Records that this board's own wishes changed, and that it has not read yet."""
        self._no: messages.FeedLost | None = None
        """What a database that is there, and closed to this login, said last."""

    @property
    def _away(self) -> bool:
        return self.feed is None or self.feed.service is None or bool(self.link.lost)

    def _held_back(self) -> bool:
        """Behind Enter the line stands until the answer: what is typed by then is for what follows.

        Not once the database is known to be slow: then keys are for the line that waits for it.
        """
        if super()._held_back():
            return True
        screen = self.screen
        if not isinstance(screen, Doing):
            return False
        return any(each in self._wishes and each not in self._waiting for each in screen.entered())

    @on(messages.CommandIssued)
    @on(messages.UndoIssued)
    def _issued(self, message: Wish) -> None:
        self._wishes[message.command_id] = message
        self.promise(message)
        if self._away:
            self.post_message(self._unsendable(message))
        else:
            self.send()

    def _unsendable(self, wish: Wish) -> messages.CommandLost | messages.CommandRefused:
        """What becomes of a wish while nobody takes it: it waits, but not for a closed door."""
        no = self._no
        if no is None or no.reason != self.link.lost:
            return messages.CommandLost(wish)
        return messages.CommandRefused(wish.command_id, no.reason, dict(no.values))

    @on(messages.FeedLost)
    def _shut_out(self, message: messages.FeedLost) -> None:
        """Where the database says no, what waits would never go: its lines are there again."""
        from core.domain.refusal import SHUT

        self._no = message if message.reason in SHUT else None
        waiting = [each for each in self._wishes if each != self._under_way]
        for name in waiting if self._no is not None else ():
            self.post_message(messages.CommandRefused(name, message.reason, dict(message.values)))

    @on(messages.FeedBack)
    def send(self) -> None:
        """Has the first wish that waits carried out, or looks again later."""
        self._timer = None
        wish = next(iter(self._wishes.values()), None)
        if wish is None or self._under_way:
            return
        if self._away:
            self._send_later()
        else:
            self._under_way = wish.command_id
            self._perform(wish)
            self.set_timer(SLOW, lambda: self._slow(wish))

    def _send_later(self) -> None:
        if self._timer is None:
            self._timer = self.set_timer(AGAIN, self.send)

    @work(thread=True, group="perform", exit_on_error=False)
    def _perform(self, wish: Wish) -> None:
        """In a thread: it may only post messages."""
        from tui.performing import carry_out

        feed = self.feed
        self.drafts.flush()
        self.post_message(carry_out(feed.service if feed else None, wish))
        if feed is not None:
            feed.poke()

    def _slow(self, wish: Wish) -> None:
        """A thread may wait for somebody's lock for long: meanwhile the person is told."""
        if self._under_way == wish.command_id:
            self._keep(messages.CommandLost(wish))

    def give_up_waiting(self) -> None:
        """The database is silent: what a thread still waits for is sent again later."""
        if wish := self._wishes.get(self._under_way):
            self.post_message(messages.CommandLost(wish))

    @on(messages.CommandLost)
    def _unanswered(self, message: messages.CommandLost) -> None:
        name = message.issued.command_id
        self._under_way = "" if self._under_way == name else self._under_way
        self._keep(message)
        self._send_later()

    def _keep(self, message: messages.CommandLost) -> None:
        """Counts a wish among those that wait, and says so once."""
        name = message.issued.command_id
        if name in self._wishes and name not in self._waiting:
            self._waiting.add(name)
            self.link = replace(self.link, unsent=len(self._waiting))
            self._answer(lambda screen: screen.lost(message))
            self.post_message(Settled())

    @on(messages.CommandDone)
    def _done(self, message: messages.CommandDone) -> None:
        kept = self.drafts.answered(message.command_id)
        if not self._answered(message.command_id):
            return
        self._own += len({each.event.subject for each in message.events})
        self._leave_own_out()
        below = self.screen_stack[0]
        if isinstance(below, Capturing) and below.goes_on(message.command_id):
            return
        self._answer(lambda screen: screen.done(message))
        if kept is not None and kept.only_cleared_the_way:
            self._bring_back(kept)

    @on(messages.BoardLoaded)
    def _leave_own_out(self) -> None:
        """What oneself saved is no news while the board keeps still."""
        own = min(self._own, self.link.waiting) if self.link.frozen else self._own
        self._own -= own
        if self.link.frozen and own:
            self.link = replace(self.link, waiting=self.link.waiting - own)

    @on(messages.CommandRefused)
    def _refused(self, message: messages.CommandRefused) -> None:
        kept = self.drafts.answered(message.command_id)
        if self._answered(message.command_id):
            self._answer(lambda screen: screen.refused(message))
        if kept is not None:
            self._bring_back(kept)

    @on(messages.UndoContested)
    def _contested(self, message: messages.UndoContested) -> None:
        """Somebody changed it since: the person sees three readings first, and decides."""
        self.drafts.answered(message.command_id)
        if self._answered(message.command_id):
            self._answer(lambda screen: screen.contested(message.contest))

    def _bring_back(self, kept: Waiting) -> None:
        """A line that was refused is there again, to be changed."""
        screens = [each for each in self.screen_stack if isinstance(each, Capturing)]
        if kept.line is not None and screens:
            screens[-1].bring_back(kept.line)

    @on(messages.BoardLoaded)
    def _take_over(self) -> None:
        """Once: sends what an earlier run could not send, and opens the line that it left open."""
        if self._taken_over or self.board is None:
            return
        self._taken_over = True
        mine, opened = self.drafts.adopt(self.board.project.code)
        wishes = {each.id: wish for each in mine if (wish := wish_of(each)) is not None}
        self._wishes = {**wishes, **self._wishes}
        self._waiting |= wishes.keys()
        self.link = replace(self.link, unsent=len(self._waiting))
        self.send()
        screen = self.screen_stack[0]
        if isinstance(screen, Capturing):
            screen.warm()
            if opened:
                screen.resume()

    def _answered(self, name: str) -> bool:
        """Whether anybody still waits for this answer; the next wish is sent."""
        self._waiting.discard(name)
        self.link = replace(self.link, unsent=len(self._waiting))
        self._under_way = "" if self._under_way == name else self._under_way
        known = self._wishes.pop(name, None) is not None
        self.post_message(Settled())
        self.send()
        return known

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
            if event.worker.group == "perform":
                # What failed is not waited for: wishes behind it would never be answered.
                self._answered(self._under_way)
