"""Waits for a board in process to be done with what it was given, instead of for a while.

Textual's pilot takes the processor's word for it, in steps of 20 ms, two of them a key. What it
waits for can be asked: nobody on the event loop has anything left to do, and nothing waits to be
drawn.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual.app import App
from textual.cache import LRUCache
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot
from textual.screen import Screen

SHORT = 0.002
"""Seconds between two looks at a board that waits for a thread."""
FRAME = 0.5
"""Seconds between two frames that Textual draws by itself. A test draws when it looks."""
LONGEST = 1.0
"""Seconds of work after which a board that never rests is looked at all the same."""
LOOKS = 500
"""Looks after which a board that waits for a thread is left to it. Neither is told by the clock on
the wall: that goes on while a busy machine gives the board nothing."""


async def rested() -> None:
    """Lets everything go first that is ready to run on this event loop, and what that leads to."""
    ready: Any = getattr(asyncio.get_running_loop(), "_ready")  # noqa: B009 - no public question
    end = time.thread_time() + LONGEST
    await asyncio.sleep(0)
    while ready and time.thread_time() < end:
        await asyncio.sleep(0)


def _in_sight(app: App[Any]) -> list[Screen[Any]]:
    """The screen in front and those that show behind it, the one in front last."""
    return [*app._background_screens, app.screen] if app.screen_stack else []


def _held_up(app: App[Any]) -> bool:
    """Whether somebody has messages that they do not come to, because they wait for a thread."""
    seen = (each for screen in _in_sight(app) for each in screen.walk_children(with_self=True))
    return any(each.message_queue_size for each in (app, *seen))


def _draw(app: App[Any]) -> bool:
    """Draws what waits for the next frame; whether something did."""
    if not app.screen_stack or app._batch_count:
        return False
    if app._resize_event is not None:
        app._check_resize()
        return True
    drawn = [_drawn(app, screen) for screen in _in_sight(app)]  # each one, not the first alone
    return any(drawn)


def _drawn(app: App[Any], screen: Screen[Any]) -> bool:
    """What lies behind a question is drawn as well: an answer may arrive there meanwhile.

    Textual asks a screen behind another for one more frame each time it draws it: such a wish is
    left until something else changes there, as it is while nobody tests.
    """
    waits = (
        screen._layout_required
        or screen._scroll_required
        or (screen._repaint_required and screen is app.screen)
        or screen._recompose_required
        or screen._dirty_widgets
        or screen._callbacks
    )
    if waits:
        with app._context():  # where there are two boards, this is not always the last one
            screen._on_timer_update()
    return bool(waits)


async def calm(app: App[Any]) -> None:
    """Waits until the board has nothing left to do and nothing left to draw."""
    await rested()
    for look in range(LOOKS):
        if not (_held_up(app) or _draw(app)):
            return
        await asyncio.sleep(0 if look < 3 else SHORT)
        await rested()


async def _calm(pilot: Pilot[Any], timeout: float = 0.0) -> bool:
    await calm(pilot.app)
    return True


async def _at_once(min_sleep: float = 0.0, max_sleep: float = 0.0) -> None:
    await rested()


_parsed: dict[tuple[tuple[str, str], ...], LRUCache[Any, Any]] = {}
"""What stylesheets came to, by the colours they were read with: the same for every board."""


def _remember(sheet: Stylesheet, variables: dict[str, str]) -> None:
    """Has a stylesheet know what those before it made of the same text and colours."""
    known = tuple(sorted(variables.items()))
    sheet._parse_cache = _parsed.setdefault(known, LRUCache(512))


def _share_parsing(patch: pytest.MonkeyPatch) -> None:
    begin, change = Stylesheet.__init__, Stylesheet.set_variables

    def begun(sheet: Stylesheet, *, variables: dict[str, str] | None = None) -> None:
        begin(sheet, variables=variables)
        _remember(sheet, variables or {})

    def changed(sheet: Stylesheet, variables: dict[str, str]) -> None:
        sheet._parse_cache = LRUCache(1)  # the change clears it, and others go on with theirs
        change(sheet, variables)
        _remember(sheet, variables)

    patch.setattr(Stylesheet, "__init__", begun)
    patch.setattr(Stylesheet, "set_variables", changed)


_draws: Any = Compositor.render_update
"""Textual's own drawing of what changed."""


def _unseen(
    compositor: Compositor,
    full: bool = False,
    screen_stack: list[Screen[Any]] | None = None,
    simplify: bool = False,
) -> Any:
    """Leaves a frame out that goes to no terminal: a test draws when it looks.

    `Seat.lines` draws the whole of what stands there then, and the end of each test does so too.
    """
    if full:
        return _draws(compositor, full, screen_stack, simplify)
    visible_screen_stack.set([] if screen_stack is None else screen_stack)
    compositor._dirty_regions.clear()
    return None


def _stay_collectable() -> None:
    """Does nothing: what is kept for good with one board is rubbish with the next."""


def draw_each(patch: pytest.MonkeyPatch) -> None:
    """Has every frame drawn after all, for those who count what is drawn."""
    patch.setattr(Compositor, "render_update", _draws)


def hasten(patch: pytest.MonkeyPatch) -> None:
    """Has Textual's pilot wait in this way, and its stylesheets be read once a run."""
    _share_parsing(patch)
    patch.setattr(Compositor, "render_update", _unseen)
    patch.setattr("tui.feed.keep_all", _stay_collectable)
    patch.setattr("textual.screen.UPDATE_PERIOD", FRAME)
    patch.setattr(Pilot, "_wait_for_screen", _calm)
    patch.setattr("textual.pilot.wait_for_idle", _at_once)
    patch.setattr("textual.app.wait_for_idle", _at_once)
