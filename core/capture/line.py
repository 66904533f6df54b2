"""A typed line made ready to read: widths folded, quotes and escapes covered, edges known.

Folding keeps every position: full-width forms become their ASCII twins and capitals small
letters. What is quoted ("…", “…”, 《…》, 「…」, 『…』) or escaped is covered by NUL, which no
pattern fits. A backslash escapes the next character where that is a mark, or where the backslash
begins a word; anywhere else (`D:\\temp`) it is text.

`without` is the rule by which a line loses its pieces: each is cut out, and of the blanks on both
sides only those before it stay (none where nothing stands before it); the ends are stripped. The
separators (, ; 、 :) that a piece leaves behind go with it where they would stand double, at the
beginning or at the end. The backslashes of escapes are cut out and leave everything as it is.
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
COVERED: Final = "\x00"
"""What stands for a character that is not to be read."""
_QUOTED = re.compile(r'"[^"]*"|“[^”]*”|《[^》]*》|「[^」]*」|『[^』]*』')
_MARKS: Final = frozenset('\\@＠#＃>＞》!！+＋:："“《「『')
_EDGES: Final = frozenset(",;。、:?!()[]{}【】〈》」』“”\"'…—~，；：？！（）［］｛｝～")
_WEAK: Final = frozenset(":'\"?~")
"""ASCII stops behind which only Chinese begins something: not `C:eod`."""
_OPENERS: Final = frozenset("@#>!+")
_SEPARATORS: Final = ",;:、，；："
_LOOSE: Final = f"{_SEPARATORS} \t\u3000"
_FINAL: Final = f"{_LOOSE}。.!！"
_HALTS: Final = f"{_SEPARATORS}。!?！？([（【"
"""Behind these no separator is wanted."""


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
        COVERED if hidden else char for char, hidden in zip(raw, cover, strict=True)
    )
    for quoted in _QUOTED.finditer(open_text):
        cover[quoted.start() : quoted.end()] = b"\x01" * len(quoted[0])
    safe = "".join(COVERED if hidden else char for char, hidden in zip(folded, cover, strict=True))
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
    kept = ""
    done = 0
    tidy = False
    for start, end in sorted(spans):
        kept = _joined(kept, raw[done:start], tidy)
        done, tidy = end, raw[start] != "\\"
        if tidy and not kept.strip(_LOOSE):
            kept = ""
    return _joined(kept, raw[done:], tidy, last=True).strip()


def _joined(kept: str, piece: str, tidy: bool, last: bool = False) -> str:
    """Text before a cut and text behind it; `tidy` where a piece of meaning was cut out."""
    before = kept.rstrip()
    if tidy and last and not piece.strip(_FINAL):
        return before.rstrip(_LOOSE)
    if tidy and not before:
        piece = piece.lstrip(_LOOSE + "。")
    elif tidy and before[-1] in _HALTS:
        piece = piece.lstrip(_LOOSE)
    elif tidy and piece.lstrip()[:1] in (*_SEPARATORS, "。"):
        return before + piece.lstrip()
    if not kept or kept[-1].isspace():
        piece = piece.lstrip()
    return kept + piece


def last_letter(line: Line, taken: Iterable[Span]) -> int:
    """Where the last letter or figure stands that no piece has taken; -1 where there is none."""
    hidden = bytearray(len(line.raw))
    for start, end in taken:
        hidden[start:end] = b"\x01" * (end - start)
    letters = (at for at in range(len(line.raw) - 1, -1, -1) if not hidden[at])
    return next((at for at in letters if line.raw[at].isalnum()), -1)


def literal(text: str) -> str:
    """A line that reads as exactly this text, with nothing in it understood."""
    before = ["", *text[:-1]]
    pairs = zip(before, text, strict=True) if text else ()
    return "".join(f"\\{char}" if _escapable(last, char) else char for last, char in pairs)
