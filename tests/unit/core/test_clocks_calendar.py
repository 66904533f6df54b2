"""Clocks that count office hours: make-up days, zones, summer time, a calendar not published."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.calendar.sla import OfficeHours
from core.calendar.workdays import work_calendar
from core.domain.blocker import BlockerStatus
from core.domain.clocks import (
    Clock,
    deadline,
    office_of,
    response,
    response_due,
    solution,
    solution_due,
    zone_of,
)
from core.domain.explaining import explain
from core.domain.ids import Kind, record_id
from core.domain.people import Department
from core.domain.policy import PROCESS, Policy
from tests.unit.core.clocked import CHINA, HOUR, OFFICE, SHANGHAI, WORKING, blocker, local
from tests.unit.core.world import PROJECT

NEW_YORK, BERLIN = ZoneInfo("America/New_York"), ZoneInfo("Europe/Berlin")
TWO_DAYS = replace(WORKING, solution_minutes=18 * 60)
"""Two working days of nine hours."""


def in_office(zone: ZoneInfo, policy: Policy = WORKING) -> OfficeHours:
    """The hours of an office somewhere that knows weekends alone."""
    office = office_of(policy, work_calendar("none", range(2023, 2028)), zone)
    assert office is not None
    return office


def test_natural_hours_need_no_office() -> None:
    assert office_of(PROCESS, CHINA, SHANGHAI) is None


@pytest.mark.parametrize(
    ("since", "due"),
    [
        ("2024-09-30T09:00", "2024-10-08T18:00"),
        ("2024-09-30T18:00", "2024-10-09T18:00"),
        ("2024-09-30T10:30", "2024-10-09T10:30"),
        ("2024-10-11T10:30", "2024-10-14T10:30"),
        ("2024-10-16T10:30", "2024-10-18T10:30"),
    ],
)
def test_two_working_days_count_make_up_days_and_leave_out_the_national_week(
    since: str, due: str
) -> None:
    assert solution_due(TWO_DAYS, local(since), OFFICE) == local(due)


@pytest.mark.parametrize(
    ("since", "day"),
    [("2024-09-30", "2024-10-09"), ("2024-10-11", "2024-10-14"), ("2024-10-16", "2024-10-18")],
)
@pytest.mark.parametrize("hour", ["09:01", "13:30", "18:00", "23:59"])
def test_the_day_is_the_one_that_the_process_reckons(since: str, day: str, hour: str) -> None:
    due = solution_due(TWO_DAYS, local(f"{since}T{hour}"), OFFICE)

    assert due.astimezone(SHANGHAI).date().isoformat() == day


def test_a_report_at_night_is_answered_in_the_morning() -> None:
    assert response_due(WORKING, local("2024-10-16T23:10"), OFFICE) == local("2024-10-17T11:00")


def test_the_rest_of_a_friday_goes_on_on_monday() -> None:
    due = response_due(WORKING, local("2024-10-18T17:00"), OFFICE)

    assert due == local("2024-10-21T10:00")


@pytest.mark.parametrize("zone", [NEW_YORK, BERLIN])
@pytest.mark.parametrize("day", ["2024-03-09", "2024-03-30", "2024-10-26", "2024-11-02"])
def test_summer_time_takes_no_office_hour_and_gives_none(zone: ZoneInfo, day: str) -> None:
    friday = local(f"{day}T17:00", zone) - timedelta(days=1)
    due = response_due(WORKING, friday, in_office(zone))

    assert due == (friday + timedelta(days=3)).replace(hour=10)


@pytest.mark.parametrize(
    ("zone", "since", "until"),
    [
        (NEW_YORK, "2024-03-09T12:00", "2024-03-10T13:00"),
        (NEW_YORK, "2024-11-02T12:00", "2024-11-03T11:00"),
        (BERLIN, "2024-03-30T12:00", "2024-03-31T13:00"),
        (BERLIN, "2024-10-26T12:00", "2024-10-27T11:00"),
    ],
)
def test_a_natural_day_is_24_hours_whatever_the_wall_clock_does(
    zone: ZoneInfo, since: str, until: str
) -> None:
    assert solution_due(PROCESS, local(since, zone), None) == local(until, zone)


def test_a_leap_day_is_worked_like_any_other() -> None:
    assert solution_due(TWO_DAYS, local("2024-02-28T10:00"), OFFICE) == local("2024-03-01T10:00")
    assert solution_due(PROCESS, local("2024-02-28T10:00"), None) == local("2024-02-29T10:00")


def test_the_lead_departments_zone_counts() -> None:
    departments = {"欧洲分公司": department("欧洲分公司", "Europe/Berlin")}
    theirs = blocker(local("2024-10-16T09:30"), lead="欧洲分公司")

    assert zone_of(theirs, departments, PROJECT) == BERLIN
    assert zone_of(replace(theirs, lead="研发部"), departments, PROJECT) == SHANGHAI


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../etc", "Asia", "\0"])
def test_a_zone_that_nobody_knows_gives_way_to_the_projects(zone: str) -> None:
    departments = {"市场部": department("市场部", zone)}

    assert zone_of(blocker(local("2024-10-16T09:30")), departments, PROJECT) == SHANGHAI


def test_a_project_without_departments_counts_on_its_own_clock() -> None:
    plain = replace(PROJECT, lead_dept="")

    assert zone_of(blocker(local("2024-10-16T09:30")), {}, plain) == SHANGHAI


def department(name: str, zone: str) -> Department:
    return Department(id=record_id(Kind.DEPARTMENT, 1), name=name, timezone=zone)


def test_two_departments_read_one_report_by_their_own_morning() -> None:
    since = datetime(2024, 10, 16, 2, 0, tzinfo=UTC)
    here, there = (response_due(WORKING, since, in_office(zone)) for zone in (SHANGHAI, BERLIN))

    assert (here, there) == (local("2024-10-16T12:00"), local("2024-10-16T11:00", BERLIN))


def test_a_snooze_takes_office_hours_not_nights() -> None:
    since = local("2024-10-16T09:00")
    begun, over = local("2024-10-16T16:00"), local("2024-10-17T10:00")
    sleeping = blocker(
        since,
        WORKING,
        OFFICE,
        status=BlockerStatus.SNOOZED,
        responded_at=begun,
        snoozed_at=begun,
        snoozed_until=over,
    )
    read = solution(sleeping, over + HOUR, WORKING, OFFICE)

    assert read is not None
    assert (read.used, read.left) == (8 * HOUR, 16 * HOUR)
    assert deadline(sleeping, Clock.SOLUTION, WORKING, OFFICE) == read.at


def test_a_clock_stands_still_at_night_and_on_holidays() -> None:
    holidays = blocker(local("2024-09-30T17:30"), WORKING, OFFICE)
    evening, week_later = (
        response(holidays, local(at), WORKING, OFFICE)
        for at in ("2024-09-30T18:00", "2024-10-08T09:00")
    )

    assert evening is not None
    assert week_later is not None
    assert evening.left == week_later.left == HOUR * 1.5


def test_a_year_without_a_calendar_counts_weekends_and_says_so() -> None:
    published = work_calendar("CN", range(2024, 2027))
    unknown = replace(published, unpublished=frozenset({2025}), off=(), on=())
    office = office_of(TWO_DAYS, unknown, SHANGHAI)
    late = blocker(local("2024-12-31T12:00"), TWO_DAYS, office)
    told = explain(late, Clock.SOLUTION, local("2024-12-31T13:00"), TWO_DAYS, office)

    assert told is not None
    assert told.due == local("2025-01-02T12:00")
    assert told.unpublished == (2025,)


def test_a_published_year_needs_no_note() -> None:
    known = blocker(local("2024-10-16T12:00"), WORKING, OFFICE)
    told = explain(known, Clock.SOLUTION, local("2024-10-16T13:00"), WORKING, OFFICE)

    assert told is not None
    assert told.unpublished == ()
