"""BoardFeed: the one thread that reads boards, and keeps at it when the database goes away."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from core.collector import keep_all
from core.domain.refusal import Refused, Unreachable
from tui.messages import BoardLoaded, FeedBack, FeedLost, PictureConfirmed

if TYPE_CHECKING:
    from textual.message import Message

    from core.domain.board import Board
    from core.service import Service
    from tui.opening import Opening

HEARTBEAT = 30.0
"""Seconds between two signs of life; see `core.store.reading.AWAY`."""
LARGE = 0.05
"""Seconds from which a read counts as one that holds up the keys."""
MANY = 20
"""Changes at once that no person makes by hand: more of them are on their way."""
BETWEEN = (1.0, 5.0)
"""Seconds between two boards while that goes on, at least and at most."""
SHARE = 0.04
"""The share of the time that boards may take while that goes on: while one is read and shown, a
key waits, and of a hundred keys not five may."""
PATIENCE = 3.0
"""Seconds that the first paint is waited for at most."""
PULSE = 1.0
"""Seconds between two questions that only ask whether the database is there: a silent network
raises nothing by itself."""
PAUSES = (0.2, 1.0, 2.0, 5.0)
"""Seconds before each new try to reach the database; the last one goes on."""


class BoardFeed(threading.Thread):
    """Reads the board, waits for news, reads what changed.

    A thread of its own rather than a worker: a worker that never returns keeps the process alive
    after quitting (Textual #3966). Being the only reader, boards arrive in the order they were
    read, and bursts collapse into one read.
    """

    def __init__(
        self, opening: Opening, post: Callable[[Message], Any], pictured: int | None = None
    ) -> None:
        super().__init__(name="board-feed", daemon=True)
        self._opening = opening
        self._post = post
        self._pictured = pictured
        self._session = uuid.uuid4().hex
        self._closing = threading.Event()
        self._hurry = threading.Event()
        """Somebody here waits for the next board."""
        self._painted = threading.Event()
        self._feed: Any = None
        self._board: Board | None = None
        self._began = 0.0
        self._view = self._view_told = ""
        self.service: Service | None = None
        """What carries commands out; None while the database is out of reach."""
        self.asked_at: float | None = None
        """When the question that is under way was put, on the monotonic clock."""

    def run(self) -> None:
        failures = 0
        while not self._closing.is_set():
            try:
                self._connect()
                failures = 0
                self._follow()
            except Unreachable as problem:
                self._lost(FeedLost(problem.reason, dict(problem.values)))
            except Refused as problem:
                # A database that was there before may come back: only a first refusal is final.
                final = self._board is None
                self._lost(FeedLost(problem.reason, dict(problem.values), final))
            self._closing.wait(PAUSES[min(failures, len(PAUSES) - 1)])
            failures += 1
        self._leave()

    def _connect(self) -> None:
        self.asked_at = time.monotonic()
        if self._pictured is not None and self._pictured == self._opening.revision():
            self._tell(PictureConfirmed())
        self._pictured = None
        # Loading what reads boards would hold up the first paint: both want the interpreter.
        self._painted.wait(PATIENCE)
        service = self._opening.service()
        service.store.enter(service.project, self._session, service.actor, service.now())
        self._view_told = ""
        self._feed = service.store.feed()
        again = self._board is not None
        self._read(service)
        self.service = service
        if again:
            self._tell(FeedBack())

    def _follow(self) -> None:
        service, beat = self.service, time.monotonic()
        assert service is not None
        while not self._closing.is_set():
            news = self._feed.wait(PULSE)
            if self._closing.is_set():
                return
            self.asked_at = time.monotonic()
            self._tell_view(service)
            assert self._board is not None
            seen = service.store.pulse(service.project)
            news = news or seen not in (None, self._board.revision)
            if time.monotonic() - beat >= HEARTBEAT:
                beat = time.monotonic()
                service.store.enter(service.project, self._session, service.actor, service.now())
                news = True
            if news:
                self._read(service)
                self._breathe(time.monotonic() - self._began)
            self.asked_at = None

    def _tell_view(self, service: Service) -> None:
        """Tells those who follow what is looked at here."""
        if self._view != self._view_told:
            self._view_told = self._view
            service.store.look(self._session, self._view_told)

    def look_at(self, view: str) -> None:
        """Something else is looked at here; told by the thread, and only when it is new."""
        if view != self._view:
            self._view = view
            self._wake()

    def _breathe(self, spent: float) -> None:
        """After a large read the keys come first: while somebody syncs, one follows the other."""
        many = self._board is not None and self._board.news >= MANY
        if many or spent > LARGE:
            least, most = BETWEEN
            self._hurry.wait(min(max(least, spent / SHARE), most) if many else least)

    def _read(self, service: Service) -> None:
        self._began = self.asked_at = time.monotonic()
        self._hurry.clear()
        board = service.catch_up(self._board) if self._board else service.board()
        self.asked_at = None
        self._board = board
        if time.monotonic() - self._began > LARGE:
            keep_all()
        self._tell(BoardLoaded(board, bool(service.store.closed)))

    def _tell(self, message: Message) -> None:
        if not self._closing.is_set():
            self._post(message)

    def _lost(self, message: FeedLost) -> None:
        self.asked_at = None
        self._drop()
        self._tell(message)

    def _leave(self) -> None:
        """The others see at once that this board is closed."""
        with suppress(Unreachable, Refused):
            if self.service is not None:
                self.service.store.leave(self._session)
        self._drop()

    def _drop(self) -> None:
        service, self.service = self.service, None
        feed, self._feed = self._feed, None
        if feed is not None:
            feed.close()
        if service is not None:
            service.store.close()

    def painted(self) -> None:
        """There is something on the screen: what takes long to load may be loaded."""
        self._painted.set()

    def poke(self) -> None:
        """Looks for news now."""
        self._hurry.set()
        self._wake()

    def _wake(self) -> None:
        feed = self._feed
        if feed is not None:
            feed.poke()

    def abandon(self) -> None:
        """Goes unheard from now on; what the thread waits for may never come."""
        self._closing.set()
        self._hurry.set()
        self._painted.set()

    def close(self) -> None:
        """Leaves the board and ends the thread; waits for it briefly."""
        self._closing.set()
        self._painted.set()
        self.poke()
        self.join(0.5)
