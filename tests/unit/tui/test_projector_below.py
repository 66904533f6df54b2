"""The lines below the projector's page: how old it is, what is hidden, what burns."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from rich.cells import cell_len

from core.domain.board import SourceState
from core.domain.masking import HIDDEN, Mask, mask_of
from tests.samples import NOW, sample_board
from tui.panels import projector_below as below
from tui.panels.projector_pages import Kind, Reel
from tui.panels.projector_rows import Line, Wall, row
from tui.panels.view import Width
from tui.screens.status import Link
from tui.words import LANGUAGES, Words

AT = datetime.fromisoformat(NOW)
LIVE = Link(live=True)


def wall(language: str = "zh", wide: Width = Width.NARROW, mask: Mask | None = None) -> Wall:
    hidden = mask_of(HIDDEN) if mask is None else mask
    return Wall(sample_board(language), AT, Words.load(language), hidden, wide)


def text(line: Line) -> str:
    return "".join(span.text for span in line)


def test_a_live_board_says_so_with_the_time() -> None:
    assert text(below.age(wall(), LIVE)) == "实时 09:30"


def test_a_sync_tells_its_age_and_one_that_failed_that_it_did() -> None:
    ended = SourceState("feishu", AT - timedelta(minutes=3))
    board = replace(wall().board, sources=(ended,))
    assert text(below.age(replace(wall(), board=board), LIVE)) == "实时 09:30 · 同步 3分前"

    board = replace(board, sources=(ended, SourceState("sheet", failed="unreachable")))
    assert text(below.age(replace(wall(), board=board), LIVE)).endswith("同步✗")


def test_a_board_whose_database_is_away_says_how_old_it_is() -> None:
    later = replace(wall(), now=AT + timedelta(minutes=10))

    assert "数据 09:30(10分前)" in text(below.age(later, Link(lost="database-silent")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_is_hidden_is_told_within_a_narrow_line(language: str) -> None:
    everything = wall(language, mask=mask_of(HIDDEN, ("x",)))
    for reel in (Reel(), Reel(stopped=True)):
        line = text(below.state(everything, reel)) + text(below.leaving(everything))
        assert cell_len(line) < 78


def test_what_burns_names_as_many_as_there_is_room_for() -> None:
    late, soon = below.stuck(wall(wide=Width.WIDE), 120)

    assert text(late).startswith("✗阻塞超时 1   B-05")
    assert "B-08" in text(soon)
    assert "B-07" in text(soon)
    assert "B-07" not in text(below.stuck(wall(wide=Width.WIDE), 60)[1])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("wide", "room"), [(80, 76), (100, 116), (180, 196)])
@pytest.mark.parametrize("kind", Kind)
def test_every_row_is_exactly_as_wide_as_its_page(
    language: str, wide: int, room: int, kind: Kind
) -> None:
    shown = wall(language, Width(wide))
    orders = {
        Kind.TASKS: shown.board.task_order,
        Kind.BLOCKERS: shown.board.blocker_order,
        Kind.ACTIONS: shown.board.action_order,
        Kind.MILESTONES: tuple(shown.board.milestones),
    }
    for key in (*orders[kind], "gone"):
        assert cell_len(text(row(shown, kind, key, room))) == room
