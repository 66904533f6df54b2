"""Reminders: each once, on working days, not before the office opens; one message a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.action import ActionItem, ActionStatus
from core.domain.group_reminders import for_group
from core.domain.ids import RecordId
from core.domain.meeting import Meeting, MeetingKind, MeetingStatus, Minutes
from core.domain.meeting_wishes import CloseMinutes
from core.domain.message import Message
from core.domain.people import Function
from core.domain.policy import Policy
from core.domain.record import Record
from core.domain.reminder_day import Remind
from core.domain.reminders import reminders
from core.domain.task import TaskStatus
from core.domain.ticking import due_now
from tests.unit.core.standard import STANDARD
from tests.unit.core.world import LI, PEOPLE, WANG, ZHANG, ZONE, World, task

M = RecordId("M-01")


def moment(text: str) -> datetime:
    """A moment of November 2026 in Shanghai: `18 09:30`; the 18th is a Wednesday."""
    return datetime.fromisoformat(f"2026-11-{text}").replace(tzinfo=ZONE)


def heard(text: str, *records: Record) -> dict[str, Remind]:
    """What people are reminded of at a moment, by what it is about and who hears it."""
    world = World.of(*records)
    world.now = moment(text)
    found = [wish for _, wish in reminders(world.board(), world.now, STANDARD)]
    return {f"{wish.about} {' '.join(wish.to)}": wish for wish in found}


def action(due: str, owner: RecordId | None = WANG, **values: Any) -> ActionItem:
    """An action item with a due moment of November 2026."""
    usual: dict[str, Any] = {"id": RecordId("A-01"), "title": "交清单"}
    return ActionItem(**{**usual, "owner": owner, "due": moment(due), **values})


def meeting(**values: Any) -> Meeting:
    """An issue meeting to which 王敏 is asked; 张伟 has the chair."""
    usual: dict[str, Any] = {
        "id": M,
        "kind": MeetingKind.ISSUE,
        "title": "口径会",
        "facilitator": ZHANG,
        "attendance": {WANG: "present"},
    }
    return Meeting(**{**usual, **values})


def ended(at: str, **values: Any) -> Meeting:
    return meeting(status=MeetingStatus.ENDED, ended_at=moment(at), **values)


def test_what_is_overdue_comes_in_one_message_a_person_the_oldest_first() -> None:
    late = (
        action("17 18:00"),
        action("16 18:00", id=RecordId("A-02"), title="订会场"),
        action("17 18:00", owner=LI, id=RecordId("A-03")),
        task(1, owner=WANG, start=None, due=date(2026, 11, 13)),
    )

    found = heard("18 09:00", *late)

    wish = found[f"overdue {WANG}"]
    assert wish.values["n"] == "3"
    assert wish.values["text"] == "T-01 调研 11-13; A-02 订会场 11-16; A-01 交清单 11-17"
    assert set(found) == {f"overdue {WANG}", f"overdue {LI}"}


@pytest.mark.parametrize(
    "item",
    [
        action("18 18:00"),
        action("17 18:00", status=ActionStatus.SUBMITTED),
        action("17 18:00", owner=None),
        task(1, owner=WANG, start=None, status=TaskStatus.DONE),
        task(1, owner=WANG, start=None, status=TaskStatus.IN_REVIEW, actual=100),
    ],
)
def test_what_is_not_late_or_was_delivered_is_not_overdue(item: Record) -> None:
    assert heard("18 09:00", item) == {}


def test_what_is_due_on_the_next_working_day_is_told_the_morning_before() -> None:
    due = action("19 18:00")

    assert set(heard("18 09:00", due)) == {f"soon {WANG}"}
    assert heard("17 09:00", due) == {}
    assert heard("19 09:00", due) == {}


def test_a_friday_tells_of_the_weekend_and_of_monday() -> None:
    due = (action("22 18:00"), action("23 10:00", id=RecordId("A-02"), title="周一的"))

    text = heard("20 09:00", *due)[f"soon {WANG}"].values["text"]

    assert text == "A-01 交清单 11-22; A-02 周一的 11-23"


def test_nobody_is_reminded_at_the_weekend_nor_before_the_office_opens() -> None:
    late = action("17 18:00")

    assert heard("18 08:59", late) == {}
    assert heard("21 10:00", late) == {}
    assert set(heard("18 09:00", late)) == {f"overdue {WANG}"}


def test_offices_open_when_the_policy_says_so() -> None:
    policy = Policy(id=RecordId("CP-01"), effective_at=moment("01 00:00"), opens="08:30")

    assert heard("18 08:30", action("17 18:00"), policy) != {}
    assert heard("18 08:29", action("17 18:00"), policy) == {}


def test_a_task_that_nobody_spoke_of_yesterday_is_asked_about() -> None:
    doing = task(1, owner=WANG, due=date(2026, 11, 30), status=TaskStatus.DOING)
    silent = replace(doing, progressed_at=moment("16 17:00"))
    fresh = replace(doing, progressed_at=moment("17 17:00"))
    early = replace(doing, progressed_at=moment("18 08:30"))

    assert set(heard("18 09:00", silent)) == {f"updates {WANG}"}
    assert heard("18 09:00", fresh) == heard("18 09:00", early) == {}


def test_friday_s_report_is_enough_for_monday() -> None:
    doing = task(1, owner=WANG, due=date(2026, 11, 30), progressed_at=moment("13 17:00"))

    assert heard("16 09:00", doing) == {}


def test_an_agenda_is_asked_for_while_there_is_a_day_left() -> None:
    planned = meeting(starts_at=moment("20 10:00"))

    assert heard("18 17:00", planned) == {}
    wish = heard("19 09:00", planned)[f"agenda {ZHANG}"]
    assert wish.values == {"title": "M-01 口径会", "at": "11-20 10:00", "by": "11-19 10:00"}
    assert heard("19 09:00", replace(planned, status=MeetingStatus.AGENDA_SENT)) == {}


def test_monday_s_agenda_is_asked_for_on_friday() -> None:
    planned = meeting(starts_at=moment("23 10:00"))

    assert f"agenda {ZHANG}" in heard("20 09:00", planned)


def test_the_project_manager_sees_to_a_meeting_without_a_chair() -> None:
    manager = replace(PEOPLE[2], functions=(Function.PROJECT_MANAGER,))
    planned = meeting(starts_at=moment("20 10:00"), facilitator=None)

    assert set(heard("19 09:00", planned, manager)) == {f"agenda {LI}"}
    assert set(heard("19 09:00", planned)) == {f"agenda {WANG}"}


def test_who_is_asked_hears_in_the_morning_of_the_meeting() -> None:
    planned = meeting(starts_at=moment("18 15:00"), status=MeetingStatus.AGENDA_SENT, place="301")

    wish = heard("18 09:00", planned)[f"meeting {WANG}"]

    assert wish.values["place"] == "301"
    assert heard("17 09:00", planned) == heard("18 15:00", planned) == {}


def test_a_draft_is_asked_for_an_hour_after_the_end() -> None:
    over = ended("18 10:00", recorder=WANG)

    assert heard("18 10:59", over) == {}
    assert set(heard("18 11:00", over)) == {f"draft {WANG} {ZHANG}"}
    assert heard("18 11:00", over, Minutes(id=RecordId("Y-01"), meeting=M)) == {}


def test_after_a_day_the_minutes_are_asked_for_and_the_draft_no_more() -> None:
    over = ended("17 10:00")

    assert set(heard("18 10:00", over)) == {f"minutes {ZHANG}"}
    assert heard("18 10:00", replace(over, status=MeetingStatus.MINUTES_SENT)) == {}


def test_what_ends_in_the_evening_is_asked_about_in_the_morning() -> None:
    assert heard("19 20:00", ended("19 17:30")) == {}
    assert set(heard("20 09:00", ended("19 17:30"))) == {f"draft {ZHANG}"}


def test_after_a_weekend_the_minutes_are_asked_for_at_once() -> None:
    assert set(heard("23 09:00", ended("20 17:30"))) == {f"minutes {ZHANG}"}


def test_a_standup_sends_neither_agenda_nor_minutes() -> None:
    standup = {"kind": MeetingKind.STANDUP}

    assert heard("18 11:00", ended("18 09:45", **standup)) == {}
    assert heard("19 09:00", meeting(starts_at=moment("20 09:30"), **standup)) == {}


def test_what_stands_on_the_board_already_is_not_said_again() -> None:
    late = action("17 18:00")
    said = Message(
        id=RecordId("X-01"),
        about="reminder.overdue",
        to=(WANG,),
        queued_at=moment("18 09:00"),
    )

    assert heard("18 09:30", late, said) == {}
    assert heard("18 09:30", late, replace(said, queued_at=moment("17 09:00"))) != {}


def test_the_id_names_project_person_and_day() -> None:
    world = World.of(action("17 18:00"))
    (first,), (later,) = (
        [name for name, _ in reminders(world.board(), moment(at), STANDARD)]
        for at in ("18 09:00", "18 16:00")
    )
    ((tomorrow, _),) = reminders(world.board(), moment("19 09:00"), STANDARD)

    assert first == later == f"auto:PJ-01:reminder.overdue:{WANG}:2026-11-18"
    assert tomorrow != first


def test_a_long_title_is_cut() -> None:
    (wish,) = heard("18 09:00", action("17 18:00", title="长" * 300)).values()

    assert len(wish.values["text"]) < 60


def test_minutes_hold_after_a_day_without_an_objection() -> None:
    sent = meeting(status=MeetingStatus.MINUTES_SENT, minutes_sent_at=moment("17 20:00"))

    def due(at: str, record: Meeting) -> list[object]:
        return [wish for _, wish in due_now(World.of(record).board(), moment(at), STANDARD)]

    assert due("18 19:59", sent) == []
    assert due("18 20:00", sent) == [CloseMinutes(meeting=M)]
    assert due("18 20:00", replace(sent, objections={WANG: "不是这么定的"})) == []


@given(
    hours=st.integers(0, 24 * 21),
    due=st.integers(-10, 10),
    ran=st.integers(-48, 48),
)
def test_no_reminder_is_ever_heard_at_night_or_on_a_day_of_rest(
    hours: int, due: int, ran: int
) -> None:
    now = moment("02 00:00") + timedelta(hours=hours)
    world = World.of(
        action("12 18:00"),
        replace(action("12 18:00"), id=RecordId("A-02"), due=now + timedelta(days=due)),
        ended("10 10:00"),
        meeting(id=RecordId("M-02"), starts_at=now + timedelta(hours=ran)),
    )
    world.now = now
    found = list(reminders(world.board(), now, STANDARD))

    assert not found or (now.weekday() < 5 and now.hour >= 9)
    assert len({name for name, _ in found}) == len(found)


def told(about: str, to: RecordId, number: int, **values: Any) -> Message:
    """A reminder that was queued on the 18th at nine."""
    queued = moment("18 09:00")
    usual: dict[str, Any] = {"id": RecordId(f"X-0{number}"), "queued_at": queued}
    return Message(**{**usual, "about": f"reminder.{about}", "to": (to,), **values})


def to_group(at: str, *records: Record, channel: str = "team") -> list[tuple[str, list[str]]]:
    """What a group is still to hear, by whom it is about, with what they heard."""
    world = World.of(*records)
    world.now = moment(at)
    found = (each for _, each in for_group(world.board(), world.now, channel))
    return [(" ".join(each.to), [one.about for one in each.told]) for each in found]


def test_a_group_hears_of_each_person_in_one_text_a_day() -> None:
    queued = (
        *(told("overdue", WANG, 1), told("soon", WANG, 2), told("overdue", LI, 3)),
        *(meeting(), told("meeting", WANG, 4, subject=M)),
    )

    assert to_group("18 09:01", *queued) == [
        (WANG, ["reminder.meeting"]),
        (WANG, ["reminder.overdue", "reminder.soon"]),
        (LI, ["reminder.overdue"]),
    ]


def test_what_a_group_has_heard_today_it_does_not_hear_again() -> None:
    mine = told("overdue", WANG, 1)
    heard = told("day", WANG, 2, channel="team")

    assert to_group("18 09:05", mine, heard) == []
    assert to_group("18 09:05", mine, heard, channel="ops") == [(WANG, ["reminder.overdue"])]


def test_a_group_hears_nothing_on_a_day_of_rest() -> None:
    saturday = told("overdue", WANG, 1, queued_at=moment("21 09:00"))

    assert to_group("21 10:00", saturday) == []
