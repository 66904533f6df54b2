"""The outbox on its way: within grace nothing leaves, what arrived never leaves again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from core.domain.ids import Kind, RecordId, record_id
from core.domain.intake import BringIn, TakeBack
from core.domain.message import GRACE, SILENCE, ClaimMessage, Delivery, Message, RetryMessage
from core.domain.refusal import Refused, Unreachable
from core.service import Service
from core.settings import BotSettings
from core.store import Store
from sync.bots import carry
from sync.bots.books import AGAIN, Tools
from sync.bots.bot import LIMITS, Bot, open_bot
from sync.bots.carry import Delivered, deliver
from sync.bots.sending import STALE, Outcome
from sync.http import Http, Limits
from sync.trouble import Fatal
from tests.hand_clock import HandClock
from tests.sync import feishu_faults as faults
from tests.sync.bot_service import MARKED, BotService, refusal

ONE = record_id(Kind.MESSAGE, 1)
TWO = record_id(Kind.MESSAGE, 2)
LONG = "\n".join(f"{at:03} 申请支付接口白名单 赵倩 10-17 周四 18:00" for at in range(120))


@dataclass
class Desk:
    """A machine that sends: its bots, its clock, and the group they write to."""

    service: Service
    clock: HandClock
    group: BotService
    kind: str = "wecom"
    waits: list[float] = field(default_factory=list)

    def queue(self, text: str = "正文", identity: RecordId = ONE, **values: Any) -> None:
        """A message as it is queued now."""
        now = self.clock()
        message = Message(
            id=identity,
            about="minutes.sent",
            channel="team",
            title="周会",
            text=text,
            queued_at=now,
            send_after=now + GRACE,
        )
        self.service.perform(BringIn(records=(replace(message, **values),)))

    def after(self, **by: float) -> Delivered:
        """A run, so much later."""
        self.clock.forward(**by)
        return self.run()

    def run(self, **tools: Any) -> Delivered:
        """A run now."""
        http = partial(Http, limits=Limits(deadline=1.0, silence=0.5), proxies=False)

        def opened(name: str, settings: BotSettings) -> Bot:
            return open_bot(name, settings, self.group.secrets(self.kind), http)

        known = {"open": opened, "sleep": self.sleep, "clock": self.elapsed, **tools}
        settings = BotSettings(type=self.kind, base_url=self.group.base_url)
        return deliver(self.service, {"team": settings}, Tools(jitter=lambda: 0.0, **known))

    def elapsed(self) -> float:
        """Seconds, as the hand clock tells them."""
        return self.clock().timestamp()

    def sleep(self, seconds: float) -> None:
        """Waits without waiting."""
        self.waits.append(seconds)
        self.clock.forward(seconds=seconds)

    def message(self, identity: RecordId = ONE) -> Message:
        """The message as the database has it."""
        (found,) = self.service.store.records(self.service.project, [identity])
        assert isinstance(found, Message)
        return found

    @property
    def status(self) -> Delivery:
        """Where the first one stands."""
        return self.message().status


@pytest.fixture
def service(store: Store, clock: HandClock) -> Service:
    """The small project; beside the other tests of this folder, where it is a Feishu."""
    return Service(store, 1, "张伟", clock)


@pytest.fixture
def desk(service: Service, clock: HandClock) -> Iterator[Desk]:
    """A machine with the bot `team`."""
    with BotService() as group:
        yield Desk(service, clock, group)


def test_nothing_leaves_within_the_grace(desk: Desk) -> None:
    desk.queue()

    assert desk.after(seconds=9.9).outcomes == {}
    assert desk.group.group == []
    assert desk.after(seconds=0.1).of(Outcome.SENT) == (ONE,)
    assert desk.group.group == ["正文"]
    assert desk.status is Delivery.SENT
    assert desk.message().sent_at == desk.clock()


def test_what_was_taken_back_never_leaves(desk: Desk) -> None:
    desk.queue()
    desk.clock.forward(seconds=9)
    (queued,) = desk.service.history([ONE])
    desk.service.perform(TakeBack(command=queued.command))

    assert desk.after(minutes=5).outcomes == {}
    assert desk.group.requests == []


def test_what_has_left_is_not_sent_again(desk: Desk) -> None:
    desk.queue()
    desk.after(seconds=11)

    assert desk.after(minutes=5).outcomes == {}
    assert len(desk.group.group) == 1


def test_a_part_that_arrived_is_not_sent_again_after_a_failure(desk: Desk) -> None:
    desk.queue(LONG)
    desk.group.fail_next(refusal("wecom", 45009), after=2)

    assert desk.after(seconds=11).of(Outcome.DELAYED) == (ONE,)
    assert (desk.message().parts_sent, desk.status) == (2, Delivery.WAITING)
    assert desk.message().failure == "bot-limited 45009 own"
    assert desk.after(seconds=59).outcomes == {}
    desk.after(seconds=2)

    heads = [each.partition("\n")[0] for each in desk.group.group]
    assert heads == [f"({at}/{len(heads)})" for at in range(1, len(heads) + 1)]
    assert desk.status is Delivery.SENT
    assert desk.message().failure == ""


@pytest.mark.parametrize("arrives", [True, False])
def test_a_lost_answer_is_asked_about_and_never_sent_again_by_itself(
    desk: Desk, arrives: bool
) -> None:
    desk.queue()
    desk.group.fail_next(faults.server_error(502), arrives=arrives)

    assert desk.after(seconds=11).of(Outcome.UNSURE) == (ONE,)
    assert desk.after(hours=1).outcomes == {}
    assert [desk.message().status] == [Delivery.UNSURE]
    assert len(desk.group.requests) == 1

    desk.service.perform(RetryMessage(message=ONE, arrived=arrives))
    desk.run()

    assert desk.group.group == ["正文"]
    assert desk.status is Delivery.SENT


def test_a_part_that_a_person_saw_in_the_group_is_left_out(desk: Desk) -> None:
    desk.queue(LONG)
    desk.group.fail_next(faults.server_error(502), after=1, arrives=True)
    desk.after(seconds=11)
    desk.service.perform(RetryMessage(message=ONE, arrived=True))

    desk.after(minutes=2)

    heads = [each.partition("\n")[0] for each in desk.group.group]
    assert heads == [f"({at}/{len(heads)})" for at in range(1, len(heads) + 1)]


def test_a_final_error_waits_for_a_person(desk: Desk) -> None:
    desk.queue()
    desk.group.fail_next(refusal("wecom", 93000, "invalid webhook url"))

    assert desk.after(seconds=11).of(Outcome.FAILED) == (ONE,)
    assert desk.after(hours=1).outcomes == {}
    assert desk.message().failure == "bot-webhook 93000 invalid webhook url"

    desk.service.perform(RetryMessage(message=ONE))
    assert desk.run().of(Outcome.SENT) == (ONE,)


def test_a_service_that_stays_away_is_tried_for_hours_and_then_given_up(desk: Desk) -> None:
    desk.queue()
    desk.group.stop()
    runs = 0
    desk.clock.forward(seconds=11)
    while desk.status is Delivery.WAITING:
        desk.run()
        desk.clock.forward(minutes=11)
        runs += 1

    assert 20 < runs <= 40
    assert desk.status is Delivery.FAILED
    assert desk.message().failure == "network-lost ConnectError"


def test_a_program_that_died_leaves_it_open(desk: Desk) -> None:
    desk.queue()
    desk.clock.forward(seconds=11)
    desk.service.perform(ClaimMessage(message=ONE, holder="dead"))

    assert desk.after(seconds=SILENCE.total_seconds() - 1).outcomes == {}
    assert desk.after(seconds=1).of(Outcome.UNSURE) == (ONE,)
    assert (desk.status, desk.message().failure) == (Delivery.UNSURE, "sender-gone")
    assert desk.group.requests == []


def test_a_laptop_that_slept_gives_the_message_back_before_it_goes_on(desk: Desk) -> None:
    desk.queue(LONG)
    asleep = [True]

    def clock() -> float:
        if asleep and len(desk.group.group) == 1:
            asleep.clear()
            desk.clock.forward(minutes=30)
        return desk.elapsed()

    desk.clock.forward(seconds=11)
    assert desk.run(clock=clock).of(Outcome.LEFT) == (ONE,)
    assert (desk.status, desk.message().parts_sent) == (Delivery.WAITING, 1)
    assert desk.run().of(Outcome.SENT) == (ONE,)
    assert len(desk.group.group) == len(set(desk.group.group))


def test_leaving_the_board_gives_the_rest_to_the_next_one(desk: Desk) -> None:
    desk.queue(LONG)
    desk.clock.forward(seconds=11)

    assert desk.run(stop=lambda: bool(desk.group.group)).of(Outcome.LEFT) == (ONE,)
    assert desk.message().parts_sent == 1
    desk.run()

    assert len(desk.group.group) == len(set(desk.group.group))
    assert desk.status is Delivery.SENT


def test_a_machine_without_the_bot_leaves_its_messages_alone(desk: Desk) -> None:
    desk.queue(channel="elsewhere")

    assert desk.after(seconds=11).outcomes == {}
    assert desk.status is Delivery.WAITING


def test_a_machine_without_the_webhook_says_so_and_leaves_them_too(desk: Desk) -> None:
    desk.queue()

    def missing(name: str, _: BotSettings) -> Bot:
        raise Fatal("secret-missing", name=name, variable="PENGTOU_TEAM_WEBHOOK")

    desk.clock.forward(seconds=11)
    found = desk.run(open=missing)

    assert (found.outcomes, list(found.unready)) == ({}, ["team"])
    assert desk.status is Delivery.WAITING


def test_a_minute_never_holds_more_texts_than_the_service_takes(desk: Desk) -> None:
    for at in range(1, 31):
        desk.queue(f"第 {at} 条", record_id(Kind.MESSAGE, at))
    desk.clock.forward(seconds=11)
    desk.group.clock = desk.elapsed
    for _ in range(30):
        desk.run()
        desk.clock.forward(seconds=5)

    times = desk.group.times
    assert len(times) == 30
    assert max(sum(start <= each < start + 60 for each in times) for start in times) <= 20


def test_what_another_program_just_sent_counts(desk: Desk) -> None:
    desk.queue(LONG)
    desk.after(seconds=11)
    desk.queue("另一条", TWO)
    desk.waits.clear()

    assert desk.after(seconds=11).of(Outcome.SENT) == (TWO,)
    assert sum(desk.waits) > 5


def test_a_database_that_is_away_for_a_moment_loses_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.queue()
    perform: Callable[..., Any] = Service.perform
    away = [3]

    def shaky(self: Service, command: Any, **named: Any) -> Any:
        if desk.group.group and away[0]:
            away[0] -= 1
            raise Unreachable("database-unreachable")
        return perform(self, command, **named)

    monkeypatch.setattr(Service, "perform", shaky)
    assert desk.after(seconds=11).of(Outcome.SENT) == (ONE,)
    assert desk.group.group == ["正文"]


def test_two_boards_never_send_the_same_message(desk: Desk) -> None:
    numbers = range(1, 4)
    for at in numbers:
        desk.queue(f"第 {at} 条", record_id(Kind.MESSAGE, at))
    desk.clock.forward(seconds=11)
    ready = threading.Barrier(4)

    def board() -> None:
        ready.wait()
        desk.run()

    threads = [threading.Thread(target=board) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert sorted(desk.group.group) == [f"第 {at} 条" for at in numbers]


def test_only_who_holds_a_message_says_how_it_went(desk: Desk) -> None:
    desk.queue()
    desk.clock.forward(seconds=11)
    desk.service.perform(ClaimMessage(message=ONE, holder="one"))

    with pytest.raises(Refused, match="message-not-due"):
        desk.service.perform(ClaimMessage(message=ONE, holder="two"))


def test_the_log_holds_no_secret_and_says_who_sent(desk: Desk) -> None:
    desk.kind = "feishu"
    desk.queue()
    desk.group.fail_next(refusal("feishu", 19021, f"sign {MARKED[1]} wrong"))
    desk.after(seconds=11)

    events = desk.service.history([ONE])

    assert [each.event.kind for each in events] == [
        "message.failed",
        "message.taken",
        "message.queued",
    ]
    assert {each.actor for each in events[:2]} == {"system"}
    assert not any(marked in repr(events) for marked in MARKED)
    assert "•••" in desk.message().failure


def test_a_program_never_looks_dead_while_it_works() -> None:
    longest = timedelta(seconds=LIMITS.deadline + carry.TOO_LONG + sum(AGAIN))

    assert longest < SILENCE
    assert STALE < SILENCE
