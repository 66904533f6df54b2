"""A person at a board: the real app on a real database, without a terminal."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Static

from core.calendar.clock import fixed
from core.domain.board import Board
from core.domain.event import Recorded
from core.service import Service
from core.store import open_store
from tests.pilot.calm import SHORT, calm
from tests.samples import NOW
from tui.app import Pengtou
from tui.opening import Opening
from tui.screens.board import BoardScreen
from tui.screens.doing import Doing
from tui.widgets.capture_card import CaptureCard
from tui.widgets.entry_bar import EntryBar
from tui.widgets.line_grid import LineGrid
from tui.widgets.one_line import OneLine

PATIENCE = 15.0
"""Seconds after which what did not come will not come."""


class Outsider:
    """Somebody who works on the same database from elsewhere; asks and writes in threads."""

    def __init__(self, url: str, name: str) -> None:
        self._url, self._name = url, name
        self._service: Service | None = None

    def _open(self) -> Service:
        if self._service is None:
            store = open_store(self._url)
            number = store.projects()[0][0]
            self._service = Service(store, number, self._name, fixed(NOW))
        return self._service

    async def perform(self, command: Any, *, by: str = "") -> None:
        """Carries a wish out, in their own name or in somebody else's."""

        def carried() -> None:
            own = self._open()
            Service(own.store, own.project, by or self._name, fixed(NOW)).perform(command)

        await asyncio.to_thread(carried)

    async def board(self) -> Board:
        """The board as the database has it."""
        return await asyncio.to_thread(lambda: self._open().board())

    async def revision(self) -> int:
        """The number of the last event."""
        return await asyncio.to_thread(lambda: self._revision(self._open()))

    async def kinds(self) -> list[str]:
        """What the log says happened, the newest first."""
        events = await asyncio.to_thread(lambda: self._open().history(limit=20))
        return [each.event.kind for each in events]

    async def of(self, identity: str, by: str) -> list[Recorded]:
        """What somebody did to a record, the newest first."""
        events = await asyncio.to_thread(lambda: self._open().history([identity]))
        return [each for each in events if each.actor == by]

    @staticmethod
    def _revision(service: Service) -> int:
        return service.store.revision(service.project)

    def close(self) -> None:
        """Lets the database go."""
        if self._service is not None:
            self._service.store.close()


class Seat:
    """One running board and what a person does at it and reads from it."""

    def __init__(self, app: Pengtou, pilot: Pilot[None], outsider: Outsider) -> None:
        self.app, self.pilot, self.outsider = app, pilot, outsider

    async def until(self, holds: Callable[[], object], what: str = "") -> None:
        """Waits until the condition holds; AssertionError with the screen when it never does."""
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, f"never came: {what or holds}\n{self.text}"
            await asyncio.sleep(0.005)
            await calm(self.app)

    async def settled(self) -> None:
        """Waits until every wish was answered and the board shows what the database says."""
        await self._answered()
        revision = await self.outsider.revision()
        await self.until(lambda: self.revision >= revision, f"revision {revision}")
        await calm(self.app)

    async def _answered(self) -> None:
        """Waits until no wish is under way, and what threads said was heard."""
        await calm(self.app)
        while self.app._under_way or self._at_work():
            await asyncio.sleep(SHORT)
            await calm(self.app)

    def _at_work(self) -> bool:
        return any(not each.is_finished for each in self.app.workers)

    async def left(self) -> None:
        """Closes the board once no thread works for it any more, and what it shows was drawn."""
        while self._at_work():
            await asyncio.sleep(SHORT)
        if self.app.screen_stack:
            assert self.lines
        self.app.leave()

    @property
    def revision(self) -> int:
        """How far the board has read; an open line keeps what is shown still."""
        assert self.app.latest is not None
        return self.app.latest.revision

    async def press(self, *keys: str) -> None:
        """Presses keys by their Textual names."""
        await self.pilot.press(*keys)

    async def type(self, text: str) -> None:
        """Presses one key for each character."""
        await self.pilot.press(*text)

    async def enter(self, text: str) -> None:
        """Types a line and waits until it was carried out and shown."""
        await self.type(text)
        await self.press("enter")
        await self.settled()

    @property
    def board(self) -> Board:
        """What is shown."""
        assert self.app.board is not None
        return self.app.board

    @property
    def screen(self) -> BoardScreen:
        """The board itself, below whatever lies on it."""
        screen = self.app.screen_stack[0]
        assert isinstance(screen, BoardScreen)
        return screen

    @property
    def grid(self) -> LineGrid:
        """The list that keys go to."""
        return self.screen.current.grid

    @property
    def entry(self) -> EntryBar:
        """The line to type in of the screen on top."""
        screen = self.app.screen
        return (screen if isinstance(screen, Doing) else self.screen).entry

    @property
    def said(self) -> str:
        """What the line says beside, below or instead of what is typed."""
        if self.entry.framed:
            return self.screen.query_one(CaptureCard).text
        return str(self.entry.query_one(".said", Static).content)

    @property
    def header(self) -> str:
        """The status line."""
        return self.screen.query_one("#status", OneLine).text

    @property
    def lines(self) -> list[str]:
        """The screen, line by line. The one place where the tests read Textual's own picture."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.lines)


def opening(url: str, actor: str = "张伟", language: str = "zh") -> Opening:
    """The sample project as somebody opens it at the moment of the sketches."""
    return Opening(database=url, actor=actor, language=language, clock=fixed(NOW))


@asynccontextmanager
async def seated(  # noqa: PLR0913 - how a board can be opened
    url: str,
    *,
    actor: str = "张伟",
    language: str = "zh",
    size: tuple[int, int] = (120, 36),
    saved: Path | None = None,
    awaited: bool = True,
) -> AsyncIterator[Seat]:
    """A board, open and read, for as long as the block lasts."""
    app = Pengtou(opening(url, actor, language), saved)
    outsider = Outsider(url, {"zh": "李雷", "en": "Li Lei"}[language])
    try:
        async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
            seat = Seat(app, pilot, outsider)
            if awaited:
                await seat.until(lambda: app.board is not None, "the board")
                await pilot.pause()
            feed = app.feed
            try:
                yield seat
            finally:
                await seat.left()
        if feed is not None:
            feed.join(PATIENCE)
            assert not feed.is_alive()
    finally:
        outsider.close()
