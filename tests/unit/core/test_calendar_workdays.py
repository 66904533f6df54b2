"""Working days, with the rest and make-up days that China really had."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar.workdays import (
    Feast,
    UnknownCalendar,
    WorkCalendar,
    from_json,
    work_calendar,
    years_around,
)

YEARS = range(2023, 2026)
CHINA = work_calendar("CN", YEARS)
WEEKENDS = work_calendar("", YEARS)

days = st.dates(date(2022, 6, 1), date(2026, 6, 30))


@pytest.mark.parametrize(
    ("asked", "count", "due"),
    [
        (date(2024, 9, 30), 2, date(2024, 10, 9)),
        (date(2024, 10, 11), 2, date(2024, 10, 14)),
        (date(2024, 10, 16), 2, date(2024, 10, 18)),
        (date(2024, 10, 16), 3, date(2024, 10, 21)),
        (date(2024, 12, 1), 5, date(2024, 12, 6)),
        (date(2024, 10, 9), -2, date(2024, 9, 30)),
        (date(2024, 10, 5), 0, date(2024, 10, 5)),
    ],
)
def test_working_days_are_counted_over_holidays_and_make_up_days(
    asked: date, count: int, due: date
) -> None:
    assert CHINA.add(asked, count) == due


def test_a_make_up_saturday_is_worked() -> None:
    assert CHINA.is_working(date(2024, 10, 12))
    assert not WEEKENDS.is_working(date(2024, 10, 12))


def test_a_make_up_day_written_under_the_following_year_is_worked() -> None:
    assert work_calendar("CN", range(2011, 2012)).is_working(date(2011, 12, 31))


def test_the_national_week_is_not_worked() -> None:
    assert CHINA.working_days(date(2024, 10, 1), date(2024, 10, 7)) == 0
    assert CHINA.working_days(date(2024, 9, 30), date(2024, 10, 8)) == 2


def test_no_day_lies_between_a_day_and_the_one_before() -> None:
    assert CHINA.working_days(date(2024, 10, 17), date(2024, 10, 16)) == 0


@given(days, days)
def test_counting_agrees_with_looking_at_each_day(first: date, last: date) -> None:
    length = (last - first).days + 1
    looked = sum(CHINA.is_working(first + timedelta(index)) for index in range(length))

    assert CHINA.working_days(first, last) == looked


@given(days, st.integers(-400, 400).filter(bool))
def test_adding_lands_on_the_working_day_that_counting_finds(day: date, count: int) -> None:
    end = CHINA.add(day, count)
    passed = (
        CHINA.working_days(day + timedelta(1), end)
        if count > 0
        else -CHINA.working_days(end, day - timedelta(1))
    )

    assert CHINA.is_working(end)
    assert passed == count


def test_a_rest_day_moves_on_or_back_and_a_working_day_stays() -> None:
    saturday, friday = date(2024, 10, 19), date(2024, 10, 18)

    assert CHINA.next_working(saturday) == date(2024, 10, 21)
    assert CHINA.previous_working(saturday) == friday
    assert CHINA.next_working(friday) == CHINA.previous_working(friday) == friday


def test_a_date_beyond_all_calendars_is_an_error() -> None:
    with pytest.raises(OverflowError):
        CHINA.add(date(9999, 12, 30), 400_000_000_000)


def test_a_year_without_announcement_counts_weekends_and_says_so() -> None:
    far = work_calendar("CN", range(2024, 2100))

    assert far.published(2025)
    assert not far.published(2099)
    assert far.is_working(date(2099, 10, 1))
    assert 2099 in far.unpublished


def test_a_year_that_was_not_read_is_not_published() -> None:
    assert not CHINA.published(2026)
    assert CHINA.is_working(date(2026, 10, 1))


def test_weekends_alone_are_always_known() -> None:
    assert WEEKENDS.published(2099)
    assert work_calendar("none", YEARS) == WEEKENDS


def test_own_rest_and_make_up_days_come_on_top() -> None:
    own = work_calendar(
        "CN",
        YEARS,
        extra_off=[date(2024, 10, 16), date(2024, 10, 12), date(2024, 10, 19)],
        extra_on=[date(2024, 10, 20), date(2024, 10, 7), date(2024, 10, 17)],
    )

    assert not own.is_working(date(2024, 10, 16))
    assert not own.is_working(date(2024, 10, 12))
    assert not own.is_working(date(2024, 10, 19))
    assert own.is_working(date(2024, 10, 20))
    assert own.is_working(date(2024, 10, 7))
    assert own.is_working(date(2024, 10, 17))


def test_a_day_both_off_and_on_is_on() -> None:
    day = date(2024, 10, 20)

    assert work_calendar("", YEARS, extra_off=[day], extra_on=[day]).is_working(day)


@pytest.mark.parametrize("code", ["XX", "DE-ZZ", "CHINA", "XNYS", "-"])
def test_an_unknown_code_is_refused_with_an_id(code: str) -> None:
    with pytest.raises(UnknownCalendar) as refusal:
        work_calendar(code, YEARS)

    assert refusal.value.reason == "unknown-calendar"
    assert refusal.value.code == code


def test_a_region_has_its_own_holidays() -> None:
    epiphany = date(2025, 1, 6)

    assert not work_calendar("de-by", YEARS).is_working(epiphany)
    assert work_calendar("DE", YEARS).is_working(epiphany)


def test_a_weekend_may_be_friday_and_saturday() -> None:
    egypt = work_calendar("EG", YEARS)

    assert not egypt.is_working(date(2024, 11, 8))
    assert egypt.is_working(date(2024, 11, 10))


def test_a_week_without_a_working_day_is_refused() -> None:
    with pytest.raises(ValueError, match="week-without-workday"):
        WorkCalendar("", YEARS, frozenset(range(7)))


def feast_after(calendar: WorkCalendar, day: date, name: str = "") -> Feast | None:
    """The first feast that begins after `day`, or the first so named."""
    found = (each for each in calendar.feasts if each.first > day and name in ("", each.name))
    return next(found, None)


def test_a_feast_has_the_rest_around_it() -> None:
    national = feast_after(CHINA, date(2024, 9, 20), "国庆节")

    assert national == Feast("国庆节", date(2024, 10, 1), date(2024, 10, 7))


def test_the_next_feast_in_october_is_new_year() -> None:
    feast = feast_after(CHINA, date(2024, 10, 16))

    assert feast is not None
    assert feast.name == "元旦"
    assert CHINA.next_working(feast.last + timedelta(1)) == date(2025, 1, 2)
    assert CHINA.previous_working(feast.first - timedelta(1)) == date(2024, 12, 31)


def test_feasts_come_in_order_and_each_once() -> None:
    starts = [feast.first for feast in CHINA.feasts]

    assert starts == sorted(starts)
    assert not [feast for feast in CHINA.feasts if "调休" in feast.name or "补假" in feast.name]
    assert [feast.first.year for feast in CHINA.feasts if feast.name == "劳动节"] == list(YEARS)


@pytest.mark.parametrize("code", ["JP", "CH", "BR", "US", "DE-BE", "RU", "HU"])
def test_a_feast_is_known_at_the_turn_of_the_year(code: str) -> None:
    feast = feast_after(work_calendar(code, YEARS), date(2024, 12, 1))

    assert feast is not None
    assert feast.last >= date(2024, 12, 24)


def test_no_feast_is_known_beyond_the_years_read() -> None:
    assert feast_after(CHINA, date(2025, 12, 31)) is None


def test_a_calendar_comes_back_from_json_as_it_was() -> None:
    assert from_json(json.loads(json.dumps(CHINA.to_json()))) == CHINA


@pytest.mark.parametrize("damage", [{"code": None}, {"years": 3}, {"off": ["x"]}, {"feasts": [1]}])
def test_a_damaged_calendar_is_refused(damage: dict[str, object]) -> None:
    data = CHINA.to_json() | damage
    if damage == {"code": None}:
        del data["code"]

    with pytest.raises(ValueError, match=r"."):
        from_json(data)


def test_a_saved_calendar_loads_without_the_holidays_package() -> None:
    program = (
        "import sys, json; from core.calendar.workdays import from_json, work_calendar;"
        "from_json(json.loads(sys.argv[1])); work_calendar('', range(2024, 2026));"
        "print('holidays' in sys.modules)"
    )
    saved = json.dumps(CHINA.to_json())
    answer = subprocess.run(
        [sys.executable, "-c", program, saved], capture_output=True, text=True, check=True
    )

    assert answer.stdout.strip() == "False"


def test_the_years_to_read_reach_past_the_days_asked_for() -> None:
    assert years_around(date(2024, 10, 16)) == range(2023, 2027)
    assert years_around(date(2024, 10, 16), date(2022, 3, 1)) == range(2021, 2027)


def test_ten_thousand_counts_take_no_time() -> None:
    first, last = date(2024, 9, 30), date(2025, 1, 3)

    def seconds() -> float:
        started = time.perf_counter()
        for _ in range(10_000):
            CHINA.working_days(first, last)
        return time.perf_counter() - started

    assert min(seconds() for _ in range(5)) < 0.1
