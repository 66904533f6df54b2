"""A screen as a picture: SVG and HTML in which a Chinese character takes exactly two cells.

Fonts do not agree on how wide a character is. So nothing is left to them: every word and every wide
character stands at the place of its cell, and frames and bars are drawn, not written.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len, split_graphemes

from core.domain.text import UNSAFE

if TYPE_CHECKING:
    from rich.color import Color
    from rich.segment import Segment

CELL: Final = 10
"""Units across one cell; two of them are as wide as a Chinese character is high."""
LINE: Final = 22
"""Units down one line."""
SIZE: Final = 16.6
"""The size of letters: those of the usual fonts are then one cell wide."""
WIDE_SIZE: Final = 17.5
_BASE: Final = 16
"""From the top of a line to the foot of its letters."""
_MARGIN: Final = 10
FONTS: Final = (
    "'DejaVu Sans Mono', 'JetBrains Mono', Menlo, Consolas, 'Sarasa Mono SC', "
    "'Noto Sans Mono CJK SC', 'Noto Sans CJK SC', 'Microsoft YaHei', monospace"
)
"""For what is one cell wide: Chinese fonts draw quotes and dots two cells wide."""
WIDE_FONTS: Final = (
    "'Noto Sans Mono CJK SC', 'Noto Sans CJK SC', 'Source Han Sans SC', 'Sarasa Mono SC', "
    "'PingFang SC', 'Microsoft YaHei', 'WenQuanYi Micro Hei', monospace"
)
_WIDE: Final = ' class="w"'
_SIDES: Final = {"UP": (0, -1), "DOWN": (0, 1), "LEFT": (-1, 0), "RIGHT": (1, 0)}
_BOX, _EIGHTHS = range(0x2500, 0x2580), range(0x2580, 0x2590)


@dataclass(frozen=True, slots=True)
class Look:
    """How a piece is drawn; colours as `#rrggbb`."""

    ink: str
    ground: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, a wide character, or a piece of a frame, in its place."""

    text: str
    column: int
    """The cell it begins in."""
    cells: int
    look: Look


@dataclass(frozen=True, slots=True)
class Picture:
    """A screen as it was drawn."""

    lines: tuple[tuple[Piece, ...], ...]
    columns: int
    ink: str
    ground: str
    title: str = ""
    language: str = "zh"
    """What the page says it is written in: it decides which Chinese forms a font draws."""


def line_of(segments: Iterable[Segment], ink: str, ground: str) -> tuple[Piece, ...]:
    """One line of a screen as pieces."""
    found: list[Piece] = []
    column = 0
    for segment in segments:
        text = "" if segment.control else UNSAFE.sub("", segment.text)
        look = _look(segment, ink, ground)
        for part, cells in _parts(text):
            found.append(Piece(part, column, cells, look))
            column += cells
    return tuple(found)


def text_of(picture: Picture) -> str:
    """The same as text."""
    return "\n".join("".join(each.text for each in line).rstrip() for line in picture.lines)


def _look(segment: Segment, ink: str, ground: str) -> Look:
    style = segment.style
    if style is None:
        return Look(ink, ground)
    fore, back = _colour(style.color, ink), _colour(style.bgcolor, ground)
    if style.reverse:
        fore, back = back, fore
    marks = (style.bold, style.italic, style.underline, style.strike)
    return Look(fore, back, *map(bool, marks))


def _colour(colour: Color | None, usual: str) -> str:
    """What the theme says where a style says nothing."""
    return usual if colour is None or colour.is_default else colour.get_truecolor().hex


def _parts(text: str) -> Iterator[tuple[str, int]]:
    """Words, blanks, and each character alone whose width fonts do not agree on."""
    clusters = [text[start:end] for start, end, _ in split_graphemes(text)[0]]
    for kind, group in groupby(clusters, _kind):
        if kind in ("word", "blank"):
            run = "".join(group)
            yield run, cell_len(run)
        else:
            yield from ((each, cell_len(each)) for each in group)


def _kind(cluster: str) -> str:
    if cluster == " ":
        return "blank"
    return "word" if cluster.isascii() else "alone"


def svg(picture: Picture) -> str:
    """The picture as SVG; it asks nothing of the network."""
    across = picture.columns * CELL + 2 * _MARGIN
    down = len(picture.lines) * LINE + 2 * _MARGIN
    body = "\n".join(
        part for row, line in enumerate(picture.lines) for part in _row(picture, row, line)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {across} {down}" '
        f'width="{across}" height="{down}">\n<title>{escape(picture.title)}</title>\n'
        f"<style>text {{ font: {SIZE}px {FONTS}; white-space: pre }} "
        f".w {{ font: {WIDE_SIZE}px {WIDE_FONTS}; text-anchor: middle }} "
        ".b { font-weight: bold } .i { font-style: italic } .u { text-decoration: underline } "
        ".s { text-decoration: line-through }</style>\n"
        f'<rect width="100%" height="100%" fill="{picture.ground}"/>\n'
        f'<g transform="translate({_MARGIN} {_MARGIN})">\n{body}\n</g>\n</svg>\n'
    )


