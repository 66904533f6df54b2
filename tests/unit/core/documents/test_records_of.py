"""What a meeting brought, on each database: as it stood then, less what was undone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.documents.markdown import render
from core.documents.minutes import minutes_document
from core.domain.action import AddAction, MoveAction
from core.domain.decision import RecordDecision
from core.domain.ids import Kind, RecordId
from core.domain.meeting import AgendaItem, MeetingKind, Purpose
from core.domain.meeting_record import MeetingRecord
from core.domain.meeting_wishes import (
    EndMeeting,
    GoToItem,
    ReadBack,
    SendMinutes,
    Slot,
    StartMeeting,
)
from core.domain.refusal import Gone, Refused
from core.domain.task import SetProgress
from core.records_of import project_board, week_record
from core.service import Service
from tests.hand_clock import HandClock
from tui.voice import WordsVoice

M1 = RecordId("M-01")
WANG = RecordId("P-02")


@pytest.fixture
def held(service: Service, clock: HandClock) -> Service:
    """A meeting with a decision, a decision taken back, and a promise; over, not sent."""
    wish = StartMeeting(
        kind=MeetingKind.WEEKLY,
        agenda=(Slot(purpose=Purpose.PROGRESS, seconds=300),),
        attendance={"P-01": "present", "P-02": "present"},
    )
    service.perform(wish)
    service.perform(RecordDecision(title="先上线", maker=WANG))
    service.perform(RecordDecision(title="写错了", maker=WANG))
    service.undo()
    service.perform(AddAction(title="写方案", owner=WANG, due=clock() + timedelta(days=2)))
    clock.forward(minutes=5)
    items: list[AgendaItem] = service.all_of(Kind.AGENDA_ITEM)
    service.perform(GoToItem(meeting=M1, item=items[-1].id))
    clock.forward(minutes=1)
    service.perform(ReadBack(meeting=M1))
    service.perform(EndMeeting(meeting=M1))
    clock.forward(minutes=10)
    return service


def ids(record: MeetingRecord) -> tuple[list[str], list[str]]:
    return [each.id for each in record.decisions], [each.title for each in record.actions]


def test_what_was_taken_back_is_not_in_the_minutes(held: Service) -> None:
    assert ids(held.meeting_record(M1)) == (["D-01"], ["写方案"])


def test_what_is_said_afterwards_is_not_the_meetings(held: Service) -> None:
    held.perform(AddAction(title="会后才想到", owner=WANG))

    assert ids(held.meeting_record(M1))[1] == ["写方案"]


def test_tasks_stand_as_when_the_meeting_ended(held: Service, clock: HandClock) -> None:
    held.perform(SetProgress(task=RecordId("T-01"), actual=95))
    record = held.meeting_record(M1)

    assert record.board.tasks["T-01"].actual == 80
    assert record.now == clock() - timedelta(minutes=10)
    assert project_board(held).tasks["T-01"].actual == 95


def test_a_draft_follows_corrections_until_it_is_sent(held: Service, clock: HandClock) -> None:
    later, latest = (clock() + timedelta(days=each) for each in (5, 9))
    held.perform(MoveAction(action=RecordId("A-01"), due=later))
    assert held.meeting_record(M1).actions[0].due == later

    held.perform(SendMinutes(meeting=M1, text="纪要"))
    clock.forward(hours=1)
    held.perform(MoveAction(action=RecordId("A-01"), due=latest))
    assert held.meeting_record(M1).actions[0].due == later


def test_an_undone_promise_leaves_the_draft(held: Service) -> None:
    events = held.history(["A-01"])
    held.undo(event=events[-1].seq)

    assert ids(held.meeting_record(M1))[1] == []


def test_a_meeting_that_is_not_there(held: Service) -> None:
    with pytest.raises(Gone):
        held.meeting_record("M-99")


def test_a_meeting_long_past_has_its_minutes_still(held: Service, clock: HandClock) -> None:
    clock.forward(days=40)

    assert ids(held.meeting_record(M1)) == (["D-01"], ["写方案"])
    assert M1 not in held.board().meetings


def test_a_running_meeting_has_minutes_in_the_making(
    service: Service, clock: HandClock, chinese: WordsVoice
) -> None:
    service.perform(AddAction(title="旧事", owner=WANG))
    clock.forward(minutes=1)
    agenda = (Slot(purpose=Purpose.ACTIONS, seconds=300),)
    service.perform(StartMeeting(kind=MeetingKind.WEEKLY, agenda=agenda))
    clock.forward(minutes=3)
    record = service.meeting_record(M1)

    assert [each.title for each in record.carried] == ["旧事"]
    assert "用时 3 分" in str(minutes_document(record, chinese).fields()["time"])


def test_what_is_carried_over_says_when_it_was_due_at_first(
    service: Service, clock: HandClock, chinese: WordsVoice
) -> None:
    first = clock() + timedelta(days=2)
    for title in ("旧事", "没动过"):
        service.perform(AddAction(title=title, owner=WANG, due=first))
    for days in (5, 9):
        service.perform(MoveAction(action=RecordId("A-01"), due=first + timedelta(days=days)))
    clock.forward(minutes=1)
    agenda = (Slot(purpose=Purpose.ACTIONS, seconds=300),)
    service.perform(StartMeeting(kind=MeetingKind.WEEKLY, agenda=agenda))
    service.perform(EndMeeting(meeting=M1, unread=True))
    record = service.meeting_record(M1)
    told = render(minutes_document(record, chinese))

    assert record.first_due == {"A-01": first}
    assert f"结转×1 原 {first.astimezone(record.board.zone):%m-%d}" in told
    assert told.count("原 ") == 1


def test_a_week_is_told_as_it_ended(service: Service, clock: HandClock) -> None:
    clock.forward(days=7)
    service.perform(SetProgress(task=RecordId("T-02"), actual=60))
    last = week_record(service, (clock() - timedelta(days=7)).date())

    assert last.board.tasks["T-02"].actual == 0
    assert week_record(service).board.tasks["T-02"].actual == 60
    with pytest.raises(Refused):
        week_record(service, (clock() + timedelta(days=7)).date())
