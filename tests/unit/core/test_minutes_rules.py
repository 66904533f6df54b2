"""Minutes: who gets them, who agrees, what a day of silence means (R12, R24, R26)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.domain.ids import RecordId
from core.domain.meeting import MeetingStatus
from core.domain.meeting_wishes import CloseMinutes, ConfirmMinutes, SendMinutes, WriteMinutes
from core.domain.message import Message
from core.domain.refusal import Refused
from tests.unit.core.weekly_sync import WANG, ZHANG, M, after, meeting, over, weekly
from tests.unit.core.world import World


def test_minutes_go_to_all_who_were_asked_and_through_each_channel_once() -> None:
    world = over(weekly())
    world.perform(SendMinutes(meeting=M, text="# 纪要", channels=("ops", "ops")))

    sent = [each for each in world.records.values() if isinstance(each, Message)]
    assert [each.channel for each in sent] == ["", "ops"]
    assert {ZHANG, WANG} <= set(sent[0].to)
    assert sent[1].text == "# 纪要"
    assert meeting(world).status is MeetingStatus.MINUTES_SENT


def test_minutes_of_a_meeting_that_goes_on_are_not_sent() -> None:
    with pytest.raises(Refused, match="meeting-not-over"):
        weekly().perform(SendMinutes(meeting=M, text="# 纪要"))


def test_edits_of_the_minutes_are_kept_and_taken_back() -> None:
    world = over(weekly())
    world.perform(WriteMinutes(meeting=M, text="# 改过"))
    world.perform(WriteMinutes(meeting=M, text=""))

    assert getattr(world.records[RecordId("Y-01")], "text", None) == ""


def sent_minutes() -> World:
    world = over(weekly())
    world.perform(SendMinutes(meeting=M, text="# 纪要"))
    return world


def test_the_minutes_hold_once_all_who_were_there_agree() -> None:
    world = sent_minutes()
    world.perform(ConfirmMinutes(meeting=M))
    assert meeting(world).status is MeetingStatus.MINUTES_SENT
    world.actor = "王敏"
    world.perform(ConfirmMinutes(meeting=M))

    assert meeting(world).status is MeetingStatus.CONFIRMED


def test_a_day_without_objection_is_agreement_and_an_objection_is_not() -> None:
    world = sent_minutes()
    after(world, 24 * 60 - 1)
    assert world.perform(CloseMinutes(meeting=M)) == ()
    after(world, 1)
    objecting = replace_world(world)
    world.perform(CloseMinutes(meeting=M))
    assert meeting(world).status is MeetingStatus.CONFIRMED

    objecting.actor = "王敏"
    objecting.perform(ConfirmMinutes(meeting=M, objection="D-05 不是这么定的"))
    assert objecting.perform(CloseMinutes(meeting=M)) == ()
    assert meeting(objecting).status is MeetingStatus.MINUTES_SENT


def replace_world(world: World) -> World:
    """The same world once more, to go another way."""
    return replace(world, records=dict(world.records), log=list(world.log))


def test_who_was_not_asked_does_not_confirm() -> None:
    world = sent_minutes()
    world.actor = "李强"

    with pytest.raises(Refused, match="minutes-who-may"):
        world.perform(ConfirmMinutes(meeting=M))
