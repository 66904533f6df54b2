"""A standup by single keys: who speaks, for how long, what is taken down, how it ends."""

from __future__ import annotations

import pytest

from core.domain.meeting import MeetingStatus, Presence, Purpose, Sort
from core.domain.meeting_wishes import GoToItem, SetAttendance
from tests.hand_clock import HandClock
from tests.pilot.meeting_room import Room, begun, elsewhere, entered
from tests.pilot.seat import seated
from tests.samples import NOW
from tui.screens.meeting import MeetingScreen
from tui.screens.minutes import MinutesScreen
from tui.screens.picker import Picker

NEXT = ("n", "right", "pagedown", "ｎ")
BACK = ("N", "left", "pageup", "Ｎ")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> HandClock:
    """The clock of every board of a test."""
    found = HandClock(NOW)
    monkeypatch.setattr("tests.pilot.seat.fixed", lambda _: found)
    return found


def named(room: Room) -> str:
    """Whose turn it is."""
    return room.seat.board.name_of(room.items[room.at - 1].owner)


@pytest.mark.parametrize("keys", [("m", "1"), ("f6", "1"), ("ｍ", "１")])
async def test_two_keys_start_it_and_the_first_turn_runs(
    file_url: str, keys: tuple[str, ...]
) -> None:
    async with seated(file_url) as seat:
        room = await begun(seat, *keys)
        assert room.meeting.status is MeetingStatus.RUNNING
        assert (room.at, named(room)) == (1, "赵倩")
        assert room.meeting.facilitator == "P-01"
        assert "站会 1/12 赵倩  00:00/02:00" in room.bar
        await room.reads("T-03 50→75")


async def test_every_kind_of_meeting_is_two_keys_away(file_url: str) -> None:
    kinds = {"3": "专项会议", "4": "启动会", "5": "验收会", "6": "复盘会", "g": "目标对齐会"}
    async with seated(file_url) as seat:
        for key, name in kinds.items():
            room = await begun(seat, "m", key)
            assert f"{name} 1/" in room.bar
            await room.press("m", "9", "enter")
            await seat.until(lambda: seat.board.meeting is None, "the end")
            await seat.until(lambda: isinstance(seat.app.screen, MinutesScreen), "the minutes")
            await seat.settled()
            await seat.press("escape")
            await seat.until(lambda: seat.app.screen is seat.screen, "the board")


async def test_letters_arrows_and_a_clicker_go_on_and_back(file_url: str) -> None:
    async with seated(file_url) as seat:
        room = await begun(seat, "m", "1")
        for number, (on, back) in enumerate(zip(NEXT, BACK, strict=True)):
            await room.press(on)
            assert room.at == 2, NEXT[number]
            await room.press(back)
            assert room.at == 1, BACK[number]


async def test_a_clicker_faster_than_the_board_loses_no_click(file_url: str) -> None:
    async with seated(file_url) as seat:
        room = await begun(seat, "m", "1")
        await room.press("pagedown", "pagedown", "pagedown")
        assert room.at == 4
        await room.press("pageup", "pageup")
        assert room.at == 2


async def test_a_digit_goes_to_the_person_it_numbers(file_url: str) -> None:
    async with seated(file_url) as seat:
        room = await begun(seat, "m", "1")
        await room.press("5")
        assert (room.at, named(room)) == (5, "钱进")
        await room.press("２")
        assert room.at == 2


async def test_who_has_nothing_to_say_is_passed_over_with_one_key(file_url: str) -> None:
    async with seated(file_url) as seat:
        room = await begun(seat, "m", "1")
        await room.press("0")
        assert room.items[0].skipped
        assert room.at == 2
        assert "略过" in seat.text


async def test_space_stands_all_clocks_and_lets_them_go_on(file_url: str, clock: HandClock) -> None:
    async with seated(file_url) as seat:
        room = await begun(seat, "m", "1")
        clock.forward(seconds=30)
        await room.press("space")
        assert room.meeting.status is MeetingStatus.PAUSED
        clock.forward(minutes=5)
        await room.second()
        assert "00:30/02:00" in room.bar
        assert "已暂停" in room.bar
        await room.press("space")
        clock.forward(seconds=10)
        await room.second()
        assert "00:40/02:00" in room.bar


