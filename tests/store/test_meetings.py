"""Meetings on a real database: whatever is done to one, its times add up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.domain.action import AddAction
from core.domain.command import Command
from core.domain.ids import SYSTEM, RecordId
from core.domain.meeting import MeetingKind, MeetingStatus, Purpose
from core.domain.meeting_wishes import (
    EndMeeting,
    GoToItem,
    MakePoint,
    PauseMeeting,
    ReadBack,
    ResumeMeeting,
    SkipItem,
    Slot,
    StartMeeting,
)
from core.domain.people import AddPerson
from core.domain.refusal import Refused
from core.domain.task import SetProgress
from core.service import Service
from core.ticking import tick
from tests.hand_clock import HandClock

AGENDA = tuple(
    Slot(purpose=each, seconds=60) for each in (Purpose.ACTIONS, Purpose.PROGRESS, Purpose.BLOCKERS)
)


def begin(service: Service) -> str:
    """A weekly sync; the id of the meeting."""
    service.perform(StartMeeting(kind=MeetingKind.WEEKLY, agenda=AGENDA))
    meeting = service.board().meeting
    assert meeting is not None
    return meeting.id


def test_a_meeting_is_the_same_on_every_board(service: Service) -> None:
    meeting = begin(service)
    board = Service(service.store, service.project, "王敏").board()

    assert board.meeting is not None
    assert board.meeting.id == meeting
    assert [each.purpose for each in board.items_of(meeting)] == [
        *(each.purpose for each in AGENDA),
        Purpose.READ_BACK,
    ]


def test_what_is_said_in_a_meeting_carries_its_id(service: Service) -> None:
    before = service.perform(AddAction(title="之前"))
    meeting = begin(service)
    within = service.perform(AddAction(title="会上"))
    service.perform(AddPerson(name="不在场"))
    elsewhere = Service(service.store, service.project, "不在场").perform(AddAction(title="别处"))
    guest = Service(service.store, service.project, "访客").perform(AddAction(title="旁听的"))
    service.perform(MakePoint(text="改天说"))

    told = [each[0].meeting for each in (before, within, elsewhere, guest)]
    assert told == [None, meeting, None, meeting]
    assert [each.meeting for each in service.history(limit=1)] == [meeting]


def test_a_meeting_that_everybody_left_is_kept_and_never_ended(
    service: Service, clock: HandClock
) -> None:
    meeting = begin(service)
    clock.forward(minutes=20)
    service.perform(SetProgress(task=RecordId("T-02"), actual=15))
    clock.forward(minutes=29)
    tick(service)
    running = service.board().meeting
    assert running is not None
    assert running.status is MeetingStatus.RUNNING

    clock.forward(minutes=1)
    happened = [each for each in tick(service).happened if each.event.subject == meeting]
    assert [(each.actor, each.event.kind) for each in happened] == [(SYSTEM, "meeting.kept")]
    clock.forward(days=1)
    tick(service)
    kept = service.board().meeting
    assert kept is not None
    assert (kept.status, kept.ended_at) == (MeetingStatus.KEPT, None)
    service.perform(ResumeMeeting(meeting=kept.id))
    assert service.board().meetings[meeting].status is MeetingStatus.RUNNING


def test_only_one_meeting_goes_on(service: Service) -> None:
    begin(service)
    with pytest.raises(Refused, match="meeting-on-already"):
        begin(service)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.tuples(st.integers(0, 6), st.integers(0, 300)), max_size=12))
def test_the_items_take_as_long_as_the_meeting_runs(
    service: Service, clock: HandClock, steps: list[tuple[int, int]]
) -> None:
    identity = begin(service)
    for choice, seconds in steps:
        clock.forward(seconds=seconds)
        board = service.board()
        assert board.meeting is not None
        items = board.items_of(identity)
        wishes: list[Command] = [
            *(GoToItem(meeting=board.meeting.id, item=each.id) for each in items[:3]),
            PauseMeeting(meeting=board.meeting.id),
            ResumeMeeting(meeting=board.meeting.id),
            SkipItem(meeting=board.meeting.id, item=items[0].id),
            ReadBack(meeting=board.meeting.id),
        ]
        service.perform(wishes[choice])
    clock.forward(seconds=7)
    now, board = service.now(), service.board()
    assert board.meeting is not None
    took = [each.took(board.meeting, now) for each in board.items_of(identity)]

    assert min(took) >= timedelta(0)
    assert sum(took, timedelta(0)) == board.meeting.ran(now)
    service.perform(EndMeeting(meeting=board.meeting.id, unread=True))
