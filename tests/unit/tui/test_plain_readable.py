"""Text where the locale has no Chinese or no rules: the columns stay where they are."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from tests.samples import sample_board
from tui.screens.plain import board_text, readable
from tui.words import Words


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "latin-1", "utf-8"])
def test_every_line_stays_as_wide_as_it_was(encoding: str) -> None:
    board = sample_board("zh")
    text = board_text(board, Words.load("zh"), board.read_at, (120, 0))
    told = readable(text, encoding)
    told.encode(encoding)
    assert [cell_len(each) for each in told.split("\n")] == [
        cell_len(each) for each in text.split("\n")
    ]


def test_what_the_encoding_has_stays() -> None:
    assert readable("✗红 ── T-04 →", "gbk") == "x红 ── T-04 →"
    assert readable("✗红 ── T-04 →", "ascii") == "x?? -- T-04 >"


def test_one_panel_is_that_of_the_board() -> None:
    board, words = sample_board("zh"), Words.load("zh")
    whole = board_text(board, words, board.read_at, (120, 0)).split("\n")
    part = board_text(board, words, board.read_at, (120, 0), ("blockers",)).split("\n")
    assert part[2].startswith("── [2] 阻塞与时限")
    assert set(part) <= set(whole)
    assert "[1]" not in "\n".join(part)
