"""Since when something counts as changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from core.domain.cuts import before, day_cut, day_of, end_of, held, last_cut, last_day
from core.domain.ids import Kind, record_id
from core.domain.meeting import Meeting, MeetingKind, MeetingStatus
from tests.unit.core.world import ZONE, World

MONDAY = datetime(2026, 11, 16, 9, 30, tzinfo=ZONE)


def met(number: int, day: int, kind: MeetingKind = MeetingKind.STANDUP, hour: int = 9) -> Meeting:
    """A meeting of a quarter of an hour in that November."""
    began = datetime(2026, 11, day, hour, 30, tzinfo=ZONE)
    return Meeting(
        id=record_id(Kind.MEETING, number),
        kind=kind,
        status=MeetingStatus.ENDED,
        started_at=began,
        ended_at=began + timedelta(minutes=15),
    )


def going_on(number: int, began: datetime, kind: MeetingKind = MeetingKind.STANDUP) -> Meeting:
    """A meeting that has just begun."""
    identity = record_id(Kind.MEETING, number)
    return Meeting(id=identity, kind=kind, status=MeetingStatus.RUNNING, started_at=began)


def test_monday_counts_friday() -> None:
    friday, now = met(1, 13), going_on(2, MONDAY)
    board = World.of(friday, now).board()

    assert before(board, now, MONDAY) == end_of(friday, MONDAY)


def test_a_standup_that_was_left_out_counts_from_the_one_before() -> None:
    thursday, now = met(1, 12), going_on(2, MONDAY)
    board = World.of(thursday, now).board()

    assert before(board, now, MONDAY).meeting == thursday.id


@pytest.mark.parametrize("earlier", [(), (met(1, 16, hour=8),)])
def test_the_first_standup_and_a_second_one_count_the_last_working_day(
    earlier: tuple[Meeting, ...],
) -> None:
    now = going_on(2, MONDAY)
    board = World.of(*earlier, now).board()
    cut = before(board, now, MONDAY)

    assert cut.meeting is None
    assert day_of(cut, board).isoformat() == "2026-11-13"


def test_a_weekly_sync_looks_back_to_the_last_one_of_its_kind() -> None:
    last, standup = met(1, 10, MeetingKind.WEEKLY), met(2, 13)
    now = going_on(3, MONDAY, MeetingKind.WEEKLY)
    board = World.of(last, standup, now).board()

    assert before(board, now, MONDAY).meeting == last.id
    assert last_cut(board, MONDAY).meeting == last.id


def test_outside_of_meetings_the_last_one_counts_whatever_it_was() -> None:
    board = World.of(met(1, 10, MeetingKind.WEEKLY), met(2, 13)).board()

    assert last_cut(board, MONDAY).meeting == "M-02"
    assert [each.id for each in held(board)] == ["M-02", "M-01"]


def test_without_any_meeting_the_last_working_day_counts() -> None:
    board = replace(World.of().board(), read_at=MONDAY)

    assert last_cut(board, MONDAY) == last_day(board, MONDAY)
    assert day_of(last_day(board, MONDAY), board).isoformat() == "2026-11-13"


def test_a_meeting_that_is_over_looks_back_from_when_it_began() -> None:
    first, second, third = met(1, 12), met(2, 13), met(3, 16)
    board = World.of(first, second, third).board()

    assert before(board, second, MONDAY + timedelta(days=3)).meeting == first.id


def test_a_day_begins_with_the_last_moment_of_the_one_before() -> None:
    board = World.of().board()
    cut = day_cut(board.today, board)

    assert (cut.at + timedelta(microseconds=1)).astimezone(ZONE).hour == 0
    assert day_of(cut, board) == board.today
    assert cut.at.astimezone(ZONE).date() < board.today


def test_a_meeting_that_is_going_on_ends_now() -> None:
    assert end_of(going_on(1, MONDAY), MONDAY).at == MONDAY
    assert end_of(going_on(1, MONDAY), MONDAY).meeting is None
