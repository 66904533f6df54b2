"""Columns share the room there is; the least important give way first."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tui.widgets.line_columns import Column, lay_out

COLUMNS = (
    Column("id", width=4),
    Column("title", least=10, flex=2),
    Column("department", width=8, priority=2),
    Column("reason", least=6, priority=1),
)
MATRIX = (
    Column("task", least=10),
    *(Column(f"person-{n}", width=5, cell=True) for n in range(10)),
    Column("check", width=6),
)


def names(columns: tuple[Column, ...], room: int, first: int = 0) -> list[str]:
    return [columns[place.index].id for place in lay_out(columns, room, first)]


def test_left_over_room_goes_to_flexible_columns_by_their_shares() -> None:
    placed = lay_out(COLUMNS, 4 + 10 + 8 + 6 + 3 + 9)
    assert [place.width for place in placed] == [4, 16, 8, 9]
    assert [place.x for place in placed] == [0, 5, 22, 31]


def test_columns_give_way_by_priority() -> None:
    assert names(COLUMNS, 31) == ["id", "title", "department", "reason"]
    assert names(COLUMNS, 30) == ["id", "title", "reason"]
    assert names(COLUMNS, 20) == ["id", "title"]


def test_columns_without_priority_never_give_way() -> None:
    assert names(COLUMNS, 3) == ["id", "title"]


def test_cell_columns_fill_what_the_others_leave_and_scroll_sideways() -> None:
    room = 10 + 1 + 6 + 1 + 3 * 6
    assert names(MATRIX, room) == ["task", "person-0", "person-1", "person-2", "check"]
    assert names(MATRIX, room, 4) == ["task", "person-4", "person-5", "person-6", "check"]
    assert names(MATRIX, room, 9) == ["task", "person-9", "check"]


@settings(deadline=None)
@given(st.integers(31, 300))
def test_columns_fill_the_room_without_overlap(room: int) -> None:
    placed = lay_out(COLUMNS, room)
    for one, other in pairwise(placed):
        assert other.x == one.x + one.width + 1
    assert placed[-1].x + placed[-1].width == room
