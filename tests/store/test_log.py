"""The log is append-only in the database itself, and tells everything."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

from core.domain.ids import Kind, RecordId, record_id
from core.domain.project import CreateProject
from core.domain.refusal import Refused, Unreachable
from core.domain.task import AddTask, SetProgress, SetStatus, TaskStatus
from core.service import Service, create_project
from core.store import Store
from tests.backends import on_postgres, on_sqlite
from tests.hand_clock import HandClock

ONE = record_id(Kind.TASK, 1)
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


def test_an_event_that_is_not_there_cannot_be_taken_back(service: Service) -> None:
    (undone,) = service.undo()

    for number in (undone.seq, 10_000, -1):
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
