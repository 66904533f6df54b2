"""Both clocks of a blocker, read at a moment: pauses, rings, the green channel, what is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.calendar.sla import State
from core.domain.blocker import Blocker, BlockerStatus
from core.domain.clocks import (
    NEVER,
    Clock,
    asleep,
    deadline,
    green_due,
    lapsed,
    next_deadline,
    reading,
    response,
    solution,
    state,
)
from core.domain.ids import Kind, record_id
from core.domain.policy import PROCESS
from tests.unit.core.clocked import HOUR, MINUTE, OFFICE, WORKING, blocker, local

START = local("2024-10-16T07:54")
NEW = blocker(START)


def acked(at: int = 1, until: int | None = 9) -> Blocker:
    """Acknowledged so many hours after the report, for so many hours after it."""
    return replace(
        NEW,
        status=BlockerStatus.ACKED,
        responded_at=START + at * HOUR,
        ack_until=None if until is None else START + until * HOUR,
    )


def snoozed(begin: int, end: int | None, **values: object) -> Blocker:
    """Snoozed from one hour after the report to another."""
    plain = replace(
        NEW,
        status=BlockerStatus.SNOOZED,
        responded_at=START + begin * HOUR,
        snoozed_at=START + begin * HOUR,
        snoozed_until=None if end is None else START + end * HOUR,
    )
    return replace(plain, **values)  # type: ignore[arg-type]


def test_the_response_clock_runs_two_hours_from_the_report() -> None:
    at = START + 96 * MINUTE
    read = response(NEW, at)

    assert read is not None
    assert (read.left, read.used, read.state) == (24 * MINUTE, 96 * MINUTE, State.SOON)


@pytest.mark.parametrize(("past", "late"), [(timedelta(0), False), (timedelta.resolution, True)])
def test_a_clock_is_late_from_the_instant_after_it_ran_out(past: timedelta, late: bool) -> None:
    read = response(NEW, START + 2 * HOUR + past)

    assert read is not None
    assert (read.state is State.LATE) is late


def test_a_blocker_without_clocks_has_no_reading() -> None:
    bare = Blocker(id=record_id(Kind.BLOCKER, 2), title="卡")

    assert [reading(bare, each, START) for each in Clock] == [None, None]
    assert [deadline(bare, each) for each in Clock] == [None, None]
    assert state(bare, START) is State.MET


def test_a_ring_begins_the_response_clock_anew() -> None:
    rung = replace(
        NEW, response_since=START + 9 * HOUR, response_due=START + 11 * HOUR, responded_at=None
    )
    read = response(rung, START + 10 * HOUR)

    assert read is not None
    assert (read.used, read.left) == (HOUR, HOUR)


@pytest.mark.parametrize(("hours", "late"), [(8.999, False), (9, True), (12, True)])
def test_an_acknowledgement_that_nothing_followed_reads_as_late(hours: float, late: bool) -> None:
    now = START + timedelta(hours=hours)
    read = response(acked(), now)

    assert read is not None
    assert lapsed(acked(), now) is late
    assert (read.state is State.LATE) is late
    if late:
        assert (read.at, read.left, read.kept) == (START + 9 * HOUR, START + 9 * HOUR - now, False)


def test_an_acknowledgement_holds_for_ever_where_the_policy_says_so() -> None:
    assert not lapsed(acked(until=None), START + timedelta(days=300))


def test_work_ends_the_fear_of_an_acknowledgement_that_runs_out() -> None:
    working = replace(acked(), status=BlockerStatus.WORKING)

    assert not lapsed(working, START + 20 * HOUR)


def test_the_solution_clock_stands_while_the_blocker_is_snoozed() -> None:
    for passed in (2, 3, 5):
        read = solution(snoozed(2, 6), START + passed * HOUR)
        assert read is not None
        assert (read.used, read.left, read.paused) == (2 * HOUR, 22 * HOUR, True)


def test_a_snooze_whose_time_has_come_is_over_without_a_command() -> None:
    sleeping = snoozed(2, 6)
    read = solution(sleeping, START + 6 * HOUR)
    later = solution(sleeping, START + 8 * HOUR)

    assert read is not None
    assert later is not None
    assert asleep(sleeping, START + 6 * HOUR - timedelta.resolution)
    assert not asleep(sleeping, START + 6 * HOUR)
    assert (read.paused, later.used, later.left) == (False, 4 * HOUR, 20 * HOUR)


def test_earlier_pauses_and_the_present_one_add_up() -> None:
    marks = tuple(START + hours * HOUR for hours in (1, 3, 4, 5))
    read = solution(snoozed(6, 9, pauses=marks), START + 8 * HOUR)

    assert read is not None
    assert read.used == 3 * HOUR
    assert deadline(snoozed(6, 9, pauses=marks), Clock.SOLUTION) == START + 30 * HOUR


def test_the_deadline_counts_a_snooze_to_its_end_from_the_beginning() -> None:
    assert deadline(snoozed(2, 6), Clock.SOLUTION) == START + 28 * HOUR


def test_a_snooze_after_the_solution_moves_no_deadline() -> None:
    solved = snoozed(5, 9, solved_at=START + 4 * HOUR, pauses=(START + HOUR, START + 3 * HOUR))

    assert deadline(solved, Clock.SOLUTION) == START + 26 * HOUR


def test_a_snooze_without_an_end_stands_until_somebody_wakes_it() -> None:
    read = solution(snoozed(2, None), START + timedelta(days=9))

    assert read is not None
    assert (read.used, read.paused) == (2 * HOUR, True)


def test_the_response_clock_never_stands() -> None:
    odd = replace(snoozed(1, 6), responded_at=None)
    read = response(odd, START + 3 * HOUR)

    assert read is not None
    assert (read.paused, read.state, read.left) == (False, State.LATE, -HOUR)


def test_the_green_channel_counts_natural_hours_from_its_own_start() -> None:
    evening = local("2024-10-18T17:30")
    green = blocker(
        START,
        WORKING,
        OFFICE,
        green_since=evening,
        solution_due=green_due(WORKING, evening),
        pauses=(START, START + HOUR),
    )
    read = solution(green, evening + HOUR, WORKING, OFFICE)

    assert read is not None
    assert (read.at, read.left, read.used) == (evening + 2 * HOUR, HOUR, HOUR)


@pytest.mark.parametrize("policy", [PROCESS, WORKING], ids=["natural", "working"])
def test_what_was_opened_again_counts_from_there(policy: object) -> None:
    office = OFFICE if policy is WORKING else None
    again = local("2024-10-17T10:00")
    fresh = blocker(again, WORKING if office else PROCESS, office)
    anew = replace(fresh, reported_at=START, response_since=again, reopened=1)
    now = again + 3 * HOUR

    for clock in Clock:
        kept = WORKING if office else PROCESS
        assert reading(anew, clock, now, kept, office) == reading(fresh, clock, now, kept, office)


def test_what_was_merged_runs_on_elsewhere() -> None:
    merged = replace(NEW, status=BlockerStatus.MERGED)

    assert reading(merged, Clock.SOLUTION, START + 99 * HOUR) is None
    assert state(merged, START + 99 * HOUR) is State.MET


def test_closing_meets_what_still_ran() -> None:
    closed = replace(NEW, status=BlockerStatus.CLOSED, closed_at=START + 3 * HOUR)
    read = solution(closed, START + 99 * HOUR)

    assert read is not None
    assert (read.state, read.used) == (State.MET, 3 * HOUR)


def test_a_machine_whose_clock_was_set_back_reads_the_start() -> None:
    for clock, whole in ((Clock.RESPONSE, 2 * HOUR), (Clock.SOLUTION, 24 * HOUR)):
        read = reading(NEW, clock, START - 5 * HOUR)
        assert read is not None
        assert (read.used, read.left, read.state) == (timedelta(0), whole, State.OK)


def test_pauses_that_make_no_sense_take_nothing_away() -> None:
    backwards = replace(NEW, pauses=(START + 5 * HOUR, START + HOUR, START + 6 * HOUR))
    read = solution(backwards, START + 7 * HOUR)

    assert read is not None
    assert read.used == 7 * HOUR


def test_the_state_is_the_worse_of_the_running_clocks() -> None:
    assert state(NEW, START) is State.OK
    assert state(NEW, START + 100 * MINUTE) is State.SOON
    assert state(NEW, START + 3 * HOUR) is State.LATE
    assert state(acked(), START + 3 * HOUR) is State.OK
    assert state(acked(), START + 9 * HOUR) is State.LATE
    assert state(snoozed(1, 200), START + 100 * HOUR) is State.MET


def test_the_next_deadline_is_the_one_that_runs() -> None:
    assert next_deadline(NEW, START) == START + 2 * HOUR
    assert next_deadline(acked(), START + HOUR) == START + 24 * HOUR
    assert next_deadline(acked(), START + 9 * HOUR) == START + 9 * HOUR
    assert next_deadline(snoozed(1, 5), START + 2 * HOUR) == NEVER
    assert next_deadline(snoozed(1, 5), START + 5 * HOUR) == START + 28 * HOUR
