"""A screen without a terminal: opened, read, drawn once, and left; it changes nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from tui.app import Pengtou
from tui.screens.sharing import picture_of

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from tui.opening import Opening
    from tui.picturing import Picture

PATIENCE: Final = 20.0
"""Seconds after which a screen that does not come will not come."""
WAYS: Final[Mapping[str, Callable[[Pengtou], object]]] = {
    "board": lambda app: None,
    "triage": lambda app: app.action_triage(),
    "matrix": lambda app: app.action_raci(None),
    "meeting": lambda app: app.action_meeting(),
    "minutes": lambda app: app.action_minutes(),
    "changes": lambda app: app.action_changes(),
    "inbox": lambda app: app.action_inbox(),
    "sync": lambda app: app.action_exchange(),
    "projector": lambda app: app.action_projector(),
}
"""The screens by the names that `pengtou board --screen` takes, and the way to each."""
_NEEDS_A_MEETING: Final[Mapping[str, Callable[[Any], bool]]] = {
    "meeting": lambda board: board.meeting is not None,
    "minutes": lambda board: any(each.ended_at for each in board.meetings.values()),
}


class NotThere(Exception):
    """There is no such screen to open now: no meeting goes on, none is over."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which screen, how large, in which theme."""

    screen: str
    size: tuple[int, int]
    theme: str = ""
    """Empty for the person's own."""


def drawn(opening: Opening, wanted: Wanted) -> Picture:
    """The screen as a terminal of that size would show it.

    Raises:
        NotThere: it cannot be opened now, or did not come.
    """
    found: list[Picture] = []
    app = Pengtou(replace(opening, reading=True, wall=False))
    app.remembers = False

    async def look(pilot: Pilot[Any]) -> None:
        if await _arrived(app, pilot, wanted):
            found.append(picture_of(app, app.screen, opening.words().say("share.screen.board")))
        app.exit()

    app.run(headless=True, size=wanted.size, auto_pilot=look)
    if not found:
        raise NotThere
    return found[0]


async def _arrived(app: Pengtou, pilot: Pilot[Any], wanted: Wanted) -> bool:
    """Waits for the board, goes to the screen, and lets it come to rest."""
    if not await _until(pilot, lambda: app.board is not None and app.link.live):
        return False
    if wanted.theme:
        app.wear(wanted.theme)
    needs = _NEEDS_A_MEETING.get(wanted.screen)
    if needs is not None and not needs(app.board):
        return False
    below = app.screen
    WAYS[wanted.screen](app)
    if wanted.screen != "board" and not await _until(pilot, lambda: app.screen is not below):
        return False
    app.clear_notifications()
    return await _until(pilot, lambda: all(each.is_finished for each in app.workers))


async def _until(pilot: Pilot[Any], holds: Callable[[], bool]) -> bool:
    """Whether it came to hold, looked at whenever the app has nothing to do."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        await pilot.pause()
        if holds():
            await pilot.pause()
            return True
        await pilot.pause(0.01)
    return False
