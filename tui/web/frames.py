"""What a page may say to its board: a closed list, and everything else ends the visit."""

from __future__ import annotations

import json
from dataclasses import dataclass

from tui.web.limits import clamped


@dataclass(frozen=True, slots=True)
class Typed:
    """Keys, pasted text and the mouse, as a terminal sends them."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Resized:
    """The window has another size, in cells; within what is allowed."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Pinged:
    """The page asks whether anybody is there; its text goes back as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Looked:
    """The page has come to the front, or gone from it."""

    here: bool


Frame = Typed | Resized | Pinged | Looked


class NotAFrame(Exception):
    """A page of ours does not say this."""


def read_frame(text: str) -> Frame:
    """The message of a page.

    Raises:
        NotAFrame: it is none.
    """
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise NotAFrame from problem
    match told:
        case ["stdin", str(data)]:
            # Half a surrogate pair is no text; the board shows that something was there.
            return Typed(data.encode("utf-8", "replace"))
        case ["resize", {"width": width, "height": height}]:
            return Resized(*clamped(width, height))
        case ["ping", str(data)]:
            return Pinged(data)
        case ["focus"] | ["blur"]:
            return Looked(told[0] == "focus")
        case ["focus" | "blur", _]:
            return Looked(told[0] == "focus")
    raise NotAFrame
