"""What is written as a day and is none is asked about, and stays in the text."""

from __future__ import annotations

import pytest

from core.capture.reading import Type, read
from tests.unit.core.capture_ground import GROUND


@pytest.mark.parametrize("day", ["2026-02-30", "2026/13/40", "11月31日", "2026年2月30日"])
@pytest.mark.parametrize("mark", ["", ">"])
def test_a_day_that_no_calendar_has_is_asked_about(day: str, mark: str) -> None:
    reading = read(f"提交清单 @王敏 {mark}{day}", GROUND)

    assert [each.id for each in reading.amber] == ["no-such-day"]
    assert day in reading.text
    assert reading.due_rule == "next-meeting"


def test_a_decision_has_no_day_to_ask_about() -> None:
    assert read("2026-02-30 作废 @王敏", GROUND, Type.DECISION).amber == ()


def test_figures_that_only_look_like_a_date_are_text() -> None:
    assert read("比例 13-40 @王敏", GROUND).amber == ()
