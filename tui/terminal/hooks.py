"""Failures that nobody awaits: they reach the log and the app instead of vanishing."""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from textual.message import Message

_log = logging.getLogger("pengtou.background")


class BackgroundFailed(Message):
    """Something failed where no handler looks; the log has the traceback."""


@contextmanager
def background_failures(tell: Callable[[BackgroundFailed], object]) -> Iterator[None]:
    """Logs and tells failures of bare threads and of objects that go away, in the block."""

    def note(where: str, error: BaseException | None) -> None:
        _log.error("failed in %s", where, exc_info=error)
        tell(BackgroundFailed())

    def in_thread(args: threading.ExceptHookArgs) -> None:
        note(args.thread.name if args.thread else "thread", args.exc_value)

    def unraisable(args: Any) -> None:
        note(getattr(args.object, "__qualname__", type(args.object).__name__), args.exc_value)

    before = threading.excepthook, sys.unraisablehook
    threading.excepthook, sys.unraisablehook = in_thread, unraisable
    try:
        yield
    finally:
        threading.excepthook, sys.unraisablehook = before


def watch_loop(loop: asyncio.AbstractEventLoop, tell: Callable[[BackgroundFailed], object]) -> None:
    """Logs and tells failures of bare tasks and callbacks of this loop."""

    def note(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        _log.error("failed in loop: %s", context.get("message"), exc_info=context.get("exception"))
        tell(BackgroundFailed())

    loop.set_exception_handler(note)