async def test_who_comes_late_gets_a_turn(file_url: str) -> None:
    async with seated(file_url) as seat:
        room = await begun(seat, "m", "1")
        turns = sum(each.purpose is Purpose.PERSON for each in room.items)
        await seat.press("A")
        await seat.until(lambda: isinstance(seat.app.screen, Picker), "the list")
        await seat.type("刘强")
        await room.press("enter")
        found = [each for each in room.items if each.purpose is Purpose.PERSON]
        assert len(found) == turns + 1
        assert seat.board.name_of(found[-1].owner) == "刘强"
        assert room.items[-1].purpose is Purpose.READ_BACK


async def test_what_is_said_shows_at_once_and_belongs_to_the_meeting(board_url: str) -> None:
    async with seated(board_url) as seat:
        room = await begun(seat, "m", "1")
        await room.record("开放测试接口权限 @赵倩 周五 #B-08")
        await room.reads("行动1 阻塞0")
        await room.record("样机没到 #T-04", kind="b")
        await room.reads("行动1 阻塞1")
        assert "A-24 开放测试接口权限" in seat.text
        assert "@赵倩 10-18 周五 #B-08" in seat.text
        assert seat.board.actions["A-24"].meeting == room.meeting.id


async def test_chinese_that_is_typed_opens_the_line(file_url: str) -> None:
    async with seated(file_url) as seat:
        room = await begun(seat, "m", "1")
        await seat.press("补")
        assert room.screen.entry.typing
        assert room.screen.entry.text == "补"


async def test_the_record_grows_while_a_line_holds_the_board_still(file_url: str) -> None:
    async with seated(file_url) as seat:
        room = await begun(seat, "m", "1")
        await seat.press("a", *"甲事")
        await seat.press("enter")
        await room.reads("行动1")
        assert room.screen.entry.typing
        assert "赵倩" in seat.text.splitlines()[1]  # the open line says where the meeting is


async def test_a_topic_is_parked_with_whoever_takes_it_up(file_url: str) -> None:
    async with seated(file_url) as seat:
        room = await begun(seat, "m", "1")
        await seat.press("K")
        await seat.type("预算口径 @吴刚")
        await room.press("enter")
        point = next(each for each in seat.board.points.values() if each.text == "预算口径")
        assert (point.sort, point.meeting) == (Sort.PARKED, room.meeting.id)
        assert [seat.board.name_of(each) for each in point.people] == ["吴刚"]
        assert "预算口径(会后 吴刚)" in seat.text


async def test_an_unknown_name_keeps_the_line_as_it_was_typed(file_url: str) -> None:
    async with seated(file_url) as seat:
        await begun(seat, "m", "1")
        await seat.press("m", "7")
        await seat.type("预算 @无此人")
        await seat.press("enter")
        assert seat.entry.text == "预算 @无此人"
        assert "没有叫“无此人”的人" in seat.said


async def test_a_topic_is_parked_from_the_board_too(file_url: str) -> None:
    async with seated(file_url) as seat:
        await seat.press("K")
        await seat.enter("团建地点")
        assert [each.text for each in seat.board.points.values()] == ["团建地点"]


async def test_an_overrun_is_said_then_offered_to_the_parking_lot_and_cuts_nothing_off(
    file_url: str, clock: HandClock
) -> None:
    async with seated(file_url) as seat:
        room = await begun(seat, "m", "1")
        clock.forward(minutes=2, seconds=5)
        await room.second()
        assert "!02:05/02:00" in room.bar
        clock.forward(minutes=1)
        await room.second()
        assert "! 赵倩 超 1 分" in seat.said
        clock.forward(minutes=1)
        await room.second()
        assert "K 记入停车场" in seat.said
        assert room.at == 1
        await room.press("K")
        assert [each.text for each in seat.board.points.values()] == ["赵倩"]
        assert not room.screen.entry.typing


async def test_a_forgotten_meeting_asks_and_stays_when_nobody_answers(
    file_url: str, clock: HandClock
) -> None:
    async with seated(file_url) as seat:
        room = await begun(seat, "m", "1")
        clock.forward(minutes=21)
        await room.second()
        await room.reads("21 分钟没有动静")
        await seat.settled()
        assert seat.board.meeting is not None
        await room.press("1")
        await room.second()
        assert "没有动静" not in seat.text
        clock.forward(minutes=21)
        await room.second()
        await room.press("3")
        assert room.items[room.at - 1].purpose is Purpose.READ_BACK


