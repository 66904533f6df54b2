"""Stopping a sync from outside: between two requests, and in the middle of one that drags on."""

from __future__ import annotations

import threading
from collections.abc import Callable

from sync.trouble import Stopped


class Stop:
    """The wish that a sync ends soon; asked from any thread, heard by the one that syncs."""

    def __init__(self) -> None:
        self._asked = threading.Event()
        self._then: list[Callable[[], None]] = []

    @property
    def asked(self) -> bool:
        """Whether somebody asked."""
        return self._asked.is_set()

    def ask(self) -> None:
        """From now on nothing new begins, and what waits is woken."""
        self._asked.set()
        for act in tuple(self._then):
            act()

    def then(self, act: Callable[[], None]) -> None:
        """`act` is called, in the thread that asks, when somebody does; at once if they have."""
        self._then.append(act)
        if self.asked:
            act()

    def pause(self, seconds: float) -> None:
        """Waits so many seconds, unless somebody asks meanwhile."""
        self._asked.wait(seconds)

    def look(self) -> None:
        """Raises `Stopped` once somebody asked."""
        if self.asked:
            raise Stopped
