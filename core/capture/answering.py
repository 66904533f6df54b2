"""A single answer read by the grammar of the line: a name, or a moment, and nothing beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.capture.chips import Choice
from core.capture.due import choices_of
from core.capture.ground import Ground
from core.capture.line import line_of
from core.capture.owners import candidates, settled
from core.capture.pieces import Piece
from core.capture.when.phrase import phrase_at
from core.capture.when.reckon import meanings
from core.domain.ids import RecordId


@dataclass(frozen=True, slots=True)
class People:
    """Whom a name may mean."""

    ids: tuple[RecordId, ...]
    """The likeliest first; none where nobody goes by it."""
    settled: bool
    """Whether the first one stands out."""
    everyone: bool = False
    """Whether it speaks to everybody."""


def people_called(name: str, ground: Ground, about: Sequence[RecordId] = ()) -> People:
    """Whom a name means, with or without its mark; `about` are the records it is said of."""
    safe = line_of(name.strip()).safe
    start = 1 if safe[:1] in ("@", "+") else 0
    named = ground.directory.named(safe, start)
    if named is None or start + named.length < len(safe):
        return People((), settled=True)
    piece = Piece(0, len(safe), "owner", named=named)
    found = candidates(piece, ground, about)
    sure = settled(found, ground, about, whole=named.whole)
    return People(found, sure, everyone=named.word == "everyone")


def moments_called(text: str, ground: Ground) -> tuple[tuple[Choice, ...], str]:
    """The instants that a text may mean, and the id of the question it leaves open.

    No instant where the text is no phrase about time from end to end.
    """
    safe = line_of(text.strip()).safe
    start = len(safe) - len(safe.lstrip(">").lstrip())
    phrase = phrase_at(safe, start, tuple(ground.basis.anchors), code=True)
    if phrase is None or phrase.end < len(safe):
        return (), ""
    days = meanings(phrase, ground.basis)
    return choices_of(days, ground.basis), days[0].amber if days else ""
