"""What a visitor's board may not do to the machine it runs on, whatever it is asked for.

Every feature that leaves the program (a clipboard program, a browser, an editor, an export) goes
through Python's audit events, and is stopped there: a feature that somebody adds tomorrow, too.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

STARTS: Final = frozenset(
    {
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.posix_spawn",
        "os.spawn",
        "os.startfile",
        "os.system",
        "pty.spawn",
        "subprocess.Popen",
        "webbrowser.open",
    }
)
"""What starts another program."""
CHANGES: Final = frozenset(
    {"os.chmod", "os.chown", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir"}
    | {"os.symlink", "os.truncate", "os.utime", "shutil.rmtree"}
)
"""What changes files without opening them."""
_WRITES: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def wear(folders: Iterable[Path], memory: int) -> None:
    """From now on this process starts nothing, and writes nothing outside these folders.

    `memory` bounds its address space, in bytes. There is no way to take the belt off.
    """
    _bound(memory)
    allowed = tuple(str(each.resolve()) for each in folders)

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event in STARTS:
            raise _refusal(event)
        if event == "open" and _writes(arguments):
            _inside(allowed, arguments[0])
        elif event in CHANGES:
            for each in arguments[: 2 if event in ("os.rename", "os.link") else 1]:
                _inside(allowed, each)

    sys.addaudithook(watch)


def _bound(memory: int) -> None:
    try:
        import resource
    except ImportError:  # pragma: no cover - Windows has no such limits
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _writes(arguments: tuple[Any, ...]) -> bool:
    _, mode, flags = arguments
    if isinstance(flags, int) and flags & _WRITES:
        return True
    return isinstance(mode, str) and any(each in mode for each in "wax+")


def _inside(allowed: tuple[str, ...], path: object) -> None:
    """Raises PermissionError unless a path leads into one of the folders."""
    if isinstance(path, int):
        return  # a file that is open already
    real = os.path.realpath(os.fsdecode(path))  # type: ignore[arg-type]
    if real == os.devnull:
        return
    if not any(real == each or real.startswith(each + os.sep) for each in allowed):
        raise _refusal(Path(real).name)


def _refusal(what: str) -> PermissionError:
    return PermissionError(errno.EACCES, "not for a visitor from a browser", what)
