"""A typed line made ready to read: widths folded, quotes and escapes covered, edges known.

Folding keeps every position: full-width forms become their ASCII twins and capitals small
letters. What is quoted ("…", “…”, 《…》, 「…」, 『…』) or escaped is covered by NUL, which no
pattern fits. A backslash escapes the next character where that is a mark, or where the backslash
begins a word; anywhere else (`D:\\temp`) it is text.

`without` is the rule by which a line loses its pieces: each is cut out, and of the blanks on both
sides only those before it stay (none where nothing stands before it); the ends are stripped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from core.capture.when.phrase import STARTS

Span = tuple[int, int]
"""From the first character of the line as typed to the one behind the last."""

_FOLD = (
    {code: chr(code - 0xFEE0).lower() for code in range(0xFF01, 0xFF5F)}
    | {code: chr(code).lower() for code in range(ord("A"), ord("Z") + 1)}
    | {0x3000: " ", 0x300B: ">", 0x3009: ">", 0x2019: "'"}
)
_COVERED = "\x00"
_QUOTED = re.compile(r'"[^"]*"|“[^”]*”|《[^》]*》|「[^」]*」|『[^』]*』')
_MARKS: Final = frozenset('\\@＠#＃>＞》!！+＋:："“《「『')
_EDGES: Final = frozenset(",;。、:?!()[]{}【】〈》」』“”\"'…—~")
_WEAK: Final = frozenset(":'\"?~")
"""ASCII stops behind which only Chinese begins something: not `C:eod`."""
_OPENERS: Final = frozenset("@#>!+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line, as typed and as it is read."""

    raw: str
    safe: str
    """Folded, and covered where nothing is to be read; as long as `raw`."""
    escapes: tuple[int, ...]
    """Where the backslashes stand that are no text."""

    def begins(self, at: int) -> bool:
        """Whether a piece of the line may begin here: at its start, after a blank or a stop."""
        if at == 0:
            return True
        return _edge(self.raw[at - 1], self.raw[at : at + 1])

    def ends(self, at: int) -> bool:
        """Whether a piece of the line may end here: before a blank, a stop, a mark or its end."""
        char = self.safe[at : at + 1]
        if char == "":
            return True
        if char == ".":
            return self.safe[at + 1 : at + 2] in ("", " ")
        return char in _EDGES or char in _OPENERS or char.isspace()


def line_of(raw: str) -> Line:
    """Makes a typed line ready."""
    folded = raw.translate(_FOLD)
    if "\\" not in raw and not _QUOTED.search(raw):
        return Line(raw, folded, ())
    cover = bytearray(len(raw))
    escapes = _escapes(raw, cover)
    open_text = "".join(
        _COVERED if hidden else char for char, hidden in zip(raw, cover, strict=True)
    )
    for quoted in _QUOTED.finditer(open_text):
        cover[quoted.start() : quoted.end()] = b"\x01" * len(quoted[0])
    safe = "".join(_COVERED if hidden else char for char, hidden in zip(folded, cover, strict=True))
    return Line(raw, safe, escapes)


def _escapes(raw: str, cover: bytearray) -> tuple[int, ...]:
    """The backslashes that escape, outside of quotes; they and what they escape are covered."""
    found: list[int] = []
    at = raw.find("\\")
    quotes = [each.span() for each in _QUOTED.finditer(raw)]
    while 0 <= at < len(raw) - 1:
        if _escapable(raw[at - 1 : at] if at else "", raw[at + 1]) and not any(
            start < at < end for start, end in quotes
        ):
            found.append(at)
            cover[at : at + 2] = b"\x01\x01"
            quotes = [each.span() for each in _QUOTED.finditer(raw, at + 2)]
            at += 1
        at = raw.find("\\", at + 1)
    return tuple(found)


def _edge(before: str, here: str) -> bool:
    """Whether something may begin between two characters as typed."""
    if before in _WEAK:
        return not here.isascii()
    if before == "," and here.isdecimal():
        return False
    return before in _EDGES or before.isspace()


def _escapable(before: str, here: str) -> bool:
    """Whether a backslash between two characters takes the second one's meaning away."""
    if here.isspace():
        return False
    if here in _MARKS or not before or (before not in _WEAK and _edge(before, here)):
        return True
    folded = here.translate(_FOLD)
    return folded in STARTS and (not here.isascii() or (here.isdecimal() and not before.isascii()))


def without(raw: str, spans: Iterable[Span]) -> str:
    """The line without these pieces, which do not overlap."""
    kept: list[str] = []
    done = 0
    for start, end in sorted(spans):
        _join(kept, raw[done:start])
        done = end
    _join(kept, raw[done:])
    return "".join(kept).strip()


def _join(kept: list[str], piece: str) -> None:
    last = kept[-1][-1] if kept else " "
    piece = piece.lstrip() if last.isspace() else piece
    if piece:
        kept.append(piece)


def literal(text: str) -> str:
    """A line that reads as exactly this text, with nothing in it understood."""
    before = ["", *text[:-1]]
    pairs = zip(before, text, strict=True) if text else ()
    return "".join(f"\\{char}" if _escapable(last, char) else char for last, char in pairs)
