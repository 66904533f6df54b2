"""The end of the process: signals, work that will not stop, and the exit status."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_log = logging.getLogger("pengtou.life")
_ENDING = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT")
GRACE = 2.0
"""Seconds between the wish to end and the end without waiting any longer."""


class Deadline:
    """Ends the process by force when it does not end by itself; the janitor cleans the terminal."""

    def __init__(self) -> None:
        self._timer: threading.Timer | None = None

    def start(self, status: Callable[[], int]) -> None:
        """The process ends with this status in `GRACE` seconds; a second start changes nothing."""
        if self._timer is None:
            self._timer = threading.Timer(GRACE, _end, [status])
            self._timer.daemon = True
            self._timer.start()

    def cancel(self) -> None:
        """All has ended by itself."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


@contextmanager
def leaving_on_signals(
    leave: Callable[[int], object], loop: asyncio.AbstractEventLoop
) -> Iterator[None]:
    """Calls `leave` on the loop with the exit status a signal asks for, while the block runs."""
    numbers = [getattr(signal, name) for name in _ENDING] if os.name == "posix" else []
    for number in numbers:
        loop.add_signal_handler(number, leave, 128 + number)
    try:
        yield
    finally:
        for number in numbers:
            loop.remove_signal_handler(number)


def _end(status: Callable[[], int]) -> None:
    _log.error("ended by force")
    sys.stdout.flush()
    os._exit(status())
