"""The pieces that a line is taken apart into."""

from __future__ import annotations

from dataclasses import dataclass

from core.capture.library import Linked
from core.capture.line import Span
from core.capture.people import Named
from core.capture.when.day import Day
from core.capture.when.phrase import Phrase
from core.domain.ids import RecordId


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of the line that can be understood."""

    start: int
    end: int
    kind: str
    """`type`, `owner`, `collaborator`, `link`, `priority`, `field` or `due`."""
    named: Named | None = None
    linked: Linked | None = None
    phrase: Phrase | None = None
    days: tuple[Day, ...] = ()
    word: str = ""
    """The type, the field's id or the exclamation marks."""
    value: str = ""
    """Of a field."""
    marked: bool = False
    """Whether `>` stands before it."""
    named_so: bool = False
    """Whether somebody's name begins with the very same word: Sun, May."""
    opening: bool = False
    """Whether no text stands before it."""

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Noticed:
    """A piece that stays text: a phrase about time, a name or a link that nobody has."""

    id: str
    start: int
    end: int
    days: tuple[Day, ...] = ()
    people: tuple[RecordId, ...] = ()
