"""Pengtou: holds the board, the time and the link to the database; the rest is a screen's."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.reactive import reactive
from textual.screen import Screen

from tui import messages, picture
from tui.screens.board import BoardScreen
from tui.terminal.hooks import BackgroundFailed
from tui.terminal.input import NotUtf8
from tui.welcoming import Welcoming

if TYPE_CHECKING:
    from pathlib import Path

    from core.domain.board import Board
    from tui.opening import Opening

INTERRUPTED = 130
"""The exit status of a program that was interrupted (cli.md)."""
SILENT = 2.5
"""Seconds after which a question without an answer counts as a database out of reach."""
ABANDONED = 12.0
"""Seconds after which nobody waits for that answer any more, and the database is opened anew."""
SAVING = 60.0
"""Seconds between two savings of the picture."""


class Pengtou(Welcoming):
    """The board on the wall."""

    TITLE = "pengtou"
    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = "styles/pengtou.tcss"
    BINDINGS: ClassVar[list[BindingType]] = []

    board: reactive[Board | None] = reactive(None, init=False, repaint=False)
    now: reactive[datetime | None] = reactive(None, init=False, repaint=False)

    def __init__(self, opening: Opening, saved: Path | None = None) -> None:
        super().__init__()
        self.opening = opening
        self.words = opening.words()
        self._saved = saved
        self._picture = picture.load(saved, self.words.language) if saved else None

    def get_default_screen(self) -> Screen[None]:
        return BoardScreen(self._picture).data_bind(Pengtou.board, Pengtou.now, Pengtou.link)

    def on_mount(self) -> None:
        self.wear()
        self.set_interval(1.0, self._tick)
        if self._saved is not None:
            self.set_interval(SAVING, self.save_picture)
        if self.greets:
            self.action_first_run()
        else:
            self._start()

    def _start(self) -> None:
        """A thread glances at the database, and opens it once there is something on the screen."""
        from tui.feed import BoardFeed

        shown = self._picture
        seen = shown["revision"] if shown and picture.is_of_today(shown, self.moment()) else None
        self.feed = BoardFeed(self.opening, self.post_message, seen)
        self.feed.start()
        self.call_after_refresh(self.feed.painted)

    def moment(self) -> datetime:
        """The time now: the database's, once it has answered; in an archived project it stands."""
        from core.calendar.clock import now

        service = self.feed.service if self.feed else None
        if service is not None:
            found = service.now()
        else:
            found = self.opening.clock() if self.opening.clock else now()
        return self._live.project.clock_at(found) if self._live is not None else found

    def _tick(self) -> None:
        """Once a second; the screen changes with the minute, or when the database falls silent."""
        self._listen()
        minute = self.moment().replace(second=0, microsecond=0)
        if self._live is not None and minute != self.now:
            self.now = minute

    def _listen(self) -> None:
        """Tells a database that has fallen silent, which raises nothing by itself."""
        if self.feed is None or self._live is None:
            return
        asked = self.feed.asked_at
        waited = time.monotonic() - asked if asked is not None else 0.0
        if waited > ABANDONED:
            self.feed.abandon()
            self._start()
        elif waited > SILENT and not self.link.lost:
            self._out_of_reach("database-silent")
            self.give_up_waiting()
        elif asked is None and self.link.lost == "database-silent" and self.feed.service:
            self.link = replace(self.link, lost="", live=True)
            self.send()

    @on(messages.PictureConfirmed)
    def _confirmed(self) -> None:
        self.now = self.moment().replace(second=0, microsecond=0)
        self.link = replace(self.link, live=True, lost="")

    @on(messages.BoardLoaded)
    def _loaded(self, message: messages.BoardLoaded) -> None:
        self._live = message.board
        waiting = self.link.waiting
        with self.batch_update():
            self.now = self.moment().replace(second=0, microsecond=0)
            if self.link.frozen and self.board is not None:
                waiting += message.board.news
            elif self.board is None or message.board.reading != self.board.reading:
                self.board = message.board
            self.link = replace(
                self.link,
                live=True,
                lost="",
                final=False,
                waiting=waiting,
                read_only=message.read_only,
            )

    def _out_of_reach(self, reason: str, *, final: bool = False) -> None:
        """Tells that, and the age of the board last read, though it read as the one before."""
        if self._live is not None and not self.link.frozen:
            self.board = self._live
        self.link = replace(self.link, lost=reason, live=False, final=final)

    @on(messages.FeedLost)
    def _lost(self, message: messages.FeedLost) -> None:
        from core.domain.refusal import SHUT
        from tui.wording import refusal

        known = self.link.lost
        self._out_of_reach(message.reason, final=message.final)
        screen = self.screen_stack[0]
        if isinstance(screen, BoardScreen) and (message.final or self.board is None):
            screen.told(message.reason, message.values)
        elif message.reason in SHUT and message.reason != known:
            told = refusal(message.reason, message.values, self.words)
            self.notify(told, severity="error", markup=False, timeout=15)

    def action_help_quit(self) -> None:
        """Ctrl+C, which a terminal's user means as an interruption: the board is left."""
        self.exit(return_code=INTERRUPTED)

    def action_freeze(self) -> None:
        """Holds the picture while people talk about it, or lets it go on."""
        frozen = not self.link.frozen
        self.link = replace(self.link, frozen=frozen, waiting=0)
        if not frozen and self._live is not None:
            self.board = self._live

    @work(thread=True, group="history", exclusive=True, exit_on_error=False)
    def read_history(self, identity: str, before: int | None = None, shown: int = 0) -> None:
        """In a thread: asks the log about a record."""
        from tui.performing import PAGE, history_of

        service = self.feed.service if self.feed else None
        if (message := history_of(service, identity, before, max(PAGE, shown))) is not None:
            self.post_message(message)

    @on(messages.HistoryRead)
    def _history(self, message: messages.HistoryRead) -> None:
        from tui.screens.detail import DetailScreen

        if isinstance(self.screen, DetailScreen):
            self.screen.history_read(message)

    @on(BackgroundFailed)
    def _background(self) -> None:
        self.notify(self.words.say("board.trouble"), severity="error", markup=False)

    @on(NotUtf8)
    def _not_utf8(self) -> None:
        self.notify(self.words.say("board.not_utf8"), severity="warning", markup=False)

    def save_picture(self) -> None:
        """Keeps what is on screen for the next start."""
        from tui.saving import keep

        live, screen = self._live, self.screen_stack[0] if self.screen_stack else None
        if self._saved and live is not None and isinstance(screen, BoardScreen):
            keep(self._saved, screen, live, again=self.feed is None)

    def leave(self) -> None:
        """Keeps the picture and says good-bye to the database."""
        feed, self.feed = self.feed, None
        if feed is not None:
            self.save_picture()
            self.leave_sending()
            self.leave_syncing()
            feed.close()
        self.leave_drafts()

    def exit(self, *arguments: Any, **named: Any) -> None:
        """Leaves; what is on screen is kept while the screens still stand."""
        self.leave()
        super().exit(*arguments, **named)

    async def on_unmount(self) -> None:
        self.leave()
