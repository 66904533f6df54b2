"""Who sends a message, how far it came, and what a person may do about it; the rules alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.domain.ids import Kind, RecordId, record_id
from core.domain.message import (
    GRACE,
    SILENCE,
    ClaimMessage,
    Delivery,
    DoubtMessage,
    Message,
    MessageFailed,
    MessageSent,
    PartSent,
    RetryMessage,
)
from core.domain.refusal import Conflict, Gone, Refused
from tests.unit.core.world import World

X = record_id(Kind.MESSAGE, 1)


def queued(**values: object) -> World:
    """A text for a group, ten seconds after it was queued."""
    world = World.of()
    usual = {"channel": "team", "text": "正文", "queued_at": world.now}
    at = {"send_after": world.now + GRACE}
    world.put(Message(id=X, **{**usual, **at, **values}))  # type: ignore[arg-type]
    world.now += GRACE
    return world


def claimed() -> World:
    """The same, taken by a program."""
    world = queued()
    world.perform(ClaimMessage(message=X, holder="one"))
    return world


def message(world: World) -> Message:
    """The text as it stands."""
    found = world.records[X]
    assert isinstance(found, Message)
    return found


def test_who_claims_a_message_holds_it_alone() -> None:
    world = claimed()

    assert (message(world).status, message(world).holder) == (Delivery.SENDING, "one")
    assert message(world).attempts == 1
    with pytest.raises(Refused, match="message-not-due"):
        world.perform(ClaimMessage(message=X, holder="two"))
    with pytest.raises(Refused, match="message-not-held"):
        world.perform(PartSent(message=X, holder="two", parts=1))


def test_within_the_grace_nobody_claims_it() -> None:
    world = queued()
    world.now -= timedelta(microseconds=1)

    with pytest.raises(Refused, match="message-not-due"):
        world.perform(ClaimMessage(message=X, holder="one"))


@pytest.mark.parametrize(
    "values", [{"channel": ""}, {"status": Delivery.SENT}, {"status": Delivery.UNSURE}]
)
def test_only_what_waits_for_a_bot_is_claimed(values: dict[str, object]) -> None:
    with pytest.raises(Refused, match="message-not-due"):
        queued(**values).perform(ClaimMessage(message=X, holder="one"))


def test_what_was_taken_back_is_gone() -> None:
    with pytest.raises(Gone):
        queued(removed=True).perform(ClaimMessage(message=X, holder="one"))


def test_all_of_it_arrived() -> None:
    world = claimed()
    world.perform(PartSent(message=X, holder="one", parts=1))
    world.perform(MessageSent(message=X, holder="one", parts=2))

    assert message(world).status is Delivery.SENT
    assert (message(world).sent_at, message(world).parts_sent) == (world.now, 2)


def test_a_failure_that_may_pass_is_tried_again_and_no_sooner() -> None:
    world = claimed()
    again = world.now + timedelta(minutes=1)
    world.perform(MessageFailed(message=X, holder="one", failure="bot-busy", try_after=again))

    assert (message(world).status, message(world).failure) == (Delivery.WAITING, "bot-busy")
    with pytest.raises(Refused, match="message-not-due"):
        world.perform(ClaimMessage(message=X, holder="two"))
    world.now = again
    world.perform(ClaimMessage(message=X, holder="two"))
    assert message(world).attempts == 2


def test_a_dead_program_is_doubted_after_its_silence_and_not_before() -> None:
    world = claimed()
    world.now += SILENCE - timedelta(seconds=1)
    world.perform(DoubtMessage(message=X))
    assert [message(world).status] == [Delivery.SENDING]
    world.now += timedelta(seconds=1)
    world.perform(DoubtMessage(message=X))

    assert (message(world).status, message(world).failure) == (Delivery.UNSURE, "sender-gone")


def test_who_was_given_up_may_still_say_that_it_arrived() -> None:
    world = claimed()
    world.now += SILENCE
    world.perform(DoubtMessage(message=X))
    world.perform(MessageSent(message=X, holder="one"))

    assert message(world).status is Delivery.SENT


def test_after_a_person_sent_it_again_the_first_program_is_not_heard() -> None:
    world = claimed()
    world.perform(MessageFailed(message=X, holder="one", failure="bot-no-answer", unsure=True))
    world.perform(RetryMessage(message=X))

    with pytest.raises(Refused, match="message-not-held"):
        world.perform(MessageSent(message=X, holder="one"))


@pytest.mark.parametrize(("arrived", "parts"), [(True, 1), (False, 0)])
def test_a_person_says_whether_the_part_in_doubt_is_there(arrived: bool, parts: int) -> None:
    world = claimed()
    world.perform(MessageFailed(message=X, holder="one", failure="bot-no-answer", unsure=True))
    world.perform(RetryMessage(message=X, arrived=arrived))

    found = message(world)
    assert (found.status, found.parts_sent, found.attempts) == (Delivery.WAITING, parts, 0)
    assert found.due(world.now)


def test_a_refused_text_never_arrived_whatever_is_said() -> None:
    world = claimed()
    world.perform(MessageFailed(message=X, holder="one", failure="bot-keyword"))
    world.perform(RetryMessage(message=X, arrived=True))

    assert message(world).parts_sent == 0


def test_only_what_is_stuck_is_sent_again() -> None:
    with pytest.raises(Refused, match="message-not-stuck"):
        claimed().perform(RetryMessage(message=X))
    with pytest.raises(Conflict):
        claimed().perform(RetryMessage(message=X, seen=99))
    with pytest.raises(Gone):
        World.of().perform(RetryMessage(message=RecordId("X-09")))
