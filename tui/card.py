"""What the card under the open capture line says, row by row. Pure.

A summary of what will be saved; a row for each piece: as typed, as understood, what else it may
be, and at the right end what is open; what was noticed, in grey; and what the keys do. The piece
that Tab changes shows all that it may be, in as many rows as that takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from core.capture.chips import Amber, Chip, Type
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
    from tui.capture_line import CaptureLine, Piece
    from tui.words import Words

Row = tuple[Span, ...]

SOURCE: Final = 18
"""Cells that what was typed gets at most, where there is room."""
_NARROW: Final = 100
"""Columns below which every row counts."""
_GAP: Final = "   "
_SAVED: Final = 3
"""So many saved lines are shown at most."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The line and what is said about it."""

    line: CaptureLine | None
    """None until there is something to read it against."""
    names: Names
    active: Piece | None = None
    """The piece that Tab changes."""
    alike: Sequence[tuple[RecordId, int, str]] = ()
    """What looks like it: id, per cent, title."""
    consult: Row = ()
    """Who is still to be asked before a decision is made."""
    said: Row = ()
    """An answer or a question, in place of the keys where there is little room."""
    saved: Sequence[str] = ()
    """What was saved while the line was open, the latest last; shown while it is empty."""


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
    body = _chosen(_parts(shown, shown.line, words, width), room, words)
    rows = [*head, *[()] * (rules if head and body else 0), *body]
    return [*rows, *[()] * (rules if rows else 0), *foot]


def body_rows(shown: Shown, words: Words, width: int, most: int) -> list[Row]:
    """Only the rows about the pieces of a line, and about what is open in it."""
    if shown.line is None:
        return []
    return _chosen(_parts(shown, shown.line, words, width), most, words)


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
    pairs = [*summary(line.reading, shown.names, words)]
    missing = _unsaid(line, words)
    if line.reading.type is Type.DECISION and line.reading.owner is None:
        pairs = [each for each in pairs if each[0] != words.say("capture.label.maker")]
    spans: list[Span] = []
    used = rows = 0
    for label, value in pairs:
        size = cell_len(label) + 1 + cell_len(value) + len(_GAP)
        if spans and used + size > width + len(_GAP) and rows == 0:
            yield tuple(spans)
            spans, used, rows = [], 0, 1
        spans += [Span(f"{label} ", "muted"), Span(value, "bold"), Span(_GAP)]
        used += size
    yield fit((*spans, *missing) if missing else tuple(spans[:-1]), width)


def _unsaid(line: CaptureLine, words: Words) -> Row:
    """Of a decision, that it has no maker or no grounds: said in grey, and asked of nobody."""
    reading = line.reading
    if reading.type is not Type.DECISION:
        return ()
    parts = (
        "" if reading.owner else words.say("board.entry.no_maker"),
        "" if reading.fields.get("grounds") else words.say("board.entry.no_grounds"),
    )
    told = " · ".join(filter(None, parts))
    return (Span(told, "muted"),) if told else ()


@dataclass(frozen=True, slots=True)
class _Part:
    """The rows about one piece, and how much it matters that they are seen."""

    rows: tuple[Row, ...]
    weight: int


def _chosen(parts: Sequence[_Part], room: int, words: Words) -> list[Row]:
    """As many rows as there is room for: what matters least goes first."""
    total = sum(len(each.rows) for each in parts)
    if total <= room:
        return [row for each in parts for row in each.rows]
    if room < 1:
        return []
    left, kept = room - 1, set()
    for at in sorted(range(len(parts)), key=lambda at: -parts[at].weight):
        if len(parts[at].rows) <= left:
            left -= len(parts[at].rows)
            kept.add(at)
    rows = [row for at in sorted(kept) for row in parts[at].rows]
    return [*rows, (Span(words.say("board.left_out", n=total - len(rows)), "muted"),)]


