"""The clock that tells the time, and the one that stands still."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from core.calendar.clock import fixed, now, zone


def test_now_is_aware_and_in_utc() -> None:
    moment = now()

    assert moment.tzinfo is UTC
    assert abs(datetime.now(UTC) - moment) < timedelta(seconds=5)


def test_a_fixed_clock_stands_still_in_utc() -> None:
    clock = fixed("2024-10-16T09:30:00+08:00")

    assert clock() == clock() == datetime(2024, 10, 16, 1, 30, tzinfo=UTC)
    assert clock().tzinfo is UTC


@pytest.mark.parametrize("text", ["2024-10-16T09:30:00", "2024-10-16", "half past nine", ""])
def test_a_moment_without_offset_or_sense_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        fixed(text)


def test_a_zone_is_found_by_its_name() -> None:
    assert datetime(2024, 7, 1, tzinfo=zone("Asia/Shanghai")).utcoffset() == timedelta(hours=8)


@pytest.mark.parametrize("name", ["Asia/Nowhere", "", "../etc/passwd", "Asia"])
def test_an_unknown_zone_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="unknown-zone"):
        zone(name)
