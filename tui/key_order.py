"""Keys in the order in which they were typed, each to the screen that the one before it opened.

Terminals deliver what is typed ahead, what is pasted and what an input method commits in one
piece. On their way through the widgets and back keys would be overtaken by those behind them: the
second would reach a screen that the first has closed, or miss the one that it opens.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from textual import on
from textual.events import Event, Key, Paste
from textual.message import Message
from textual.message_pump import MessagePump

from tui.keeping import Keeping
from tui.screens.capturing import Capturing
from tui.screens.doing import Doing

_LONG: Final = 0.5
"""Seconds that a widget gets to come to the end of what it has to do."""
_ROUNDS: Final = 12
"""So many times in a row what a key leads to may change the screen."""
_MOVES: Final = frozenset(
    {"up", "down", "left", "right", "pageup", "pagedown", "home", "end", *"hjklgG"}
)
"""Keys that at most move a cursor: the next one need not wait for what they lead to."""


@dataclass
class Settled(Message):
    """All that the last key led to is done."""


class KeyOrder(Keeping):
    """A key is let in once the one before it has come to its end."""

    def __init__(self) -> None:
        super().__init__()
        self._typed_ahead: deque[Key | Paste] = deque()
        self._settling: asyncio.Task[None] | None = None

    async def on_event(self, event: Event) -> None:
        """What is typed stands in line; everything else goes its way."""
        if isinstance(event, Key | Paste) and not event.is_forwarded:
            self._typed_ahead.append(event)
            await self._let_in()
        else:
            await super().on_event(event)

    @on(Settled)
    async def _let_in(self) -> None:
        """Hands out what stands in line, as far as it need not wait."""
        while self._typed_ahead and self._settling is None and not self._held_back():
            event = self._typed_ahead.popleft()
            before = self._standing()
            done = await self._at_once(event)
            if not done:
                await super().on_event(event)
            if not done or before != self._standing() or not self._ends_here(event):
                self._settling = asyncio.create_task(self._settle())

    def _held_back(self) -> bool:
        """Whether nobody is there yet whom what is typed is for."""
        return not self.screen_stack

    def _ends_here(self, event: Key | Paste) -> bool:
        """Whether this leads to nothing that the next key must wait for."""
        if isinstance(event, Paste) or not isinstance(self.screen, Doing):
            return False
        line = self.screen.entry.typing and (event.is_printable or event.key == "backspace")
        return line or event.key in _MOVES

    async def _at_once(self, event: Key | Paste) -> bool:
        """Does what it says on a screen with a line; False where it has to go through widgets."""
        screen = self.screen
        if not isinstance(screen, Doing) or not screen.alive:
            return False
        if isinstance(event, Paste):
            return screen.entry.paste(event)
        if screen.entry.typing:
            return await screen.entry.key(event) or await self._check_bindings(event.key)
        screen.entry.rest()
        if await self._check_bindings(event.key):
            return True
        return isinstance(screen, Capturing) and screen.catches(event.character)

    async def on_key(self, event: Key) -> None:
        """Chinese that arrives where it means nothing goes to the nearest line behind it."""
        behind = (each for each in reversed(self.screen_stack) if isinstance(each, Capturing))
        below = next(behind, None)
        if below is None or self.screen is below:
            return
        if any(isinstance(each, Doing) and each.KEEPS_TYPING for each in self.screen_stack):
            return
        if event.key in self.screen.active_bindings:
            return  # a full-width key that this screen answers to
        if below.catches(event.character):
            event.prevent_default()
            while self.screen is not below:
                self.pop_screen()

    async def _settle(self) -> None:
        """Waits until messages from widget to screen to app, and back, have come to an end."""
        try:
            for _ in range(_ROUNDS):
                before = self._standing()
                for pump in self._way():
                    await _come_through(pump)
                if before == self._standing():
                    break
        finally:
            self._settling = None
            self.post_message(Settled())

    def _standing(self) -> tuple[Any, ...]:
        """Which screens are open, and where keys go."""
        stack = tuple(self.screen_stack)
        return (*stack, stack[-1].focused if stack else None)

    def _way(self) -> Iterator[MessagePump]:
        """Whom a key passes."""
        screen = self.screen if self.screen_stack else None
        if screen is not None and screen.focused is not None:
            yield from (each for each in screen.focused.ancestors_with_self if each is not self)
        elif screen is not None:
            yield screen
        yield self


async def _come_through(pump: MessagePump) -> None:
    """Waits until a widget has done all that it was told so far; not for one that is gone."""
    passed = asyncio.Event()
    if pump.call_later(passed.set):
        with suppress(TimeoutError):
            await asyncio.wait_for(passed.wait(), _LONG)
