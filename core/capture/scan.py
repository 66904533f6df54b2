"""The line taken apart: pieces that can be understood, in order, and what was noticed.

From left to right, at each place the first of these that fits: a name behind `@` or `+`, a link
behind `#`, a deadline behind `>`, a priority, a field, a phrase about time. A phrase becomes a
*candidate* for the deadline (`Piece.kind` is `due`) when it stands free, carries a hint, or opens
the line; any other is only *noticed*. `due` settles which candidate is the deadline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from core.capture.chips import TEXT, Chosen, Type
from core.capture.ground import Ground
from core.capture.line import Line, Span
from core.capture.pieces import Noticed, Piece
from core.capture.when.day import Day
from core.capture.when.phrase import DATED, STARTS, Phrase, phrase_at
from core.capture.when.reckon import meanings
from core.capture.when.rule import NUMERALS
from core.capture.words import FIELD, FIELDS, REPEATS, TYPE, TYPES, WITH_FIELDS

_BLOCKED = re.compile(r"(?:[第上去多几往当近成半]个?|[今明去后]年的?|last |past )\Z")
"""What turns the phrase behind it into no deadline at all: 第3周, 上周五."""
_REPEATED = re.compile(r"(?:[每逢]个?|every |each )\Z")
_OF = re.compile(r"[^把将给对为向跟和与让请,;。、\s@#]{0,8}的")
"""Behind a phrase that is part of a description: 3天后到货的样机."""
_ALSO = re.compile(r"[ ]?(?:[、&/][ ]?@?|[和与及][ ]?@)")
_RANGE: Final = "的到至~"


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

    def walk(self) -> Scan:
        """Takes the line apart."""
        at = self._type()
        while at < len(self.line.safe):
            piece = self._piece(self.line.safe[at], at)
            if piece is None:
                self.text = self.text or self.line.raw[at].isalnum()
                at += 1
            else:
                at = self._keep(piece)
        taken = [each.span for each in self.pieces]
        self.noticed = [each for each in self.noticed if not _overlaps(each, taken)]
        self._repeats()
        return self

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
                return self._also(at) or self._field(at) or self._phrase(char, at) or self._bare(at)

    def _begins(self, at: int) -> bool:
        return at == self.joint or self.line.begins(at)

    def _after_latin(self, at: int) -> bool:
        before = self.line.safe[at - 1] if at else " "
        return at != self.joint and before.isascii() and before.isalnum()

    def _name(self, at: int, mark: str) -> Piece | None:
        if self._after_latin(at) or (mark == "+" and not self._begins(at)):
            return None
        named = self.ground.directory.named(self.line.safe, at + 1)
        if named and named.word == "me" and self.ground.myself is None:
            named = None
        if named is None or (mark == "+" and not named.whole and self.line.safe[at + 1].isascii()):
            if mark == "@" and not self.line.ends(at + 1):
                self.noticed.append(Noticed("name-unknown", at, self._word_end(at + 1)))
            return None
        kind = "owner" if mark == "@" else "collaborator"
        return Piece(at, at + 1 + named.length, kind, named=named)

    def _also(self, at: int) -> Piece | None:
        """A further name right behind one: @王敏、赵倩, @王敏和@赵倩."""
        if at != self.joint or not self.pieces or self.pieces[-1].named is None:
            return None
        match = _ALSO.match(self.line.safe, at)
        named = self.ground.directory.named(self.line.safe, match.end()) if match else None
        if match is None or named is None or not named.whole or named.word:
            return None
        return Piece(at, match.end() + named.length, "collaborator", named=named)

    def _bare(self, at: int) -> Piece | None:
        """A whole name that opens the line without its mark: noticed, and taken if chosen."""
        char = self.line.safe[at]
        if self.text or char.isascii() or char not in self.ground.directory.characters:
            return None
        named = self.ground.directory.called(self.line.safe, at)
        if named is None:
            return None
        piece = Piece(at, at + named.length, "owner", named=named)
        if self.chosen.get(piece.span, TEXT) != TEXT:
            return piece
        self.noticed.append(Noticed("owner-in-text", *piece.span, people=named.people))
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

    def _word_end(self, at: int) -> int:
        while not self.line.ends(at):
            at += 1
        return at

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
        if not (self._begins(at) and self.line.ends(end)):
            return None
        if self.line.safe[at - 1 : at] == "!" and at != self.joint:
            return None
        return Piece(at, end, "priority", word="!" * min(end - at, 2))

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
        start, end = self._bracketed(phrase.start, phrase.end)
        piece = Piece(start, end, "due", phrase=phrase, days=days, opening=not self.text)
        if self.chosen.get(piece.span, TEXT) != TEXT:
            return piece
        repeated = _REPEATED.search(before) is not None
        if not repeated and (self._free(phrase) if free else self._inside(phrase)):
            return piece
        if phrase.end - phrase.start > 1 and not (phrase.rule and phrase.rule.span):
            self._notice(phrase, days)
        return None

    def _bracketed(self, start: int, end: int) -> Span:
        """A phrase takes its brackets, an English full stop, and a comma at the line's end."""
        safe = self.line.safe
        before = safe[start - 1] if start > max(self.joint, 0) else ""
        if before == "(" and safe[end : end + 1] == ")":
            return start - 1, end + 1
        if safe[end : end + 1] == "." and safe[start:end].isascii():
            end += 1
        if before == "," and not safe[end:].strip(" .。!"):
            start -= 1
        return start, end

    def _notice(self, phrase: Phrase, days: tuple[Day, ...]) -> None:
        last = self.noticed[-1].end if self.noticed else 0
        plain = phrase.rule is not None and (phrase.hinted or not phrase.loose)
        if phrase.start >= last and plain:
            self.noticed.append(Noticed("due-in-text", phrase.start, phrase.end, days))

    def _free(self, phrase: Phrase) -> bool:
        """Whether a phrase that begins freely stands as a deadline."""
        here = self.line.safe[phrase.end : phrase.end + 1]
        if here and here in _RANGE:
            return False
        described = _OF.match(self.line.safe, phrase.end) is not None
        if phrase.hinted:
            return self.line.ends(phrase.end) or not (phrase.closing != "before" and described)
        if phrase.rule and phrase.rule.span:
            return False
        if self.line.ends(phrase.end):
            return True
        return phrase.glue and not self.text and not described

    def _inside(self, phrase: Phrase) -> bool:
        """Whether a phrase stands as a deadline although text touches it before: …周五前."""
        if not phrase.hinted:
            return False
        if self.line.ends(phrase.end):
            return True
        before = self.line.safe[phrase.end - 1] == "前" and phrase.glue
        return before and _OF.match(self.line.safe, phrase.end) is None

    def _repeats(self) -> None:
        for match in REPEATS.finditer(self.line.safe):
            self.noticed.append(Noticed("repeats", *match.span()))


def _overlaps(noticed: Noticed, taken: list[Span]) -> bool:
    return any(start < noticed.end and noticed.start < end for start, end in taken)
