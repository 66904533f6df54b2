"""A capture line while it is typed: its reading, the choices taken by Tab, what Tab would change.

Pure. Choices belong to pieces of the line, by their spans: typing elsewhere shifts them along,
typing into a piece takes its choice away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from core.capture.chips import TEXT, Chip, Chosen, Reading, Suggestion, Type
from core.capture.ground import Ground
from core.capture.line import Span
from core.capture.reading import read

Piece = Chip | Suggestion
"""What there is to choose about."""


@dataclass(frozen=True, slots=True)
class CaptureLine:
    """One line as far as it is typed."""

    ground: Ground
    kind: Type
    """What it is unless it begins with another type."""
    text: str = ""
    chosen: Chosen = field(default_factory=dict)
    """The choices taken by Tab, by the span of their pieces."""
    reading: Reading = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "reading", read(self.text, self.ground, self.kind, self.chosen))

    @property
    def mark(self) -> tuple[str, tuple[tuple[Span, str], ...], Type]:
        """What tells one state of the line from another."""
        return self.text, tuple(sorted(self.chosen.items())), self.kind

    def edited(self, text: str) -> CaptureLine:
        """The line after an edit; choices shift along with their pieces."""
        if text == self.text:
            return self
        kept = shifted(self.chosen, self.text, text)
        after = CaptureLine(self.ground, self.kind, text, kept)
        known = {each.span for each in after.reading.chips}
        known |= {span_of(each) for each in _offers(after.reading)}
        if kept.keys() <= known:
            return after
        left = {span: choice for span, choice in kept.items() if span in known}
        return CaptureLine(self.ground, self.kind, text, left)

    def turned(self, kind: Type) -> CaptureLine:
        """The same line as another type."""
        return CaptureLine(self.ground, kind, self.text, self.chosen)

    def on(self, ground: Ground) -> CaptureLine:
        """The same line on another ground."""
        return CaptureLine(ground, self.kind, self.text, self.chosen)

    def cycled(self, step: int, piece: Piece | None) -> CaptureLine:
        """The line with the next choice (or the one before) for a piece of it."""
        if piece is None:
            return self
        ids = [each.id for each in piece.choices]
        at = piece.index if isinstance(piece, Chip) else ids.index(TEXT)
        choice = ids[(at + step) % len(ids)]
        chosen = {**self.chosen, span_of(piece): choice}
        return CaptureLine(self.ground, self.kind, self.text, chosen)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What there is to choose about: in order of the line, what was filled in last."""
        found: list[Piece] = [*self.reading.chips, *_offers(self.reading)]
        several = (each for each in found if len(each.choices) > 1)
        return tuple(sorted(several, key=lambda each: (each.start < 0, each.start)))

    def piece(self, caret: int, held: Span | None = None, *, moved: bool = False) -> Piece | None:
        """The piece that Tab changes.

        The one that is held on to; the one the caret was moved to; the first that is open; the one
        at the caret; the last one that was typed.
        """
        pieces = self.pieces
        by_span = {span_of(each): each for each in pieces}
        if held in by_span:
            return by_span[held]
        ambers = ((each.start, each.end) for each in self.reading.amber)
        first = next((by_span[each] for each in ambers if each in by_span), None)
        touched = self.at(caret)
        if touched is not None and (moved or first is None):
            return touched
        typed = [each for each in pieces if each.start >= 0 and isinstance(each, Chip)]
        return first or next(iter((*reversed(typed), *pieces)), None)

    def at(self, caret: int) -> Piece | None:
        """The piece that the caret stands in or at."""
        touched = [each for each in self.pieces if 0 <= each.start <= caret <= each.end]
        return max(
            touched, key=lambda each: (each.start < caret, isinstance(each, Chip)), default=None
        )

    def beside(self, piece: Piece | None, step: int) -> Piece | None:
        """The piece so many further on; the first or last one where there is none to begin at."""
        pieces = self.pieces
        spans = [span_of(each) for each in pieces]
        if not pieces:
            return None
        if piece is None or span_of(piece) not in spans:
            return pieces[0 if step > 0 else -1]
        return pieces[(spans.index(span_of(piece)) + step) % len(pieces)]


def span_of(piece: Piece) -> Span:
    """Where a piece stands, as `chosen` has it."""
    return piece.start, piece.end


def _offers(reading: Reading) -> Iterator[Suggestion]:
    """The suggestions that a person can take up."""
    spans = {each.span for each in reading.chips}
    for each in reading.suggestions:
        if each.choices and each.start >= 0 and (each.start, each.end) not in spans:
            yield each


def shifted(chosen: Mapping[Span, str], before: str, after: str) -> dict[Span, str]:
    """The choices after an edit: pieces behind it move along, pieces that it touched lose theirs.

    Choices about defaults, which stand nowhere in the line, stay.
    """
    start = _alike(before, after)
    rest = _alike(reversed(before[start:]), reversed(after[start:]))
    end, moved = len(before) - rest, len(after) - len(before)
    kept: dict[Span, str] = {}
    for (first, last), choice in chosen.items():
        if first < 0 or last <= start:
            kept[first, last] = choice
        elif first >= end:
            kept[first + moved, last + moved] = choice
    return kept


def _alike(one: Iterable[str], other: Iterable[str]) -> int:
    """How many characters two texts begin with alike."""
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return count
