"""Runs an app with everything in place that keeps the terminal safe."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from core.domain.text import UNSAFE
from tui.terminal import guard
from tui.terminal.app import SafeApp
from tui.terminal.hooks import background_failures, watch_loop
from tui.terminal.kitty import prefer_plain_keys
from tui.terminal.life import Deadline, leaving_on_signals
from tui.terminal.log import log_path, logging_to

_log = logging.getLogger("pengtou.crash")
CRASHED = 1
_TURN = 0.001
"""Seconds that a thread which reads boards may keep the interpreter from one that draws."""


def run_app(
    app: SafeApp[Any],
    *,
    told: Callable[[Path], str] = str,
    before_leaving: Callable[[], object] = lambda: None,
    log: Path | None = None,
) -> int:
    """Runs the app to its end and returns the exit status of the process.

    0 after quitting, 128 + number after a signal, 1 after a crash; then `told(log file)` is the
    one line for the person. `before_leaving` runs on the loop when a signal ends the app. Whoever
    shows an early screen has a janitor watch it.
    """
    log = log or log_path()
    sys.setswitchinterval(_TURN)
    gc.disable()  # until the app is ready: starting makes no garbage worth the time
    prefer_plain_keys()
    guard.install()
    with ExitStack() as around:
        around.enter_context(logging_to(log))
        screen = sys.__stderr__
        if app.early is None and os.name == "posix" and screen is not None and screen.isatty():
            from tui.terminal.janitor import Janitor

            around.enter_context(Janitor(screen.fileno()))
        around.enter_context(background_failures(app.post_message))
        status = _Run(app, before_leaving).status()
    if app.crash is not None:
        sys.stderr.write(UNSAFE.sub("", told(log)) + "\n")
    return status


class _Run:
    """One run of one app, from the first signal handler to the last."""

    def __init__(self, app: SafeApp[Any], before_leaving: Callable[[], object]) -> None:
        self._app = app
        self._before_leaving = before_leaving
        self._deadline = Deadline()

    def status(self) -> int:
        """Runs the app; the exit status of the process."""
        try:
            asyncio.run(self._main())
        except Exception as error:
            self._app.crash = self._app.crash or error
            _log.critical("crash", exc_info=error)
        finally:
            self._deadline.cancel()
            gc.enable()
        return self._earned()

    async def _main(self) -> None:
        loop = asyncio.get_running_loop()
        watch_loop(loop, self._app.post_message)
        with leaving_on_signals(self._leave, loop):
            try:
                await self._app.run_async()
            finally:
                self._deadline.start(self._earned)

    def _leave(self, status: int) -> None:
        self._deadline.start(lambda: status)
        try:
            self._before_leaving()
        except Exception:
            _log.exception("not kept before leaving")
        self._app.exit(return_code=status)

    def _earned(self) -> int:
        return self._app.return_code or (CRASHED if self._app.crash else 0)
