"""What time alone brings about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.calendar.workdays import work_calendar
from core.domain.blocker import Blocker, BlockerStatus, RingBlocker, SoundAlarm, WakeBlocker
from core.domain.board import Board
from core.domain.clocks import Clock
from core.domain.command import Command
from core.domain.ids import Kind, record_id
from core.domain.policy import PROCESS
from core.domain.project import Project
from core.domain.ticking import alarm_of, due_now
from tests.unit.core.standard import STANDARD

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")
OPEN = Blocker(
    id=record_id(Kind.BLOCKER, 1),
    title="样机没到",
    reported_at=NOON,
    response_due=NOON + PROCESS.response,
    solution_due=NOON + PROCESS.solution,
)
ACKED = replace(
    OPEN,
    status=BlockerStatus.ACKED,
    responded_at=NOON + timedelta(hours=1),
    ack_until=NOON + timedelta(hours=9),
)
SNOOZED = replace(
    ACKED,
    status=BlockerStatus.SNOOZED,
    ack_until=None,
    snoozed_at=NOON + timedelta(hours=2),
    snoozed_until=NOON + timedelta(hours=4),
)


def board(*blockers: Blocker, project: int = 1) -> Board:
    return Board(
        revision=1,
        read_at=NOON,
        project=Project(id=record_id(Kind.PROJECT, project), code="x", name="x"),
        zone=SHANGHAI,
        calendar=work_calendar("CN", range(2026, 2028)),
        blockers={each.id: each for each in blockers},
    )


def due(hours: float, *blockers: Blocker) -> list[Command]:
    """What is due so many hours after noon."""
    return [wish for _, wish in due_now(board(*blockers), NOON + timedelta(hours=hours), STANDARD)]


def alarm(clock: str) -> SoundAlarm:
    return SoundAlarm(blocker=OPEN.id, clock=clock)


def test_nothing_is_due_while_every_clock_has_time_left() -> None:
    assert due(1.99, OPEN, replace(ACKED, id=record_id(Kind.BLOCKER, 2))) == []


def test_a_response_that_did_not_come_sounds_an_alarm() -> None:
    assert due(2.01, OPEN) == [alarm("response")]


def test_a_breach_that_was_acted_upon_is_not_due_again() -> None:
    assert OPEN.response_due is not None
    sounded = replace(OPEN, alarms=(alarm_of(Clock.RESPONSE, OPEN.response_due),))

    assert due(2.01, sounded) == []
    assert due(24.01, sounded) == [alarm("solution")]


def test_a_deadline_set_anew_is_another_one() -> None:
    assert OPEN.response_due is not None
    sounded = replace(
        OPEN,
        alarms=(alarm_of(Clock.RESPONSE, OPEN.response_due),),
        response_due=OPEN.response_due + timedelta(hours=3),
    )

    assert due(4.99, sounded) == []
    assert due(5.01, sounded) == [alarm("response")]


def test_both_clocks_may_have_run_out_unseen() -> None:
    assert due(30, OPEN) == [alarm("response"), alarm("solution")]


def test_an_acknowledgement_that_nothing_followed_rings_and_sounds_no_alarm() -> None:
    assert due(8.99, ACKED) == []
    assert due(9, ACKED) == [RingBlocker(blocker=OPEN.id)]


def test_a_snooze_ends_when_its_time_has_come() -> None:
    assert due(3.99, SNOOZED) == []
    assert due(4, SNOOZED) == [WakeBlocker(blocker=OPEN.id)]


def test_a_snoozed_clock_sounds_no_alarm_and_runs_on_by_its_pause() -> None:
    asleep = replace(SNOOZED, snoozed_until=NOON + timedelta(hours=50))

    assert due(49, asleep) == []
    assert due(50, asleep) == [WakeBlocker(blocker=OPEN.id)]
    assert due(72.01, asleep) == [WakeBlocker(blocker=OPEN.id), alarm("solution")]


@pytest.mark.parametrize("status", [BlockerStatus.CLOSED, BlockerStatus.MERGED])
def test_what_is_settled_is_left_alone(status: BlockerStatus) -> None:
    assert due(100, replace(OPEN, status=status)) == []


def test_a_solution_stops_the_alarm() -> None:
    solved = replace(
        ACKED,
        status=BlockerStatus.PROPOSED,
        ack_until=None,
        solved_at=NOON + timedelta(hours=3),
    )

    assert due(100, solved) == []


def test_the_id_of_a_wish_names_project_record_and_deadline() -> None:
    late = NOON + timedelta(hours=3)
    ((name, _),) = due_now(board(OPEN), late, STANDARD)
    ((later, _),) = due_now(board(OPEN), late + timedelta(hours=1), STANDARD)
    ((elsewhere, _),) = due_now(board(OPEN, project=2), late, STANDARD)

    assert name == "auto:PJ-01:B-01:response:2026-11-18T14:00:00+00:00"
    assert later == name
    assert elsewhere != name


def test_wakes_come_before_rings_and_rings_before_alarms() -> None:
    second, third = (record_id(Kind.BLOCKER, number) for number in (2, 3))

    found = due(10, OPEN, replace(ACKED, id=second), replace(SNOOZED, id=third))

    assert found == [WakeBlocker(blocker=third), RingBlocker(blocker=second), alarm("response")]
