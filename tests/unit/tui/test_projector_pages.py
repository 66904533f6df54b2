"""Which records stand on which page of the projector, and when a page is turned."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.domain.task import LightLevel
from tests.samples import NOW, sample_board
from tui.panels.projector_pages import MOST, TURN, Kind, Page, Reel, listed, pages

BOARD = sample_board("zh")
AT = datetime.fromisoformat(NOW)


def keys(found: tuple[Page, ...], kind: Kind) -> list[str]:
    return [key for page in found if page.kind is kind for key in page.keys]


def test_the_wall_lists_red_and_amber_tasks_only() -> None:
    shown = listed(Kind.TASKS, BOARD, AT)

    assert {BOARD.standings[key].light for key in shown} == {LightLevel.RED, LightLevel.AMBER}
    assert len(shown) == BOARD.lights[LightLevel.RED] + BOARD.lights[LightLevel.AMBER]


def test_of_action_items_it_lists_those_that_are_overdue_or_due_today() -> None:
    assert listed(Kind.ACTIONS, BOARD, AT) == ["A-19", "A-22"]


def test_of_milestones_it_lists_those_ahead_the_nearest_first() -> None:
    days = [BOARD.milestones[key].day for key in listed(Kind.MILESTONES, BOARD, AT)]

    assert days == sorted(days)
    assert listed(Kind.MILESTONES, BOARD, AT + timedelta(days=365)) == []


@given(st.integers(1, MOST))
def test_every_record_stands_on_exactly_one_page_and_none_is_overfull(rows: int) -> None:
    found = pages(BOARD, AT, rows)

    assert all(0 < len(page.keys) <= rows for page in found)
    for kind in Kind:
        assert keys(found, kind) == list(listed(kind, BOARD, AT))


@given(st.integers(1, MOST))
def test_pages_of_a_kind_are_about_as_full_as_one_another(rows: int) -> None:
    for kind in Kind:
        sizes = [len(page.keys) for page in pages(BOARD, AT, rows) if page.kind is kind]
        assert max(sizes, default=0) - min(sizes, default=0) <= 1


def test_where_nothing_is_urgent_there_is_one_empty_page() -> None:
    calm = replace(
        BOARD, task_order=(), blocker_order=(), blockers={}, action_order=(), milestones={}
    )

    assert pages(calm, AT, MOST) == (Page(Kind.TASKS),)


def test_a_page_stands_for_its_time_and_not_a_second_less() -> None:
    reel = Reel()
    for _ in range(TURN - 1):
        reel = reel.later()

    assert not reel.due
    assert reel.later().due


def test_the_last_page_is_followed_by_the_first() -> None:
    reel = Reel().over(pages(BOARD, AT, 4))
    for _ in reel.pages:
        reel = reel.over(reel.pages, 1)

    assert reel.at == 0
    assert reel.over(reel.pages, -1).page == reel.pages[-1]


def test_other_pages_hold_the_record_that_stood_first() -> None:
    reel = Reel().over(pages(BOARD, AT, 2)).over(pages(BOARD, AT, 2), 2)
    first = reel.page.keys[0]

    assert first in reel.over(pages(BOARD, AT, 5)).page.keys


def test_a_record_that_is_gone_leaves_the_reel_at_its_kind() -> None:
    reel = Reel().over(pages(BOARD, AT, 8)).over(pages(BOARD, AT, 8), 2)
    assert reel.page.kind is Kind.ACTIONS
    later = replace(BOARD, action_order=("A-22",))

    assert reel.over(pages(later, AT, 8)).page == Page(Kind.ACTIONS, ("A-22",))


def test_a_kind_that_is_gone_leaves_the_reel_on_some_page() -> None:
    reel = Reel().over(pages(BOARD, AT, 8), -1)
    empty = (Page(Kind.TASKS),)

    assert reel.over(empty, 1).page == empty[0]


def test_stopping_begins_the_time_of_the_page_anew() -> None:
    reel = Reel(seconds=9).held()

    assert (reel.stopped, reel.seconds) == (True, 0)
    assert not reel.held().stopped
