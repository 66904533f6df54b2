"""Feasts in the calendar of China as it was published."""

from __future__ import annotations

import pytest

from core.calendar.workdays import from_json, work_calendar
from core.capture.reading import read
from tests.unit.core.capture_ground import ground

CHINA = ground(calendar=work_calendar("CN", range(2023, 2027)))


@pytest.mark.parametrize(
    ("phrase", "due", "own", "rest"),
    [
        ("年前", "2025-01-27", "2025-01-29", "2025-01-28"),
        ("明年中秋前", "2025-09-30", "2025-10-06", "2025-10-01"),
        ("明年国庆后", "2025-10-09", "2025-10-01", None),
        ("元旦前", "2024-12-31", "2025-01-01", None),
        ("中秋前", "2024-09-14", "2024-09-17", "2024-09-15"),
        ("国庆前", "2024-09-30", "2024-10-01", None),
    ],
)
def test_a_feast_is_told_by_its_own_day(phrase: str, due: str, own: str, rest: str | None) -> None:
    reading = read(f"{phrase} 盘点 @wg", CHINA)

    assert str(reading.due)[:10] == due
    assert (reading.due_values["anchor_day"], reading.due_values.get("off_from")) == (own, rest)


def test_a_calendar_keeps_the_own_days_of_its_feasts() -> None:
    kept = from_json(CHINA.calendar.to_json())

    assert [each.day for each in kept.feasts] == [each.day for each in CHINA.calendar.feasts]
    assert all(each.day for each in kept.feasts)
