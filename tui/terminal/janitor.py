"""Puts the terminal back in order when the app was killed and could not do it itself.

A small shell waits on a pipe whose other end only the app holds. The word `done` means the app
has cleaned up; the end of the pipe without it means it never will. The shell is in a session of
its own, so signals to the app's group and stops for background output do not reach it.
"""

from __future__ import annotations

import fcntl
import os
import select
from contextlib import suppress
from types import TracebackType

MODES_OFF = (
    "\\033[?1000l\\033[?1002l\\033[?1003l\\033[?1006l\\033[?1015l\\033[?1016l"
    "\\033[?1004l\\033[?2004l\\033[?2048l\\033[?2026l\\033[?7h\\033[<u"
    "\\033[?1049l\\033[0m\\033[?25h"
)
"""Every mode the screen may have set, as `printf` reads it."""

_SCRIPT = f"""
exec >/dev/null 2>&1
trap '' HUP INT TERM QUIT TSTP TTOU TTIN
saved=$(stty -g <&3) || exit
echo ready >&4
exec 4>&-
read -r word
[ "$word" = done ] && exit
stty "$saved" <&3
printf '{MODES_OFF}' >&3
"""
_READY_WITHIN = 2.0
"""Seconds that the shell may take to read the terminal's settings before it is done without."""


class Janitor:
    """Watches over one terminal from `with` to its end; a missing shell means no watch."""

    def __init__(self, terminal: int) -> None:
        """`terminal` is a descriptor of the terminal to put back."""
        self._terminal = terminal
        self._pid: int | None = None
        self._pipe = -1

    def __enter__(self) -> Janitor:
        listening, self._pipe = os.pipe()
        ready, telling = os.pipe()
        try:
            self._spawn({listening: 0, self._terminal: 3, telling: 4})
        except (OSError, NotImplementedError):
            self._pid = None
        finally:
            os.close(listening)
            os.close(telling)
        select.select([ready], [], [], _READY_WITHIN)
        os.close(ready)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Sends the janitor home."""
        if self._pid is not None:
            with suppress(OSError):
                os.write(self._pipe, b"done\n")
        os.close(self._pipe)
        if self._pid is not None:
            os.waitpid(self._pid, 0)

    def _spawn(self, wiring: dict[int, int]) -> None:
        """Starts the shell with our descriptors under its own numbers."""
        high = {fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, 10): to for fd, to in wiring.items()}
        try:
            self._pid = os.posix_spawn(
                "/bin/sh",
                ["sh", "-c", _SCRIPT],
                os.environ,
                file_actions=[(os.POSIX_SPAWN_DUP2, fd, to) for fd, to in high.items()],
                setsid=True,
            )
        finally:
            for fd in high:
                os.close(fd)
