"""The preview of minutes: checked, edited, sent as shown, recalled within ten seconds."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import TextArea

from core import places
from core.domain.meeting import MeetingKind, Presence
from core.domain.meeting_wishes import EndMeeting, ReadBack, StartMeeting, WriteMinutes
from core.domain.people import EditPerson, Role
from core.settings import BotSettings, Settings
from tests.hand_clock import HandClock
from tests.pilot import seat as seats
from tests.pilot.seat import Outsider, Seat, seated
from tests.samples import NOW
from tests.sync import feishu_faults as faults
from tests.sync.bot_service import MARKED, BotService, refusal, without_signs
from tui import sending
from tui.opening import Opening
from tui.screens.minutes import MinutesScreen
from tui.screens.minutes_editor import MinutesEditor

M = "M-03"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> HandClock:
    """The clock of every board of a test."""
    found = HandClock(NOW)
    monkeypatch.setattr("tests.pilot.seat.fixed", lambda _: found)
    monkeypatch.setattr(sending, "AGAIN", 0.1)
    monkeypatch.setattr("tui.screens.paper_looking.COUNTING", 0.05)
    return found


@pytest.fixture
def group(monkeypatch: pytest.MonkeyPatch) -> Iterator[BotService]:
    """A Feishu group, the usual one of everybody's machine."""
    opening = seats.opening
    with BotService() as running:
        bots = {"team": BotSettings(type="feishu", default=True, base_url=running.base_url)}

        def with_bots(*given: str) -> Opening:
            return replace(opening(*given), settings=Settings(bots=bots))

        monkeypatch.setattr(seats, "opening", with_bots)
        for name, value in running.environ("team", "feishu").items():
            monkeypatch.setenv(name, value)
        yield running


async def held(url: str, clock: HandClock, *, unread: bool = False) -> None:
    """A weekly sync of 27 minutes, read back (or not) and over, led by 张伟."""
    chair = Outsider(url, "张伟")
    try:
        board = await chair.board()
        present = dict.fromkeys(list(board.people)[:4], Presence.PRESENT.value)
        await chair.perform(StartMeeting(kind=MeetingKind.WEEKLY, attendance=present, minutes=30))
        running = (await chair.board()).meeting
        assert running is not None
        assert running.id == M
        clock.forward(minutes=27)
        if not unread:
            await chair.perform(ReadBack(meeting=running.id))
        await chair.perform(EndMeeting(meeting=running.id, unread=unread))
        clock.forward(minutes=3)
    finally:
        await asyncio.to_thread(chair.close)


@asynccontextmanager
async def previewing(
    url: str, clock: HandClock, *, unread: bool = False, size: tuple[int, int] = (120, 36)
) -> AsyncIterator[Seat]:
    """A board that shows the minutes of that meeting."""
    await held(url, clock, unread=unread)
    async with seated(url, size=size) as seat:
        seat.app.action_minutes()
        await seat.until(lambda: isinstance(seat.app.screen, MinutesScreen), "the minutes")
        await seat.until(lambda: "会议纪要" in seat.text, "their text")
        yield seat


async def sent(seat: Seat) -> None:
    """The minutes are on their way."""
    await seat.press("Y", "enter")
    await seat.settled()
    await seat.until(lambda: seat.board.meetings[M].minutes_sent_at, "they were sent")


async def test_what_is_shown_is_what_is_sent(
    board_url: str, clock: HandClock, group: BotService
) -> None:
    async with previewing(board_url, clock) as seat:
        shown = screen(seat).text
        await sent(seat)
        await seat.until(lambda: "u 撤回" in seat.text, "the countdown")
        clock.forward(seconds=11)
        await seat.until(lambda: group.group, "the text in the group")
        await seat.until(lambda: "已发出" in seat.text, "that it was sent")

    assert group.group == [without_signs(shown)]


def screen(seat: Seat) -> Shown:
    """What the preview says."""
    found = seat.app.screen
    assert isinstance(found, MinutesScreen)
    return Shown(found)


class Shown:
    """The preview."""

    def __init__(self, screen: MinutesScreen) -> None:
        draft = screen._draft
        assert draft is not None
        self.text = draft.text
        self.checks = draft.checks


async def test_after_u_within_ten_seconds_nothing_leaves(
    board_url: str, clock: HandClock, group: BotService
) -> None:
    async with previewing(board_url, clock) as seat:
        await sent(seat)
        clock.forward(seconds=9)
        await seat.press("u")
        await seat.settled()
        await seat.until(lambda: not seat.board.meetings[M].minutes_sent_at, "the recall")
        clock.forward(minutes=5)
        await seat.pilot.pause(0.5)

    assert group.requests == []


async def test_what_is_in_the_group_is_not_recalled(
    file_url: str, clock: HandClock, group: BotService
) -> None:
    async with previewing(file_url, clock) as seat:
        await sent(seat)
        clock.forward(seconds=11)
        await seat.until(lambda: group.group, "the text in the group")
        await seat.settled()
        await seat.press("u")
        await seat.until(lambda: "撤不回" in seat.text, "the refusal")
        assert seat.board.meetings[M].minutes_sent_at


