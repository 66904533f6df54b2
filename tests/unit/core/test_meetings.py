"""Meetings: one at a time, clocks made of moments on record, a read-back that stays."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import cast

import pytest

from core.domain.action import ActionItem, ActionStatus, AddAction
from core.domain.ids import RecordId
from core.domain.meeting import (
    AgendaItem,
    Meeting,
    MeetingKind,
    MeetingStatus,
    Point,
    Presence,
    Purpose,
    Sort,
)
from core.domain.meeting_wishes import (
    AddAgendaItem,
    CancelMeeting,
    DropAgendaItem,
    EditAgendaItem,
    EndMeeting,
    GoToItem,
    HandOver,
    MakePoint,
    PauseMeeting,
    PlanMeeting,
    ReadBack,
    ResumeMeeting,
    SetAttendance,
    SkipItem,
    Slot,
    StartMeeting,
)
from core.domain.refusal import Refused
from tests.unit.core.weekly_sync import (
    AGENDA,
    FIRST,
    LAST,
    LI,
    SECOND,
    WANG,
    ZHANG,
    M,
    after,
    item,
    meeting,
    minutes_of,
    over,
    weekly,
)
from tests.unit.core.world import World


def test_starting_runs_the_clock_and_the_first_item_and_seats_who_started_it() -> None:
    world = weekly()

    assert meeting(world).status is MeetingStatus.RUNNING
    assert (meeting(world).current, meeting(world).facilitator) == (FIRST, ZHANG)
    assert minutes_of(after(world, 3), FIRST) == 3


def test_the_read_back_is_added_where_it_is_missing_and_stands_last() -> None:
    world = weekly()

    assert item(world, LAST).purpose is Purpose.READ_BACK
    assert item(world, LAST).position == 3


def test_a_second_meeting_does_not_start_beside_the_first() -> None:
    with pytest.raises(Refused) as refused:
        weekly(weekly())

    assert refused.value.reason == "meeting-on-already"
    assert refused.value.values["id"] == M
    assert refused.value.values["who"] == "张伟"


def test_going_on_closes_one_turn_and_opens_the_next() -> None:
    world = after(weekly(), 4)
    world.perform(GoToItem(meeting=M, item=SECOND))
    after(world, 5)

    assert (minutes_of(world, FIRST), minutes_of(world, SECOND)) == (4, 5)
    assert item(world, FIRST).done
    assert not item(world, SECOND).done


def test_going_back_adds_to_the_time_an_item_took() -> None:
    world = after(weekly(), 4)
    world.perform(GoToItem(meeting=M, item=SECOND))
    after(world, 1)
    world.perform(GoToItem(meeting=M, item=FIRST))
    after(world, 2)

    assert minutes_of(world, FIRST) == 6


def test_a_pause_stands_all_clocks() -> None:
    world = after(weekly(), 2)
    world.perform(PauseMeeting(meeting=M))
    after(world, 10)
    assert meeting(world).status is MeetingStatus.PAUSED
    assert minutes_of(world, FIRST) == 2
    world.perform(ResumeMeeting(meeting=M))
    after(world, 1)

    assert minutes_of(world, FIRST) == 3
    assert meeting(world).ran(world.now) == timedelta(minutes=3)


def test_a_machine_whose_clock_is_behind_makes_no_negative_time() -> None:
    world = after(weekly(), -5)
    world.perform(GoToItem(meeting=M, item=SECOND))

    assert minutes_of(world, FIRST) == 0
    assert minutes_of(world, SECOND) >= 0


def test_nothing_to_say_goes_on_to_the_next() -> None:
    world = weekly()
    world.perform(SkipItem(meeting=M, item=FIRST))

    assert item(world, FIRST).skipped
    assert meeting(world).current == SECOND


def test_the_read_back_is_neither_skipped_nor_dropped_nor_moved() -> None:
    world = weekly()

    for wish in (
        SkipItem(meeting=M, item=LAST),
        DropAgendaItem(meeting=M, item=LAST),
        EditAgendaItem(meeting=M, item=LAST, position=1),
        AddAgendaItem(meeting=M, slot=Slot(purpose=Purpose.READ_BACK)),
    ):
        with pytest.raises(Refused, match="read-back-stays"):
            world.perform(wish)


def test_a_new_item_comes_before_the_read_back_or_where_it_is_wanted() -> None:
    world = weekly()
    world.perform(AddAgendaItem(meeting=M, slot=Slot(title="预算口径")))
    world.perform(AddAgendaItem(meeting=M, slot=Slot(title="先说这个"), position=1))

    agenda = [each for each in world.records.values() if isinstance(each, AgendaItem)]
    order = [each.title or each.purpose for each in sorted(agenda, key=lambda e: e.position)]
    assert order == ["先说这个", "actions", "progress", "预算口径", "read_back"]
    assert item(world, RecordId("G-04")).added


def test_what_was_discussed_stays_on_the_agenda() -> None:
    with pytest.raises(Refused, match="agenda-discussed"):
        weekly().perform(DropAgendaItem(meeting=M, item=FIRST))


def test_it_does_not_end_unread_unless_somebody_says_so() -> None:
    world = weekly()
    with pytest.raises(Refused, match="meeting-unread"):
        world.perform(EndMeeting(meeting=M))
    world.perform(EndMeeting(meeting=M, unread=True))

    assert meeting(world).status is MeetingStatus.ENDED
    assert meeting(world).recapped_at is None


def test_going_on_after_the_read_back_asks_for_it_again() -> None:
    world = weekly()
    world.perform(GoToItem(meeting=M, item=LAST))
    world.perform(ReadBack(meeting=M))
    world.perform(GoToItem(meeting=M, item=SECOND))

    with pytest.raises(Refused, match="meeting-unread"):
        world.perform(EndMeeting(meeting=M))


def action(number: int, made: datetime, status: ActionStatus = ActionStatus.OPEN) -> ActionItem:
    return ActionItem(
        id=RecordId(f"A-{number:02d}"), title="甲", owner=WANG, status=status, created_at=made
    )


def test_what_was_promised_before_and_is_open_at_the_end_is_carried_once() -> None:
    world = World.of()
    before = world.now - timedelta(days=7)
    world.put(action(1, before), action(2, before, ActionStatus.SUBMITTED))
    weekly(world)
    after(world, 1)
    world.perform(AddAction(title="新的", owner=WANG))
    over(world)

    carried = {
        each.id: each.carried for each in world.records.values() if isinstance(each, ActionItem)
    }
    assert carried == {"A-01": 1, "A-02": 0, "A-03": 0}
    assert meeting(world).carried == (RecordId("A-01"),)


def test_a_standup_carries_nothing_over() -> None:
    world = World.of()
    world.put(action(1, world.now - timedelta(days=7)))
    turn = Slot(purpose=Purpose.PERSON, owner=WANG, seconds=120)
    world.perform(StartMeeting(kind=MeetingKind.STANDUP, agenda=(turn,)))
    world.perform(EndMeeting(meeting=M, unread=True))

    assert meeting(world).carried == ()


def test_an_action_item_of_the_meeting_says_so() -> None:
    world = weekly()
    world.perform(AddAction(title="交清单", owner=WANG))
    assert cast(ActionItem, world.records[RecordId("A-01")]).meeting == M

    world.actor = "李强"
    world.perform(AddAction(title="在别处", owner=LI))
    assert cast(ActionItem, world.records[RecordId("A-02")]).meeting is None


def test_only_the_chairs_the_manager_and_the_admin_steer() -> None:
    world = weekly()
    world.actor = "王敏"
    with pytest.raises(Refused) as refused:
        world.perform(GoToItem(meeting=M, item=SECOND))

    assert refused.value.reason == "meeting-who-may"
    assert refused.value.values["names"] == ("张伟",)


def test_a_chair_is_handed_over_by_who_sits_in_it() -> None:
    world = weekly()
    world.perform(HandOver(meeting=M, facilitator=WANG))

    assert meeting(world).facilitator == WANG


def test_a_chair_is_taken_only_after_a_minute_of_silence() -> None:
    world = weekly()
    world.perform(HandOver(meeting=M, facilitator=WANG, recorder=WANG))
    world.actor = "李强"
    world.signs = {"王敏": world.now - timedelta(seconds=59)}
    with pytest.raises(Refused, match="chair-taken"):
        world.perform(HandOver(meeting=M, facilitator=LI))
    world.signs = {"王敏": world.now - timedelta(seconds=60)}
    world.perform(HandOver(meeting=M, facilitator=LI))

    assert meeting(world).facilitator == LI
    assert meeting(world).attendance[LI] == Presence.PRESENT


def test_everybody_says_of_themselves_whether_they_are_there() -> None:
    world = weekly()
    world.actor = "李强"
    world.perform(SetAttendance(meeting=M, person=LI, how=Presence.EXCUSED, why="出差"))
    with pytest.raises(Refused, match="meeting-who-may"):
        world.perform(SetAttendance(meeting=M, person=WANG, how=Presence.ABSENT))

    assert meeting(world).attendance[LI] == Presence.EXCUSED
    assert meeting(world).excuses == {LI: "出差"}


def test_what_is_parked_belongs_to_the_item_under_discussion() -> None:
    world = weekly()
    world.perform(MakePoint(text="预算口径", people=(WANG,)))

    point = cast(Point, world.records[RecordId("Q-01")])
    assert (point.meeting, point.item, point.sort) == (M, FIRST, Sort.PARKED)


def test_a_consensus_needs_a_meeting_and_the_parking_lot_does_not() -> None:
    world = World.of()
    world.perform(MakePoint(text="改天说"))
    with pytest.raises(Refused, match="no-meeting-on"):
        world.perform(MakePoint(text="都同意", sort=Sort.CONSENSUS))


def test_a_planned_meeting_starts_with_its_own_agenda() -> None:
    world = World.of()
    ahead = world.now + timedelta(hours=25)
    world.perform(
        PlanMeeting(kind=MeetingKind.KICKOFF, starts_at=ahead, agenda=AGENDA, invited=(WANG,))
    )
    world.now = ahead
    world.perform(StartMeeting(kind=MeetingKind.KICKOFF, meeting=M))

    assert meeting(world).current == FIRST
    assert set(meeting(world).attendance) == {ZHANG, WANG}


def test_a_meeting_is_planned_ahead_and_cancelled_with_a_reason() -> None:
    world = World.of()
    with pytest.raises(Refused, match="meeting-past"):
        world.perform(PlanMeeting(kind=MeetingKind.WEEKLY, starts_at=world.now))
    world.perform(PlanMeeting(kind=MeetingKind.WEEKLY, starts_at=world.now + timedelta(days=1)))
    with pytest.raises(Refused, match="reason-missing"):
        world.perform(CancelMeeting(meeting=M, reason=""))
    world.perform(CancelMeeting(meeting=M, reason="出差"))

    assert meeting(world).status is MeetingStatus.CANCELLED


def test_the_one_before_is_the_last_of_its_kind_that_ended() -> None:
    world = over(weekly())
    after(world, 60)
    world.perform(StartMeeting(kind=MeetingKind.WEEKLY, agenda=AGENDA))

    assert cast(Meeting, world.records[RecordId("M-02")]).previous == M
