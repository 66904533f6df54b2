"""Clocks that run out, by natural hours and by working time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar.sla import (
    Basis,
    Due,
    OfficeHours,
    Pause,
    State,
    days_late,
    natural_due,
    remaining,
    soon_within,
    working_due,
)
from core.calendar.workdays import work_calendar

YEARS = range(2023, 2026)
CHINA = work_calendar("CN", YEARS)
SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = OfficeHours(CHINA, SHANGHAI)
NOW = datetime(2024, 10, 16, 9, 30, tzinfo=SHANGHAI)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)

START = datetime(2023, 2, 1, tzinfo=UTC)

instants = st.timedeltas(timedelta(0), timedelta(days=1000)).map(lambda passed: START + passed)
spans = st.timedeltas(timedelta(0), timedelta(days=30))


def at(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("span", "left", "state"),
    [
        (2 * HOUR, 24 * MINUTE, State.SOON),
        (24 * HOUR, 22 * HOUR + 24 * MINUTE, State.OK),
        (2 * HOUR, 38 * MINUTE, State.SOON),
        (24 * HOUR, 9 * HOUR + 40 * MINUTE, State.OK),
        (2 * HOUR, -70 * MINUTE, State.LATE),
        (2 * HOUR, timedelta(0), State.SOON),
        (1 * HOUR, 40 * MINUTE, State.OK),
    ],
)
def test_the_board_shows_how_each_clock_stands(
    span: timedelta, left: timedelta, state: State
) -> None:
    reading = remaining(natural_due(NOW + left - span, span), NOW)

    assert reading.state is state
    assert reading.left == left
    assert reading.used == span - left
    assert reading.kept == (left >= timedelta(0))


def test_a_clock_met_shows_what_was_used_for_ever() -> None:
    due = natural_due(NOW, 2 * HOUR)
    reading = remaining(due, NOW + timedelta(days=9), met=NOW + 12 * MINUTE)

    assert (reading.state, reading.used, reading.kept) == (State.MET, 12 * MINUTE, True)


def test_a_clock_met_late_was_not_kept() -> None:
    reading = remaining(natural_due(NOW, HOUR), NOW + 3 * HOUR, met=NOW + 2 * HOUR)

    assert (reading.state, reading.kept, reading.left) == (State.MET, False, -HOUR)


def test_soon_is_a_quarter_at_least_an_hour_at_most_half() -> None:
    assert soon_within(24 * HOUR) == 6 * HOUR
    assert soon_within(2 * HOUR) == HOUR
    assert soon_within(HOUR) == 30 * MINUTE


def test_a_running_pause_stops_the_clock() -> None:
    due = natural_due(NOW, 2 * HOUR)
    pauses = [Pause(NOW + 50 * MINUTE)]
    early, later = (remaining(due, NOW + each * HOUR, pauses=pauses) for each in (1, 30))

    assert early.left == later.left == 70 * MINUTE
    assert early.used == later.used == 50 * MINUTE
    assert early.paused
    assert later.at == NOW + 31 * HOUR + 10 * MINUTE


def test_ended_pauses_move_the_deadline_and_count_once_where_they_overlap() -> None:
    due = natural_due(NOW, 4 * HOUR)
    pauses = [
        Pause(NOW + 2 * HOUR, NOW + 3 * HOUR),
        Pause(NOW + HOUR, NOW + 2 * HOUR + 30 * MINUTE),
        Pause(NOW + HOUR, NOW + HOUR + MINUTE),
        Pause(NOW - 5 * HOUR, NOW - 4 * HOUR),
    ]
    reading = remaining(due, NOW + 3 * HOUR, pauses=pauses)

    assert reading.at == NOW + 6 * HOUR
    assert reading.used == HOUR
    assert not reading.paused


def test_a_clock_of_the_machine_set_back_reads_as_the_start() -> None:
    reading = remaining(natural_due(NOW, 2 * HOUR), NOW - 5 * HOUR)

    assert (reading.left, reading.used) == (2 * HOUR, timedelta(0))


def test_natural_hours_run_through_summer_time() -> None:
    spring = natural_due(at("2024-03-30T20:00", BERLIN), 24 * HOUR)
    autumn = natural_due(at("2024-10-26T20:00", BERLIN), 24 * HOUR)

    assert spring.at.astimezone(BERLIN) == at("2024-03-31T21:00", BERLIN)
    assert autumn.at.astimezone(BERLIN) == at("2024-10-27T19:00", BERLIN)
    assert spring.at - spring.since == 24 * HOUR


def test_natural_hours_run_through_the_summer_times_of_shanghai() -> None:
    due = natural_due(at("1986-05-03T20:00"), 24 * HOUR)

    assert due.at.astimezone(SHANGHAI).isoformat() == "1986-05-04T21:00:00+09:00"


def test_natural_hours_run_through_a_leap_day() -> None:
    assert natural_due(at("2024-02-28T18:00"), 24 * HOUR).at == at("2024-02-29T18:00")
    assert natural_due(at("2023-02-28T18:00"), 24 * HOUR).at == at("2023-03-01T18:00")


@pytest.mark.parametrize(
    ("since", "hours", "due"),
    [
        ("2024-10-16T10:00", 2, "2024-10-16T12:00"),
        ("2024-10-16T17:00", 2, "2024-10-17T10:00"),
        ("2024-10-16T16:00", 2, "2024-10-16T18:00"),
        ("2024-10-16T07:00", 2, "2024-10-16T11:00"),
        ("2024-10-16T22:00", 2, "2024-10-17T11:00"),
        ("2024-09-30T17:00", 2, "2024-10-08T10:00"),
        ("2024-10-05T12:00", 9, "2024-10-08T18:00"),
        ("2024-10-11T17:00", 24, "2024-10-15T14:00"),
        ("2024-10-16T07:00", 0, "2024-10-16T09:00"),
    ],
)
def test_working_hours_run_in_the_office_only(since: str, hours: int, due: str) -> None:
    assert working_due(at(since), hours * HOUR, OFFICE).at == at(due)


def test_no_working_hours_from_the_evening_are_over_at_once() -> None:
    assert OFFICE.after(at("2024-10-16T22:00"), timedelta(0)) == at("2024-10-16T22:00")


def test_office_hours_follow_the_wall_clock_through_summer_time() -> None:
    office = OfficeHours(work_calendar("DE", YEARS), BERLIN)
    due = working_due(at("2024-10-25T17:00", BERLIN), 2 * HOUR, office)

    assert due.at.astimezone(BERLIN).isoformat() == "2024-10-28T10:00:00+01:00"
    assert office.elapsed(due.since, due.at) == 2 * HOUR


def test_office_hours_never_run_backwards_in_the_hour_that_comes_twice() -> None:
    plain = work_calendar("", YEARS, extra_on=[date(2024, 10, 27)])
    office = OfficeHours(plain, BERLIN, time(0), time(6))
    first = datetime(2024, 10, 27, 0, 50, tzinfo=UTC)

    assert office.elapsed(first, first + 20 * MINUTE) == timedelta(0)


@given(instants, spans)
def test_working_time_put_on_is_the_working_time_passed(since: datetime, span: timedelta) -> None:
    assert OFFICE.elapsed(since, OFFICE.after(since, span)) == span


@given(instants, instants)
def test_working_time_backwards_is_negative(first: datetime, last: datetime) -> None:
    assert OFFICE.elapsed(first, last) == -OFFICE.elapsed(last, first)
    assert abs(OFFICE.elapsed(first, last)) <= abs(last - first)


def test_working_time_left_stands_still_overnight() -> None:
    due = working_due(at("2024-10-16T17:00"), 4 * HOUR, OFFICE)
    evening = remaining(due, at("2024-10-16T19:00"), office=OFFICE)
    morning = remaining(due, at("2024-10-17T08:00"), office=OFFICE)

    assert evening.left == morning.left == 3 * HOUR
    assert evening.used == HOUR
    assert evening.state is State.OK


def test_working_time_is_late_from_the_first_minute_after_the_office_closed() -> None:
    due = Due(at("2024-10-16T18:00"), Basis.WORKING, at("2024-10-15T10:00"))
    reading = remaining(due, at("2024-10-16T18:01"), office=OFFICE)

    assert (reading.state, reading.left, reading.kept) == (State.LATE, timedelta(0), False)


def test_a_pause_gives_back_the_working_time_it_took() -> None:
    due = Due(at("2024-10-17T18:00"), Basis.WORKING, at("2024-10-15T10:00"))
    pauses = [Pause(at("2024-10-15T16:00"), at("2024-10-16T10:00"))]
    reading = remaining(due, at("2024-10-16T12:00"), pauses=pauses, office=OFFICE)

    assert reading.at == at("2024-10-18T12:00")
    assert reading.used == 8 * HOUR


def test_a_deadline_on_a_rest_day_is_left_where_it_was_put() -> None:
    sunday = Due(at("2024-10-20T18:00"), Basis.WORKING, at("2024-10-16T10:00"))

    assert remaining(sunday, at("2024-10-17T10:00"), office=OFFICE).at == sunday.at


def test_working_time_cannot_be_read_without_office_hours() -> None:
    due = working_due(NOW, HOUR, OFFICE)

    with pytest.raises(ValueError, match="working-time-without-office"):
        remaining(due, NOW)


@pytest.mark.parametrize("opens", [time(18), time(20)])
def test_an_office_closes_after_it_opens(opens: time) -> None:
    with pytest.raises(ValueError, match="office-closes"):
        OfficeHours(CHINA, SHANGHAI, opens)


def test_a_naive_moment_is_refused() -> None:
    naive = NOW.replace(tzinfo=None)
    due = natural_due(NOW, HOUR)

    for refused in (
        lambda: natural_due(naive, HOUR),
        lambda: working_due(naive, HOUR, OFFICE),
        lambda: remaining(due, naive),
        lambda: remaining(due, NOW, pauses=[Pause(naive)]),
    ):
        with pytest.raises(ValueError, match="moment-without-offset"):
            refused()


@pytest.mark.parametrize(
    ("due", "today", "late"),
    [
        (date(2024, 10, 14), date(2024, 10, 16), 2),
        (date(2024, 10, 12), date(2024, 10, 16), 3),
        (date(2024, 10, 13), date(2024, 10, 14), 1),
        (date(2024, 10, 18), date(2024, 10, 20), 0),
        (date(2024, 10, 16), date(2024, 10, 16), 0),
        (date(2024, 10, 18), date(2024, 10, 16), 0),
    ],
)
def test_days_late_are_working_days(due: date, today: date, late: int) -> None:
    assert days_late(due, today, CHINA) == late