async def test_two_boards_send_it_once(board_url: str, clock: HandClock, group: BotService) -> None:
    async with previewing(board_url, clock) as seat, seated(board_url, actor="王敏") as other:
        await sent(seat)
        await other.settled()
        clock.forward(seconds=11)
        await seat.until(lambda: group.group, "the text in the group")
        await seat.until(
            lambda: (
                {each.status.value for each in seat.board.messages.values() if each.channel}
                == {"sent"}
            ),
            "that it is on record",
        )
        await other.pilot.pause(0.5)

    assert len(group.group) == 1


async def test_open_checks_hold_it_back_until_they_are_confirmed(
    file_url: str, clock: HandClock, group: BotService
) -> None:
    async with previewing(file_url, clock, unread=True) as seat:
        left = [each for each in screen(seat).checks if not each.ok]
        assert left
        await seat.press("enter")
        await seat.until(lambda: f"还有 {len(left)} 项没通过" in seat.text, "the question")
        assert not seat.board.meetings[M].minutes_sent_at
        await seat.press(*("y" * len(left)))
        await seat.until(lambda: "按 Enter 发送" in seat.text, "that all is clear")
        await seat.press("enter")
        await seat.settled()
        assert seat.board.meetings[M].minutes_sent_at


async def test_sending_again_is_a_corrected_version_and_asks_first(
    file_url: str, clock: HandClock, group: BotService
) -> None:
    async with previewing(file_url, clock) as seat:
        await sent(seat)
        clock.forward(seconds=11)
        await seat.until(lambda: len(group.group) == 1, "the first version")
        await seat.settled()
        await seat.press("enter")
        await seat.until(lambda: "更正版" in seat.text, "the question")
        await seat.press("enter")
        await seat.settled()
        clock.forward(seconds=11)
        await seat.until(lambda: len(group.group) == 2, "the corrected version")


async def test_the_text_is_edited_before_it_goes_out(
    file_url: str, clock: HandClock, group: BotService
) -> None:
    async with previewing(file_url, clock) as seat:
        await seat.press("e")
        await seat.until(lambda: isinstance(seat.app.screen, MinutesEditor), "the editor")
        seat.app.screen.query_one(TextArea).text = "# 改过的纪要\n## 一、决议\n照旧 [P0] 修复"
        await seat.press("f2")
        await seat.settled()
        await seat.until(lambda: "已手工改动" in seat.text, "that it was edited")
        assert "照旧 [P0] 修复" in seat.text
        await sent(seat)
        clock.forward(seconds=11)
        await seat.until(lambda: group.group, "the text in the group")

    assert group.titles == ["改过的纪要"]
    assert group.group == ["【一、决议】\n照旧 [P0] 修复"]


async def test_esc_asks_before_anything_typed_is_given_up(
    file_url: str, clock: HandClock, group: BotService
) -> None:
    async with previewing(file_url, clock) as seat:
        before = screen(seat).text
        await seat.press("e", "x", "escape")
        await seat.until(lambda: "要保存吗" in seat.text, "the question")
        await seat.press("escape", "z", "escape", "n")
        await seat.until(lambda: isinstance(seat.app.screen, MinutesScreen), "the preview")
        await seat.settled()
        assert screen(seat).text == before
        await seat.press("e", "x", "escape", "y")
        await seat.settled()
        await seat.until(lambda: screen(seat).text.startswith("x"), "what was typed")


async def test_esc_leaves_an_untouched_editor_at_once(
    file_url: str, clock: HandClock, group: BotService
) -> None:
    async with previewing(file_url, clock) as seat:
        await seat.press("e")
        await seat.until(lambda: isinstance(seat.app.screen, MinutesEditor), "the editor")
        await seat.press("escape")
        await seat.until(lambda: isinstance(seat.app.screen, MinutesScreen), "the preview")


async def test_what_was_typed_comes_back_where_somebody_wrote_in_between(
    file_url: str, clock: HandClock, group: BotService
) -> None:
    async with previewing(file_url, clock) as seat:
        await seat.press("e")
        await seat.until(lambda: isinstance(seat.app.screen, MinutesEditor), "the editor")
        seat.app.screen.query_one(TextArea).text = "我写的"
        chair = Outsider(file_url, "张伟")
        try:
            await chair.perform(WriteMinutes(meeting=seat.board.meetings[M].id, text="先一步"))
            await chair.perform(WriteMinutes(meeting=seat.board.meetings[M].id, text="又一步"))
        finally:
            await asyncio.to_thread(chair.close)
        await seat.press("f2")
        await seat.settled()
        await seat.press("e")
        await seat.until(lambda: isinstance(seat.app.screen, MinutesEditor), "the editor")
        assert seat.app.screen.query_one(TextArea).text == "我写的"
        await seat.press("f2")
        await seat.settled()
        await seat.until(lambda: screen(seat).text == "我写的", "it is kept after all")


