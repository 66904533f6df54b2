"""The line taken apart: pieces that can be understood, in order, and what was noticed.

From left to right, at each place the first of these that fits: a name behind `@` or `+`, a link
behind `#`, a deadline behind `>`, a priority, a field, the id of a record, a full name that opens
the line, a phrase about time. A phrase becomes a *candidate* for the deadline (`Piece.kind` is
`due`) when it stands free, carries a hint, or opens the line; any other is only *noticed*. `due`
settles which candidate is the deadline. A name inside of the text, and one behind `@` that nobody
has, is noticed and passed whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from core.capture.chips import TEXT, Chosen, Type
from core.capture.ground import Ground
from core.capture.line import COVERED, Line, Span, last_letter
from core.capture.naming import Names
from core.capture.people import Named
from core.capture.pieces import Noticed, Piece
from core.capture.standing import bracketed, free_standing, inside, opens_clause
from core.capture.strangers import near
from core.capture.when.day import Day
from core.capture.when.phrase import DATED, STARTS, Phrase, phrase_at
from core.capture.when.reckon import meanings
from core.capture.when.rule import NUMERALS
from core.capture.words import (
    FIELD,
    FIELDS,
    LIGHT,
    LIGHTS,
    OWN_ID,
    REPEATS,
    TYPE,
    TYPES,
    URGENCY,
    URGENT,
    WITH_FIELDS,
)
from core.domain.ids import RecordId
from core.domain.task import LightLevel

_BLOCKED = re.compile(r"(?:[第上去多几往当近成半]个?|[今明去后]年的?|last |past )\Z")
"""What turns the phrase behind it into no deadline at all: 第3周, 上周五."""
_REPEATED = re.compile(r"(?:[每逢]个?|every |each )\Z")
_UNMARKED: Final = "id"
"""The word of a link that has no mark."""
_URGENT: Final = "!!"
_BY_NAME: Final = frozenset({Type.ACTION, Type.TASK})
"""What a full name that opens the line owns: 阻塞：王敏请假 is about her."""


def _inner(before: str, here: str) -> bool:
    """Whether a phrase may begin inside of a text: a Latin one never, figures behind Chinese."""
    return not here.isascii() or (here.isdecimal() and not before.isascii())


@dataclass(slots=True)
class Scan:
    """One walk along a line."""

    line: Line
    ground: Ground
    type: Type
    chosen: Chosen
    pieces: list[Piece] = field(default_factory=list)
    left: list[Piece] = field(default_factory=list)
    """Those that were chosen to stay text."""
    noticed: list[Noticed] = field(default_factory=list)
    joint: int = -1
    """Where the last piece ended: the next one may begin there."""
    text: bool = False
    """Whether any text was passed."""
    unmarked: bool = True
    """Whether a name without a mark may own the line."""
    passed: int = 0
    """Up to where the line was passed as text."""

    def walk(self) -> Scan:
        """Takes the line apart."""
        at = self._type()
        while at < len(self.line.safe):
            piece = self._piece(self.line.safe[at], at)
            if piece is not None:
                at = self._keep(piece)
            elif self.passed > at:
                at = self.passed
            else:
                self.text = self.text or self.line.raw[at].isalnum()
                at += 1
        self.pieces = [each for each in self.pieces if not self._inner_id(each)]
        taken = [each.span for each in self.pieces]
        self.noticed = [each for each in self.noticed if not _overlaps(each, taken)]
        self._repeats()
        return self

    @property
    def contested(self) -> bool:
        """Whether one owns the line by a mark and another without: then the mark decides."""
        marks = {self.line.safe[each.start] == "@" for each in self.pieces if each.kind == "owner"}
        return self.unmarked and len(marks) > 1

    def _keep(self, piece: Piece) -> int:
        if self.chosen.get(piece.span) == TEXT:
            self.left.append(piece)
            self.text = True
        else:
            self.pieces.append(piece)
            self.joint = piece.end
        return piece.end

    def _type(self) -> int:
        match = TYPE.match(self.line.safe)
        if match is None:
            return 0
        piece = Piece(match.start(1), match.end(), "type", word=TYPES[match[1]])
        if self.chosen.get(piece.span) != TEXT:
            self.type = Type(piece.word)
        return self._keep(piece)

    def _piece(self, char: str, at: int) -> Piece | None:
        match char:
            case "@" | "+":
                return self._name(at, char)
            case "#":
                return self._link(at)
            case ">":
                return self._marked(at)
            case "!":
                return self._priority(at)
            case _:
                marked = self._also(at) or self._field(at) or self._light(at)
                return marked or self._word(at) or self._unmarked(char, at)

    def _word(self, at: int) -> Piece | None:
        """A word that stands freely and means something by itself: an id, 紧急."""
        if not self._begins(at):
            return None
        return self._own_id(at) or self._urgent(at)

    def _unmarked(self, char: str, at: int) -> Piece | None:
        """A name or a day in plain words; a name first, be it 周一鸣 or Sun Lei."""
        piece = self._opens(at) or self._mention(char, at)
        if piece is not None or self.passed > at:
            return piece
        return self._phrase(char, at)

    def _begins(self, at: int) -> bool:
        return at == self.joint or self.line.begins(at)

    def _after_latin(self, at: int) -> bool:
        before = self.line.safe[at - 1] if at else " "
        return at != self.joint and before.isascii() and before.isalnum()

    @property
    def _names(self) -> Names:
        return Names(self.line, self.ground)

    def _name(self, at: int, mark: str) -> Piece | None:
        if self._after_latin(at) or (mark == "+" and not self._begins(at)):
            return None
        named = self._names.marked(at + 1)
        if named and named.word == "me" and self.ground.myself is None:
            if mark == "@":
                self._stranger(at, at + 1 + named.length, "me-unknown")
            return None
        if named is None or (mark == "+" and not named.whole and self.line.safe[at + 1].isascii()):
            if mark == "@" and not self.line.ends(at + 1):
                return self._unknown(at)
            return None
        kind = "owner" if mark == "@" else "collaborator"
        return Piece(at, at + 1 + named.length, kind, named=named)

    def _unknown(self, at: int) -> Piece | None:
        """A name that nobody has stays text; those whose names are near may be chosen."""
        end = self._names.stranger(at + 1)
        people = near(self.ground.directory, self.line.safe[at + 1 : end])
        piece = Piece(at, end, "owner", named=Named(end - at - 1, people, whole=False))
        if people and self.chosen.get(piece.span, TEXT) in people:
            return piece
        if people:
            self.left.append(piece)
        self._stranger(at, end, "name-unknown", people)
        return None

    def _stranger(self, at: int, end: int, way: str, people: tuple[RecordId, ...] = ()) -> None:
        self.noticed.append(Noticed(way, at, end, people=people))
        self.passed = self.joint = end

    def _also(self, at: int) -> Piece | None:
        """A further name right behind one: @王敏、赵倩, @王敏和@赵倩."""
        if at != self.joint or not self.pieces or self.pieces[-1].named is None:
            return None
        found = self._names.also(at)
        return found and Piece(at, found[0] + found[1].length, "collaborator", named=found[1])

    def _opens(self, at: int) -> Piece | None:
        """Who is to do it, by a full name without a mark at the very beginning."""
        if self.text or self.type not in _BY_NAME or not self._begins(at):
            return None
        found = self._names.opening(at)
        if found is None:
            return None
        piece = Piece(at, found[0] + found[1].length, "owner", named=found[1])
        return piece if self.unmarked or self.chosen.get(piece.span, TEXT) != TEXT else None

    def _mention(self, char: str, at: int) -> Piece | None:
        """A full name in the text: noticed; where it opens the line, taken if chosen."""
        if char not in self.ground.directory.openings or self._after_latin(at):
            return None
        named = self.ground.directory.called(self.line.safe, at)
        if named is None or self.line.safe[at - 1 : at] == COVERED:
            return None
        piece = Piece(at, at + named.length, "owner", named=named)
        if not self.text and self.chosen.get(piece.span, TEXT) != TEXT:
            return piece
        way = "person-in-text" if self.text else "owner-in-text"
        self.noticed.append(Noticed(way, *piece.span, people=named.people))
        self.passed, self.text = piece.end, True
        return None

    def _own_id(self, at: int) -> Piece | None:
        """The id of a record that stands freely, without its mark: T-05."""
        match = OWN_ID.match(self.line.safe, at)
        if match is None or self.type is Type.DECISION or not self.line.ends(match.end()):
            return None
        linked = self.ground.library.linked(self.line.safe, at)
        if linked is None or not linked.ids:
            return None
        return Piece(at, match.end(), "link", linked=linked, word=_UNMARKED, opening=not self.text)

    def _inner_id(self, piece: Piece) -> bool:
        """Whether a bare id is part of a sentence: it stays there, noticed."""
        if piece.word != _UNMARKED or piece.opening or piece.span in self.chosen:
            return False
        return piece.end <= last_letter(self.line, [each.span for each in self.pieces])

    def _urgent(self, at: int) -> Piece | None:
        """紧急 by itself is offered as the priority."""
        match = URGENT.match(self.line.safe, at)
        if match is None or self.type is Type.RISK or not self.line.ends(match.end()):
            return None
        piece = Piece(*match.span(), "priority", word=_URGENT)
        if self.chosen.get(piece.span, TEXT) != TEXT:
            return piece
        self.noticed.append(Noticed("priority-in-text", *piece.span))
        return None

    def _link(self, at: int) -> Piece | None:
        if self._after_latin(at):
            return None
        linked = self.ground.library.linked(self.line.safe, at + 1)
        if linked is None:
            return None
        end = at + 1 + linked.length
        if not linked.ids:
            way = "link-unknown" if linked.way == "id" else "link-not-found"
            self.noticed.append(Noticed(way, at, end))
            return None
        return Piece(at, end, "link", linked=linked)

    def _marked(self, at: int) -> Piece | None:
        if self._after_latin(at) or self.line.safe[at - 1 : at] in ("-", "=", "<", ">"):
            return None
        start = at + 2 if self.line.safe[at + 1 : at + 2] == " " else at + 1
        phrase = phrase_at(self.line.safe, start, self._anchors(), code=True)
        days = meanings(phrase, self.ground.basis) if phrase else ()
        if phrase is None or not self.line.ends(phrase.end):
            return None
        if not days:
            self._no_such_day(phrase)
            return None
        return Piece(at, phrase.end, "due", phrase=phrase, days=days, marked=True)

    def _priority(self, at: int) -> Piece | None:
        end = at + 1
        while self.line.safe[end : end + 1] == "!":
            end += 1
        if self.line.safe[at - 1 : at] == "!" and at != self.joint:
            return None
        word = URGENCY.match(self.line.safe, end)
        if word and self._begins(at) and self.line.ends(word.end()):
            marks = "!" if word["high"] else "!!"
            return self._rated(at, word.end(), marks)
        last = end - at > 1 and not self.line.safe[end:].strip()
        if not (last or (self._begins(at) and self.line.ends(end))):
            return None
        return self._rated(at, end, "!" * min(end - at, 2))

    def _rated(self, start: int, end: int, marks: str) -> Piece:
        if self.type is Type.RISK:
            light = LightLevel.RED if len(marks) > 1 else LightLevel.AMBER
            return Piece(start, end, "light", word=light)
        return Piece(start, end, "priority", word=marks)

    def _light(self, at: int) -> Piece | None:
        """The light of a risk, where it stands freely."""
        if self.type is not Type.RISK or not self._begins(at):
            return None
        match = LIGHT.match(self.line.safe, at)
        if match is None or not self.line.ends(match.end()):
            return None
        return Piece(at, match.end(), "light", word=LIGHTS[match[0]])

    def _field(self, at: int) -> Piece | None:
        if self.type not in WITH_FIELDS or not self._begins(at):
            return None
        match = FIELD.match(self.line.safe, at)
        if match is None:
            return None
        value = self.line.raw[match.start("value") : match.end("value")]
        return Piece(at, match.end(), "field", word=FIELDS[match["key"]], value=value)

    def _anchors(self) -> tuple[str, ...]:
        return tuple(self.ground.basis.anchors)

    def _phrase(self, char: str, at: int) -> Piece | None:
        free = self._begins(at)
        before = self.line.safe[max(0, at - 6) : at]
        if char not in STARTS and not (free and before[-1:] != ":" and self.ground.basis.anchors):
            return None
        if not free and (before[-1:] in NUMERALS or not _inner(before[-1:], char)):
            return None
        phrase = phrase_at(self.line.safe, at, self._anchors() if free else ())
        if phrase is None or (_BLOCKED.search(before) and at != self.joint):
            return None
        days = meanings(phrase, self.ground.basis)
        if days:
            return self._candidate(phrase, days, free, before)
        self._no_such_day(phrase)
        return None

    def _no_such_day(self, phrase: Phrase) -> None:
        """What is written as a date and is none (2026-02-30) must not pass for text unasked."""
        span = (phrase.start, phrase.end)
        dated = phrase.rule in DATED and not phrase.loose and self.line.ends(phrase.end)
        if dated and not any(_overlaps(each, [span]) for each in self.noticed):
            self.noticed.append(Noticed("no-such-day", *span))

    def _candidate(
        self, phrase: Phrase, days: tuple[Day, ...], free: bool, before: str
    ) -> Piece | None:
        start, end = bracketed(self.line, phrase, self.joint)
        so = self.line.safe[start:end] in self.ground.directory.words
        opening = not self.text
        piece = Piece(start, end, "due", phrase=phrase, days=days, named_so=so, opening=opening)
        if self.chosen.get(piece.span, TEXT) != TEXT:
            return piece
        repeated = _REPEATED.search(before) is not None
        stands = self._stands(phrase) if free else inside(self.line, phrase)
        if stands and not repeated:
            return piece
        if phrase.end - phrase.start > 1 and not (phrase.rule and phrase.rule.span):
            self._notice(phrase, days)
        return None

    def _stands(self, phrase: Phrase) -> bool:
        """Whether a phrase that begins freely is a deadline where it stands."""
        opens = not self.text or opens_clause(self.line, phrase, self.joint)
        return free_standing(self.line, phrase, opens=opens)

    def _notice(self, phrase: Phrase, days: tuple[Day, ...]) -> None:
        last = self.noticed[-1].end if self.noticed else 0
        plain = phrase.rule is not None and (phrase.hinted or not phrase.loose)
        if phrase.start >= last and plain:
            self.noticed.append(Noticed("due-in-text", phrase.start, phrase.end, days))

    def _repeats(self) -> None:
        for match in REPEATS.finditer(self.line.safe):
            self.noticed.append(Noticed("repeats", *match.span()))


def _overlaps(noticed: Noticed, taken: list[Span]) -> bool:
    return any(start < noticed.end and noticed.start < end for start, end in taken)