def _row(picture: Picture, row: int, line: Sequence[Piece]) -> Iterator[str]:
    for ground, group in groupby(line, lambda each: each.look.ground):
        pieces = list(group)
        if ground != picture.ground:
            left = pieces[0].column
            width = pieces[-1].column + pieces[-1].cells - left
            # The overlap hides the seam that a fraction of a pixel leaves between two lines.
            yield _rect(left * CELL, row * LINE, width * CELL, LINE + 0.5, ground)
    for piece in line:
        if piece.text.strip():
            yield _drawn(piece, row) or _written(piece, row)


def _rect(x: float, y: float, width: float, height: float, fill: str) -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{fill}"/>'


def _written(piece: Piece, row: int) -> str:
    """A text at its cell: wide characters in the middle of their two, words as long as theirs."""
    look, y = piece.look, row * LINE + _BASE
    wide = piece.cells == 2 and not piece.text.isascii()
    marks = [
        name
        for name, on in zip(
            "wbius", (wide, look.bold, look.italic, look.underline, look.strike), strict=True
        )
        if on
    ]
    kinds = f' class="{" ".join(marks)}"' if marks else ""
    x = piece.column * CELL + (CELL if wide else 0)
    length = "" if wide else f' textLength="{piece.cells * CELL}" lengthAdjust="spacingAndGlyphs"'
    return f'<text x="{x}" y="{y}"{length}{kinds} fill="{look.ink}">{escape(piece.text)}</text>'


def _drawn(piece: Piece, row: int) -> str:
    """A frame or a bar as lines and rectangles, so that it joins the next; empty for all else."""
    if len(piece.text) != 1:
        return ""
    x, y, code = piece.column * CELL, row * LINE, ord(piece.text)
    if code in _BOX:
        return _frame(piece.text, x, y, piece.look.ink)
    return _bar(code, x, y, piece.look.ink) if code in _EIGHTHS else ""


def _frame(character: str, x: float, y: float, ink: str) -> str:
    """A light or a heavy frame; a mixed, double or dashed one is written."""
    words = unicodedata.name(character).replace("HORIZONTAL", "LEFT RIGHT")
    named = words.replace("VERTICAL", "UP DOWN").split()[2:]
    heavy = "HEAVY" in named
    plain = set(named) - {"LIGHT", "HEAVY", "ARC", "AND"}
    if not plain <= set(_SIDES) or (heavy and "LIGHT" in named):
        return ""
    middle_x, middle_y = x + CELL / 2, y + LINE / 2
    path = "".join(
        f"M{middle_x:g} {middle_y:g}L{middle_x + dx * CELL / 2:g} {middle_y + dy * LINE / 2:g}"
        for dx, dy in (_SIDES[each] for each in named if each in _SIDES)
    )
    width = 2.4 if heavy else 1.2
    return f'<path d="{path}" stroke="{ink}" stroke-width="{width}" stroke-linecap="square"/>'


def _bar(code: int, x: float, y: float, ink: str) -> str:
    """A block of eighths: from below, or from the left."""
    if code == 0x2580:
        return _rect(x, y, CELL, LINE / 2, ink)
    if code <= 0x2588:
        height = LINE * (code - 0x2580) / 8
        return _rect(x, y + LINE - height, CELL, height, ink)
    return _rect(x, y, CELL * (0x2590 - code) / 8, LINE, ink)


def html(picture: Picture) -> str:
    """The picture as a page whose text can be read, searched and copied."""
    body = "\n".join("".join(map(_span, line)) for line in picture.lines)
    return (
        f'<!doctype html>\n<html lang="{picture.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">\n"
        f"<title>{escape(picture.title)}</title>\n<style>\n"
        f"body {{ margin: 0; background: {picture.ground}; color: {picture.ink} }}\n"
        f"pre {{ margin: 0; padding: 12px; font: 15px/18px {FONTS}; width: max-content }}\n"
        "b { font-weight: bold } i { display: inline-block; font-style: normal; height: 18px;\n"
        "  width: 1ch; text-align: center; vertical-align: top; overflow: hidden }\n"
        f"i.w {{ width: 2ch }} i.w::first-line {{ font-family: {WIDE_FONTS} }}\n"
        "@media print { body { print-color-adjust: exact } }\n"
        f"</style>\n</head>\n<body>\n<pre>{body}</pre>\n</body>\n</html>\n"
    )


def _span(piece: Piece) -> str:
    look, told = piece.look, escape(piece.text)
    if not piece.text.isascii():
        told = f"<i{_WIDE if piece.cells == 2 else ''}>{told}</i>"
    lines = ["underline"] * look.underline + ["line-through"] * look.strike
    style = [f"color:{look.ink}", f"background:{look.ground}"]
    style += ["font-weight:bold"] * look.bold + ["font-style:italic"] * look.italic
    style += [f"text-decoration:{' '.join(lines)}"] if lines else []
    return f'<span style="{";".join(style)}">{told}</span>'
