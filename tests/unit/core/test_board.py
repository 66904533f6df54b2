"""What comes first on the board."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from core.domain.action import ActionItem, ActionStatus
from core.domain.blocker import RESPONSE, SOLUTION, Blocker, BlockerStatus
from core.domain.board import action_urgency, blocker_urgency
from core.domain.ids import Kind, record_id

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)


def blocker(number: int, hours_ago: float) -> Blocker:
    reported = NOON - timedelta(hours=hours_ago)
    return Blocker(
        id=record_id(Kind.BLOCKER, number),
        title="卡",
        reported_at=reported,
        response_due=reported + RESPONSE,
        solution_due=reported + SOLUTION,
    )


def action(number: int, days: int | None, status: ActionStatus = ActionStatus.OPEN) -> ActionItem:
    due = None if days is None else NOON + timedelta(days)
    return ActionItem(id=record_id(Kind.ACTION, number), title="交", due=due, status=status)


def test_blockers_sort_by_the_clock_that_runs_out_first() -> None:
    answered = replace(blocker(1, 20), responded_at=NOON)  # 4 hours to its solution
    new = blocker(2, 0)  # 2 hours to a response
    old = blocker(3, 1)  # 1 hour
    solved = replace(answered, id=record_id(Kind.BLOCKER, 4), solved_at=NOON)
    snoozed = replace(blocker(5, 100), status=BlockerStatus.SNOOZED)
    twin = replace(old, id=record_id(Kind.BLOCKER, 10))
    plain = [snoozed, solved, answered, twin, new, old]

    ordered = sorted(plain, key=blocker_urgency)

    assert [each.id for each in ordered] == ["B-03", "B-10", "B-02", "B-01", "B-04", "B-05"]


def test_action_items_sort_by_deadline_and_what_was_delivered_comes_last() -> None:
    plain = [
        action(1, None),
        action(2, -9, ActionStatus.DONE),
        action(3, -1, ActionStatus.SUBMITTED),
        action(4, 3),
        action(5, -2),
    ]

    ordered = sorted(plain, key=action_urgency)

    assert [each.id for each in ordered] == ["A-05", "A-04", "A-01", "A-03", "A-02"]


def test_an_action_item_is_overdue_from_the_instant_it_was_due_until_it_is_handed_in() -> None:
    late = action(1, -1)

    assert late.overdue(NOON)
    assert not late.overdue(NOON - timedelta(1))
    assert not action(1, None).overdue(NOON)
    assert not replace(late, status=ActionStatus.SUBMITTED).overdue(NOON)
