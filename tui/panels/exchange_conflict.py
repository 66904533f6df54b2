"""One conflict as lines: its fields in three columns, what happened, what a choice comes to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.clash import Choice, Clash
from tui.clash_words import reopened
from tui.exchange import Knot, title_of
from tui.exchange_words import (
    by_whom,
    explained,
    field_told,
    moment,
    reading,
    result,
    returning,
)
from tui.panels.fold import labelled
from tui.source_names import called
from tui.widgets.line_cells import Span, fit

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.settings import SourceSettings
    from tui.words import Words

Line = tuple[Span, ...]
_LABEL = 13
"""Cells of the first column; two of them show where the cursor is."""
_MARK = 2


@dataclass(frozen=True, slots=True)
class Sight:
    """What a conflict is looked at with."""

    board: Board
    words: Words
    room: int
    """Cells across."""
    settings: SourceSettings | None = None


def heading(knot: Knot, at: int, n: int, sight: Sight) -> Line:
    """`冲突 1/2  T-02 竞品分析   两边都改了 2 个字段(上次同步 10-15 18:00)`."""
    say = sight.words.say
    told = say("exchange.conflict.fields", n=len(knot.clashes))
    if since := _since(knot, sight.board):
        told += say("exchange.conflict.since", at=since)
    number = say("exchange.conflict.number", at=at, n=n)
    return (
        Span((number if knot.open else say("term.clash.settled")) + "  ", "muted"),
        Span(title_of(sight.board, knot.subject), "bold"),
        Span("   " + told, "muted"),
    )


def _since(knot: Knot, board: Board) -> str:
    """When it was last synced before both sides changed.

    Empty where that is not earlier to the minute: then it is not the moment both agreed at, and
    would be read as that.
    """
    before = max((each.agreed_at for each in knot.clashes if each.agreed_at), default=None)
    changed = [at for each in knot.clashes for at in (each.ours_at, each.theirs_at) if at]
    told = moment(before, board)
    if before is None or any(before >= at or told == moment(at, board) for at in changed):
        return ""
    return told


def lines(knot: Knot, cursor: str, sight: Sight) -> list[Line]:
    """The heads, each field with who and when, and the sentences below; `cursor` names a field."""
    rule: Line = (Span("─" * sight.room, "rule"),)
    found = [rule, _heads(knot, sight)]
    for each in knot.clashes:
        found += _field(each, sight, here=each.field == cursor)
    return [*found, rule, *_told(knot, cursor, sight)]


def row_of(knot: Knot, cursor: str) -> int:
    """The line on which a field stands, among `lines`."""
    row = 2
    for each in knot.clashes:
        if each.field == cursor:
            return row
        row += 2 + (each.settled_as is Choice.HAND)
    return row


def _widths(sight: Sight) -> tuple[int, int, int, int]:
    """Field, ours, theirs, last agreed."""
    room = sight.room - _LABEL - 3
    base = max(room // 4, 8)
    ours = (room - base) // 2
    return _LABEL, ours, room - base - ours, base


def _heads(knot: Knot, sight: Sight) -> Line:
    say = sight.words.say
    source = called(knot.source, sight.board, sight.words)
    texts = (
        "  " + say("exchange.conflict.field"),
        say("exchange.conflict.ours"),
        say("exchange.conflict.theirs", source=source),
        say("exchange.conflict.base"),
    )
    return _row(
        [Span(text, "bold" if n in (1, 2) else "muted") for n, text in enumerate(texts)], sight
    )


def _field(clash: Clash, sight: Sight, *, here: bool) -> Iterator[Line]:
    board, words = sight.board, sight.words
    ours, theirs, base = (
        reading(clash, each, board, words) for each in (clash.ours, clash.theirs, clash.base)
    )
    name = field_told(clash.field, words)
    label = Span(("> " if here else "  ") + name, "accent bold" if here else "")
    cells = [
        label,
        _marked(ours, Choice.OURS, clash.settled_as),
        _marked(theirs, Choice.THEIRS, clash.settled_as),
        Span(base, "muted"),
    ]
    by = [
        Span("    " + words.say("exchange.conflict.by"), "muted"),
        Span(" " * _MARK + by_whom(clash.ours_by, clash.ours_at, board, words), "muted"),
        Span(" " * _MARK + by_whom(clash.theirs_by, clash.theirs_at, board, words), "muted"),
        Span(""),
    ]
    yield _row(cells, sight, here=here)
    yield _row(by, sight, here=here)
    if clash.settled_as is Choice.HAND:
        own = reading(clash, clash.chosen, board, words)
        head = Span("    " + words.say("exchange.conflict.hand"), "muted")
        yield _row([head, Span(f"▸ {own}", "accent bold"), Span(""), Span("")], sight, here=here)


def _marked(text: str, side: Choice, choice: Choice | None) -> Span:
    """What was chosen is marked by more than its colour."""
    if choice is None:
        return Span(" " * _MARK + text)
    return Span(f"▸ {text}", "accent bold") if side is choice else Span(f"  {text}", "muted")


def _row(cells: list[Span], sight: Sight, *, here: bool = False) -> Line:
    ground = " on:cursor-ground" if here else ""
    found: list[Span] = []
    for cell, width in zip(cells, _widths(sight), strict=True):
        found += [Span(" ", ground.strip())] if found else []
        found += [Span(each.text, f"{each.role}{ground}".strip()) for each in fit(cell, width)]
    return tuple(found)


def _told(knot: Knot, cursor: str, sight: Sight) -> list[Line]:
    board, words = sight.board, sight.words
    say = words.say
    heads = (say("exchange.conflict.explained"), say("exchange.conflict.result"))
    indent = max(_cells(each) for each in heads) + 2
    here = [each for each in knot.open if each.field == cursor]
    texts = [*explained(knot, board, words)]
    texts += [
        reopened(each, board, words) or returning(each, sight.settings, board, words)
        for each in here
    ]
    found: list[Line] = []
    for text in filter(None, texts):
        found += labelled(heads[0] if not found else "", text, sight.room, indent)
    return [*found, *labelled(heads[1], result(knot, board, words), sight.room, indent, "bold")]


def _cells(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)


def empty(words: Words, *, sources: bool) -> list[Line]:
    """What stands there while nothing clashes."""
    word = "exchange.conflict.none" if sources else "exchange.conflict.no_sources"
    return [(Span(words.say(word), "muted"),)]
