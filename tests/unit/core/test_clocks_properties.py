"""What holds of every clock, whatever happens to its blocker."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from core.calendar.sla import OfficeHours
from core.domain.blocker import Blocker, BlockerStatus
from core.domain.clocks import Clock, deadline, reading, solution
from core.domain.explaining import explain
from core.domain.policy import PROCESS, Policy
from tests.unit.core.clocked import OFFICE, WORKING, blocker

ORIGIN = datetime(2024, 1, 1, tzinfo=UTC)
passed = st.timedeltas(timedelta(0), timedelta(days=40))
moments = passed.map(lambda span: ORIGIN + timedelta(days=200) + span)
bases: st.SearchStrategy[tuple[Policy, OfficeHours | None]] = st.sampled_from(
    [(PROCESS, None), (WORKING, OFFICE)]
)


@st.composite
def blockers(draw: st.DrawFn) -> tuple[Blocker, Policy, OfficeHours | None]:
    """A blocker with pauses behind it, perhaps asleep."""
    policy, office = draw(bases)
    marks = tuple(sorted(draw(st.lists(moments, max_size=6))))
    start = draw(moments)
    plain = blocker(start, policy, office, pauses=marks[: len(marks) // 2 * 2])
    if draw(st.booleans()):
        return plain, policy, office
    until = draw(st.none() | passed.map(lambda span: start + span + timedelta(days=1)))
    sleeping = replace(
        plain,
        status=BlockerStatus.SNOOZED,
        snoozed_at=start + timedelta(days=1),
        snoozed_until=until,
        responded_at=start + timedelta(days=1),
    )
    return sleeping, policy, office


@given(blockers(), moments, passed)
def test_no_clock_runs_backwards(
    drawn: tuple[Blocker, Policy, OfficeHours | None], now: datetime, later: timedelta
) -> None:
    each, policy, office = drawn
    for clock in Clock:
        first = reading(each, clock, now, policy, office)
        second = reading(each, clock, now + later, policy, office)
        assert first is not None
        assert second is not None
        assert timedelta(0) <= first.used <= second.used
        assert first.left >= second.left
        assert first.at <= second.at
        assert second.used - first.used <= later


@given(blockers(), moments)
def test_office_hours_pass_no_faster_than_the_clock(
    drawn: tuple[Blocker, Policy, OfficeHours | None], now: datetime
) -> None:
    each, _, _ = drawn
    natural, working = solution(each, now), solution(each, now, WORKING, OFFICE)
    assert natural is not None
    assert working is not None
    assert working.used <= natural.used


@given(blockers(), moments)
def test_used_and_paused_make_up_all_the_time_that_went_by(
    drawn: tuple[Blocker, Policy, OfficeHours | None], now: datetime
) -> None:
    each, policy, office = drawn
    told = explain(each, Clock.SOLUTION, now, policy, office)
    assert told is not None
    moment = max(now, told.since)
    whole = office.elapsed(told.since, moment) if office else moment - told.since
    assert told.reading.used + told.paused == whole


@given(bases, moments, st.lists(passed, min_size=2, max_size=8))
def test_a_pause_in_pieces_takes_as_much_as_in_one(
    basis: tuple[Policy, OfficeHours | None], start: datetime, cuts: list[timedelta]
) -> None:
    policy, office = basis
    marks = sorted(start + cut for cut in cuts)
    pieces = tuple(mark for pair in pairwise(marks) for mark in pair)
    whole = blocker(start, policy, office, pauses=(marks[0], marks[-1]))
    cut = replace(whole, pauses=pieces)
    now = start + timedelta(days=60)

    assert solution(cut, now, policy, office) == solution(whole, now, policy, office)


@given(blockers())
def test_a_deadline_is_where_its_clock_runs_out(
    drawn: tuple[Blocker, Policy, OfficeHours | None],
) -> None:
    each, policy, office = drawn
    for clock in Clock:
        due = deadline(each, clock, policy, office)
        assert due is not None
        ends = [*each.pauses, each.snoozed_until or due]
        read = reading(each, clock, max([due, *ends]), policy, office)
        assert read is not None
        if each.status is not BlockerStatus.SNOOZED or each.snoozed_until is not None:
            assert read.at == due


@given(moments, st.timedeltas(timedelta(minutes=1), timedelta(days=20)))
def test_a_beginning_is_found_again_from_its_end(start: datetime, span: timedelta) -> None:
    until = OFFICE.after(start, span)
    since = OFFICE.before(until, span)

    assert OFFICE.elapsed(since, until) == span
    assert OFFICE.elapsed(start, since) == timedelta(0)
