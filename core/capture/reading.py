"""The capture line as a language: `read` says what one typed line means. Pure; never raises.

    line     := [ type ":" ] body
    type     := 待办 行动项 阻塞 卡点 决议 决定 风险 任务 | todo action blocker decision risk task
    body     := ( text | owner | also | due | link | priority | field | light )*
    owner    := "@" name        the first owns, every further one helps; @all is refused (R01)
              | [ 请 让 叫 由 麻烦 ] full name       opening the line: a day, blank or verb follows
    also     := "+" name        helps; must begin freely
    name     := characters | full pinyin | initials | a mix | alias | department | me 我
    due      := ">" ( code | phrase ) | phrase         (`when.phrase` says what a phrase is)
    link     := "#" ( id | number | piece of a title ) | id     an id alone: at an edge of the text
    priority := "!" (high) | "!!" (urgent) | "!" ( 高 重要 急 紧急 … )      standing freely
    field    := ( 影响 已试 原因 依据 目标 应对 ) ":" value   of a blocker, a decision or a risk
    light    := 红 黄 绿 red amber green | "!" "!!"    of a risk, standing freely: "!" is amber
    escape   := "\\" and the character it covers; "…" “…” 《…》 「…」 『…』 cover what is in them

Full-width forms are the same as half-width ones, case does not matter. A piece *begins freely* at
the line's start, after a blank, a stop or another piece, and *ends freely* before a blank, a stop,
a mark or the line's end. `@` and `#` behind a Latin letter or figure are text (mail, C#). Pieces of
titles take the longest match; a name ends where its word does or where a day begins, so that
nothing need be spaced: `催样本@王敏周五前#T-02!`. `!!` ends the line without a blank.

A name without a mark owns an action item or a task that it opens, unless a mark names somebody.
Anywhere else it is text; where nobody is named by a mark it is asked about, the context second. A
name behind `@` that nobody has is asked about, and then the context names nobody.

A phrase about time is the deadline where it begins and ends freely; where it has a hint (by, 截止,
前, 内) and begins freely; where 前 ends it, wherever it stands; and where a day opens the line, or
a clause that hands something in (，周五交), without describing what follows (3天后到货的样机,
周五例会). What may as well be figures (10/8, 3点) or an English word (Friday) must stand at an edge
of the text. Anything else about time is suggested, in grey, and stays text. A blocker, a decision
and a risk have no deadline.

Nothing is decided silently: each piece is a chip with all that it may mean, the likeliest first and
`text` always last, and what is open is amber. `chosen` says which choice a chip (by its span) has;
the line is then read again, with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from core.capture.chips import (
    DEFAULT_SPANS,
    TEXT,
    Amber,
    Chip,
    Choice,
    Chosen,
    Reading,
    Suggestion,
    Type,
)
from core.capture.due import WITH_DUE, Settled, default_due, due_amber, due_chip, settle, suggested
from core.capture.ground import Ground
from core.capture.line import Line, Span, line_of, without
from core.capture.links import Links, default_link, links_of
from core.capture.notes import notes_of
from core.capture.owners import Owners, default_owner, owners_of, said_of
from core.capture.pieces import Piece
from core.capture.scan import Scan
from core.capture.words import WITH_FIELDS
from core.domain.ids import RecordId
from core.domain.task import LightLevel, Priority

__all__ = ["Amber", "Chip", "Choice", "Reading", "Suggestion", "Type", "read"]

_PRIORITIES = {"!": Priority.HIGH, "!!": Priority.URGENT}
_WORDS = frozenset({"type", "priority", "field", "light"})
"""Pieces that are neither names, links nor times."""
_NOTHING: Chosen = MappingProxyType({})


def read(
    line: str, ground: Ground, kind: Type | None = None, chosen: Mapping[Span, str] = _NOTHING
) -> Reading:
    """What a line means, its type being `kind` unless it names another."""
    typed = line_of(line)
    scan = Scan(typed, ground, kind or Type.ACTION, chosen).walk()
    if scan.contested:
        scan = Scan(typed, ground, kind or Type.ACTION, chosen, unmarked=False).walk()
    return _Draft(typed, ground, scan, chosen).reading()


@dataclass(frozen=True, slots=True)
class _Draft:
    """A scanned line on its way to a reading."""

    line: Line
    ground: Ground
    scan: Scan
    chosen: Chosen

    def reading(self) -> Reading:
        """Links first, since they say who is likelier; then people; then time."""
        links = links_of(self.scan.pieces, self.line, self.ground, self.chosen)
        default_link(links, self.ground, self.chosen)
        owners = owners_of(self.scan.pieces, self.line, self.ground, links.ids, self.chosen)
        if self.scan.type is not Type.DECISION:
            said = said_of(self.scan.noticed)
            default_owner(owners, said, self.ground, links.ids, self.chosen)
        settled = self._settled()
        due = self._due(settled)
        return self._assembled(links, owners, settled, due)

    def _settled(self) -> Settled:
        candidates = [each for each in self.scan.pieces if each.kind == "due"]
        rest = [each for each in self.scan.pieces if each.kind != "due"]
        return settle(candidates, self.line, rest, self.scan.type, self.chosen)

    def _due(self, settled: Settled) -> Chip | None:
        if settled.piece is not None:
            return due_chip(settled.piece, self.line, self.ground, self.chosen)
        return default_due(self.ground, self.scan.type, self.chosen, DEFAULT_SPANS["due"])

    def _assembled(
        self, links: Links, owners: Owners, settled: Settled, due: Chip | None
    ) -> Reading:
        chips = self._chips(links, owners, due)
        removed = [each.span for each in chips if not each.default and not each.as_text]
        escapes = self.line.escapes
        text = without(self.line.raw, [*removed, *((at, at + 1) for at in escapes)])
        at = due if due is not None and not due.as_text else None
        amber = [*owners.amber, *links.amber, *self._unknown()]
        if settled.piece is not None and due is not None:
            amber.extend(due_amber(settled.piece, due, self.chosen))
        suggestions = suggested(self.scan.noticed, settled.others, self.ground, self.scan.type)
        return Reading(
            type=self.scan.type,
            raw=self.line.raw,
            text=text,
            owner=owners.owner,
            owner_choices=owners.choices,
            reporter=self._reporter(),
            collaborators=tuple(owners.collaborators),
            each=owners.each,
            due=datetime.fromisoformat(at.taken.id).replace(tzinfo=self.ground.zone)
            if at
            else None,
            due_rule=str(at.meaning["rule"]) if at else "",
            due_values=at.meaning if at else {},
            due_choices=tuple(each.id for each in due.choices) if due else (),
            links=tuple(links.ids),
            priority=self._priority(),
            fields=self._fields(),
            light=self._light(),
            amber=tuple(sorted(amber, key=lambda each: (each.start < 0, each.start))),
            chips=chips,
            suggestions=(*suggestions, *notes_of(text, self.scan, settled, links, self.ground)),
            escapes=escapes,
        )

    def _chips(self, links: Links, owners: Owners, due: Chip | None) -> tuple[Chip, ...]:
        own = [
            *links.chips,
            *owners.chips,
            *([due] if due else []),
            *map(self._plain, self._words()),
        ]
        left = [self._left(each) for each in self.scan.left]
        return tuple(sorted((*own, *left), key=lambda each: (each.default, each.start)))

    def _words(self) -> Sequence[Piece]:
        return [each for each in self.scan.pieces if each.kind in _WORDS]

    def _plain(self, piece: Piece) -> Chip:
        source = self.line.raw[piece.start : piece.end]
        return Chip(*piece.span, piece.kind, source, (_word(piece), Choice(TEXT)))

    def _left(self, piece: Piece) -> Chip:
        """A piece that stays text by choice keeps its chip, so that Tab can bring it back."""
        again = Scan(self.line, self.ground, self.scan.type, {})
        again.pieces.append(piece)
        chips = _Draft(self.line, self.ground, again, {}).alone(piece)
        choices = chips.choices
        return Chip(*piece.span, piece.kind, chips.source, choices, len(choices) - 1)

    def alone(self, piece: Piece) -> Chip:
        """The chip of a piece by itself."""
        if piece.kind == "due":
            return due_chip(piece, self.line, self.ground, {})
        if piece.named is not None:
            return owners_of([piece], self.line, self.ground, (), {}).chips[0]
        if piece.linked is not None:
            return links_of([piece], self.line, self.ground, {}).chips[0]
        return self._plain(piece)

    def _unknown(self) -> list[Amber]:
        return [
            Amber(
                each.id,
                each.start,
                each.end,
                {"text": self.line.raw[each.start : each.end]},
                (*each.people, TEXT) if each.people else (),
            )
            for each in self.scan.noticed
            if (each.start, each.end) not in self.chosen
            and (
                each.id in ("name-unknown", "me-unknown", "link-unknown")
                or (each.id == "no-such-day" and self.scan.type in WITH_DUE)
            )
        ]

    def _reporter(self) -> RecordId | None:
        """In a turn of a standup whoever speaks reports what is in their way."""
        return self.ground.context.speaker if self.scan.type is Type.BLOCKER else None

    def _priority(self) -> Priority:
        marks = [each.word for each in self.scan.pieces if each.kind == "priority"]
        return _PRIORITIES[max(marks, key=len)] if marks else Priority.NORMAL

    def _light(self) -> LightLevel | None:
        """The most urgent of those named."""
        named = [LightLevel(each.word) for each in self.scan.pieces if each.kind == "light"]
        return min(named, key=list(LightLevel).index, default=None)

    def _fields(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for piece in self.scan.pieces:
            if piece.kind == "field" and self.scan.type in WITH_FIELDS:
                value = _unquoted(piece.value)
                found[piece.word] = "; ".join(filter(None, (found.get(piece.word), value)))
        return found


def _word(piece: Piece) -> Choice:
    if piece.kind == "field":
        return Choice(piece.word, {"value": _unquoted(piece.value)})
    return Choice(_PRIORITIES[piece.word] if piece.kind == "priority" else piece.word)


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] + value[-1] in ('""', "“”"):
        return value[1:-1]
    return value
