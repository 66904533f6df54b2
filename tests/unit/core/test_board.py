"""What comes first on the board."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from core.calendar.sla import State
from core.domain.action import ActionItem, ActionStatus
from core.domain.blocker import Blocker, BlockerStatus
from core.domain.board import Board, action_urgency
from core.domain.clocks import Clock
from core.domain.ids import Kind, record_id
from core.domain.policy import PROCESS
from tests.unit.core.clocked import WORKING
from tests.unit.core.world import World

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)


def blocker(number: int, hours_ago: float) -> Blocker:
    reported = NOON - timedelta(hours=hours_ago)
    return Blocker(
        id=record_id(Kind.BLOCKER, number),
        title="卡",
        reported_at=reported,
        response_due=reported + PROCESS.response,
        solution_due=reported + PROCESS.solution,
    )


def board(*blockers: Blocker) -> Board:
    """A board of these blockers, read at noon."""
    world = World.of(*blockers)
    world.now = NOON
    return world.board()


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

    assert board(*plain).blocker_order == (
        *("B-03", "B-10", "B-02"),
        *("B-01", "B-04", "B-05"),
    )


def test_a_snooze_that_ends_after_the_read_changes_the_order_by_itself() -> None:
    asleep = replace(
        blocker(1, 20),
        status=BlockerStatus.SNOOZED,
        responded_at=NOON,
        snoozed_at=NOON,
        snoozed_until=NOON + timedelta(hours=3),
    )
    shown = board(asleep, replace(blocker(2, 1), responded_at=NOON))

    assert shown.blocker_order == ("B-02", "B-01")
    assert shown.blockers_at(NOON + timedelta(hours=2.9)) is shown.blocker_order
    assert shown.blockers_at(NOON + timedelta(hours=3)) == ("B-01", "B-02")


def test_an_acknowledgement_that_runs_out_after_the_read_does_too() -> None:
    acked = replace(
        blocker(1, 0),
        status=BlockerStatus.ACKED,
        responded_at=NOON,
        ack_until=NOON + timedelta(hours=1),
    )
    shown = board(acked, replace(blocker(2, 20), responded_at=NOON))

    assert shown.blocker_order == ("B-02", "B-01")
    assert shown.blockers_at(NOON + timedelta(hours=1)) == ("B-01", "B-02")


def test_the_next_board_stands_in_the_order_of_its_own_moment() -> None:
    asleep = replace(
        blocker(1, 20),
        status=BlockerStatus.SNOOZED,
        snoozed_at=NOON,
        snoozed_until=NOON + timedelta(hours=3),
        responded_at=NOON,
    )
    world = World.of(asleep, replace(blocker(2, 1), responded_at=NOON))
    world.now = NOON
    first = world.board()
    world.now = NOON + timedelta(hours=3)

    after = world.next_board(first, [])

    assert after.blocker_order == world.board().blocker_order == ("B-01", "B-02")


def test_a_policy_that_arrives_counts_at_once() -> None:
    """A pause of a weekend is no pause of office hours."""
    friday = NOON.replace(day=20, hour=4)  # noon in Shanghai
    over = friday + timedelta(days=2, hours=16)
    paused = replace(
        blocker(1, 0),
        reported_at=friday,
        responded_at=friday,
        solution_due=friday + timedelta(days=5),
        pauses=(friday + timedelta(hours=7), over),
        policy=WORKING.id,
    )
    other = replace(
        blocker(2, 0), responded_at=friday, solution_due=friday + timedelta(days=5, hours=12)
    )
    world = World.of(paused, other)
    world.now = NOON.replace(day=24)
    before = world.board()
    world.put(WORKING)

    after = world.next_board(before, [WORKING])

    assert before.blocker_order == ("B-02", "B-01")
    assert after.blocker_order == world.board().blocker_order == ("B-01", "B-02")
    assert after.deadline_of(paused, Clock.SOLUTION) == paused.solution_due


def test_what_a_board_says_of_a_blocker_follows_its_policy() -> None:
    shown = replace(board(), policies={WORKING.id: WORKING})
    plain, counted = blocker(1, 1), replace(blocker(2, 1), policy=WORKING.id)

    assert (shown.policy_of(plain), shown.office_of(plain)) == (PROCESS, None)
    assert shown.policy_of(counted) == WORKING
    assert shown.office_of(counted) is not None
    assert shown.reading_of(plain, Clock.RESPONSE, NOON) is not None
    assert shown.state_of(plain, NOON + timedelta(days=3)) is State.LATE


def test_a_policy_that_nobody_knows_reads_as_the_process() -> None:
    assert board().policy_of(replace(blocker(1, 1), policy=WORKING.id)) == PROCESS


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


def test_an_action_item_is_overdue_from_the_day_after_its_own_until_it_is_handed_in() -> None:
    late = action(1, -1)

    assert late.overdue(NOON, UTC)
    assert not late.overdue(NOON - timedelta(1), UTC)
    assert not action(1, None).overdue(NOON, UTC)
    assert not replace(late, status=ActionStatus.SUBMITTED).overdue(NOON, UTC)
