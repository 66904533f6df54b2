"""The frames around the matrix: findings, analysis, effects, notes; and its lines of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from tui.panels import raci
from tui.panels.panel import content
from tui.panels.raci_grid import Axis, heads
from tui.panels.view import Width
from tui.terminal.shown import shown
from tui.widgets.line_cells import Span, fit

if TYPE_CHECKING:
    from core.domain.board import Board
    from tui.words import Words

Line = tuple[Span, ...]


class Framed(Static):
    """Some lines in a frame; each is cut to the frame's width."""

    DEFAULT_CSS = """
    Framed { border: solid $rule; border-title-color: $muted; width: 1fr; height: 1fr; }
    """

    def __init__(self, *, id: str) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(id=id, markup=False)
        self._lines: tuple[Line, ...] = ()

    @property
    def room(self) -> int:
        """Cells of one line."""
        return max(self.size.width - 2, 0)

    def show(self, title: str, lines: Sequence[Line]) -> None:
        """Shows these lines."""
        self.border_title = shown(title)
        cut = tuple((Span(" "), *fit(line, self.room)) for line in lines)
        before, self._lines = self._lines, cut
        if cut != before:
            self.update(Content("\n").join([content(each) for each in cut]))


@dataclass(frozen=True, slots=True)
class Place:
    """Where the cursor is, and what of the columns is in view."""

    task: str | None
    party: str | None
    first: int
    last: int
    total: int
    marked: int
    axis: Axis


def where_line(board: Board, place: Place, width: Width, words: Words) -> Line:
    """The line above the matrix: its size, the cursor's cell, what is out of view, the counts."""
    spans = [Span(words.say(f"raci.where.{width.name.lower()}"), "bold")]
    if width is not Width.NARROW:
        spans.append(Span(_size(board, place, words)))
    party = board.name_of(place.party) or "—"
    spans.append(Span(words.say("raci.where.cursor", task=place.task or "—", party=party)))
    if place.marked:
        spans.append(Span(words.say("raci.where.marked", n=place.marked), "accent bold"))
    if out := _columns(place, words):
        spans.append(Span(out, "accent"))
    errors, warnings = raci.counts(board)
    if width is Width.NARROW:
        spans += [Span(f"✗{errors} !{warnings}", "sla-soon bold")]
    else:
        spans.append(Span(words.say("raci.where.counts", errors=errors, warnings=warnings)))
    if width is Width.WIDE:
        spans.append(Span(words.say("raci.where.rule"), "muted"))
    gap = Span(" " if width is Width.NARROW else "   ")
    return tuple(each for span in spans for each in (span, gap))[:-1]


def _size(board: Board, place: Place, words: Words) -> str:
    parties = tuple(raci.parties(board))
    if place.axis is Axis.DEPARTMENTS:
        parties = tuple(each.party for each in heads(board, place.axis, words))
    people = [each for each in parties if each in board.people]
    if people and len(people) < len(parties):
        whole = len(parties) - len(people)
        return words.say("raci.where.size_both", n=len(board.task_order), m=len(people), d=whole)
    return words.say(f"raci.where.size_{place.axis.value}", n=len(board.task_order), m=len(parties))


def _columns(place: Place, words: Words) -> str:
    """`列 1-8/10 → 右移`; empty while all columns are in view."""
    if place.first <= 1 and place.last >= place.total:
        return ""
    found = words.say("raci.where.columns", first=place.first, last=place.last, total=place.total)
    if place.first > 1:
        found += " " + words.say("raci.where.left")
    if place.last < place.total:
        found += " " + words.say("raci.where.right")
    return found


def frame_title(board: Board, words: Words, width: int) -> Content:
    """The frame's title: number and name at the left, what is wrong at the right."""
    errors, warnings = raci.counts(board)
    name, counts = f"[3] {words.say('board.panel.raci')}", f"✗{errors} !{warnings}"
    gap = max(width - 6 - cell_len(name + counts) - 2, 1)
    return Content.assemble(
        (name, "bold"), f" {'─' * gap} ", (f"✗{errors}", "$sla-late bold"), " ",
        (f"!{warnings}", "$sla-soon bold"),
    )  # fmt: skip
