"""Copying: a text to the clipboard of the person, and always into a file too.

A program of the desktop is asked first: it says whether it took the text. Over ssh, and where there
is none, the terminal is asked (OSC 52), which never answers: hence the file. A board in a browser
starts no program and writes no file (`PENGTOU_WEB`).
"""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from core import places

PATIENCE: Final = 2.0
"""Seconds after which a program counts as one that does not take the text."""
LONGEST: Final = 74_994
"""Characters of an OSC 52 in base64: what xterm and tmux take at most."""
FILE: Final = "copied.txt"
_BOM: Final = "\ufeff"


@dataclass(frozen=True, slots=True)
class Program:
    """A program that puts what it reads on the clipboard."""

    command: tuple[str, ...]
    encoding: str = "utf-8"

    @property
    def name(self) -> str:
        """As people call it."""
        return self.command[0]


@dataclass(frozen=True, slots=True)
class Copied:
    """Where a text went; nothing here says that a terminal took it."""

    program: str = ""
    """The program that took it; empty where none did."""
    file: Path | None = None
    why: str = ""
    """Why it is in no file."""


def in_browser(environ: Mapping[str, str]) -> bool:
    """Whether this board is shown in somebody's browser, on a machine that is not theirs."""
    return bool(environ.get("PENGTOU_WEB"))


def usable(environ: Mapping[str, str], platform: str) -> Iterator[Program]:
    """The programs that would reach this person's own clipboard, the best first.

    Over ssh those of the machine would fill a clipboard that nobody sees; tmux hands the text on to
    the terminal of whoever is attached.
    """
    if in_browser(environ):
        return
    if not (environ.get("SSH_CONNECTION") or environ.get("SSH_TTY")):
        yield from _desktop(environ, platform)
    if environ.get("TMUX"):
        yield Program(("tmux", "load-buffer", "-w", "-"))


def _desktop(environ: Mapping[str, str], platform: str) -> Iterator[Program]:
    if platform == "darwin":
        yield Program(("pbcopy",))
    if platform == "win32" or environ.get("WSL_DISTRO_NAME"):
        yield Program(("clip.exe",), "utf-16-le")
    if environ.get("WAYLAND_DISPLAY"):
        yield Program(("wl-copy",))
    if environ.get("DISPLAY"):
        yield Program(("xclip", "-selection", "clipboard"))
        yield Program(("xsel", "--clipboard", "--input"))


@cache
def found() -> tuple[Program, ...]:
    """Those of them that are here; looked for once."""
    return tuple(each for each in usable(os.environ, sys.platform) if shutil.which(each.name))


def copy_out(text: str) -> Copied:
    """Gives a text to the first program that takes it, and keeps it in a file. For a thread."""
    if in_browser(os.environ):
        return Copied()
    program = next((each.name for each in found() if _given(each, text)), "")
    try:
        return Copied(program, keep(text))
    except OSError as problem:
        return Copied(program, None, problem.strerror or type(problem).__name__)


def _given(program: Program, text: str) -> bool:
    """Whether a program took it. It stays behind to serve the text: in a session of its own."""
    quiet = subprocess.DEVNULL
    told = f"{_BOM}{text}" if program.encoding == "utf-16-le" else text
    try:
        done = subprocess.run(
            program.command,
            input=told.encode(program.encoding),
            stdout=quiet,
            stderr=quiet,
            timeout=PATIENCE,
            check=False,
            start_new_session=True,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def keep(text: str, folder: Path | None = None) -> Path:
    """Writes the text over the one that was copied before; the file.

    Raises:
        OSError: it cannot be written.
    """
    base = places.private_folder(folder or places.exports_folder())
    handle, part = tempfile.mkstemp(dir=base, prefix=".copied-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(f"{text}\n")
        return Path(part).replace(base / FILE)
    finally:
        Path(part).unlink(missing_ok=True)


def sequences(text: str, environ: Mapping[str, str]) -> str:
    """What tells a terminal to put a text on its clipboard; empty where it is too long for one.

    tmux takes the plain form where it may set clipboards, and hands the wrapped one through where
    it may do that; it says of neither.
    """
    coded = base64.b64encode(text.encode()).decode()
    if len(coded) > LONGEST:
        return ""
    plain = f"\x1b]52;c;{coded}\x07"
    if not environ.get("TMUX"):
        return plain
    return plain + "\x1bPtmux;" + plain.replace("\x1b", "\x1b\x1b") + "\x1b\\"
