"""An app that leaves the terminal with a line in the log instead of its variables on the screen."""

from __future__ import annotations

import gc
import logging
from typing import Any

from textual.app import App, ReturnType
from textual.driver import Driver
from textual.worker import WorkerFailed

from tui.terminal.early import EarlyScreen

_log = logging.getLogger("pengtou.crash")


class SafeApp(App[ReturnType]):
    """Base of every app of ours: its own driver, and crashes that reach the log only."""

    crash: BaseException | None = None
    """What ended the app, if it was not the person."""
    early: EarlyScreen | None = None
    """What is on the terminal already, put there by whoever started us."""
    typed: bytes = b""
    """What was typed before there was a driver to read it."""

    def get_driver_class(self) -> type[Driver]:
        """The driver for this platform, made tolerant where we know how."""
        bare = super().get_driver_class()
        if bare.__name__ != "LinuxDriver":
            return bare
        from tui.terminal.driver import TerminalDriver

        return TerminalDriver

    def _on_ready(self) -> None:
        """Lets the collector work again, on what comes from now on, if it was off at the start."""
        if not gc.isenabled():
            gc.freeze()
            gc.enable()

    def _fatal_error(self) -> None:
        """Logs what happened, without local variables, and ends the app."""
        self._end(self._exception)

    def panic(self, *renderables: Any) -> None:
        """Ends the app; what Textual would have printed is logged as plain text."""
        self._end(self._exception, "\n".join(map(str, renderables)))

    def _end(self, error: BaseException | None, detail: str = "") -> None:
        cause = error.error if isinstance(error, WorkerFailed) else error
        if self.crash is None:
            self.crash = cause or RuntimeError(detail)
        self._return_code = 1
        _log.critical("crash %s", detail, exc_info=cause)
        self._close_messages_no_wait()
