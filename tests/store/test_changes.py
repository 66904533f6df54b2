"""Looking back on a real database: what stood in it then, and what is different now."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import looking_back
from core.domain.action import AddAction
from core.domain.batch import Batch
from core.domain.changes import What
from core.domain.command import Command
from core.domain.cuts import Cut, last_cut
from core.domain.event import Event, apply, changed, facts
from core.domain.ids import Kind, RecordId, record_id
from core.domain.meeting import Meeting, MeetingKind, Purpose
from core.domain.meeting_wishes import EndMeeting, Slot, StartMeeting
from core.domain.record import Record
from core.domain.refusal import Gone, Refused
from core.domain.replay import turned_back
from core.domain.task import AddTask, MoveTask, SetProgress, TaskStatus
from core.service import Service
from core.store.journal import Sought, in_order
from core.store.past import read_past
from tests.hand_clock import HandClock
from tests.unit.core.test_undo import commands

T1 = record_id(Kind.TASK, 1)
AGENDA = (Slot(purpose=Purpose.ACTIONS, seconds=60),)
steps = st.sampled_from(["undo", "redo"]) | commands


def attempt(service: Service, step: Command | str) -> None:
    """Does what the rules allow."""
    with suppress(Refused):
        if step == "undo":
            service.undo()
        elif step == "redo":
            service.redo()
        elif not isinstance(step, str):
            service.perform(step)


def standing(service: Service) -> dict[RecordId, Record]:
    """Every record that the log speaks of, taken back or not, as the database reads now."""
    events = service.store.ask(in_order, service.project, Sought())
    ids = list(dict.fromkeys(each.event.subject for each in events))
    found = service.store.records(service.project, ids)
    return {each.id: replace(each, updated_at=None) for each in found}


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(wishes=st.lists(steps, min_size=2, max_size=9))
def test_replaying_to_a_moment_gives_the_records_read_then(
    service: Service, clock: HandClock, wishes: list[Command | str]
) -> None:
    read = []
    for step in wishes:
        read.append((service.now(), standing(service)))
        clock.forward(hours=1)
        attempt(service, step)
    now = standing(service)
    for moment, then in read:
        past = service.store.ask(read_past, service.project, [Cut(moment)], service.now(), None)
        later = [each for each in past.events if each.seq > past.cuts[0]]
        found = turned_back(now, later)

        assert {key: replace(each, updated_at=None) for key, each in found.items()} == then
        shown = past.at(past.cuts[0], moment)
        assert shown.tasks.keys() == {
            key for key, each in then.items() if key.startswith("T-") and not each.removed
        }


def test_a_board_of_then_reads_as_it_was_read(service: Service, clock: HandClock) -> None:
    then = service.board()
    clock.forward(days=3)
    service.perform(SetProgress(task=T1, actual=99))
    service.perform(AddTask(title="新"))
    found = looking_back.board_at(service, then.read_at)

    assert found.standings == then.standings
    assert found.lights == then.lights
    assert found.task_order == then.task_order
    assert (found.revision, found.today) == (then.revision, then.today)


def weekly(service: Service, clock: HandClock) -> str:
    """A weekly sync of ten minutes; its id."""
    service.perform(StartMeeting(kind=MeetingKind.WEEKLY, agenda=AGENDA))
    meeting = service.board().meeting
    assert meeting is not None
    service.perform(AddAction(title=f"会上 {meeting.id}"))
    clock.forward(minutes=10)
    service.perform(EndMeeting(meeting=meeting.id, unread=True))
    return meeting.id


def test_what_was_said_in_a_meeting_lies_before_its_end(service: Service, clock: HandClock) -> None:
    first = weekly(service, clock)
    assert service.changes_since(first).told == ()

    service.perform(SetProgress(task=T1, actual=85))  # at the very moment at which it ended
    assert [each.what for each in service.changes_since(first).told] == [What.PROGRESS]


def test_any_two_meetings_are_compared(service: Service, clock: HandClock) -> None:
    ids = []
    for actual in (82, 84, 86):
        ids.append(weekly(service, clock))
        clock.forward(days=1)
        service.perform(SetProgress(task=T1, actual=actual))
    first, second, third = ids
    between = service.changes_since(first, third)
    progress = between.of(What.PROGRESS)

    assert [(each.before, each.after) for each in progress] == [(80, 84)]
    assert (between.since_meeting, between.until_meeting) == (first, third)
    assert [each.title for each in between.of(What.ADDED)] == [f"会上 {second}", f"会上 {third}"]
    assert [each.meeting for each in between.of(What.ADDED)] == [second, third]
    carried = [(each.before, each.after) for each in between.of(What.CARRIED, kind=Kind.ACTION)]
    assert carried == [(0, 2), (0, 1)]


def test_a_meeting_looks_back_to_the_one_before_it(service: Service, clock: HandClock) -> None:
    first = weekly(service, clock)
    service.perform(SetProgress(task=T1, actual=85))
    second = weekly(service, clock)
    service.perform(SetProgress(task=T1, actual=95))

    found = looking_back.changes_for(service, second)
    assert found.since_meeting == first
    assert [each.after for each in found.of(What.PROGRESS)] == [85]
    board = service.board()
    assert last_cut(board, service.now()).meeting == second


def test_a_meeting_of_long_ago_still_counts_as_the_one_before(
    service: Service, clock: HandClock
) -> None:
    first = weekly(service, clock)
    clock.forward(days=40)
    second = weekly(service, clock)
    assert first not in service.board().meetings

    assert looking_back.changes_for(service, second).since_meeting == first


def test_a_meeting_nobody_knows_is_told(service: Service) -> None:
    with pytest.raises(Gone):
        service.changes_since("M-99")


def test_a_frozen_board_is_compared_as_it_is_shown(service: Service, clock: HandClock) -> None:
    since = service.now()
    clock.forward(hours=1)
    service.perform(SetProgress(task=T1, actual=85))
    shown = service.board()
    service.perform(SetProgress(task=T1, actual=99))
    service.perform(AddTask(title="后来"))
    found = service.changes(since, board=shown)

    assert [(each.what, each.before, each.after) for each in found.told] == [
        (What.PROGRESS, 80, 85)
    ]


def test_what_was_settled_long_ago_and_left_the_board_was_not_taken_back(
    service: Service, clock: HandClock
) -> None:
    from core.domain.action import ActionStatus, SetActionStatus

    service.perform(AddAction(title="交", owner=record_id(Kind.PERSON, 1)))
    cancelled = ActionStatus.CANCELLED
    wish = SetActionStatus(action=record_id(Kind.ACTION, 1), status=cancelled, remark="不做了")
    service.perform(wish)
    since = service.now()
    clock.forward(days=20)

    assert not service.changes(since).about({"A-01"})


def test_the_week_counts_each_promise_once(service: Service, clock: HandClock) -> None:
    service.perform(AddAction(title="早该做完的", due=clock() - timedelta(days=5)))
    moved = MoveTask(task=record_id(Kind.TASK, 2), due=date(2026, 12, 4), reason="等样品")
    service.perform(moved)
    service.perform(AddTask(title="本周", due=date(2026, 11, 20)))
    found = looking_back.week(service)
    parts = (*found.done, *found.carried, *found.cancelled, *found.ahead)

    assert sorted(parts) == sorted(found.promised)
    assert set(found.promised) == {"T-01", "T-04", "A-01"}
    assert (found.first, found.last) == (date(2026, 11, 16), date(2026, 11, 22))
    assert [each.day for each in found.trend] == [date(2026, 11, 18)]


def test_a_meeting_that_was_brought_in_ends_at_its_moment(
    service: Service, clock: HandClock
) -> None:
    from core.domain.intake import BringIn
    from core.domain.meeting import MeetingStatus

    meeting = Meeting(
        id=record_id(Kind.MEETING, 1),
        kind=MeetingKind.STANDUP,
        status=MeetingStatus.ENDED,
        started_at=clock(),
        ended_at=clock() + timedelta(minutes=9),
    )
    service.perform(BringIn(records=(meeting,)))
    clock.forward(hours=1)
    service.perform(SetProgress(task=T1, actual=85))

    assert [each.after for each in service.changes_since("M-01").told] == [85]


def least(times: int, work: Callable[[], object]) -> float:
    """Processor seconds of the quickest of so many turns: of two such the ratio says something."""
    took = []
    for _ in range(times):
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    return min(took)


def report(service: Service, ids: list[RecordId], times: int) -> None:
    """Progress of these tasks, so many times, as the log holds it; no rules are asked each time."""
    with service.store.begin(service.project) as unit:
        tasks, now = list(unit.load(ids).values()), service.now()
        events: list[Event] = []
        for step in range(times):
            known = {"actual": step + 1, "status": TaskStatus.DOING, "progressed_at": now}
            made = facts(*(changed(each, "task.progressed", **known) for each in tasks))
            tasks = [apply(each, event, now) for each, event in zip(tasks, made, strict=True)]
            events.extend(made)
        unit.write(events, command="reports", actor="张伟", at=now)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_telling_ten_thousand_events_costs_little_more_than_reading_them(
    service: Service, clock: HandClock
) -> None:
    for _ in range(2):
        service.perform(Batch(commands=tuple(AddTask(title=f"第 {n} 项") for n in range(250))))
    since = service.now()
    clock.forward(hours=1)
    report(service, [record_id(Kind.TASK, number) for number in range(4, 504)], times=20)
    board = service.board()

    told = least(5, lambda: service.changes(since, board=board))
    read = least(5, lambda: service.store.ask(in_order, service.project, Sought()))

    lately = service.store.ask(in_order, service.project, Sought(kinds=("task.progressed",)))
    assert len([each for each in lately if each.at > since]) == 10_000
    assert len(service.changes(since, board=board).of(What.PROGRESS)) == 500
    assert told < 2 * read
