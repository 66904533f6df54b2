"""A tour of all screens of the sample project, one after another, each whole before it is left."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from textual.screen import Screen

from tests.pilot import clashing
from tests.pilot.meeting_room import begun
from tests.pilot.seat import Seat, seated
from tui.screens.changes import ChangesScreen
from tui.screens.detail import DetailScreen
from tui.screens.exchange import ExchangeScreen
from tui.screens.first_run import FirstRunScreen
from tui.screens.inbox import InboxScreen
from tui.screens.keys import KeysScreen
from tui.screens.matrix import MatrixScreen
from tui.screens.minutes import MinutesScreen
from tui.screens.picker import Picker
from tui.screens.projector import ProjectorScreen
from tui.screens.source_wizard import SourceWizard
from tui.screens.triage import TriageScreen

ACTORS = {"zh": "张伟", "en": "Zhang Wei"}
FOUND = (*clashing.as_sketched(), clashing.clash("actual", 30, 80, 20, task="T-04"))
MEETING = "M-01"
"""A meeting of the sample that is over."""
_LINES = {"zh": "提交物料清单 @wm 下周三 #T-12 !", "en": "submit the list @wm next wed #T-12 !"}
_KEYS: dict[str, tuple[tuple[str, ...], type[Screen[Any]]]] = {
    "matrix": (("r",), MatrixScreen),
    "detail": (("enter",), DetailScreen),
    "picker": (("full_stop",), Picker),
    "help": (("question_mark",), KeysScreen),
    "palette": (("colon",), Picker),
    "triage": (("t",), TriageScreen),
    "inbox": (("i",), InboxScreen),
    "changes": (("D",), ChangesScreen),
    "exchange": (("S",), ExchangeScreen),
    "projector": (("P",), ProjectorScreen),
}
_CALLED: dict[str, tuple[Callable[[Seat], object], type[Screen[Any]]]] = {
    "minutes": (lambda seat: seat.app.action_minutes(MEETING), MinutesScreen),
    "wizard": (lambda seat: seat.app.action_source_wizard(), SourceWizard),
    "first-run": (lambda seat: seat.app.action_first_run(), FirstRunScreen),
}
STOPS = ("board", *_KEYS, *_CALLED, "line", "standup")
"""Every screen there is, by the name that tests speak of."""


@asynccontextmanager
async def taken(url: str, language: str, size: tuple[int, int]) -> AsyncIterator[Seat]:
    """A seat at the sample with the conflicts of the sketches."""
    await asyncio.to_thread(clashing.found_now, url, *FOUND)
    await asyncio.to_thread(clashing.ran_now, url)
    async with seated(url, actor=ACTORS[language], language=language, size=size) as seat:
        seat.app.opening = clashing.configured(seat.app.opening)
        yield seat


async def tour(seat: Seat, language: str) -> AsyncIterator[str]:
    """Goes to each screen, waits until it is whole, and back to the board afterwards."""
    for name in STOPS:
        async with at(seat, name, language):
            yield name


@asynccontextmanager
async def at(seat: Seat, name: str, language: str) -> AsyncIterator[Screen[Any]]:
    """One screen, opened from the board and left again."""
    await _go(seat, name, language)
    yield seat.app.screen
    await _leave(seat, name)


async def _go(seat: Seat, name: str, language: str) -> None:
    if name in _KEYS:
        keys, kind = _KEYS[name]
        await seat.press(*keys)
        await seat.until(lambda: isinstance(seat.app.screen, kind), name)
    elif name in _CALLED:
        call, kind = _CALLED[name]
        call(seat)
        await seat.until(lambda: isinstance(seat.app.screen, kind), name)
    elif name == "line":
        await seat.press("a")
        await seat.type(_LINES[language])
        await seat.until(lambda: seat.screen.line is not None, "the line is read")
    elif name == "standup":
        await begun(seat, "m", "1")
        await seat.press("n")
    await seat.settled()
    await seat.pilot.pause()


async def _leave(seat: Seat, name: str) -> None:
    if name == "line":
        await seat.press("ctrl+u", "escape")
    elif name not in ("board", "standup"):
        await seat.press("escape")
        await seat.until(lambda: seat.app.screen is seat.screen, "the board again")
