"""An open board carries out what comes due; messages wait, leave, and can be called back."""

from __future__ import annotations

import threading

import pytest

from core.domain.blocker import Acknowledge, RaiseBlocker
from core.domain.ids import SYSTEM, Kind, RecordId, record_id
from core.domain.intake import BringIn
from core.domain.message import GRACE, Message
from core.domain.people import EditPerson, Role
from core.domain.refusal import Unreachable
from core.domain.ticking import CLOCKS
from core.ticking import Ticker
from tests.hand_clock import HandClock
from tests.pilot.seat import Seat, seated
from tests.samples import NOW
from tui import ticking
from tui.inbox import myself
from tui.screens.inbox import InboxScreen

QUICK = 0.05
"""Seconds between two looks at what is due, so that no test waits for them."""
MINE = record_id(Kind.MESSAGE, 1)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> HandClock:
    """The clock of every board of a test."""
    found = HandClock(NOW)
    monkeypatch.setattr("tests.pilot.seat.fixed", lambda _: found)
    monkeypatch.setattr(ticking, "EVERY", QUICK)
    # Nobody is reminded here of what is late in the sample.
    monkeypatch.setattr("core.domain.ticking.RULES", CLOCKS)
    return found


async def alarms(seat: Seat, identity: str) -> int:
    """How often the system took a blocker up the ladder."""
    events = await seat.outsider.of(identity, SYSTEM)
    return sum(each.event.kind == "blocker.alarmed" for each in events)


async def raised(seat: Seat) -> RecordId:
    """A new blocker, on the board."""
    before = set(seat.board.blockers)
    await seat.outsider.perform(RaiseBlocker(title="样机没到", tasks=(RecordId("T-04"),)))
    await seat.until(lambda: set(seat.board.blockers) - before, "the new blocker")
    return RecordId((set(seat.board.blockers) - before).pop())


async def test_two_open_boards_escalate_a_breach_once(board_url: str, clock: HandClock) -> None:
    async with seated(board_url) as one, seated(board_url, actor="王敏") as two:
        identity = await raised(one)
        clock.forward(hours=2, minutes=1)
        await one.until(lambda: one.board.blockers[identity].rung == 1, "the first rung")
        await two.until(lambda: two.board.blockers[identity].rung == 1, "the first rung")
        clock.forward(minutes=1)
        await one.pilot.pause(4 * QUICK)
        assert await alarms(one, identity) == 1


async def test_where_the_clock_stands_nothing_comes_due(file_url: str, clock: HandClock) -> None:
    async with seated(file_url) as seat:
        before = seat.revision
        await seat.pilot.pause(6 * QUICK)
        assert await seat.outsider.revision() == before


async def test_the_board_of_a_visitor_changes_nothing(
    file_url: str, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[object] = []
    monkeypatch.setattr(Ticker, "tick", lambda self, board: looked.append(board))
    async with seated(file_url, actor="王敏") as seat:
        me = myself(seat.board, "王敏")
        assert me is not None
        await seat.outsider.perform(EditPerson(person=me.id, role=Role.VIEWER), by="张伟")
        await seat.settled()
        looked.clear()
        clock.forward(hours=3)
        await seat.pilot.pause(6 * QUICK)
        assert looked == []


async def test_looking_at_what_is_due_never_holds_up_the_screen(
    file_url: str, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: set[threading.Thread] = set()
    tick = Ticker.tick

    def noted(self: Ticker, board: object) -> object:
        threads.add(threading.current_thread())
        return tick(self, board)  # type: ignore[arg-type]

    monkeypatch.setattr(Ticker, "tick", noted)
    async with seated(file_url) as seat:
        clock.forward(minutes=1)
        await seat.until(lambda: threads, "a look at what is due")
    assert threading.main_thread() not in threads


async def test_a_database_that_is_away_is_no_news_here(
    file_url: str, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def away(self: Ticker, board: object) -> None:
        asked.append(board)
        raise Unreachable("database-unreachable")

    monkeypatch.setattr(Ticker, "tick", away)
    async with seated(file_url) as seat:
        for _ in range(2):
            before = len(asked)
            clock.forward(minutes=1)
            await seat.until(lambda: len(asked) > before, "a look at what is due")  # noqa: B023
        assert not list(seat.app.screen.query("Toast"))
        assert seat.app.is_running


def letter(to: RecordId, clock: HandClock, *, who: str = "王敏") -> BringIn:
    """A message as it is queued at the moment of the clock."""
    message = Message(
        id=MINE,
        about="blocker.acknowledged",
        subject=RecordId("B-05"),
        to=(to,),
        values={"who": who, "id": "B-05", "title": "华南样品物流中断"},
        queued_at=clock(),
        send_after=clock() + GRACE,
    )
    return BringIn(records=(message,))


async def test_a_message_reaches_the_board_of_whom_it_is_for_ten_seconds_later(
    file_url: str, clock: HandClock
) -> None:
    async with seated(file_url) as seat:
        me = myself(seat.board, "张伟")
        assert me is not None
        await seat.outsider.perform(letter(me.id, clock))
        await seat.settled()
        await seat.press("i")
        await seat.until(lambda: isinstance(seat.app.screen, InboxScreen), "the messages")
        assert "没有知会" in seat.text
        await seat.press("escape")
        assert "知会 1" not in seat.header
        clock.forward(seconds=11)
        await seat.until(lambda: "知会 1" in seat.header, "the count of new messages")
        await seat.press("i")
        await seat.until(lambda: "收到 1" in seat.text, "the message")
        assert "B-05" in seat.text
        await seat.press("escape")
        await seat.until(lambda: "知会" not in seat.header, "all was looked at")


async def test_what_i_send_counts_down(file_url: str, clock: HandClock) -> None:
    async with seated(file_url) as seat:
        wang = next(each.id for each in seat.board.people.values() if each.name == "王敏")
        await seat.outsider.perform(letter(wang, clock, who="张伟"))
        await seat.settled()
        await seat.press("i")
        await seat.until(lambda: "10 秒后发出 · u 撤回" in seat.text, "the countdown")
        clock.forward(seconds=7)
        await seat.until(lambda: "3 秒后发出 · u 撤回" in seat.text, "three seconds")
        clock.forward(seconds=3)
        await seat.until(lambda: "没有知会" in seat.text, "it has left")


async def test_a_message_opens_the_record_it_speaks_of(file_url: str, clock: HandClock) -> None:
    async with seated(file_url) as seat:
        me = myself(seat.board, "张伟")
        assert me is not None
        await seat.outsider.perform(letter(me.id, clock))
        await seat.settled()
        clock.forward(seconds=11)
        await seat.press("i")
        await seat.until(lambda: "收到 1" in seat.text, "the message")
        await seat.press("enter")
        await seat.until(lambda: "历史" in seat.text and "华南样品物流中断" in seat.text, "B-05")


async def test_undo_within_ten_seconds_takes_the_message_along(
    file_url: str, clock: HandClock
) -> None:
    async with seated(file_url) as seat:
        identity = await raised(seat)
        seat.screen.issue(Acknowledge(blocker=identity))
        await seat.settled()
        waiting = [each for each in seat.board.messages.values() if each.subject == identity]
        assert waiting
        await seat.press("i")
        await seat.until(lambda: isinstance(seat.app.screen, InboxScreen), "the messages")
        await seat.until(lambda: "u 撤回" in seat.text, "the countdown")
        await seat.press("u")
        await seat.settled()
        left = [each for each in seat.board.messages.values() if each.subject == identity]
        assert left == []
        assert seat.board.blockers[identity].responded_at is None
