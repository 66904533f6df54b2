"""Days and shares as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from sync.written import day_in, number_in, share_in

NEAR = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "value", "percent"),
    [
        ("约30%", 30, True),
        ("50％", 50, True),
        ("0", 0, False),
        ("0.8", 0.8, False),
        ("80", 80, False),
        ("完成80%", 80, True),
        ("已完成 80 %", 80, True),
        ("80%左右", 80, True),
        ("about 40%", 40, True),
    ],
)
def test_a_share_is_read_however_loosely_it_is_said(text: str, value: float, percent: bool) -> None:
    found = share_in(text)

    assert found is not None
    assert (found.value, found.percent) == (value, percent)


@pytest.mark.parametrize("text", ["过半", "30-40%", "3/5", "12月", "", "三成", "第3版"])
def test_what_is_not_one_number_is_no_share(text: str) -> None:
    assert share_in(text) is None


def test_a_number_that_stands_alone_is_no_guess() -> None:
    assert number_in("约30%") is None
    assert number_in("1,200") is not None


def test_a_day_without_a_year_needs_a_day_to_be_near_to() -> None:
    assert day_in("1月8日", NEAR) == date(2027, 1, 8)
    assert day_in("12.20", NEAR) == date(2026, 12, 20)
    assert day_in("1月8日", None) is None
    assert day_in("2026-11-28", None) == date(2026, 11, 28)
