"""What a row of a pasted sheet would leave wrong once it is written. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from core.domain.raci import Letter, merged

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.raci_sheet import SheetRow
    from tui.words import Words


def findings_of(row: SheetRow, board: Board, words: Words) -> Iterator[str]:
    """A second A takes the place of the first; a row without A or R is still open (R29)."""
    if row.task is None or not row.changes:
        return
    standing = board.raci.get(row.task)
    before = standing.cells if standing is not None else {}
    after = merged(before, dict(row.cells))
    old, new = _who(before, Letter.A, board), _who(after, Letter.A, board)
    if old and new and set(old) != set(new):
        yield words.say("raci.sheet.second_a", before=words.join(old), after=words.join(new))
    if not new:
        yield words.say("raci.sheet.lacks", letter="A")
    if not _who(after, Letter.R, board):
        yield words.say("raci.sheet.lacks", letter="R")


def _who(cells: Mapping[str, str], letter: Letter, board: Board) -> list[str]:
    return [board.name_of(who) or who for who, what in cells.items() if what == letter]
