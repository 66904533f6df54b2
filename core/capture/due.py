"""Which of the candidates is the deadline, and the chips and suggestions about time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from core.capture.chips import TEXT, Amber, Chip, Choice, Chosen, Suggestion, Type
from core.capture.ground import Ground
from core.capture.line import Line, last_letter
from core.capture.pieces import Noticed, Piece
from core.capture.when.day import Basis, Day, Value
from core.capture.when.reckon import instant

WITH_DUE: Final = frozenset({Type.ACTION, Type.TASK})
"""What has a deadline of its own. A blocker has clocks instead (C13, C14), the others none."""


_TIMES: Final = frozenset({"due-in-text", "repeats", "link-not-found"})
"""What is noticed and told as it stands."""


@dataclass(frozen=True, slots=True)
class Settled:
    """The deadline's piece, where there is one, and those that only looked like it."""

    piece: Piece | None
    others: tuple[Piece, ...]


def settle(
    candidates: Sequence[Piece], line: Line, rest: Iterable[Piece], kind: Type, chosen: Chosen
) -> Settled:
    """The first candidate of the strongest sort: chosen, marked, hinted, free.

    One that may as well be no deadline (10/8, Friday) must stand at an edge of the text.
    """
    last = last_letter(line, [each.span for each in (*rest, *candidates)])
    fitting = [
        each
        for each in candidates
        if kind in WITH_DUE and (_certain(each, chosen) or each.opening or each.end > last)
    ]
    first = min(fitting, key=lambda each: _strength(each, chosen), default=None)
    return Settled(first, tuple(each for each in candidates if each is not first))


def _certain(piece: Piece, chosen: Chosen) -> bool:
    if piece.marked or piece.span in chosen or piece.phrase is None:
        return True
    return piece.phrase.hinted or not piece.phrase.loose


def _strength(piece: Piece, chosen: Chosen) -> tuple[bool, ...]:
    hinted = piece.phrase is not None and piece.phrase.hinted
    return (chosen.get(piece.span, TEXT) == TEXT, not piece.marked, not hinted, piece.named_so)


def choices_of(days: Sequence[Day], basis: Basis) -> tuple[Choice, ...]:
    """The instants as choices."""
    return tuple(Choice(_iso(each, basis), due_values(each, basis)) for each in days)


def due_values(day: Day, basis: Basis) -> dict[str, Value]:
    """What a deadline is worded with: `at`, its `rule` and whatever the rule adds.

    `year` is there where it is another one than this.
    """
    other: dict[str, Value] = {} if day.day.year == basis.today.year else {"year": day.day.year}
    return {"at": _iso(day, basis), "rule": day.rule, **other, **day.values}


def _iso(day: Day, basis: Basis) -> str:
    return instant(day, basis).isoformat(timespec="minutes")


def due_chip(piece: Piece, line: Line, ground: Ground, chosen: Chosen) -> Chip:
    """The chip of a deadline, with the choice taken."""
    choices = (*choices_of(piece.days, ground.basis), Choice(TEXT))
    ids = [each.id for each in choices]
    wanted = chosen.get(piece.span, ids[0])
    index = ids.index(wanted) if wanted in ids else 0
    return Chip(piece.start, piece.end, "due", line.raw[piece.start : piece.end], choices, index)


def due_amber(piece: Piece, chip: Chip, chosen: Chosen) -> tuple[Amber, ...]:
    """What a deadline leaves open, unless it was chosen."""
    first = piece.days[0]
    if not first.amber or piece.span in chosen:
        return ()
    ids = tuple(each.id for each in chip.choices)
    return (Amber(first.amber, piece.start, piece.end, chip.meaning, ids),)


def default_due(ground: Ground, kind: Type, chosen: Chosen, span: tuple[int, int]) -> Chip | None:
    """The next meeting, for an action item that names no deadline."""
    at = ground.context.due or ground.next_meeting
    if at is None or kind is not Type.ACTION:
        return None
    local = at.astimezone(ground.zone).isoformat(timespec="minutes")
    values: dict[str, Value] = {
        "at": local,
        "rule": "next-meeting",
        "label": ground.context.due_label,
    }
    index = int(chosen.get(span) == TEXT)
    return Chip(*span, "due", "next-meeting", (Choice(local, values), Choice(TEXT)), index, True)


def suggested(
    noticed: Iterable[Noticed], others: Iterable[Piece], ground: Ground, kind: Type
) -> tuple[Suggestion, ...]:
    """Times that were noticed and not taken; choosing one's first choice takes it."""
    found = [
        Suggestion(each.id, each.start, each.end, *_offered(each.days, ground, kind))
        for each in noticed
        if each.id in _TIMES
    ]
    for piece in others:
        offered = _offered(piece.days, ground, kind)
        found.append(Suggestion("due-in-text", piece.start, piece.end, *offered))
    return tuple(sorted(found, key=lambda each: (each.start, each.end)))


def _offered(
    days: tuple[Day, ...], ground: Ground, kind: Type
) -> tuple[dict[str, Value], tuple[Choice, ...]]:
    if not days:
        return {}, ()
    choices = choices_of(days, ground.basis)
    return dict(choices[0].values), (*choices, Choice(TEXT)) if kind in WITH_DUE else ()
