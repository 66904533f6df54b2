"""The findings of the grid: in order, in a window around the cursor, with where they are mended."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.domain.board import Board
from core.domain.raci import RaciRule, row_findings
from tests.samples import sample_board
from tui.panels import raci_grid
from tui.panels.raci_findings import Stop, horizontal, neighbour, stops, vertical
from tui.panels.raci_grid import Axis, column_of, combined, heads
from tui.panels.view import Width
from tui.widgets.line_cells import Span
from tui.widgets.line_columns import lay_out
from tui.words import LANGUAGES, Words

ZH = Words.load("zh")


def texts(lines: list[tuple[Span, ...]]) -> list[str]:
    """Lines without their styles."""
    return ["".join(span.text for span in line) for line in lines]


def emptied(count: int) -> Board:
    """The sample board with so many rows that break a rule."""
    board = sample_board("zh")
    broken = dict.fromkeys(board.task_order[:count], row_findings({}))
    return replace(board, findings=broken, overloads=())


def test_errors_come_before_questions_and_rows_before_columns() -> None:
    found = stops(sample_board("zh"))

    assert [(each.rule.value, each.error) for each in found] == [
        ("no_accountable", True),
        ("many_accountable", True),
        ("empty_row", True),
        ("too_many_consulted", False),
        ("overloaded", False),
    ]


def test_a_finding_leads_to_the_cell_where_it_is_mended() -> None:
    board = sample_board("zh")
    where = {each.rule: each.party for each in stops(board)}

    assert where[RaciRule.MANY_ACCOUNTABLE] == "P-07"
    assert where[RaciRule.EMPTY_ROW] == board.tasks["T-13"].owner
    assert where[RaciRule.OVERLOADED] == "P-01"


def test_a_long_list_is_shown_around_the_cursors_row_and_counts_the_rest() -> None:
    board = emptied(12)
    here = board.task_order[6]
    shown = texts(horizontal(board, ZH, 5, here))

    assert len(shown) == 5
    assert any(here in line for line in shown)
    assert shown[-1] == "… 还有 8 处"


def test_a_grid_without_findings_says_so() -> None:
    assert texts(horizontal(emptied(0), ZH, 5, None)) == ["✓ 每行恰好 1 个 A,至少 1 个 R,无空行"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lines", [2, 3, 8])
def test_the_analysis_keeps_to_its_lines_and_always_holds_counts(lines: int, language: str) -> None:
    words = Words.load(language)
    found = texts(vertical(sample_board(language), words, lines, 56))

    assert len(found) <= lines
    assert any("/" in line for line in found)


def test_going_round_the_findings_skips_none() -> None:
    found = tuple(Stop(RaciRule.EMPTY_ROW, f"T-{number}", None) for number in range(3))

    assert neighbour(found, -1, 1, None) == 0
    assert neighbour(found, -1, -1, None) == 2
    assert neighbour(found, 2, 1, found[2].key) == 0
    assert neighbour(found, 0, 1, "mended") == 0
    assert neighbour(found, 0, -1, found[0].key) == 2


def test_a_departments_column_holds_its_peoples_letters_once_each() -> None:
    letters = {"P-03": "R", "P-11": "A", "研发部": "R", "P-01": "I"}

    assert combined(letters, ("研发部", "P-03", "P-11")) == "RA"
    assert combined({}, ("研发部",)) == ""


def test_a_party_is_found_on_the_other_axis() -> None:
    board = sample_board("zh")

    assert column_of(board, "P-03", Axis.DEPARTMENTS, ZH) == "研发部"
    assert column_of(board, "P-03", Axis.PEOPLE, ZH) == "P-03"
    assert column_of(board, "外星部", Axis.PEOPLE, ZH) is None


def test_whoever_has_no_letter_yet_stands_behind_those_who_have() -> None:
    found = [each.party for each in heads(sample_board("zh"), Axis.PEOPLE, ZH)]

    assert found[:10] == [f"P-{number:02d}" for number in range(1, 11)]
    assert set(found[10:]) == {f"P-{number}" for number in range(11, 16)}


@pytest.mark.parametrize("axis", list(Axis))
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "room"), [(Width.NARROW, 75), (Width.NORMAL, 115)])
def test_task_and_verdict_are_always_in_view(
    width: Width, room: int, language: str, axis: Axis
) -> None:
    columns = raci_grid.columns(sample_board(language), axis, Words.load(language), width)
    for first in (0, 5):
        placed = lay_out(columns, room, first)
        shown = [columns[each.index].id for each in placed]
        assert (shown[0], shown[1], shown[-1]) == ("id", "title", "check")
        assert placed[-1].x + placed[-1].width <= room
