"""The log is append-only in the database itself, and tells everything."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

from core.domain.batch import Batch
from core.domain.blocker import Acknowledge, RaiseBlocker
from core.domain.ids import Kind, RecordId, record_id
from core.domain.intake import BringIn, TakeBack
from core.domain.meeting import MeetingKind
from core.domain.meeting_wishes import PauseMeeting, ResumeMeeting, StartMeeting
from core.domain.project import CreateProject
from core.domain.raci import FillRaci, Letter
from core.domain.refusal import Conflict, Refused, Unreachable
from core.domain.task import AddTask, EditTask, SetProgress, SetStatus, Task, TaskStatus
from core.service import Service, create_project
from core.store import Store
from core.store.journal import Sought
from tests.backends import on_postgres, on_sqlite
from tests.hand_clock import HandClock

ONE = record_id(Kind.TASK, 1)
LI = record_id(Kind.PERSON, 3)
REWRITE = (
    "INSERT OR REPLACE INTO event SELECT seq, project, at, 'somebody else', kind, subject,"
    " before, after, command, part, undoes, meeting FROM event"
)


@contextmanager
def writing(store: Store) -> Iterator[Connection]:
    """A transaction that writes, beside all rules."""
    with store.begin(1) as unit:
        yield unit.connection


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET actor = 'somebody else'",
        "UPDATE event SET actor = 'somebody else' WHERE seq = 1",
        "DELETE FROM event",
        "DELETE FROM event WHERE seq = 1",
        # What is there already stays as it is when it is written again.
        "INSERT INTO event SELECT * FROM event WHERE true"
        " ON CONFLICT (seq) DO UPDATE SET actor = 'somebody else'",
    ],
)
def test_history_cannot_be_rewritten(service: Service, statement: str) -> None:
    before = service.history()

    with pytest.raises(DatabaseError, match="append-only"):
        forge(service.store, statement)

    assert service.history() == before


def forge(store: Store, statement: str) -> None:
    try:
        with writing(store) as connection:
            connection.execute(text(statement))
    except Unreachable as problem:
        raise (problem.__cause__ or problem) from None


@on_sqlite
def test_not_by_replacing_either(service: Service) -> None:
    before = service.history()

    with pytest.raises(DatabaseError, match="append-only"):
        forge(service.store, REWRITE)

    assert service.history() == before


@on_postgres
def test_not_by_truncating_either(service: Service) -> None:
    with pytest.raises(DatabaseError, match="append-only"):
        forge(service.store, "TRUNCATE event")

    assert service.history()


def test_every_change_says_who_when_what_before_and_after(
    service: Service, clock: HandClock
) -> None:
    clock.forward(minutes=5)
    (recorded,) = service.perform(SetProgress(task=ONE, actual=90, reason="返工"), command_id="c1")
    (told,) = service.history([ONE], limit=1)

    assert told == recorded
    assert (told.actor, told.at, told.command) == ("张伟", clock(), "c1")
    assert told.event.before["actual"] == 80
    assert told.event.after["actual"] == 90
    assert told.seq == service.board().revision


def test_the_newest_comes_first_and_no_more_than_asked_for(service: Service) -> None:
    numbers = [each.seq for each in service.history()]

    assert numbers == sorted(numbers, reverse=True)
    assert [each.seq for each in service.history(limit=2)] == numbers[:2]


def test_the_log_of_a_day(service: Service, clock: HandClock) -> None:
    clock.forward(days=1)
    service.perform(SetStatus(task=ONE, status=TaskStatus.REWORK))

    (only,) = service.history(since=clock() - timedelta(hours=1))
    assert only.event.after == {"status": "rework"}


def test_undo_takes_back_ones_own_last_change_only(service: Service) -> None:
    service.perform(SetStatus(task=ONE, status=TaskStatus.REWORK))
    Service(service.store, service.project, "王敏", service.now).perform(AddTask(title="别动"))

    (undone,) = service.undo()

    assert (undone.event.subject, undone.event.after) == (ONE, {"status": "doing"})
    assert "T-04" in service.board().tasks


def test_undo_without_a_number_reaches_back_a_day(service: Service, clock: HandClock) -> None:
    (told,) = service.perform(SetProgress(task=ONE, actual=85))
    clock.forward(hours=24, seconds=1)

    with pytest.raises(Refused, match="nothing-recent") as refused:
        service.undo()
    assert refused.value.values == {"seq": told.seq}
    assert service.undo(event=told.seq)


def test_undo_without_a_number_passes_over_what_was_brought_in(service: Service) -> None:
    service.perform(SetProgress(task=ONE, actual=85))
    service.perform(BringIn(records=(Task(id=RecordId("T-09"), title="带来的"),)))

    (undone,) = service.undo()

    assert undone.event.subject == ONE


def test_undo_without_a_number_passes_over_what_steered_a_meeting(service: Service) -> None:
    service.perform(SetProgress(task=ONE, actual=85))
    started = service.perform(StartMeeting(kind=MeetingKind.STANDUP))
    (meeting,) = service.all_of(Kind.MEETING)
    service.perform(PauseMeeting(meeting=meeting.id))
    service.perform(ResumeMeeting(meeting=meeting.id))

    assert service.undoing().command == started[0].command


def test_the_making_of_the_project_is_not_taken_back(service: Service) -> None:
    first = service.history(limit=500)[-1]

    with pytest.raises(Refused, match="no-such-event"):
        service.undo(event=first.seq)


def test_undo_goes_further_back_each_time_and_redo_forward_again(service: Service) -> None:
    for actual in (85, 90, 95):
        service.perform(SetProgress(task=ONE, actual=actual))

    def progress() -> int:
        return service.board().tasks[ONE].actual

    told = [(service.undo(), progress())[1] for _ in range(3)]
    assert told == [90, 85, 80]
    assert [(service.redo(), progress())[1] for _ in range(3)] == [85, 90, 95]
    with pytest.raises(Refused, match="nothing-to-redo"):
        service.redo()
    service.undo()
    assert progress() == 90


def test_a_new_change_ends_the_way_forward(service: Service) -> None:
    service.perform(SetProgress(task=ONE, actual=85))
    service.undo()
    service.perform(SetProgress(task=ONE, actual=60))

    with pytest.raises(Refused, match="nothing-to-redo"):
        service.redo()


def test_an_event_can_be_taken_back_by_its_number(service: Service) -> None:
    (first,) = service.perform(SetStatus(task=ONE, status=TaskStatus.REWORK))
    service.perform(AddTask(title="x"))

    (undone,) = service.undo(event=first.seq)

    assert undone.event.undoes == first.seq
    assert [each.undone_by for each in service.history([ONE])][:2] == [None, undone.seq]


def test_to_take_back_an_undo_is_to_do_it_again(service: Service) -> None:
    (first,) = service.perform(SetStatus(task=ONE, status=TaskStatus.REWORK))
    (undone,) = service.undo()
    (redone,) = service.undo(event=undone.seq)

    assert (redone.event.kind, redone.event.after) == ("task.redone", {"status": "rework"})
    (again,) = service.undo(event=redone.seq)
    assert (again.event.undoes, again.event.after) == (first.seq, {"status": "doing"})
    with pytest.raises(Refused, match="undone-already"):
        service.undo(event=redone.seq)


def test_an_undo_leaves_what_others_did_to_other_fields(service: Service) -> None:
    service.perform(SetStatus(task=ONE, status=TaskStatus.REWORK))
    other = Service(service.store, service.project, "王敏", service.now)
    other.perform(EditTask(task=ONE, title="她的", deliverable="报告"))

    (undone,) = service.undo()

    task = service.board().tasks[ONE]
    assert undone.event.after == {"status": "doing"}
    assert (task.status, task.title, task.deliverable) == (TaskStatus.DOING, "她的", "报告")


def test_one_undo_takes_back_all_of_a_batch(service: Service) -> None:
    before = service.board().tasks
    wishes = tuple(SetStatus(task=RecordId(each), status=TaskStatus.BLOCKED) for each in before)
    service.perform(Batch(commands=wishes))

    undone = service.undo()

    assert [each.event.subject for each in undone] == list(before)[::-1]
    assert {each.status for each in service.board().tasks.values()} == {
        each.status for each in before.values()
    }


def test_a_message_that_has_left_does_not_stand_in_the_way_of_older_undos(
    service: Service, clock: HandClock
) -> None:
    service.perform(FillRaci(task=ONE, party=LI, letter=Letter("I")))
    service.perform(RaiseBlocker(title="卡", tasks=(ONE,), responsible_dept="市场部"))
    told = service.perform(Acknowledge(blocker=RecordId("B-01")))
    clock.forward(seconds=11)

    first, second = service.undo(), service.undo()

    assert [each.event.kind for each in told] == ["blocker.acknowledged", "message.queued"]
    assert [each.event.undoes for each in first] == [told[0].seq]
    assert second[0].event.after == {"removed": True}


def test_who_wrote_over_it_and_when_is_told_in_three_readings(
    service: Service, clock: HandClock
) -> None:
    service.perform(SetProgress(task=ONE, actual=90))
    clock.forward(minutes=5)
    other = Service(service.store, service.project, "王敏", clock)
    other.perform(SetProgress(task=ONE, actual=60, reason="返工"))
    with pytest.raises(Refused) as refused:
        service.undo()

    contest = service.contest(str(refused.value.values["command"]))
    (field,) = contest.fields

    assert (field.key, field.before, field.mine, field.now) == ("T-01.actual", 80, 90, 60)
    assert (field.by, field.at) == ("王敏", clock())
    wish = TakeBack(command=contest.command, over=(field.key,), seen=contest.seen)
    other.perform(SetProgress(task=ONE, actual=65, reason="返工"))
    with pytest.raises(Conflict) as stale:
        service.perform(wish)
    assert (stale.value.actor, stale.value.at) == ("王敏", clock())
    service.perform(replace(wish, seen=service.contest(contest.command).seen))
    assert service.board().tasks[ONE].actual == 80


def test_only_the_events_that_were_asked_for(service: Service) -> None:
    Service(service.store, 1, "王敏", service.now).perform(AddTask(title="她的"))
    everything = service.history()

    def found(**sought: Any) -> list[str]:
        return [each.event.kind for each in service.sought(Sought(**sought))]

    assert found(actors=("王敏",)) == ["task.added"]
    assert set(found(kinds=("person",))) == {"person.added"}
    assert found(kinds=("task.progressed", "project")) == ["task.progressed", "project.created"]
    assert found(kinds=("task%",)) == []
    page = service.sought(Sought(), limit=3)
    assert page + service.sought(Sought(before=page[-1].seq)) == everything


def test_an_event_that_is_not_there_cannot_be_taken_back(service: Service) -> None:
    for number in (10_000, -1):
        with pytest.raises(Refused, match="no-such-event"):
            service.undo(event=number)


def test_events_of_another_project_cannot_be_taken_back(service: Service) -> None:
    wish = CreateProject(code="other", name="另一个")
    other = Service(service.store, create_project(service.store, wish, actor="张伟"), "张伟")

    with pytest.raises(Refused, match="no-such-event"):
        other.undo(event=service.history(limit=1)[0].seq)
    # Nor can its beginning be, by anybody.
    with pytest.raises(Refused, match="nothing-to-undo"):
        other.undo()


def test_who_never_did_anything_has_nothing_to_undo(service: Service) -> None:
    stranger = Service(service.store, service.project, "路人")

    with pytest.raises(Refused, match="nothing-to-undo"):
        stranger.undo()
    with pytest.raises(Refused, match="nothing-to-redo"):
        stranger.redo()


def test_what_names_no_record_is_told_to_be_gone(service: Service) -> None:
    for name in ("T-99", "hello", "", "X-01", "T-1e5"):
        with pytest.raises(Refused, match="no-such-record"):
            service.perform(SetProgress(task=RecordId(name), actual=1))
