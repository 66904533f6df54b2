"""Days, moments and reasons as people type them."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.cli import lookup
from tui.cli.wrong import Wrong
from tui.words import Words

TODAY = date(2024, 10, 16)
ZONE = timezone(timedelta(hours=8))
NOW = datetime(2024, 10, 16, 9, 30, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-10-23", date(2024, 10, 23)),
        (">10-23", date(2024, 10, 23)),
        ("今天", TODAY),
        ("Tomorrow", date(2024, 10, 17)),
        ("1-2", date(2025, 1, 2)),
    ],
)
def test_a_day(text: str, day: date) -> None:
    assert lookup.day(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "hour"),
    [("10-23", 18), ("10-23 15:00", 15), ("10-23T9:05", 9), ("2024-10-23T15:00:00", 15)],
)
def test_a_moment_is_the_evening_unless_a_time_is_said(text: str, hour: int) -> None:
    found = lookup.moment(text, TODAY, ZONE)

    assert (found.date(), found.hour) == (date(2024, 10, 23), hour)
    assert found.utcoffset() == timedelta(hours=8)


def test_a_moment_may_bring_its_own_offset() -> None:
    found = lookup.moment("2024-10-23T15:00+00:00", TODAY, ZONE)

    assert found == datetime(2024, 10, 23, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("3d", NOW - timedelta(days=3)),
        ("24h", NOW - timedelta(hours=24)),
        ("2w", NOW - timedelta(weeks=2)),
        ("10-16", datetime(2024, 10, 16, tzinfo=ZONE)),
        ("10-16 08:00", datetime(2024, 10, 16, 8, tzinfo=ZONE)),
        ("P2W", NOW - timedelta(weeks=2)),
        ("PT36H", NOW - timedelta(hours=36)),
        ("2024-W42", datetime(2024, 10, 14, tzinfo=ZONE)),
        ("2024-10", datetime(2024, 10, 1, tzinfo=ZONE)),
    ],
)
def test_since_when(text: str, moment: datetime) -> None:
    assert lookup.since(text, NOW, ZONE) == moment


@pytest.mark.parametrize("text", ["2024-W99", "PXX", "P99999999999Y", "2024-13", "P", "P1"])
def test_what_iso_8601_does_not_know_is_wrong(text: str) -> None:
    with pytest.raises(Wrong):
        lookup.since(text, NOW, ZONE)


@given(st.text(max_size=20))
def test_what_is_no_time_is_wrong_and_nothing_worse(text: str) -> None:
    with suppress(Wrong):
        lookup.day(text, TODAY)
    with suppress(Wrong):
        lookup.moment(text, TODAY, ZONE)
    with suppress(Wrong):
        lookup.since(text, NOW, ZONE)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("3", "等他部门"),
        ("3 供应商", "等他部门:供应商"),
        ("8", "8"),
        ("30 天", "30 天"),
        ("²", "²"),
        ("供应商没货", "供应商没货"),
        ("", ""),
    ],
)
def test_a_number_stands_for_a_usual_reason(text: str, reason: str) -> None:
    assert lookup.delay_reason(text, Words.load("zh")) == reason
