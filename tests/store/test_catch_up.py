"""The next board, read from the events since the last one, is the whole board."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date, timedelta

import pytest

from core.domain.action import ActionStatus, AddAction, SetActionStatus
from core.domain.blocker import Acknowledge, RaiseBlocker
from core.domain.board import Board
from core.domain.decision import RecordDecision, SetMilestone, WriteNote
from core.domain.ids import Kind, record_id
from core.domain.people import AddPerson
from core.domain.raci import FillRaci, Letter
from core.domain.task import AddTask, EditTask, SetProgress
from core.service import Service
from core.store import reading
from tests.hand_clock import HandClock

ONE = record_id(Kind.TASK, 1)


def told(board: Board) -> dict[str, object]:
    """Everything a board says; how many steps made it is no part of that."""
    return {each.name: getattr(board, each.name) for each in fields(board) if each.name != "news"}


STEPS: dict[str, Callable[[Service], object]] = {
    "nothing": lambda service: None,
    "a task": lambda service: service.perform(AddTask(title="x", dept="法务部")),
    "progress": lambda service: service.perform(SetProgress(task=ONE, actual=95)),
    "an edit": lambda service: service.perform(EditTask(task=ONE, title="竞品")),
    "an undo": lambda service: service.undo(),
    "a letter": lambda service: service.perform(
        FillRaci(task=ONE, party=record_id(Kind.PERSON, 1), letter=Letter.A)
    ),
    "a blocker": lambda service: service.perform(RaiseBlocker(title="卡", tasks=(ONE,))),
    "an answer": lambda service: service.perform(Acknowledge(blocker=record_id(Kind.BLOCKER, 1))),
    "a promise": lambda service: service.perform(AddAction(title="交", due=service.now())),
    "kept": lambda service: service.perform(
        SetActionStatus(
            action=record_id(Kind.ACTION, 1), status=ActionStatus.CANCELLED, remark="不做了"
        )
    ),
    "a person": lambda service: service.perform(AddPerson(name="赵六", dept="财务部")),
    "papers": lambda service: (
        service.perform(RecordDecision(title="定")),
        service.perform(SetMilestone(title="发布", day=date(2026, 12, 1))),
        service.perform(WriteNote(subject=ONE, text="好")),
    ),
    "presence": lambda service: service.store.enter(1, "s1", "张伟", service.now()),
}


def test_step_by_step_the_board_stays_the_whole_one(service: Service, clock: HandClock) -> None:
    board = service.board()
    for name, work in STEPS.items():
        work(service)
        clock.forward(minutes=30)
        board = service.catch_up(board)

        assert told(board) == told(service.board()), name


def test_all_at_once_too(service: Service) -> None:
    board = service.board()
    for work in STEPS.values():
        work(service)

    assert told(service.catch_up(board)) == told(service.board())


def test_after_very_much_the_board_is_read_anew(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = service.board()
    monkeypatch.setattr(reading, "MANY", 3)
    for _ in range(5):
        service.perform(AddTask(title="x"))

    assert told(service.catch_up(board)) == told(service.board())


def test_days_go_by_on_the_board_without_an_event(service: Service, clock: HandClock) -> None:
    board = service.board()
    clock.forward(days=10)
    after = service.catch_up(board)

    assert after.revision == board.revision
    assert after.silent != board.silent
    assert told(after) == told(service.board())


def test_settled_work_leaves_the_board_after_a_week(service: Service, clock: HandClock) -> None:
    service.perform(AddAction(title="交"))
    dropped = SetActionStatus(
        action=record_id(Kind.ACTION, 1), status=ActionStatus.CANCELLED, remark="不做了"
    )
    service.perform(dropped)
    clock.forward(days=6)
    assert "A-01" in service.board().actions
    clock.forward(days=2)
    assert "A-01" not in service.board().actions
    assert [each.id for each in service.all_of(Kind.ACTION)] == ["A-01"]


def test_a_board_is_read_in_one_moment(service: Service) -> None:
    """What is committed while the board is being read is not half on it."""
    with service.store.reading() as connection:
        before = reading.read_board(connection, 1, service.now())
        service.perform(AddTask(title="x", dept="法务部"))
        after = reading.read_board(connection, 1, service.now() + timedelta(0))

    assert told(after) == told(before)
    assert len(service.board().tasks) == 4
