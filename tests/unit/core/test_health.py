"""The light of a task, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from core.domain.health import Reason, Standing, standing, urgency
from core.domain.task import LightLevel, Task, TaskStatus
from tests.unit.core.world import CALENDAR, PROJECT, ZONE, task

RED, AMBER, GREEN = LightLevel.RED, LightLevel.AMBER, LightLevel.GREEN


def on(day: int, one: Task) -> Standing:
    return standing(one, date(2026, 11, day), ZONE, CALENDAR, PROJECT)


def test_one_day_late_and_twenty_points_behind_is_red_with_both_reasons() -> None:
    """红:逾期 1 天,差 20."""
    stands = on(16, task(actual=80))

    assert stands.light is RED
    assert stands.reasons == (Reason("overdue", {"n": 1}), Reason("behind", {"points": 20}))


@pytest.mark.parametrize(
    ("actual", "light"), [(50, GREEN), (46, GREEN), (45, AMBER), (26, AMBER), (25, RED), (0, RED)]
)
def test_the_light_follows_the_points_behind(actual: int, light: LightLevel) -> None:
    stands = on(6, task(actual=actual))

    assert stands.planned == 50
    assert stands.light is light
    assert stands.reasons == (
        () if light is GREEN else (Reason("behind", {"points": 50 - actual}),)
    )


def test_a_project_sets_its_own_bounds() -> None:
    strict = replace(PROJECT, amber_behind=1, red_behind=2)

    stands = standing(task(actual=48), date(2026, 11, 6), ZONE, CALENDAR, strict)

    assert stands.light is RED


def test_late_but_complete_says_only_that_it_is_late() -> None:
    assert on(16, task(actual=100)).reasons == (Reason("overdue", {"n": 1}),)


def test_a_persons_word_stands_against_the_rule() -> None:
    told = task(actual=0, light=GREEN, light_reason="客户同意延后")

    assert on(20, told).light is GREEN
    assert on(20, told).reasons == (Reason("manual", {"why": "客户同意延后"}),)


def test_a_persons_word_ends_with_the_task() -> None:
    told = task(actual=100, light=RED, light_reason="缺料", status=TaskStatus.DONE)

    assert on(20, told).light is GREEN
    assert on(20, told).reasons == ()


def test_a_delay_without_a_reason_is_unexplained() -> None:
    assert on(6, task(actual=40)).unexplained
    assert not on(6, task(actual=40, delay_reason="缺人")).unexplained
    assert not on(6, task(actual=47)).unexplained


def test_a_persons_word_does_not_explain_the_delay() -> None:
    assert on(6, task(actual=0, light=GREEN, light_reason="会赶上")).unexplained


def test_fresh_means_that_no_report_is_owed() -> None:
    reported = task(progressed_at=datetime(2026, 11, 6, 2, tzinfo=UTC))

    assert on(6, reported).fresh
    assert not on(9, reported).fresh
    assert on(9, task(status=TaskStatus.DONE)).fresh


def test_tasks_sort_by_light_then_distance_then_due_day() -> None:
    red = task(1, actual=0)
    redder = task(2, actual=0, due=date(2026, 11, 5))
    amber = task(3, actual=40)
    late_green = task(4, actual=50, due=date(2026, 11, 13))
    early_green = task(5, actual=100, due=date(2026, 11, 10))
    tenth = task(10, actual=50, due=date(2026, 11, 13))
    done = task(6, actual=0, status=TaskStatus.DONE, due=date(2026, 11, 3))
    plain = [done, tenth, late_green, amber, red, early_green, redder]

    ordered = sorted(plain, key=lambda each: urgency(each, on(6, each)))

    assert [each.id for each in ordered] == [
        each.id for each in (redder, red, amber, early_green, late_green, tenth, done)
    ]


def test_on_its_first_day_a_task_is_behind_nothing() -> None:
    begun = task(actual=0, start=date(2026, 11, 5), due=date(2026, 11, 6))

    assert (on(5, begun).planned, on(5, begun).light) == (50, GREEN)
    assert on(6, begun).light is RED
