"""The goals of the departments in the weekly report (F10), where any are written down."""

from __future__ import annotations

from collections.abc import Iterator

from core.documents import cells, sections
from core.documents.content import Block, Cell, Heading, Table
from core.documents.voice import Voice
from core.domain.board import Board
from core.domain.goals import Goal, goals
from core.domain.resources import OPEN, resources

_KEYS = ("dept", "goal", "measured_by", "target", "stands_at", "reached")


def blocks(board: Board, voice: Voice) -> Iterator[Block]:
    """Their table under its heading; nothing where nobody wrote a goal."""
    found = goals(board.forms.values())
    if found:
        title = voice.say("documents.table.goals")
        yield Heading(title, 2)
        rows = tuple(_row(each) for each in found)
        yield Table("goals", title, sections.columns(voice, *_KEYS), rows)


def _row(each: Goal) -> tuple[Cell, ...]:
    texts = (each.dept, each.goal, each.measure, each.target, each.current)
    return (*(cells.said(text) for text in texts), cells.per_cent(each.reached))


def requested(board: Board, voice: Voice) -> Iterator[tuple[Cell, ...]]:
    """What forms ask for and is not there yet (F36, F37), as rows of the table of resources."""
    for each in resources(board.forms.values()):
        if each.state in OPEN:
            yield (
                Cell(each.form),
                cells.said(each.what),
                cells.said(each.dept),
                cells.said(each.source),
                cells.day(each.due, voice),
            )
