"""The blockers' panel says how each clock is counted, and what time alone has changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from rich.cells import cell_len

from core.domain.blocker import Blocker, BlockerStatus
from core.domain.board import Board
from core.domain.ids import Kind, record_id
from core.domain.policy import PROCESS, Policy
from tests.unit.core.clocked import HOUR, blocker
from tests.unit.core.world import World
from tui.panels import blockers
from tui.panels.view import Width
from tui.widgets.line_cells import Span
from tui.words import Words

NOON = datetime(2026, 11, 18, 4, tzinfo=UTC)
BOTH = pytest.mark.parametrize("language", ["zh", "en"])
SHORT = replace(
    PROCESS,
    id=record_id(Kind.POLICY, 1),
    response_minutes=90,
    solution_minutes=600,
    effective_at=NOON - timedelta(days=9),
)


def board(*records: Blocker | Policy) -> Board:
    world = World.of(*records)
    world.now = NOON
    return world.board()


def told(shown: Board, words: Words, width: Width, now: datetime = NOON) -> list[str]:
    view = blockers.view(shown, now, words, width)
    return [each.text if isinstance(each, Span) else str(each) for each in view.cells(view.keys[0])]


def acked() -> Blocker:
    return blocker(
        NOON - 10 * HOUR,
        status=BlockerStatus.ACKED,
        responded_at=NOON - 9 * HOUR,
        ack_until=NOON - HOUR,
    )


def snoozed() -> Blocker:
    return blocker(
        NOON - 10 * HOUR,
        status=BlockerStatus.SNOOZED,
        responded_at=NOON - 9 * HOUR,
        snoozed_at=NOON - 9 * HOUR,
        snoozed_until=NOON + HOUR,
    )


@pytest.mark.parametrize("width", [Width.NORMAL, Width.WIDE])
def test_an_acknowledgement_that_has_run_out_is_late_and_says_why(width: Width) -> None:
    assert told(board(acked()), Words.load("zh"), width)[5] == "✗受理过期"


@BOTH
@pytest.mark.parametrize("width", [Width.NORMAL, Width.WIDE])
def test_it_fits_the_column(language: str, width: Width) -> None:
    words = Words.load(language)
    column = blockers.columns(width, words)[5]

    assert cell_len(told(board(acked()), words, width)[5]) <= column.width


def test_a_snooze_is_said_until_its_time_has_come() -> None:
    words, shown = Words.load("zh"), board(snoozed())

    assert told(shown, words, Width.WIDE)[6:] == ["暂停", "至11-18 13:00"]
    assert told(shown, words, Width.WIDE, NOON + HOUR)[6:] == ["剩23:00", "暂缓已到期"]


def test_the_order_follows_the_moment_that_is_shown() -> None:
    other = replace(blocker(NOON, responded_at=NOON), id=record_id(Kind.BLOCKER, 2))
    shown, words = board(snoozed(), other), Words.load("zh")
    orders = [
        tuple(blockers.view(shown, now, words, Width.WIDE).keys) for now in (NOON, NOON + HOUR)
    ]

    assert orders == [("B-02", "B-01"), ("B-01", "B-02")]


@pytest.mark.parametrize(
    ("language", "process", "short"),
    [
        ("zh", ["响应2h", "方案24h"], ["响应1h30", "方案10h"]),
        ("en", ["resp. 2h", "sol. 24h"], ["resp. 1h30", "sol. 10h"]),
    ],
)
def test_the_heads_say_what_the_clocks_count(
    language: str, process: list[str], short: list[str]
) -> None:
    old, new = blocker(NOON), replace(blocker(NOON, SHORT), id=record_id(Kind.BLOCKER, 2))

    assert heads(board(old), language) == process
    assert heads(board(new, SHORT), language) == short
    assert heads(board(SHORT), language) == short
    assert heads(board(old, new, SHORT), language) == [each.split()[0] for each in plain(language)]


def heads(shown: Board, language: str) -> list[str]:
    words = Words.load(language)
    return [each.title for each in blockers.columns(Width.WIDE, words, shown)[5:7]]


def plain(language: str) -> list[str]:
    return {"zh": ["响应", "方案"], "en": ["resp.", "sol."]}[language]
