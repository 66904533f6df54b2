"""Several people at once: nothing is overwritten unseen, nothing is missed, nothing has a gap."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from core.domain.blocker import RaiseBlocker
from core.domain.command import Command
from core.domain.event import Recorded, changed
from core.domain.ids import Kind, RecordId, record_id
from core.domain.people import AddPerson
from core.domain.project import CreateProject
from core.domain.raci import FillRaci, Letter
from core.domain.refusal import Conflict
from core.domain.task import AddTask, SetProgress
from core.service import Service, create_project
from core.store import journal
from tests.backends import on_postgres, on_sqlite
from tests.hand_clock import HandClock
from tests.store.racing import WRITERS, in_processes, in_threads, together

ONE = record_id(Kind.TASK, 1)
ROUNDS = 12


def test_a_stale_screen_is_told_who_wrote_what_and_when(service: Service, clock: HandClock) -> None:
    seen = service.board().tasks[ONE].version
    clock.forward(minutes=3)
    wang = Service(service.store, service.project, "王敏", clock)
    wang.perform(SetProgress(task=ONE, actual=85, seen=seen))

    with pytest.raises(Conflict) as conflict:
        service.perform(SetProgress(task=ONE, actual=90, seen=seen))

    assert (conflict.value.subject, conflict.value.actor) == (ONE, "王敏")
    assert conflict.value.at == clock()
    assert conflict.value.fields.split(", ") == ["actual", "progressed_at"]
    assert service.board().tasks[ONE].actual == 85


def test_a_stale_grid_is_told_too(service: Service) -> None:
    service.perform(FillRaci(task=ONE, party=RecordId("P-01"), letter=Letter.R))
    wang = Service(service.store, service.project, "王敏")
    wang.perform(FillRaci(task=ONE, party=RecordId("P-01"), letter=Letter.A, seen=1))

    with pytest.raises(Conflict) as conflict:
        service.perform(FillRaci(task=ONE, party=RecordId("P-02"), letter=Letter.A, seen=1))

    assert (conflict.value.actor, conflict.value.fields) == ("王敏", "cells")


@on_postgres
def test_what_was_read_in_a_transaction_is_not_written_over_a_later_commit(
    service: Service,
) -> None:
    """Without the lock that the service takes first, the version alone must hold."""
    with service.store.begin(service.project) as unit:
        task = unit.load([ONE])[ONE]
        service.perform(SetProgress(task=ONE, actual=85))
        unit.load([record_id(Kind.TASK, 2)])
        event = changed(task, "task.edited", title="überschrieben")
        assert event is not None
        with pytest.raises(Conflict):
            unit.write([event], command="late", actor="x", at=service.now())

    assert service.board().tasks[ONE].title == "调研"


def only_one_won(won: list[list[bool]]) -> bool:
    return [sum(each) for each in zip(*won, strict=True)] == [1] * ROUNDS


@on_postgres
def test_of_eight_threads_that_saw_one_version_exactly_one_writes(service: Service) -> None:
    seen = service.board().tasks[ONE].version

    assert only_one_won(in_threads(service.store, seen, ROUNDS))
    assert service.board().tasks[ONE].version == seen + ROUNDS


@on_sqlite
def test_of_eight_processes_that_saw_one_version_exactly_one_writes(
    service: Service, database_url: str
) -> None:
    seen = service.board().tasks[ONE].version

    assert only_one_won(in_processes(database_url, seen, ROUNDS))
    assert service.board().tasks[ONE].version == seen + ROUNDS


def test_numbers_are_given_out_once_and_without_gaps(service: Service) -> None:
    def create(writer: int) -> list[str]:
        mine = Service(service.store, service.project, "张伟")
        return [mine.perform(AddTask(title="x"))[-1].event.subject for _ in range(5)]

    given = [each for mine in together(create) for each in mine]

    assert sorted(given) == [record_id(Kind.TASK, number) for number in range(4, 44)]


def test_who_reads_on_from_a_revision_never_misses_one(service: Service) -> None:
    store, writing = service.store, threading.Event()
    seen = service.board().revision
    found: list[str] = []

    def read_on() -> None:
        nonlocal seen
        last = False
        while not last:
            last = not writing.is_set()
            seen, subjects = store.ask(journal.subjects_after, service.project, seen)
            found.extend(subjects)

    def write(writer: int) -> None:
        mine = Service(store, service.project, "张伟")
        for _ in range(5):
            mine.perform(RaiseBlocker(title="卡"))

    writing.set()
    reader = threading.Thread(target=read_on)
    reader.start()
    together(write)
    writing.clear()
    reader.join()

    assert sorted(found) == [record_id(Kind.BLOCKER, number) for number in range(1, 41)]
    assert seen == service.board().revision


def test_projects_that_write_at_once_keep_their_events_apart(service: Service) -> None:
    def write(writer: int) -> bool:
        wish = CreateProject(code=f"c{writer}", name="x")
        number = create_project(service.store, wish, actor="张伟")
        mine = Service(service.store, number, "张伟")
        # Two events at a time: the person and the department that joins with them.
        told = [mine.perform(AddPerson(name=str(n), dept=f"部 {n}")) for n in range(5)]
        return [each for pair in told for each in pair] == list(mine.history())[-2::-1]

    assert together(write) == [True] * WRITERS


def test_a_command_that_is_sent_twice_is_carried_out_once(service: Service) -> None:
    first = service.perform(AddTask(title="x", dept="法务部"), command_id="c1")
    second = service.perform(AddTask(title="x", dept="法务部"), command_id="c1")

    assert first == second
    assert len(first) == 2
    assert len(service.board().tasks) == 4


def test_the_second_sender_of_a_command_need_not_know_the_outcome(service: Service) -> None:
    wish = SetProgress(task=ONE, actual=90, seen=service.board().tasks[ONE].version)

    assert service.perform(wish, command_id="c1") == service.perform(wish, command_id="c1")


@pytest.mark.parametrize("kind", ["add", "set", "set-seen", "fill", "person"])
def test_a_command_that_is_sent_by_eight_at_once_is_carried_out_once(
    service: Service, kind: str
) -> None:
    seen = service.board().tasks[ONE].version
    wishes: dict[str, Command] = {
        "add": AddTask(title="x"),
        "set": SetProgress(task=ONE, actual=90, reason="x"),
        "set-seen": SetProgress(task=ONE, actual=90, seen=seen),
        "fill": FillRaci(task=ONE, party=RecordId("P-01"), letter=Letter.A),
        "person": AddPerson(name="赵六", dept="法务部"),
    }
    before = len(service.history())
    barrier = threading.Barrier(WRITERS)

    def send(_: int) -> tuple[Recorded, ...]:
        barrier.wait(30)
        return service.perform(wishes[kind], command_id="c1")

    answers = together(send)

    assert all(answer == answers[0] for answer in answers)
    assert len(service.history()) == before + len(answers[0])


def test_who_saw_nothing_conflicts_with_nobody(service: Service) -> None:
    barrier = threading.Barrier(WRITERS)

    def fill(writer: int) -> int:
        mine = Service(service.store, service.project, "张伟")
        barrier.wait(30)
        wish = FillRaci(task=ONE, party=RecordId(f"P-0{1 + writer % 3}"), letter=Letter.A)
        return len(mine.perform(wish))

    assert sum(together(fill)) == len(service.history(["R-01"]))
    assert list(service.board().raci[ONE].cells.values()) == ["A"]


def test_the_clock_of_a_service_is_the_databases(service: Service) -> None:
    told = Service(service.store, service.project, "x").now() - service.store.skew

    assert abs(service.store.skew) < timedelta(seconds=5)
    assert told.tzinfo is not None