def _parts(shown: Shown, line: CaptureLine, words: Words, width: int) -> list[_Part]:
    reading, empty = line.reading, not line.text.strip()
    chips = [each for each in reading.chips if each.default or not empty]
    asked = {(each.start, each.end): each for each in reading.amber}
    sizes = [cell_len(chip_source(each, words)) for each in chips]
    columns = min(max(sizes, default=0), SOURCE if width >= _NARROW else 10)
    found = []
    for chip in chips:
        amber, active = asked.pop(chip.span, None), chip == shown.active
        row = _ChipRow(chip, amber, words, columns, width, active)
        found.append(_Part(row.rows(), 4 if active else 3 if amber else 1))
    if empty:
        saved = [(Span(f"✓ {each}", "accent"),) for each in shown.saved[-_SAVED:]]
        return [*found, *(_Part((fit(each, width),), 2) for each in saved)]
    if shown.consult:
        found.append(_Part((fit(shown.consult, width),), 2))
    found += [_Part((_amber(each, words, width),), 3) for each in asked.values()]
    return [*found, *_notices(shown, line, words, width)]


@dataclass(frozen=True, slots=True)
class _ChipRow:
    """`! @wm ▸ 王敏 市场部   吴萌 财务部          ! 不止一人  Tab 换`."""

    chip: Chip
    amber: Amber | None
    words: Words
    columns: int
    """Cells that what was typed gets."""
    width: int
    active: bool

    def rows(self) -> tuple[Row, ...]:
        """One row; of the piece that Tab changes as many as its choices take."""
        left, right = self._left(), self._right()
        indent = _size(left[:-1])
        if _size(left) + _size(right) > self.width:
            left = list(fit(tuple(left), self.width - _size(right)))
        rows, room = [left], self.width - _size(right)
        for told in self._others():
            if _size(rows[-1]) + cell_len(told.text) > room:
                if not self.active or len(rows) > 3:
                    break
                rows.append([Span(" " * indent)])
                room = self.width
            rows[-1].append(told)
        gap = self.width - _size(rows[0]) - _size(right)
        first = (*rows[0], Span(" " * gap), *right) if right else tuple(rows[0])
        return (first, *(fit(tuple(each), self.width) for each in rows[1:]))

    def _left(self) -> list[Span]:
        """What was typed and what it was understood as."""
        chip, words = self.chip, self.words
        told = choice_text(chip.kind, chip.taken, words, default=chip.default)
        quiet = chip.default or chip.as_text
        role = "sla-soon bold" if self.amber else "muted" if quiet else "bold"
        kind = "muted" if quiet else "sla-soon" if self.amber else "accent"
        return [
            Span("! " if self.amber else "  ", "sla-soon bold"),
            *fit(Span(chip_source(chip, words), kind), self.columns),
            Span(" ▸ ", "accent bold" if self.active else "muted"),
            Span(told, role),
        ]

    def _right(self) -> Row:
        """What is open, and that Tab is about this piece."""
        words, found = self.words, []
        if self.amber:
            short = f"board.amber.{self.amber.id}"
            asked = words.say(short) if words.has(short) else amber_text(self.amber, words)
            if cell_len(asked) + 4 <= self.width // 2:
                found.append(Span(f"{_GAP}! {asked}", "sla-soon bold"))
        if self.active:
            found.append(Span(words.say("board.entry.tab"), "accent bold"))
        return tuple(found)

    def _others(self) -> Iterator[Span]:
        """What Tab goes on to, in its order."""
        chip = self.chip
        for each in (*chip.choices[chip.index + 1 :], *chip.choices[: chip.index]):
            told = choice_text(chip.kind, each, self.words, default=chip.default)
            yield Span(_GAP + told, "muted")


def _amber(amber: Amber, words: Words, width: int) -> Row:
    mark = Span("! ", "sla-soon bold")
    return fit((mark, Span(amber_text(amber, words), "sla-soon")), width)


def _notices(shown: Shown, line: CaptureLine, words: Words, width: int) -> Iterator[_Part]:
    """What was noticed and is left to the person."""
    for each in line.reading.suggestions:
        active = each == shown.active
        tab = (Span(words.say("board.entry.tab_take"), "accent bold"),) if active else ()
        text = Span(f"· {suggestion_text(each, words)}", "muted")
        yield _Part(((*fit(text, width - _size(tab)), *tab),), 4 if active else 0)
    for identity, share, title in shown.alike:
        told = words.say("board.entry.alike", id=identity, n=share)
        row = fit((Span(f"≈ {told}", "muted bold"), Span(f"  {title}", "muted")), width)
        yield _Part((row,), 0)


def _size(spans: Iterable[Span]) -> int:
    return sum(cell_len(each.text) for each in spans)
