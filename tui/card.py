"""What the card under the open capture line says, row by row. Pure.

A summary of what will be saved; a row for each piece: as typed, as understood, what else it may
be; what is open, in amber; what was noticed, in grey; and what the keys do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from core.capture.chips import Amber, Chip, Suggestion
from tui.capturing import (
    Names,
    amber_text,
    chip_source,
    choice_text,
    suggestion_text,
    summary,
)
from tui.widgets.line_cells import Span, fit

if TYPE_CHECKING:
    from core.domain.ids import RecordId
    from tui.capture_line import CaptureLine
    from tui.words import Words

Row = tuple[Span, ...]

SOURCE: Final = 18
"""Cells that what was typed gets at most, where there is room."""
_NARROW: Final = 100
"""Columns below which every row counts."""
_GAP: Final = "   "


@dataclass(frozen=True, slots=True)
class Shown:
    """The line and what is said about it."""

    line: CaptureLine | None
    """None until there is something to read it against."""
    names: Names
    caret: int = 0
    asked: tuple[int, int] | None = None
    """The piece that a question is about."""
    alike: Sequence[tuple[RecordId, int, str]] = ()
    """What looks like it: id, per cent, title."""
    said: Row = ()
    """An answer or a question, in place of the keys where there is little room."""


def card_rows(shown: Shown, words: Words, width: int, most: int) -> list[Row]:
    """The rows, each `width` cells at most, `most` in number. An empty row is a rule."""
    narrow = width < _NARROW
    keys = (Span(words.say(f"board.entry.keys{'_short' if narrow else ''}"), "muted"),)
    foot = [shown.said] if shown.said and narrow else [*filter(None, (shown.said,)), keys]
    if shown.line is None:
        return foot
    head = list(_summary(shown, shown.line, words, width)) if shown.line.text.strip() else []
    rules = 0 if narrow else 1
    room = most - len(head) - len(foot) - 2 * rules
    pieces = _pieces(shown, shown.line, words, width)
    body = _chosen(pieces, room, words)
    rows = [*head, *[()] * (rules if head and body else 0), *body]
    return [*rows, *[()] * (rules if rows else 0), *foot]


def parts_of(line: CaptureLine) -> tuple[tuple[int, int, str], ...]:
    """What of the line was understood (from, to, the role to show it in); amber where open."""
    open_at = {(each.start, each.end) for each in line.reading.amber if each.start >= 0}
    chips = {each.span for each in line.reading.chips if not each.default and not each.as_text}
    noticed = {
        (each.start, each.end) for each in line.reading.suggestions if each.start >= 0
    } - chips
    return tuple(
        (*span, "sla-soon underline" if span in open_at else role)
        for role, spans in (
            ("muted underline", noticed - open_at),
            ("accent underline", chips | open_at),
        )
        for span in sorted(spans)
    )


def _summary(shown: Shown, line: CaptureLine, words: Words, width: int) -> Iterator[Row]:
    """What will be saved, in two rows where one does not hold it."""
    pairs = summary(line.reading, shown.names, words)
    spans: list[Span] = []
    used = rows = 0
    for label, value in pairs:
        size = cell_len(label) + 1 + cell_len(value) + len(_GAP)
        if spans and used + size > width + len(_GAP) and rows == 0:
            yield tuple(spans)
            spans, used, rows = [], 0, 1
        spans += [Span(f"{label} ", "muted"), Span(value, "bold"), Span(_GAP)]
        used += size
    yield fit(tuple(spans[:-1]), width)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A row about one piece, and how much it matters that it is seen."""

    row: Row
    weight: int


def _chosen(pieces: Sequence[_Piece], room: int, words: Words) -> list[Row]:
    """As many rows as there is room for: what matters least goes first."""
    if len(pieces) <= room:
        return [each.row for each in pieces]
    if room < 1:
        return []
    ranked = sorted(range(len(pieces)), key=lambda at: -pieces[at].weight)
    kept = sorted(ranked[: room - 1])
    more = words.say("board.left_out", n=len(pieces) - len(kept))
    return [*(pieces[at].row for at in kept), (Span(more, "muted"),)]