async def test_the_read_back_ends_it_with_one_key(file_url: str) -> None:
    async with seated(file_url) as seat:
        room = await begun(seat, "m", "1")
        await room.record("开放测试接口权限 @赵倩 周五")
        meeting = room.meeting.id
        await room.press("m", "9")
        assert room.items[room.at - 1].purpose is Purpose.READ_BACK
        assert "待办 1" in seat.text
        await room.press("n")
        await seat.until(lambda: seat.board.meetings[meeting].status is MeetingStatus.ENDED, "end")
        assert seat.board.meetings[meeting].recapped_at is not None
        await seat.until(lambda: not _in_a_meeting(seat.app.screen_stack), "the screen is left")


def _in_a_meeting(stack: object) -> bool:
    assert isinstance(stack, list)
    return any(isinstance(each, MeetingScreen) for each in stack)


async def test_a_second_board_joins_and_sees_everything(board_url: str) -> None:
    async with seated(board_url) as one, seated(board_url, actor="王敏") as two:
        mine = await begun(one, "m", "1")
        await two.until(lambda: "站会 进行中" in two.text, "the bar on the other board")
        theirs = await begun(two, "m")
        await mine.press("n")
        await mine.record("甲事 @赵倩 周五")
        await two.settled()
        assert theirs.at == 2
        await theirs.reads("甲事")
        assert sum(each.on for each in one.board.meetings.values()) == 1
        await mine.press("m", "9", "enter")
        await two.until(lambda: not _in_a_meeting(two.app.screen_stack), "it is over there, too")
        assert "会议已结束" in two.said


async def test_who_has_no_chair_is_told_who_has(file_url: str) -> None:
    async with seated(file_url) as one, seated(file_url, actor="王敏") as two:
        await begun(one, "m", "1")
        await two.settled()
        theirs = await begun(two, "m")
        await theirs.press("n")
        assert theirs.at == 1
        assert "主持或记录:请他们操作" in two.said


async def test_the_chair_is_handed_over(file_url: str) -> None:
    async with seated(file_url) as seat:
        room = await begun(seat, "m", "1")
        await seat.press("m", "8")
        await seat.until(lambda: isinstance(seat.app.screen, Picker), "the list")
        await seat.type("wm")
        await room.press("enter")
        assert seat.board.name_of(room.meeting.facilitator) == "王敏"


async def test_the_chair_comes_back_to_its_meeting_at_its_item(file_url: str) -> None:
    async with seated(file_url) as seat:
        room = await begun(seat, "m", "1")
        await room.press("3")
    async with seated(file_url) as seat:
        room = await entered(seat)
        assert room.at == 3
    async with seated(file_url, actor="王敏") as seat:
        await seat.settled()
        assert not _in_a_meeting(seat.app.screen_stack)
        assert "站会 进行中  3/12 孙磊" in seat.text


async def test_the_board_is_one_key_away_and_so_is_the_way_back(file_url: str) -> None:
    async with seated(file_url) as seat:
        await begun(seat, "m", "1")
        await seat.press("escape")
        await seat.until(lambda: seat.app.screen is seat.screen, "the board")
        assert "m 回到会议" in seat.text
        await begun(seat, "m")
        await seat.press("escape")
        await begun(seat, "F")


async def test_what_happens_elsewhere_is_shown_while_it_happens(file_url: str) -> None:
    async with seated(file_url) as seat:
        room = await begun(seat, "m", "1")
        assert room.meeting.current is not None
        third = room.items[2]
        owner = third.owner
        assert owner is not None
        await elsewhere(
            file_url,
            "李雷",
            GoToItem(meeting=room.meeting.id, item=third.id),
            SetAttendance(meeting=room.meeting.id, person=owner, how=Presence.EXCUSED, why="出差"),
        )
        await seat.settled()
        assert room.at == 3
        assert "孙磊(出差)" in seat.text


async def test_the_speakers_records_are_at_hand(file_url: str) -> None:
    async with seated(file_url) as seat:
        room = await begun(seat, "m", "1")
        await seat.press("p")
        await seat.until(lambda: isinstance(seat.app.screen, Picker), "their tasks")
        assert "T-04 功能demo交付" in seat.text
        await seat.press("1")
        await seat.type("90 3")
        await room.press("enter")
        assert seat.board.tasks["T-04"].actual == 90
        await room.reads("更新了 T-04 的进度")
