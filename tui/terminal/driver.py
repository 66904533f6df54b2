"""Textual's driver for Unix terminals, made to survive what terminals really do."""

from __future__ import annotations

import os
import select
import signal
import termios
import tty
from collections.abc import Iterable
from typing import IO, TYPE_CHECKING, Any

from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from tui.terminal.app import SafeApp
from tui.terminal.early import ENTER, EarlyScreen
from tui.terminal.input import REPLACEMENT, Decoder, NotUtf8, TolerantParser
from tui.terminal.kitty import widen_sequences

if TYPE_CHECKING:
    from textual.app import App

_ONE_READ = 16_384
_ESCAPE_CHECK = 0.02
"""Seconds between two looks at an escape key that may begin a sequence."""

PIXEL_MOUSE_OFF = "\x1b[?1016l"


class HangUpOutput:
    """A terminal's output side that outlives the terminal: later writes go nowhere."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._open = True

    def write(self, text: str) -> int:
        """Writes while there is a terminal; never raises."""
        if self._open:
            try:
                self._file.write(text)
            except (OSError, ValueError):
                self._open = False
        return len(text)

    def flush(self) -> None:
        """Sends what was written; never raises."""
        if self._open:
            try:
                self._file.flush()
            except (OSError, ValueError):
                self._open = False

    def fileno(self) -> int:
        """The descriptor of the terminal."""
        return self._file.fileno()


class TerminalDriver(LinuxDriver):
    """Reads any bytes, ends with its terminal, and leaves no mode behind."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        widen_sequences()
        self._file: Any = HangUpOutput(self._file)
        self._wake: tuple[int, int] | None = None
        self._early: EarlyScreen | None = None
        self._warned = False

    def start_application_mode(self) -> None:
        """Enters application mode; its input thread sleeps until there is something to do."""
        self._wake = os.pipe()
        self._early = self._app.early if isinstance(self._app, SafeApp) else None
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._early is not None:
            self.attrs_before = self._early.settings
            self._early.taken = True

    def write(self, data: str) -> None:
        """Writes to the terminal; an early screen is on the alternate one, and stays in view."""
        early = self._early
        if early is not None and not early.taken and data == ENTER:
            return
        super().write(data)

    def disable_input(self) -> None:
        """Ends the input thread at once."""
        wake, self._wake = self._wake, None
        if wake is None:
            super().disable_input()
            return
        os.write(wake[1], b".")
        super().disable_input()
        for descriptor in wake:
            os.close(descriptor)

    def run_input_thread(self) -> None:
        """Hands on what is typed until told to stop or the terminal is gone."""
        parser, decode = TolerantParser(), Decoder()
        wake = self._wake[0] if self._wake else self.fileno
        if isinstance(self._app, SafeApp) and self._app.typed:
            typed, self._app.typed = self._app.typed, b""
            self._pass_on(parser.feed(decode(typed)))
        while not self.exit_event.is_set():
            patience = _ESCAPE_CHECK if parser.is_waiting else None
            ready, _, _ = select.select([self.fileno, wake], [], [], patience)
            if self.fileno in ready:
                data = self._read()
                if not data:
                    self._hang_up()
                    return
                # An empty text, from half a character, would tell the parser of an end.
                if text := decode(data):
                    self._warn_of(text)
                    self._pass_on(parser.feed(text))
            self._pass_on(parser.tick())

    def stop_application_mode(self) -> None:
        """Leaves application mode, mouse in pixels included."""
        self.write(PIXEL_MOUSE_OFF)
        super().stop_application_mode()

    def _warn_of(self, text: str) -> None:
        """Tells the app once that something came which is not UTF-8."""
        if REPLACEMENT in text and not self._warned:
            self._warned = True
            self.process_message(NotUtf8())

    def _pass_on(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self.process_message(message)

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, _ONE_READ)
        except OSError:
            return b""

    def _hang_up(self) -> None:
        """The terminal is gone: ends the app as if its hang-up signal had come."""
        os.kill(os.getpid(), signal.SIGHUP)

    def _sigtstp_application(self, *_: object) -> None:
        """Gives the terminal back and stops, between two things that the loop does.

        A signal may come while something is handed to the thread that writes, which holds a lock.
        """
        if self._loop.is_closed():
            os.kill(os.getpid(), signal.SIGSTOP)
        else:
            self._loop.call_soon_threadsafe(super()._sigtstp_application)

    def _sigcont_application(self, *_: object) -> None:
        """Takes the terminal back: starts again after our own stop, repairs it after another's."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._take_back)

    def _take_back(self) -> None:
        if self._must_signal_resume:
            super()._sigcont_application()
        elif self.attrs_before is not None and self._in_foreground():
            self._repair()

    def _in_foreground(self) -> bool:
        try:
            return os.tcgetpgrp(self.fileno) == os.getpgrp()
        except OSError:
            return False

    def _repair(self) -> None:
        """Sets the modes again that a shell may have reset meanwhile, and draws all."""
        mode = termios.tcgetattr(self.fileno)
        mode[tty.LFLAG] = self._patch_lflag(mode[tty.LFLAG])
        mode[tty.IFLAG] = self._patch_iflag(mode[tty.IFLAG])
        termios.tcsetattr(self.fileno, termios.TCSANOW, mode)
        self.write("\x1b[?1049h\x1b[?25l\x1b[?7l")
        self._app.refresh(layout=True)
