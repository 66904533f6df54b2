"""What changed between two boards: told once, undone things not at all, lights by their own day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from core.domain.action import ActionStatus, AddAction, CarryOver, SetActionStatus
from core.domain.blocker import (
    EditBlocker,
    Escalate,
    OpenGreenChannel,
    RaiseBlocker,
    ReopenBlocker,
    SolveBlocker,
    VerifyBlocker,
)
from core.domain.changes import What
from core.domain.comparing.writers import undone_within
from core.domain.decision import RecordDecision, SetMilestone
from core.domain.ids import Kind, record_id
from core.domain.people import Role
from core.domain.risk import CloseRisk, EditRisk, RaiseRisk, TurnRisk
from core.domain.task import AddTask, AssignTask, MoveTask, SetProgress, SetStatus, TaskStatus
from tests.unit.core.verbs import FACTS
from tests.unit.core.watch import Watch
from tests.unit.core.world import LI, PEOPLE, WANG, ZHANG, task

T1, A1, B1 = (record_id(kind, 1) for kind in (Kind.TASK, Kind.ACTION, Kind.BLOCKER))


def test_nothing_is_told_of_nothing() -> None:
    assert Watch.of(task()).told() == []


def test_a_date_moved_twice_is_told_once_from_first_to_last() -> None:
    watch = Watch.of(task())
    for day in (20, 27):
        watch.world.perform(MoveTask(task=T1, due=date(2026, 11, day), reason="等样品"))

    (moved,) = watch.changes().of(What.DUE)
    assert (moved.before, moved.after) == (date(2026, 11, 13), date(2026, 11, 27))
    assert (moved.why, moved.by) == ("等样品", "张伟")


def test_a_date_moved_there_and_back_is_not_told() -> None:
    watch = Watch.of(task())
    for day in (20, 13):
        watch.world.perform(MoveTask(task=T1, due=date(2026, 11, day), reason="等样品"))

    assert watch.told() == []


def test_a_change_and_its_undo_leave_nothing_to_tell() -> None:
    watch = Watch.of(task())
    watch.world.perform(SetProgress(task=T1, actual=50))
    watch.undo()

    assert watch.told() == []


def test_what_was_undone_and_done_again_is_told() -> None:
    watch = Watch.of(task())
    watch.world.perform(SetProgress(task=T1, actual=50, reason="忙"))
    watch.undo()
    watch.redo()

    (progress,) = watch.changes().of(What.PROGRESS)
    assert (progress.before, progress.after) == (0, 50)


def test_an_undo_of_what_was_told_before_is_told() -> None:
    watch = Watch.of(task())
    watch.world.perform(SetProgress(task=T1, actual=50))
    watch.look()
    watch.world.put(replace(PEOPLE[1], role=Role.ADMIN))
    watch.world.actor = "王敏"
    watch.undo()

    (progress,) = watch.changes().of(What.PROGRESS)
    assert (progress.before, progress.after, progress.by) == (50, 0, "王敏")


def test_the_writer_of_a_change_that_stands_is_named_before_one_undone_later() -> None:
    watch = Watch.of(task())
    watch.world.perform(SetProgress(task=T1, actual=50))
    watch.world.actor = "王敏"
    watch.world.perform(SetProgress(task=T1, actual=60))
    watch.undo()

    (progress,) = watch.changes().of(What.PROGRESS)
    assert (progress.after, progress.by) == (50, "张伟")


def test_a_light_turns_with_the_day_alone_by_the_rules_of_each_day() -> None:
    watch = Watch.of(task(due=date(2026, 11, 18), actual=95))
    watch.world.now += timedelta(days=1)

    (turned,) = watch.changes().of(What.LIGHT)
    assert (turned.before, turned.after, turned.by) == ("amber", "red", "")
    assert turned.worse
    assert "overdue" in {each.id for each in turned.reasons}


def test_a_cancelled_task_is_told_by_its_end_not_by_its_light() -> None:
    watch = Watch.of(task())
    watch.world.perform(SetStatus(task=T1, status=TaskStatus.CANCELLED))

    assert watch.told() == [(T1, "cancelled")]


def test_a_new_task_is_told_once_however_often_it_changed() -> None:
    watch = Watch.of()
    watch.world.perform(AddTask(title="新", due=date(2026, 11, 27)))
    watch.world.perform(SetProgress(task=T1, actual=10))
    watch.world.perform(AssignTask(task=T1, owner=WANG))

    assert watch.told() == [(T1, "added")]


def test_a_task_taken_back_is_told_to_those_who_knew_it() -> None:
    watch = Watch.of()
    watch.world.perform(AddTask(title="新"))
    watch.look()
    watch.undo()

    assert watch.told() == [(T1, "taken_back")]


@pytest.mark.parametrize(
    ("status", "what"),
    [
        (TaskStatus.DONE, "done"),
        (TaskStatus.BLOCKED, "status"),
        (TaskStatus.CANCELLED, "cancelled"),
    ],
)
def test_each_end_of_a_task_has_its_word(status: TaskStatus, what: str) -> None:
    watch = Watch.of(task(start=None, due=None))
    watch.world.perform(SetStatus(task=T1, status=status))

    assert watch.told() == [(T1, what)]


def test_a_finished_task_that_goes_on_is_reopened() -> None:
    watch = Watch.of(task(start=None, due=None, status=TaskStatus.DONE, actual=100))
    watch.world.perform(SetStatus(task=T1, status=TaskStatus.DOING))

    assert watch.told() == [(T1, "reopened")]


def stuck(watch: Watch) -> None:
    """A blocker that everybody knew of."""
    watch.world.perform(RaiseBlocker(title="卡", owner=WANG, tasks=(T1,)))
    watch.world.perform(EditBlocker(blocker=B1, **FACTS))
    watch.look()


def test_the_furthest_that_a_blocker_came_is_told() -> None:
    watch = Watch.of(task(start=None, due=None))
    stuck(watch)
    watch.world.perform(SolveBlocker(blocker=B1, text="换料"))
    assert watch.told() == [("D-01", "added"), (B1, "solved")]

    watch.world.actor = "李强"
    watch.world.perform(VerifyBlocker(blocker=B1, remark="好了"))
    assert watch.told()[1:] == [(B1, "closed")]


def test_a_blocker_closed_anew_was_reopened_between() -> None:
    watch = Watch.of(task(start=None, due=None))
    stuck(watch)
    watch.world.perform(SolveBlocker(blocker=B1, text="换料"))
    watch.world.actor = "李强"
    watch.world.perform(VerifyBlocker(blocker=B1))
    watch.look()
    watch.world.actor = "张伟"
    watch.world.now += timedelta(hours=1)
    watch.world.perform(ReopenBlocker(blocker=B1, reason="又坏了"))
    assert watch.told() == [(B1, "reopened")]
    watch.undo()
    assert watch.told() == []


def test_going_up_and_the_green_channel_are_told_while_it_is_open() -> None:
    watch = Watch.of(task(start=None, due=None))
    stuck(watch)
    watch.world.perform(OpenGreenChannel(blocker=B1))
    watch.world.perform(Escalate(blocker=B1, to=1, reason="急"))

    assert {(B1, "green"), (B1, "escalated")} <= set(watch.told())


def test_a_clock_that_ran_out_is_told_once() -> None:
    watch = Watch.of(task(start=None, due=None))
    stuck(watch)
    watch.world.now += timedelta(hours=3)
    assert watch.told() == [(B1, "late")]
    watch.look()
    watch.world.now += timedelta(hours=3)
    assert watch.told() == []


def test_action_items_are_carried_moved_and_overdue() -> None:
    watch = Watch.of()
    due = watch.world.now + timedelta(hours=3)
    watch.world.perform(AddAction(title="交", owner=LI, due=due))
    watch.look()
    watch.world.now += timedelta(days=2)
    watch.world.perform(CarryOver(actions=(A1,)))

    assert watch.told() == [(A1, "overdue"), (A1, "carried")]
    assert watch.changes().open_then == (A1,)


@pytest.mark.parametrize(
    ("status", "what"), [(ActionStatus.SUBMITTED, "status"), (ActionStatus.CANCELLED, "cancelled")]
)
def test_a_promise_that_came_to_something_is_told(status: ActionStatus, what: str) -> None:
    watch = Watch.of()
    watch.world.perform(AddAction(title="交", owner=ZHANG))
    watch.look()
    watch.world.perform(SetActionStatus(action=A1, status=status, remark="x"))

    assert watch.told() == [(A1, what)]


def test_decisions_risks_and_milestones_are_told() -> None:
    watch = Watch.of(task(start=None, due=None))
    watch.world.perform(RaiseRisk(title="险"))
    watch.world.perform(RaiseRisk(title="险二"))
    watch.look()
    watch.world.perform(RecordDecision(title="定"))
    watch.world.perform(SetMilestone(title="上线", day=date(2026, 12, 1)))
    watch.world.perform(TurnRisk(risk=record_id(Kind.RISK, 1)))
    watch.world.perform(CloseRisk(risk=record_id(Kind.RISK, 2), reason="过去了"))

    assert set(watch.told()) >= {
        ("D-01", "added"),
        ("MS-01", "added"),
        ("K-01", "happened"),
        ("K-02", "closed"),
    }


def test_a_risk_that_turned_red_is_told() -> None:
    from core.domain.task import LightLevel

    watch = Watch.of()
    watch.world.perform(RaiseRisk(title="险"))
    watch.look()
    watch.world.perform(EditRisk(risk=record_id(Kind.RISK, 1), light=LightLevel.RED))

    (turned,) = watch.changes().of(What.LIGHT, kind=Kind.RISK)
    assert (turned.before, turned.after, turned.by) == ("amber", "red", "张伟")


def test_an_event_undone_and_its_undo_come_to_nothing() -> None:
    watch = Watch.of(task())
    watch.world.perform(SetProgress(task=T1, actual=50, reason="忙"))
    watch.undo()
    assert undone_within(watch.world.log) == {1, 2}
    watch.redo()
    assert undone_within(watch.world.log) == {2, 3}
    assert undone_within(watch.world.log[1:]) == {2, 3}


def test_what_changed_about_some_records_is_found() -> None:
    watch = Watch.of(task(1), task(2))
    watch.world.perform(SetProgress(task=T1, actual=50, reason="忙"))

    changes = watch.changes()
    assert changes.about({T1}) == changes.told
    assert changes.about({"T-02"}) == ()
    assert changes.since == watch.then.read_at
    assert isinstance(changes.until, datetime)