async def test_digits_go_to_chapters(file_url: str, clock: HandClock, group: BotService) -> None:
    async with previewing(file_url, clock, size=(80, 24)) as seat:
        frame = seat.app.screen.query_one("#draft")
        await seat.press("3")
        await seat.until(lambda: frame.scroll_y > 0, "the third chapter")
        there = frame.scroll_y
        await seat.press("1")
        await seat.until(lambda: frame.scroll_y < there, "the first")


async def test_somebody_gets_a_copy(file_url: str, clock: HandClock, group: BotService) -> None:
    async with previewing(file_url, clock) as seat:
        before = {each for one in seat.board.minutes.values() for each in one.cc}
        await seat.press("c")
        await seat.press("1")
        await seat.settled()
        await seat.until(lambda: seat.board.minutes, "the minutes on record")
        (minutes,) = seat.board.minutes.values()
        assert set(minutes.cc) != before


async def test_a_group_can_be_left_out(file_url: str, clock: HandClock, group: BotService) -> None:
    async with previewing(file_url, clock) as seat:
        await seat.press("b", "1")
        await seat.pilot.pause()
        await sent(seat)
        assert [each for each in seat.board.messages.values() if each.channel] == []


async def test_minutes_are_kept_as_a_file_and_told_where(
    file_url: str, clock: HandClock, group: BotService
) -> None:
    async with previewing(file_url, clock) as seat:
        shown = screen(seat).text
        await sent(seat)
        folder = places.minutes_folder()
        await seat.until(lambda: list(folder.glob("*.md")), "the file")
        (kept,) = folder.glob("*.md")
        await seat.until(lambda: "存档" in seat.text, "where it is")

    assert kept.read_text(encoding="utf-8") == f"{shown}\n"


async def test_an_export_says_where_it_is(
    file_url: str, clock: HandClock, group: BotService
) -> None:
    async with previewing(file_url, clock) as seat:
        await seat.press("E", "3")
        folder = places.minutes_folder()
        await seat.until(lambda: list(folder.glob("*.html")), "the file")
        await seat.until(lambda: "存档" in seat.text, "where it is")


async def test_a_refusal_is_told_wherever_one_is_and_sent_again_with_one_key(
    file_url: str, clock: HandClock, group: BotService
) -> None:
    group.fail_next(refusal("feishu", 19024, f"Key Words Not Found {MARKED[0]}"))
    async with previewing(file_url, clock) as seat:
        await sent(seat)
        clock.forward(seconds=11)
        await seat.until(lambda: list(seat.app.screen.query("Toast")), "the toast")
        await seat.until(lambda: "失败:" in seat.text, "the failure")
        assert not any(marked in seat.text for marked in MARKED)
        await seat.press("R")
        await seat.until(lambda: group.group, "the text in the group")


async def test_where_it_is_in_doubt_the_person_is_asked(
    file_url: str, clock: HandClock, group: BotService
) -> None:
    group.fail_next(faults.server_error(502), arrives=True)
    async with previewing(file_url, clock) as seat:
        await sent(seat)
        clock.forward(seconds=11)
        await seat.until(lambda: "不确定:" in seat.text, "the doubt")
        await seat.press("R")
        await seat.until(lambda: "先看一眼群" in seat.text, "the question")
        await seat.press("2")
        await seat.settled()
        await seat.until(lambda: "已发出" in seat.text, "that it is settled")

    assert len(group.group) == 1


async def test_the_board_of_a_visitor_sends_nothing(
    file_url: str, clock: HandClock, group: BotService
) -> None:
    await held(file_url, clock)
    chair = Outsider(file_url, "张伟")
    try:
        board = await chair.board()
        wang = next(each for each in board.people.values() if each.name == "王敏")
        await chair.perform(EditPerson(person=wang.id, role=Role.VIEWER))
        async with seated(file_url, actor="王敏") as seat:
            from core.domain.meeting_wishes import SendMinutes

            meeting = seat.board.meetings[M].id
            await chair.perform(SendMinutes(meeting=meeting, text="正文", channels=("team",)))
            await seat.settled()
            clock.forward(minutes=1)
            await seat.pilot.pause(0.5)
    finally:
        await asyncio.to_thread(chair.close)

    assert group.requests == []


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_text_checks_and_keys_have_room(
    file_url: str, clock: HandClock, group: BotService, size: tuple[int, int]
) -> None:
    async with previewing(file_url, clock, size=size) as seat:
        for told in ("会议纪要", "发送前检查", "Enter 发送", "1-7 章节", "Esc 返回"):
            assert told in seat.text
        assert all(len(line) <= size[0] for line in seat.lines)


def test_minutes_live_in_the_data_folder(tmp_path: Path) -> None:
    assert places.minutes_folder().is_relative_to(tmp_path)
