"""A meeting in a real terminal: killed in the middle, it is taken up where it was."""

from __future__ import annotations

import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.calendar.clock import fixed
from core.domain.meeting import MeetingKind, MeetingStatus
from core.domain.meeting_wishes import EndMeeting, StartMeeting
from core.service import Service
from core.store import open_store
from tests.samples import NOW, sample_database
from tests.terminal.boards import board, ready
from tests.terminal.pty_screen import PtyScreen
from tests.terminal.test_life import assert_as_found

TIMES = r"周会 (\d)/6 \S+ +[!✗]?(\d\d):(\d\d)/"


@pytest.fixture
def url(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database with the sample project."""
    with sample_database(request, backend, tmp_path) as found:
        yield found


def live(url: str) -> PtyScreen:
    """A board by the real clock, so that the times of a meeting go on."""
    env = {"PENGTOU_LANG": "zh", "PENGTOU_USER": "张伟"}
    return PtyScreen([sys.executable, "-m", "tui", "--db", url], env=env)


def stands(screen: PtyScreen) -> tuple[int, int]:
    """The number of the item, and its time in seconds, once a line no longer lies over them."""
    found = re.search(TIMES, screen.wait_for(TIMES))
    assert found is not None
    at, minutes, seconds = (int(each) for each in found.groups())
    return at, 60 * minutes + seconds


def test_a_meeting_goes_on_where_it_was_after_kill_9(url: str) -> None:
    with live(url) as screen:
        ready(screen)
        screen.press("m", "2")
        screen.wait_for(r"周会 1/6")
        screen.press("pgdn")
        screen.wait_for(r"周会 2/6")
        # By working days: a Friday may be a holiday, which is asked about.
        screen.press("a", "甲事 @赵倩 3个工作日后", "enter", "esc")
        screen.wait_for("行动1")
        screen.wait_until(lambda: stands(screen)[1] >= 1, "the time goes on")
        before = stands(screen)
        screen.wait_quiet(0.3)
        screen.kill(signal.SIGKILL)
        assert screen.wait_end() == -signal.SIGKILL
    with live(url) as screen:
        screen.wait_for(r"周会 2/6")
        screen.wait_for("甲事")
        at, seconds = stands(screen)
        assert at == 2
        assert before[1] <= seconds < before[1] + 60
        assert "行动1" in screen.text()
        screen.press("esc")
        screen.wait_for("m 回到会议")
        screen.press("q")
        screen.wait_for("要走吗")
        screen.press("1")
        assert screen.wait_end() == 0
        assert_as_found(screen)


def over(url: str) -> None:
    """A weekly sync that 张伟 held and ended."""
    store = open_store(url)
    try:
        service = Service(store, 1, "张伟", fixed(NOW))
        service.perform(StartMeeting(kind=MeetingKind.WEEKLY))
        running = service.board().meeting
        assert running is not None
        service.perform(EndMeeting(meeting=running.id, unread=True))
    finally:
        store.close()


def editing(screen: PtyScreen) -> None:
    """Goes to the minutes by the palette, and to their editor."""
    ready(screen)
    screen.press(":", "纪要", "enter")
    screen.wait_for("纪要预览 · 由")
    screen.press("e")


def test_what_was_typed_into_the_minutes_outlives_kill_9(url: str) -> None:
    over(url)
    with board(url) as screen:
        editing(screen)
        screen.wait_for("F2 保存返回")
        screen.press("总部要求改期 ")
        screen.wait_for("总部要求改期 # 会议纪要")
        screen.wait_quiet(0.5)
        screen.kill(signal.SIGKILL)
        assert screen.wait_end() == -signal.SIGKILL
    with board(url) as screen:
        editing(screen)
        screen.wait_for("上次改到一半")
        screen.press("1")
        screen.wait_for("总部要求改期 # 会议纪要")
        screen.press("f2")
        screen.wait_for("纪要预览 · 已手工改动")
        screen.press("e")
        screen.wait_for("F2 保存返回")


def test_two_terminals_see_one_meeting_and_a_clicker_drives_it(url: str) -> None:
    with board(url) as one, board(url, user="王敏", size=(80, 24)) as two:
        ready(one)
        ready(two)
        one.press("f6", "2")
        one.wait_for(r"周会 1/6")
        two.wait_for("周会 进行中")
        two.press("F")
        two.wait_for(r"周会 1/6")
        for number in range(2, 7):
            one.press("pgdn")
            one.wait_for(rf"周会 {number}/6")
            two.wait_for(rf"周会 {number}/6")
        one.press("pgup")
        two.wait_for(r"周会 5/6")
        assert one.offences() == []
        assert two.offences() == []


def taken_down(screen: PtyScreen, key: str, *lines: str) -> None:
    """Takes lines down under a key, and closes the line."""
    screen.press(key)
    screen.wait_for("╔═ 记一条")
    for line in lines:
        screen.press(line, "enter")
        screen.wait_for(rf"✓ [ABD]-\d+ {line.partition(' ')[0]}")
    screen.press("esc")
    screen.wait_until(lambda: "╔═" not in screen.text(), "the line is closed")


def at_item(screen: PtyScreen, number: int) -> None:
    """Goes on with a clicker, and waits for the item."""
    screen.press("pgdn")
    screen.wait_for(rf"周会 {number}/6")


def first_half(screen: PtyScreen) -> None:
    """The start, one promise kept, three new ones; then the program is killed."""
    ready(screen)
    screen.press("m", "2")
    screen.wait_for(r"周会 1/6")
    at_item(screen, 2)
    screen.press("enter")
    screen.wait_for("完成了 A-19")
    at_item(screen, 3)
    taken_down(screen, "a", "甲事 @赵倩 周五", "乙事 @王敏 周五", "丙事 @孙磊 周五")
    screen.wait_quiet(0.3)
    screen.kill(signal.SIGKILL)
    assert screen.wait_end() == -signal.SIGKILL


def second_half(screen: PtyScreen) -> None:
    """Taken up where it was: blockers, decisions, two more promises, something parked."""
    screen.wait_for(r"周会 3/6")
    screen.wait_for("行动3")
    at_item(screen, 4)
    taken_down(screen, "b", "缺样机 @赵倩 #T-04", "缺讲师 @孙磊 #T-06")
    taken_down(screen, "d", "顺延两天 @张伟", "先出物料 @张伟", "换供应商 @张伟")
    at_item(screen, 5)
    taken_down(screen, "a", "丁事 @吴刚 周五", "戊事 @周芳 周五")
    screen.press("K", "预算口径 @吴刚", "enter")
    screen.wait_for("行动5 阻塞2 决议3 停车场1")
    at_item(screen, 6)
    for told in ("决议 3", "待办 5", "新阻塞 2", "停车场与要点 1"):
        screen.wait_for(told)


def sent(url: str) -> bool:
    """Whether the minutes of the last meeting are on their way."""
    store = open_store(url)
    try:
        meetings = Service(store, 1, "", fixed(NOW)).board().meetings.values()
        last = max(meetings, key=lambda each: each.id)
        return last.status is MeetingStatus.MINUTES_SENT
    finally:
        store.close()


def test_a_whole_weekly_sync_by_keys_from_its_start_to_sent_minutes(url: str) -> None:
    with board(url, user="李雷", size=(80, 24)) as other:
        ready(other)
        with board(url) as screen:
            first_half(screen)
        other.wait_for("周会 进行中")
        other.press("F")
        other.wait_for("周会 3/6")
        with board(url) as screen:
            second_half(screen)
            other.wait_for("周会 6/6")
            other.wait_for("决议 3")
            screen.press("n")
            screen.wait_for("纪要预览")
            other.wait_for("会议已结束")
            screen.wait_for("Enter 发送")
            screen.press("enter")
            screen.wait_until(lambda: sent(url), "the minutes are sent")
            assert screen.offences() == []
