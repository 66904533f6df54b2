"""A long text in as many parts as a service wants, none of which splits a character."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import count

from core.domain.text import cut

Weigh = Callable[[str], int]
"""How many bytes a part takes with everything around it; never fewer for a longer one."""
_ENDS = ("\n", "。", "；", " ")
"""Where a part had best end, the best first."""
_LEAST = 4
"""A part ends early for a good place, though not before a quarter of its room is used."""


def in_bytes(text: str) -> int:
    """The bytes of a text in UTF-8."""
    return len(text.encode())


def parts(text: str, limit: int, weigh: Weigh = in_bytes) -> tuple[str, ...]:
    """The text in parts of at most `limit` bytes; from two on they begin with `(1/3)`.

    The same text always makes the same parts, so that one can go on after the last that arrived.
    """
    whole = text.strip("\n")
    if weigh(whole) <= limit:
        return (whole,) if whole.strip() else ()
    for digits in count(1):
        label = _label(10**digits - 1, 10**digits - 1)
        bodies = list(_bodies(whole, limit, label, weigh))
        if len(bodies) < 10**digits:
            break
    return tuple(_label(at, len(bodies)) + body for at, body in enumerate(bodies, 1))


def _label(at: int, total: int) -> str:
    return f"({at}/{total})\n"


def _bodies(text: str, limit: int, label: str, weigh: Weigh) -> Iterator[str]:
    """What the parts say; a line feed at which one ends is in neither part."""
    while weigh(label + text) > limit:
        most = _most(text, limit, label, weigh)
        room = cut(text, max(most, 1))
        body = room[: _end(room)]
        if body.strip():
            yield body.rstrip("\n")
        text = text[len(body) :].lstrip("\n")
    if text.strip():
        yield text


def _most(text: str, limit: int, label: str, weigh: Weigh) -> int:
    """How many characters fit."""
    ends = range(1, len(text))
    return bisect_right(ends, limit, key=lambda end: weigh(label + text[:end]))


def _end(room: str) -> int:
    """The best place for a part to end."""
    least = len(room) // _LEAST
    found = (room.rfind(each, least) + 1 for each in _ENDS)
    return next((each for each in found if each > 0), len(room))
