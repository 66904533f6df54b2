"""When the next meeting is: on working days, strictly ahead, in the rhythm of its kind."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar.workdays import WorkCalendar, work_calendar
from core.domain.cadence import next_meeting, upcoming
from core.domain.ids import RecordId
from core.domain.meeting import Cadence, Meeting, MeetingKind, MeetingStatus, Series

SHANGHAI = ZoneInfo("Asia/Shanghai")
CHINA = work_calendar("CN", range(2023, 2026))
NOW = datetime(2024, 10, 16, 10, tzinfo=SHANGHAI)
STANDUP = Series(
    id=RecordId("SE-01"), kind=MeetingKind.STANDUP, cadence=Cadence.WORKDAYS, at="09:30"
)


def held(cadence: Cadence, weekday: int = 0, since: datetime | None = None) -> Series:
    return Series(
        id=RecordId("SE-02"), kind=MeetingKind.WEEKLY, cadence=cadence, weekday=weekday, since=since
    )


def told(series: Series, now: datetime, calendar: WorkCalendar = CHINA) -> str:
    at = upcoming(series, now, SHANGHAI, calendar)
    return f"{at:%m-%d %H:%M}" if at else ""


def test_a_standup_is_on_the_next_working_day() -> None:
    assert told(STANDUP, NOW) == "10-17 09:30"


def test_make_up_days_count_and_holidays_do_not() -> None:
    assert told(STANDUP, datetime(2024, 10, 11, 12, tzinfo=SHANGHAI)) == "10-12 09:30"
    assert told(STANDUP, datetime(2024, 9, 30, 12, tzinfo=SHANGHAI)) == "10-08 09:30"


@pytest.mark.parametrize(
    ("cadence", "expected"),
    [
        (Cadence.WEEKLY, "10-21 10:00"),
        (Cadence.MONTHLY, "11-04 10:00"),
        (Cadence.NEVER, ""),
    ],
)
def test_each_rhythm_finds_its_monday(cadence: Cadence, expected: str) -> None:
    assert told(held(cadence), NOW) == expected


def test_fortnights_are_counted_from_where_they_began() -> None:
    since = datetime(2024, 10, 9, tzinfo=SHANGHAI)

    assert told(held(Cadence.FORTNIGHTLY, 0, since), NOW) == "10-21 10:00"
    assert told(held(Cadence.FORTNIGHTLY, 0, since + timedelta(days=7)), NOW) == "10-28 10:00"


def test_a_weekly_meeting_on_a_holiday_is_passed_over() -> None:
    tuesday = held(Cadence.WEEKLY, 1)

    assert told(tuesday, datetime(2024, 9, 25, tzinfo=SHANGHAI)) == "10-08 10:00"


def test_a_planned_meeting_comes_before_the_rhythm() -> None:
    planned = Meeting(
        id=RecordId("M-01"),
        kind=MeetingKind.ISSUE,
        status=MeetingStatus.PLANNED,
        starts_at=datetime(2024, 10, 17, 9, 30, tzinfo=SHANGHAI),
    )

    found = next_meeting([STANDUP], [planned], NOW, SHANGHAI, CHINA)

    assert found is not None
    assert (found.planned, found.kind) == ("M-01", MeetingKind.ISSUE)


def test_nothing_planned_and_no_rhythm_is_no_meeting() -> None:
    assert next_meeting([], [], NOW, SHANGHAI, CHINA) is None


@given(
    minutes=st.integers(0, 700_000),
    cadence=st.sampled_from(Cadence),
    weekday=st.integers(0, 4),
)
def test_it_is_always_ahead_and_never_on_a_day_of_rest(
    minutes: int, cadence: Cadence, weekday: int
) -> None:
    since = datetime(2024, 1, 1, tzinfo=SHANGHAI)
    now = since + timedelta(minutes=minutes)
    at = upcoming(held(cadence, weekday, since), now, SHANGHAI, CHINA)

    if at is not None:
        assert at > now
        assert CHINA.is_working(at.astimezone(SHANGHAI).date())


def test_the_wall_clock_holds_through_the_change_to_winter_time() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    at = upcoming(
        STANDUP, datetime(2024, 10, 26, tzinfo=berlin), berlin, work_calendar("", range(2024, 2025))
    )

    assert at is not None
    assert (at.date(), f"{at:%H:%M}") == (date(2024, 10, 28), "09:30")


def test_a_meeting_that_began_early_was_today_s() -> None:
    early = NOW.replace(hour=9, minute=25)
    standup = Meeting(
        id=RecordId("M-01"),
        kind=MeetingKind.STANDUP,
        status=MeetingStatus.RUNNING,
        started_at=early,
    )

    found = next_meeting([STANDUP], [standup], early, SHANGHAI, CHINA)

    assert found is not None
    assert f"{found.at:%m-%d %H:%M}" == "10-17 09:30"
