"""Plan and actual as the screens draw them."""

from __future__ import annotations

import pytest

from tui.widgets.gauge import ASCII, gauge


@pytest.mark.parametrize(
    ("plan", "actual", "width", "bar"),
    [
        (100, 100, 12, "████████████"),
        (80, 60, 12, "███████░░│░░"),
        (100, 80, 12, "█████████░░│"),
        (30, 0, 12, "░░░│░░░░░░░░"),
        (50, 20, 12, "██░░░░│░░░░░"),
        (100, 90, 12, "██████████░│"),
        (40, 35, 12, "████│░░░░░░░"),
        (70, 75, 12, "█████████░░░"),
        (10, 15, 12, "█░░░░░░░░░░░"),
        (80, 60, 10, "██████░░│░"),
        (50, -3, 4, "░░│░"),
        (50, 300, 4, "████"),
        (50, 20, 0, ""),
    ],
)
def test_the_bar_fills_to_the_actual_and_the_stroke_shows_a_plan_not_reached(
    plan: float, actual: float, width: int, bar: str
) -> None:
    assert gauge(plan, actual, width) == bar


def test_the_bar_can_be_drawn_in_ascii() -> None:
    assert gauge(80, 60, 10, ASCII) == "######--|-"
