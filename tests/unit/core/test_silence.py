"""A meeting that nobody ended: asked about, kept as it stands, never ended by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.domain.meeting import MeetingStatus
from core.domain.meeting_wishes import GoOn, KeepMeeting, PauseMeeting, ResumeMeeting
from core.domain.refusal import Refused
from core.domain.ticking import due_now
from tests.unit.core.standard import STANDARD
from tests.unit.core.weekly_sync import FIRST, M, after, meeting, minutes_of, weekly
from tests.unit.core.world import World

KEEP = KeepMeeting(meeting=M)


def due(world: World) -> list[object]:
    """What would be done to the meeting by itself."""
    return [
        wish
        for _, wish in due_now(world.board(), world.now, STANDARD)
        if isinstance(wish, KeepMeeting)
    ]


def test_half_an_hour_of_silence_keeps_it_as_a_draft() -> None:
    world = after(weekly(), 29)
    assert (due(world), world.decide(KEEP)) == ([], ())

    world = after(world, 1)
    assert due(world) == [KEEP]
    world.perform(KEEP)

    assert meeting(world).status is MeetingStatus.KEPT
    assert meeting(world).ended_at is None
    assert due(after(world, 60)) == []
    assert minutes_of(world, FIRST) == 30


def test_what_was_kept_goes_on_where_it_stood() -> None:
    world = after(weekly(), 30)
    world.perform(KEEP)
    after(world, 45).perform(ResumeMeeting(meeting=M))

    assert meeting(world).status is MeetingStatus.RUNNING
    assert minutes_of(after(world, 5), FIRST) == 35


def test_what_is_paused_by_hand_is_left_alone() -> None:
    world = weekly()
    world.perform(PauseMeeting(meeting=M))

    assert due(after(world, 90)) == []
    assert world.decide(KEEP) == ()


def test_saying_that_it_goes_on_takes_no_time_and_counts_as_a_sign() -> None:
    world = after(weekly(), 25)
    world.perform(GoOn(meeting=M))

    assert due(after(world, 20)) == []
    assert meeting(world).status is MeetingStatus.RUNNING
    assert minutes_of(world, FIRST) == 45


def test_whoever_is_heard_in_the_log_keeps_it_going() -> None:
    world = after(weekly(), 40)
    world.heard = world.now - timedelta(minutes=10)

    assert world.decide(KEEP) == ()


def test_only_who_steers_it_says_that_it_goes_on() -> None:
    world = weekly()
    world.actor = "李强"

    with pytest.raises(Refused) as refused:
        world.decide(GoOn(meeting=M))

    assert refused.value.reason == "meeting-who-may"