def _pieces(shown: Shown, line: CaptureLine, words: Words, width: int) -> list[_Piece]:
    reading, empty = line.reading, not line.text.strip()
    chips = [each for each in reading.chips if each.default or not empty]
    asked = {(each.start, each.end): each for each in reading.amber}
    active = line.piece(shown.caret, shown.asked)
    sizes = [cell_len(chip_source(each, words)) for each in chips]
    columns = min(max(sizes, default=0), SOURCE if width >= _NARROW else 10)
    found = []
    for chip in chips:
        amber = asked.pop(chip.span, None)
        row = _chip(chip, amber, words, (columns, width), active=chip is active and not empty)
        found.append(_Piece(row, 3 if amber else 2 if chip is active else 1))
    if not empty:
        found += [_Piece(_amber(each, words, width), 3) for each in asked.values()]
        found += [_Piece(each, 0) for each in _notices(shown, line, words, width, active)]
    return found


def _chip(
    chip: Chip, amber: Amber | None, words: Words, room: tuple[int, int], *, active: bool
) -> Row:
    """`@wm ▸ 王敏 市场部   吴萌 财务部   Tab 换`; the amber ones say what is open."""
    columns, width = room
    told = choice_text(chip.kind, chip.taken, words, default=chip.default)
    quiet = chip.default or chip.as_text
    role = "sla-soon bold" if amber else "muted" if quiet else "bold"
    tab = (Span(words.say("board.entry.tab"), "accent bold"),) if active else ()
    source = Span(chip_source(chip, words), "muted" if quiet else "sla-soon" if amber else "accent")
    left = [
        Span("! " if amber else "  ", "sla-soon bold"),
        *fit(source, columns),
        Span(" ▸ ", "accent bold" if active else "muted"),
        Span(told, role),
    ]
    space = width - cell_len("".join(each.text for each in left)) - _size(tab) - len(_GAP)
    if amber:
        short = f"board.amber.{amber.id}"
        asked = words.say(short) if words.has(short) else amber_text(amber, words)
        question = (Span(_GAP), Span(asked, "sla-soon"))
        if _size(question) <= space:
            left += question
            space -= _size(question)
    left += _others(chip, words, space)
    return (*fit(tuple(left), width - _size(tab)), *tab)


def _others(chip: Chip, words: Words, space: int) -> Iterator[Span]:
    """What Tab goes on to, in its order, as far as there is room."""
    for each in (*chip.choices[chip.index + 1 :], *chip.choices[: chip.index]):
        told = Span(_GAP + choice_text(chip.kind, each, words, default=chip.default), "muted")
        space -= cell_len(told.text)
        if space < 0:
            return
        yield told


def _amber(amber: Amber, words: Words, width: int) -> Row:
    mark = Span("! ", "sla-soon bold")
    return fit((mark, Span(amber_text(amber, words), "sla-soon")), width)


def _notices(
    shown: Shown,
    line: CaptureLine,
    words: Words,
    width: int,
    active: Chip | Suggestion | None,
) -> Iterator[Row]:
    """What was noticed and is left to the person."""
    for each in line.reading.suggestions:
        tab = (Span(words.say("board.entry.tab_take"), "accent bold"),) if each is active else ()
        text = Span(f"· {suggestion_text(each, words)}", "muted")
        yield (*fit(text, width - _size(tab)), *tab)
    for identity, share, title in shown.alike:
        told = words.say("board.entry.alike", id=identity, n=share)
        yield fit((Span(f"≈ {told}", "muted bold"), Span(f"  {title}", "muted")), width)


def _size(spans: Iterable[Span]) -> int:
    return sum(cell_len(each.text) for each in spans)
