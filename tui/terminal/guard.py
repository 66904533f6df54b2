"""The last step before the terminal: nothing but text and Textual's own sequences passes.

Where the terminal draws some characters too wide, their ASCII twins pass instead (`tui.glyphs`).

Every widget and every driver renders through `Strip.render`, so a wrapper around that one method
holds whatever else was forgotten. The method is private to Textual; `check` says at start-up
whether it still is what the wrapper expects.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from functools import lru_cache

from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from core.domain.text import UNSAFE
from tui import glyphs

_LINK_SCHEMES = ("http://", "https://")
_bare: Callable[[Strip, Console], str] = Strip.render


class GuardError(Exception):
    """Textual renders in a way the guard does not know; the screen must not start."""


def install() -> None:
    """Puts the guard in place, once for the whole process; raises GuardError if it cannot."""
    check()
    Strip.render = _guarded  # type: ignore[assignment, method-assign]


def check() -> None:
    """Raises GuardError unless `Strip` has the shape that the guard rests on."""
    parameters = list(inspect.signature(_bare).parameters)
    slots = {"_segments", "_render_cache"}
    if parameters != ["self", "console"] or not slots <= set(Strip.__slots__):
        raise GuardError("strip-shape")
    probe = Strip([Segment("a\x1b[2Jb\u202e", Style(link="https://x/\x1b"))])
    shown = _guarded(probe, Console(color_system=None))
    if shown != "a[2Jb" or probe._render_cache != shown:
        raise GuardError("strip-render")


def _guarded(strip: Strip, console: Console) -> str:
    """`Strip.render` without what could act on the terminal."""
    if strip._render_cache is None:
        segments = strip._segments
        if any(map(_offends, segments)):
            strip._render_cache = _bare(Strip(map(_harmless, segments)), console)
    return _bare(strip, console)


def _offends(segment: Segment) -> bool:
    text, style, _control = segment
    if style is not None and style._link and not _is_safe_link(style._link):
        return True
    if glyphs.ascii_only() and not text.isascii():
        return True
    return not text.isprintable() and UNSAFE.search(text) is not None


def _harmless(segment: Segment) -> Segment:
    text, style, control = segment
    if style is not None and style._link and not _is_safe_link(style._link):
        style = style.update_link(None)
    return Segment(glyphs.drawn(UNSAFE.sub(_blank, text)), style, control)


def _blank(match: re.Match[str]) -> str:
    """As many spaces as the removed characters were counted for, so that the frame holds."""
    return " " * cell_len(match[0])


@lru_cache(maxsize=1024)
def _is_safe_link(address: str) -> bool:
    return address.startswith(_LINK_SCHEMES) and not UNSAFE.search(address) and " " not in address
