"""The names in a line: behind a mark, at the beginning without one, and anywhere in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.capture.ground import Ground
from core.capture.line import Line
from core.capture.people import Named
from core.capture.verbs import ASKING, WORKS
from core.capture.when.phrase import phrase_at

_ALSO = re.compile(
    r"[ ]?(?:[、&/,][ ]?@|[、&/][ ]?|[和与及][ ]?@?)|[ ]and[ ]@?|,[ ](?:and[ ])?(?=[a-z])"
)
_SURNAME = re.compile(r" [A-Z][a-z]+(?![A-Za-z0-9])")
_BEHIND = re.compile(r"[ ](?!的)|[,:#>]")
"""What may stand behind a name that owns the line without a mark."""


@dataclass(frozen=True, slots=True)
class Names:
    """Finds people in a line."""

    line: Line
    ground: Ground

    def dated(self, at: int) -> bool:
        """Whether a phrase about time begins at a place."""
        return phrase_at(self.line.safe, at, tuple(self.ground.basis.anchors)) is not None

    def marked(self, at: int) -> Named | None:
        """Whom a mark names, the name beginning at a place: nobody by half of a name (Sun Leo)."""
        named = self.ground.directory.named(self.line.safe, at, self.dated)
        if named is None or named.whole or not self._goes_on(at + named.length):
            return named
        return None

    def _goes_on(self, at: int) -> bool:
        """Whether a name in Latin letters goes on with a further word."""
        latin = self.line.safe[at - 1].isascii()
        return latin and _SURNAME.match(self.line.raw, at) is not None and not self.dated(at + 1)

    def stranger(self, at: int) -> int:
        """Where a name that nobody has ends: at a stop, or where a day begins."""
        end = at + 1
        while not self.line.ends(end) and not (
            self.line.safe[end - 1] >= "\u3400" and self.dated(end)
        ):
            end += 1
        more = _SURNAME.match(self.line.raw, end)
        return more.end() if more and self._goes_on(end) else end

    def also(self, at: int) -> tuple[int, Named] | None:
        """A further name right behind one, and where it begins: @王敏、赵倩, @王敏和赵倩."""
        match = _ALSO.match(self.line.safe, at)
        if match is None:
            return None
        if match[0].endswith("@") or match[0].strip()[:1] in "、&/":
            named = self.marked(match.end())
        else:
            named = self.ground.directory.called(self.line.safe, match.end())
        if named is None or not named.whole or named.word:
            return None
        return match.end(), named

    def opening(self, at: int) -> tuple[int, Named] | None:
        """Who is to do what follows, by a full name without a mark, and where the name begins.

        请王敏下周三前…, 王敏 交…, 法务部周五…: a day, a blank or a word of work must follow.
        """
        safe = self.line.safe
        asking = ASKING.match(safe, at)
        start = asking.end() if asking else at
        directory = self.ground.directory
        named = directory.called(safe, start) or directory.liaisons_of(safe, start)
        if named is None or not self._acts(start + named.length):
            return None
        return start, named

    def _acts(self, at: int) -> bool:
        safe = self.line.safe
        if not safe[at:].strip():
            return False
        if _BEHIND.match(safe, at):
            return True
        if further := self.also(at):
            return self._acts(further[0] + further[1].length)
        latin = safe[at - 1].isascii()
        return not latin and (WORKS.match(safe, at) is not None or self.dated(at))
