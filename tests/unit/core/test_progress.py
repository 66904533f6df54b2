"""Plan against actual, on the days that are worked."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar.workdays import work_calendar
from core.domain.progress import behind, days_silent, overdue_days, planned
from core.domain.task import Task, TaskStatus
from tests.unit.core.world import CALENDAR, ZONE, task

CHINA = work_calendar("CN", range(2023, 2026))
NOVEMBER = date(2026, 11, 1)
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def on(day: int) -> date:
    return NOVEMBER.replace(day=day)


@pytest.mark.parametrize(
    ("day", "per_cent"),
    [(1, 0), (2, 10), (3, 20), (6, 50), (7, 50), (8, 50), (9, 60), (12, 90), (13, 100), (20, 100)],
)
def test_planned_progress_is_the_share_of_working_days_gone_by(day: int, per_cent: int) -> None:
    assert planned(task(), on(day), CALENDAR) == per_cent


@pytest.mark.parametrize(
    ("day", "per_cent"),
    [("09-30", 20), ("10-04", 20), ("10-07", 20), ("10-08", 40), ("10-11", 100), ("10-12", 100)],
)
def test_the_national_holiday_does_not_count(day: str, per_cent: int) -> None:
    over_the_feast = task(start=date(2024, 9, 30), due=date(2024, 10, 11))

    assert planned(over_the_feast, date.fromisoformat(f"2024-{day}"), CHINA) == per_cent


def test_a_make_up_saturday_counts() -> None:
    week = task(start=date(2024, 10, 11), due=date(2024, 10, 14))

    assert planned(week, date(2024, 10, 12), CHINA) == 67
    assert planned(week, date(2024, 10, 13), CHINA) == 67


def test_without_a_due_day_nothing_is_planned() -> None:
    assert planned(task(due=None), on(5), CALENDAR) is None


def test_without_a_start_the_plan_says_nothing_until_the_due_day() -> None:
    assert planned(task(start=None), on(12), CALENDAR) is None
    assert planned(task(start=None), on(13), CALENDAR) == 100


@pytest.mark.parametrize(("day", "per_cent"), [(2, 2), (6, 10), (9, 28), (12, 82), (13, 100)])
def test_a_plan_with_points_of_its_own_is_followed(day: int, per_cent: int) -> None:
    assert planned(task(plan={"2026-11-06": 10}), on(day), CALENDAR) == per_cent


def test_plan_points_beyond_the_end_do_not_count() -> None:
    late = task(plan={"2026-11-13": 40, "2026-12-01": 80})

    assert [planned(late, on(day), CALENDAR) for day in (6, 12)] == [50, 90]


@given(
    start=days,
    length=st.integers(0, 200),
    plan=st.dictionaries(days.map(date.isoformat), st.integers(-50, 150), max_size=5),
)
def test_planned_progress_never_falls_and_stays_within_a_hundred(
    start: date, length: int, plan: dict[str, int]
) -> None:
    one = task(start=start, due=start + timedelta(length), plan=plan)
    told = [planned(one, start + timedelta(day), CALENDAR) or 0 for day in range(-3, length + 4)]

    assert told == sorted(told)
    assert told[0] == 0
    assert told[-1] == 100


def test_a_task_ahead_of_its_plan_is_not_behind() -> None:
    assert behind(task(actual=80), 50) == 0
    assert behind(task(actual=30), 50) == 20
    assert behind(task(actual=30), None) == 0


@pytest.mark.parametrize("status", [TaskStatus.DONE, TaskStatus.CANCELLED])
def test_what_is_finished_is_never_behind(status: TaskStatus) -> None:
    assert behind(task(status=status), 100) == 0


@pytest.mark.parametrize(("day", "late"), [(12, 0), (13, 0), (14, 1), (15, 1), (16, 1), (17, 2)])
def test_lateness_is_counted_in_working_days_and_begins_at_one(day: int, late: int) -> None:
    assert overdue_days(task(), on(day), CALENDAR) == late


def test_a_due_day_on_a_rest_day_is_late_from_monday() -> None:
    assert overdue_days(task(due=on(14)), on(16), CALENDAR) == 1


def test_what_was_handed_in_is_not_late() -> None:
    handed_in = task(status=TaskStatus.IN_REVIEW, actual=100)
    half = task(status=TaskStatus.IN_REVIEW, actual=50)

    assert overdue_days(handed_in, on(20), CALENDAR) == 0
    assert overdue_days(half, on(20), CALENDAR) == 5


def silent(one: Task, day: int) -> int | None:
    return days_silent(one, on(day), ZONE, CALENDAR)


def test_who_reported_today_is_not_silent() -> None:
    # 23:30 in Shanghai is still the 11th in London.
    reported = task(progressed_at=datetime(2026, 11, 11, 15, 30, tzinfo=UTC))

    assert silent(reported, 11) == 0
    assert silent(reported, 12) == 1


def test_rest_days_owe_no_report() -> None:
    friday = task(progressed_at=datetime(2026, 11, 6, 2, tzinfo=UTC))

    assert [silent(friday, day) for day in (6, 7, 8, 9, 10)] == [0, 0, 0, 1, 2]


def test_a_task_that_was_never_reported_on_is_silent_since_its_start() -> None:
    assert [silent(task(), day) for day in (1, 2, 3)] == [None, 1, 2]


@pytest.mark.parametrize(
    "quiet",
    [
        task(status=TaskStatus.DONE),
        task(status=TaskStatus.CANCELLED),
        task(status=TaskStatus.IN_REVIEW, actual=100),
        task(start=None),
    ],
    ids=["done", "cancelled", "handed in", "not begun"],
)
def test_no_report_is_owed_on(quiet: Task) -> None:
    assert silent(quiet, 11) is None
