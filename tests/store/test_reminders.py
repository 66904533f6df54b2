"""Reminders in a database: however many programs look, everybody hears a thing once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.domain.action import AddAction
from core.domain.ids import SYSTEM, Kind, RecordId
from core.domain.meeting import MeetingKind, MeetingStatus
from core.domain.meeting_wishes import EndMeeting, PlanMeeting, SendMinutes, Slot, StartMeeting
from core.domain.message import Message
from core.domain.reminder_day import Remind
from core.service import Service
from core.store import Store
from core.ticking import Ticker, tick
from tests.hand_clock import HandClock
from tests.store.process_cast import Company
from tests.store.racing import WRITERS, together

ZHANG, WANG = RecordId("P-01"), RecordId("P-02")


@pytest.fixture
def promised(service: Service, clock: HandClock) -> Service:
    """Wednesday: 王敏 promised something for today, beside a task that is late."""
    service.perform(AddAction(title="交清单", owner=WANG, due=clock() + timedelta(hours=8)))
    return service


def said(service: Service, about: str) -> list[Message]:
    """The messages of a kind, the oldest first."""
    every: list[Message] = service.all_of(Kind.MESSAGE)
    return [each for each in every if each.about == f"reminder.{about}"]


def test_one_message_a_person_a_day_however_often_the_clock_is_looked_at(
    promised: Service, clock: HandClock
) -> None:
    clock.set("2026-11-19T09:00:00+08:00")
    for _ in range(3):
        tick(promised)
        clock.forward(minutes=40)
    (overdue,) = said(promised, "overdue")

    assert overdue.to == (WANG,)
    assert overdue.values["text"] == "T-01 调研 11-13; A-01 交清单 11-18"
    clock.set("2026-11-20T09:00:00+08:00")
    tick(promised)
    assert len(said(promised, "overdue")) == 2


def test_it_is_the_system_s_word_and_reaches_the_board_at_once(
    promised: Service, clock: HandClock
) -> None:
    clock.set("2026-11-19T09:00:00+08:00")
    happened = [each for each in tick(promised).happened if each.event.creates]

    assert {each.actor for each in happened} == {SYSTEM}
    assert all(each.left(clock()) for each in said(promised, "overdue"))


def test_nothing_is_said_at_the_weekend(promised: Service, clock: HandClock) -> None:
    clock.set("2026-11-21T10:00:00+08:00")

    assert tick(promised).happened == ()


def test_boards_that_look_at_the_same_moment_say_it_once(
    promised: Service, clock: HandClock
) -> None:
    clock.set("2026-11-19T09:00:00+08:00")
    stale = promised.board()
    tickers = [
        Ticker(Service(promised.store, promised.project, "x", clock)) for _ in range(WRITERS)
    ]

    together(lambda number: tickers[number].tick(stale).happened)

    assert len(said(promised, "overdue")) == 1


def test_what_people_have_heard_is_neither_taken_back_nor_said_again(
    promised: Service, clock: HandClock
) -> None:
    clock.set("2026-11-19T09:00:00+08:00")
    heard = tick(promised).happened[0]

    assert promised.undo(event=heard.seq) == ()
    assert tick(promised).happened == ()


def test_a_reminder_of_what_is_gone_comes_to_nothing(service: Service) -> None:
    ghost = Remind(about="minutes", to=(WANG,), subject=RecordId("M-99"))

    assert service.perform(ghost) == ()
    assert service.perform(Remind(about="overdue", to=(RecordId("P-99"),))) == ()


def test_a_meeting_s_papers_are_asked_for_until_they_are_out(
    service: Service, clock: HandClock
) -> None:
    at = clock() + timedelta(days=2)
    service.perform(PlanMeeting(kind=MeetingKind.ISSUE, starts_at=at, invited=(ZHANG, WANG)))
    clock.set("2026-11-19T09:00:00+08:00")
    tick(service)
    clock.set("2026-11-20T09:00:00+08:00")
    tick(service)
    clock.set("2026-11-20T09:30:00+08:00")
    service.perform(StartMeeting(kind=MeetingKind.ISSUE, meeting=RecordId("M-01")))
    service.perform(EndMeeting(meeting=RecordId("M-01"), unread=True))
    clock.forward(hours=1)
    tick(service)
    clock.set("2026-11-23T09:00:00+08:00")
    tick(service)

    asked = ("agenda", "meeting", "draft", "minutes")
    assert {each: len(said(service, each)) for each in asked} == dict.fromkeys(asked, 1)


def test_minutes_that_nobody_objects_to_hold_by_themselves(
    service: Service, clock: HandClock
) -> None:
    wish = StartMeeting(kind=MeetingKind.ISSUE, agenda=(Slot(title="口径", seconds=60),))
    service.perform(wish)
    service.perform(EndMeeting(meeting=RecordId("M-01"), unread=True))
    service.perform(SendMinutes(meeting=RecordId("M-01"), text="# 纪要"))
    clock.forward(hours=23, minutes=59)
    tick(service)
    assert service.board().meetings["M-01"].status is MeetingStatus.MINUTES_SENT
    clock.forward(minutes=1)
    tick(service)

    assert service.board().meetings["M-01"].status is MeetingStatus.CONFIRMED


def test_departments_hear_of_an_answer_that_is_due_and_then_of_one_that_is_late(
    store: Store, clock: HandClock
) -> None:
    clock.set("2024-10-16T10:00:00+08:00")
    company = Company(store, clock)
    company.requested()
    clock.set("2024-10-17T09:00:00+08:00")
    tick(company.at("张伟"))
    soon = {each.to for each in said(company.at("张伟"), "forms_soon")}

    clock.set("2024-10-21T09:00:00+08:00")
    tick(company.at("张伟"))
    tick(company.at("张伟"))
    late = said(company.at("张伟"), "forms_late")

    assert soon == {("P-03",), ("P-04",), ("P-05",)}
    assert {each.to for each in late} == {*soon, ("P-01",)}
    assert len({each.to for each in late}) == len(late)
    assert "部门反馈意见表 10-18" in late[0].values["text@zh"]
    assert "Department's answer 10-18" in late[0].values["text@en"]
