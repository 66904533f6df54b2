"""A screen without a terminal: opened, read, drawn once, and left; it changes nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from core.projector_settings import KEEPS
from tui.app import Pengtou
from tui.screens.sharing import picture_of

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from tui.opening import Opening
    from tui.picturing import Picture

PATIENCE: Final = 20.0
"""Seconds after which a screen that does not come will not come."""
WAYS: Final[Mapping[str, Callable[[Pengtou, str], object]]] = {
    "board": lambda app, of: None,
    "triage": lambda app, of: app.action_triage(of or None),
    "matrix": lambda app, of: app.action_raci(of or None),
    "meeting": lambda app, of: app.action_meeting(),
    "agenda": lambda app, of: app.action_agenda(of or _first_planned(app.board)),
    "minutes": lambda app, of: app.action_minutes(of or None),
    "changes": lambda app, of: app.action_changes(),
    "inbox": lambda app, of: app.action_inbox(),
    "sync": lambda app, of: app.action_exchange(),
    "detail": lambda app, of: app.action_record(of or _most_urgent(app.board)),
    "process": lambda app, of: app.action_process(),
    "forms": lambda app, of: app.action_forms(),
    "form": lambda app, of: app.open_form(of or _latest_form(app.board)),
    "projector": lambda app, of: app.action_projector(),
}
"""The screens by the names that `pengtou board --screen` takes, and the way to each, with the
number of the record it is of, where one was named."""
_NEEDS_A_MEETING: Final[Mapping[str, Callable[[Any], bool]]] = {
    "meeting": lambda board: board.meeting is not None,
    "agenda": lambda board: _first_planned(board) is not None,
    "minutes": lambda board: any(each.ended_at for each in board.meetings.values()),
    "detail": lambda board: bool(_most_urgent(board)),
    "form": lambda board: bool(board.forms),
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
    of: str = ""
    """The record that it is of; empty for the one that comes first."""


def drawn(opening: Opening, wanted: Wanted) -> Picture:
    """The screen as a terminal of that size would show it.

    Raises:
        NotThere: it cannot be opened now, or did not come.
    """
    found: list[Picture] = []
    told = opening.settings
    if wanted.theme:
        told = replace(told, projector=replace(told.projector, theme=KEEPS))
    app = Pengtou(replace(opening, reading=True, wall=False, settings=told))
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
    if not wanted.of and needs is not None and not needs(app.board):
        return False
    below = app.screen
    WAYS[wanted.screen](app, wanted.of)
    if wanted.screen != "board" and not await _until(pilot, lambda: app.screen is not below):
        return False
    app.clear_notifications()
    return await _until(pilot, lambda: all(each.is_finished for each in app.workers))


def _first_planned(board: Any) -> str | None:
    """The planned meeting whose agenda is next; None where none is planned."""
    from tui.ahead import planned

    return next((str(each.id) for each in planned(board)), None)


def _most_urgent(board: Any) -> str:
    """The record at the head of the board: a blocker, else a task or an action item."""
    orders = (board.blocker_order, board.task_order, board.action_order)
    return next((str(each) for order in orders for each in order), "")


def _latest_form(board: Any) -> str:
    """The form that was begun last."""
    return max((str(each) for each in board.forms), key=lambda each: each.zfill(12), default="")


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
